/** Published series and the answers that scipy 1.17.1 gives for them: counts and answers stand in `golden.json`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { describeWithSharedData, sharedData } from '../../tests/shared-data.ts';
import { bootstrapSpearman } from './bootstrap.ts';
import golden from './golden.json' with { type: 'json' };
import { benjaminiHochberg } from './multiple-testing.ts';
import { spearman } from './spearman.ts';
import { mannKendall, senSlope } from './trend.ts';

const { answers, byMonth, typeTotals, shareWithCard } = golden;

const types = ['bert', 'bart', 'vit', 'gpt2', 't5'] as const;

describe('published series', () => {
  const { models: created, topics: mentioned } = typeTotals;

  test('types with many models are mentioned often, as closely as scipy says', () => {
    const expected = answers.spearman_totals_common_types;
    expect(spearman(created, mentioned)).toEqual({ known: true, n: expected.n, ...near(expected) });
  });

  test.each(types)('%s by month agrees with scipy', (type) => {
    const { models, topics } = byMonth[type];
    expect(spearman(models, topics)).toEqual({
      known: true,
      n: 35,
      ...near(answers.spearman_monthly_35_months[type]),
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

  // pCorrected: the same correction written anew in Python, in exact fractions. From July 2021 no lag is significantly
  // positive, so nothing is corrected; with negative lags too it would be 0.000316, from lag 3 alone (−0.44).
  test.each([
    { from: '2019-12', first: 0, key: 'trend_card_ratio_all_months', pCorrected: 0.5915397310149213 },
    { from: '2021-07', first: 19, key: 'trend_card_ratio_from_2021_07', pCorrected: 0.016209240286328468 },
  ] as const)('the share of models with a card since $from moves as scipy says', ({ first, key, pCorrected }) => {
    const ratios = shareWithCard.values.slice(first);
    const expected = answers[key];
    expect(mannKendall(ratios)).toEqual({
      known: true,
      n: expected.n,
      s: expected.S,
      tau: expect.closeTo(expected.tau_b, 9),
      p: expect.closeTo(expected.tau_p, 9),
      pCorrected: expect.closeTo(pCorrected, 9),
    });
    expect(senSlope(ratios)).toEqual({
      known: true,
      slope: expect.closeTo(expected.sen_slope_per_month, 9),
      low: expect.closeTo(expected.sen_low_95, 9),
      high: expect.closeTo(expected.sen_high_95, 9),
    });
  });

  test('ten p-values are corrected as scipy corrects them', () => {
    const { p, adjusted } = answers.benjamini_hochberg;
    expect(benjaminiHochberg(p)).toEqual(adjusted.map((value) => expect.closeTo(value, 9)));
  });
});

describeWithSharedData('the series in golden.json', () => {
  // The last two rows are totals and no type.
  const hub = table('Hub_Model_Types_Over_Time_Created.csv').slice(0, -2);
  const forum = table('Forums_Model_Mentions_Over_Time.csv');
  const forumByType = new Map(forum.map((row) => [row[''], row]));
  const common = hub.flatMap((row) => {
    const mentions = forumByType.get(row['']);
    return mentions === undefined ? [] : [{ type: row[''], created: row, mentions }];
  });

  test('are the totals of the 145 types that both files have', () => {
    expect([hub.length, forum.length, common.length]).toEqual([171, 147, 145]);
    expect(typeTotals.models).toEqual(common.map(({ created }) => number(created, 'sum')));
    const topics = common.map(({ mentions }) => {
      const months = Object.keys(mentions).filter((name) => name !== '');
      return months.reduce((sum, month) => sum + number(mentions, month), 0);
    });
    expect(typeTotals.topics).toEqual(topics);
  });

  test.each(types)('are the 35 whole months that both files have of %s', (type) => {
    // July 2020 to May 2023: June 2023 is a partial month.
    const months = Array.from({ length: 35 }, (_, index) =>
      new Date(Date.UTC(2020, 6 + index)).toISOString().slice(0, 7),
    );
    expect([byMonth.from, byMonth.to]).toEqual([months.at(0), months.at(-1)]);
    const found = common.find((candidate) => candidate.type === type);
    expect(byMonth[type]).toEqual({
      models: months.map((month) => found && number(found.created, month)),
      topics: months.map((month) => found && number(found.mentions, `${month}-01`)),
    });
  });

  test('are the shares with a card since December 2019', () => {
    const cards = table('card_data_stats_months_created.csv').filter((row) => String(row.month_year) >= '2019-12');
    expect([shareWithCard.from, shareWithCard.to]).toEqual([cards.at(0)?.month_year, cards.at(-1)?.month_year]);
    expect(cards[19]?.month_year).toBe('2021-07');
    expect(shareWithCard.values).toEqual(cards.map((row) => number(row, 'card_ratio')));
  });

  test('have the answers that were handed over', () => {
    expect(answers).toEqual(JSON.parse(readFileSync(join(sharedData, 'golden/statistics.json'), 'utf8')));
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
function near({ rho, p }: { rho: number; p: number }) {
  return {
    rho: expect.closeTo(rho, 9),
    p: expect.toSatisfy((value: number) => Math.abs(value / p - 1) < 1e-9, `within 1e-9 of ${p}, relatively`),
  };
}
