/** Real series and the answers that scipy 1.17.1 gives for them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { describeWithSharedData, sharedData } from '../../tests/shared-data.ts';
import { bootstrapSpearman } from './bootstrap.ts';
import { benjaminiHochberg } from './multiple-testing.ts';
import { spearman } from './spearman.ts';

interface Answer {
  rho: number;
  p: number;
}
interface Golden {
  spearman_totals_common_types: Answer & { n: number };
  spearman_monthly_35_months: Record<'bert' | 'bart' | 'vit' | 'gpt2' | 't5', Answer>;
  benjamini_hochberg: { p: number[]; adjusted: number[] };
}

describeWithSharedData('published series', () => {
  const golden = JSON.parse(readFileSync(join(sharedData, 'golden/statistics.json'), 'utf8')) as Golden;

  // The last two rows are totals and no type.
  const hub = table('Hub_Model_Types_Over_Time_Created.csv').slice(0, -2);
  const forum = table('Forums_Model_Mentions_Over_Time.csv');
  const forumByType = new Map(forum.map((row) => [row[''], row]));
  const common = hub.flatMap((row) => {
    const mentions = forumByType.get(row['']);
    return mentions === undefined ? [] : [{ type: row[''], created: row, mentions }];
  });
  const created = common.map((type) => number(type.created, 'sum'));
  const mentioned = common.map(({ mentions }) =>
    Object.keys(mentions)
      .filter((name) => name !== '')
      .reduce((sum, month) => sum + number(mentions, month), 0),
  );

  // July 2020 to May 2023: June 2023 is a partial month.
  const months = Array.from({ length: 35 }, (_, index) =>
    new Date(Date.UTC(2020, 6 + index)).toISOString().slice(0, 7),
  );

  test('171 types on the Hub and 147 in the forum have 145 in common', () => {
    expect([hub.length, forum.length, common.length]).toEqual([171, 147, 145]);
    expect([months.at(0), months.at(-1)]).toEqual(['2020-07', '2023-05']);
  });

  test('types with many models are mentioned often, as closely as scipy says', () => {
    const expected = golden.spearman_totals_common_types;
    expect(spearman(created, mentioned)).toEqual({ known: true, n: expected.n, ...near(expected) });
  });

  test.each(['bert', 'bart', 'vit', 'gpt2', 't5'] as const)('%s by month agrees with scipy', (type) => {
    const found = common.find((candidate) => candidate.type === type);
    if (found === undefined) throw new Error(`${type} is not among the common types`);
    const models = months.map((month) => number(found.created, month));
    const topics = months.map((month) => number(found.mentions, `${month}-01`));
    expect(spearman(models, topics)).toEqual({
      known: true,
      n: 35,
      ...near(golden.spearman_monthly_35_months[type]),
    });
  });

  test('the bootstrap interval of 145 types lies within 0.01 of the one from scipy', () => {
    // scipy.stats.bootstrap, paired, percentile, 100,000 resamples: 0.5983 to 0.7781, and 0.5975 to 0.7777 once more
    const interval = bootstrapSpearman(created, mentioned, { seed: 42 });
    if (!interval.known) throw new Error(interval.reason);
    const { low, high } = interval;
    expect(Math.abs(low - 0.598)).toBeLessThan(0.01);
    expect(Math.abs(high - 0.778)).toBeLessThan(0.01);
  });

  test('another program with the same generator and seed draws the same interval', () => {
    // numpy: RandomState(42), 32 bits at a time, the first bit flipped; the remainder by 145 is the pair drawn
    const interval = bootstrapSpearman(created, mentioned, { seed: 42 });
    if (!interval.known) throw new Error(interval.reason);
    const { low, high } = interval;
    expect(low).toBeCloseTo(0.6002503911180214, 12);
    expect(high).toBeCloseTo(0.777877956398199, 12);
  });

  test('ten p-values are corrected as scipy corrects them', () => {
    const { p, adjusted } = golden.benjamini_hochberg;
    expect(benjaminiHochberg(p)).toEqual(adjusted.map((value) => expect.closeTo(value, 9)));
  });
});

type Row = { '': string } & Record<string, string>;

function table(name: string): Row[] {
  return parse<Row>(readFileSync(join(sharedData, 'saner2024', name)), { columns: true, bom: true });
}

/** In these files a blank means that there were none. */
function number(row: Row, column: string): number {
  const text = row[column];
  if (text === undefined) throw new Error(`there is no column ${column}`);
  return Number(text);
}

/** `rho` to nine decimals; `p` to nine significant digits, since it may be as small as 1e-22. */
function near({ rho, p }: Answer) {
  return {
    rho: expect.closeTo(rho, 9),
    p: expect.toSatisfy((value: number) => Math.abs(value / p - 1) < 1e-9, `within 1e-9 of ${p}, relatively`),
  };
}
