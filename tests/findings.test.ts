/** What the committed snapshots say, compared with answers that others computed from the same data. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Row, Table } from '../src/schema/table.ts';
import golden from '../src/statistics/golden.json' with { type: 'json' };

const rowsOf = (snapshot: string, table: string): Row[] => {
  const file = join(import.meta.dirname, '../content/snapshots', snapshot, `${table}.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as Table).rows;
};
const near = (value: number) => expect.closeTo(value, 9) as number;

describe('the findings of 2023-06-30', () => {
  test('the rank correlation over types, and that of each type over months, are scipy’s', () => {
    const rows = rowsOf('2023-06-30', 'hub-forum-agreement');
    const all = golden.answers.spearman_totals_common_types;
    expect(rows[0]).toMatchObject({ scope: 'all types', n: all.n, rho: near(all.rho) });
    const types = Object.entries(golden.answers.spearman_monthly_35_months);
    expect(types).toHaveLength(5);
    for (const [scope, { rho, p }] of types)
      expect(rows.find((row) => row.scope === scope)).toMatchObject({
        n: 35,
        from: '2020-07',
        to: '2023-05',
        rho: near(rho),
        p: near(p),
      });
  });

  test.each([
    ['trend_card_ratio_all_months', '2019-12', 'no-clear-trend'],
    ['trend_card_ratio_from_2021_07', '2021-07', 'rising'],
  ] as const)('%s is in the table, with its verdict', (name, from, verdict) => {
    const answer = golden.answers[name];
    const row = rowsOf('2023-06-30', 'trend-tests').find(
      (each) => each.series === 'share-with-card' && each.from === from,
    );
    expect(row).toMatchObject({
      n: answer.n,
      tau: near(answer.tau_b),
      p: near(answer.tau_p),
      slope: near(answer.sen_slope_per_month),
      low: near(answer.sen_low_95),
      high: near(answer.sen_high_95),
      verdict,
    });
  });
});

test('window and names are stated: 0.699 over common types, 0.704 over either side’s, 0.677 over matched months', () => {
  const rows = rowsOf('2023-06-30', 'hub-forum-agreement').slice(0, 3);
  expect(rows.map(({ n, rho }) => [n, Number(rho).toFixed(3)])).toEqual([
    [145, '0.699'],
    [173, '0.704'],
    [145, '0.677'],
  ]);
});

test('the bus factor of each month of 2022-10-01 follows from the table of what its authors published', () => {
  const output = Map.groupBy(rowsOf('2022-10-01', 'publisher-output'), (row) => row.month);
  const published = rowsOf('2022-10-01', 'publishers');
  expect(published.length).toBeGreaterThan(40);
  for (const { month, models, busFactor } of published) {
    let [authors, reached] = [0, 0];
    for (const row of output.get(month ?? null) ?? []) {
      const needed = Math.min(Number(row.authors), Math.ceil((Number(models) / 2 - reached) / Number(row.modelsEach)));
      authors += needed;
      reached += needed * Number(row.modelsEach);
    }
    expect({ month, authors }).toEqual({ month, authors: busFactor });
  }
});

test('every count that a study printed and the tables hold is reproduced', () => {
  const rows = rowsOf('2023-06-30', 'replication').filter((row) => row.verdict === 'reproduced');
  expect(
    rows.filter((row) => row.unit === 'count').map(({ claim, published, ours }) => [claim, published, ours]),
  ).toEqual([
    ['taraghi-coded-topics', 455, 455],
    ['taraghi-challenge-categories', 17, 17],
    ['taraghi-benefit-categories', 6, 6],
    ['taraghi-typed-models', 103047, 103047],
  ]);
});
