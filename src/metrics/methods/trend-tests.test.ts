import { expect, test } from 'vitest';
import type { Row, Table } from '../../schema/table.ts';
import { cardsByMonth } from '../documentation/cards-by-month.ts';
import { mentions } from '../models/mentions.ts';
import { modelsCreated } from '../models/models-created.ts';
import { monthsBetween } from '../months.ts';
import { process } from '../community/process.ts';
import { publishers } from '../community/publishers.ts';
import { counted, found, foundFor } from '../rows.test-support.ts';
import { trendSensitivity } from './trend-sensitivity.ts';
import { trendTests } from './trend-tests.ts';
import { typeShares } from '../models/type-shares.ts';

/** Cards of ten models a month, from January 2021 on; null for a month without models. */
function cards(withCard: readonly (number | null)[], partial: string[] = [], floor: string | null = null): Table {
  const months = monthsBetween('2021-01', '2030-12').slice(0, withCard.length);
  const rows = withCard.flatMap((count, index): Row[] =>
    count === null ? [] : [{ month: months[index] ?? '', models: 100, withCard: count }],
  );
  return {
    ...counted(cardsByMonth, rows),
    window: { from: months[0] ?? '', to: months.at(-1) ?? '', partial, floor },
  };
}
const trends = (...tables: readonly Table[]) => found(trendTests, ...tables) as Row[];
const sensitivity = (rows: Row[]) =>
  found(trendSensitivity, { ...cards([1]), name: 'trend-tests', columns: [...trendTests.columns], rows }) as Row[];

const up = Array.from({ length: 14 }, (_, index) => 10 + 3 * index + (index % 2));

test('there is a row for every first month that leaves a year', () => {
  const rows = trends(cards(up));
  expect(rows.map(({ from, n, window }) => [from, n, window])).toEqual([
    ['2021-01', 14, 'whole'],
    ['2021-02', 13, 'shorter'],
    ['2021-03', 12, 'shorter'],
  ]);
  expect(rows[0]).toMatchObject({ series: 'share-with-card', to: '2022-02', verdict: 'rising', refused: null });
  expect(rows[0]?.slope).toBeCloseTo(0.03, 2);
});

test('what rises in one direction falls in the other', () => {
  expect(trends(cards([...up].reverse()))[0]).toMatchObject({ verdict: 'falling' });
});

test('months that were seen in part, and the one that holds everything older, are in no test', () => {
  const rows = trends(cards([99, ...up, 0], ['2022-04'], '2021-01'));
  expect(rows[0]).toMatchObject({ from: '2021-02', to: '2022-03', n: 14, verdict: 'rising' });
});

test('a gap ends a window: what lies beyond is refused with the reason', () => {
  const rows = trends(cards([5, null, ...up]));
  expect(rows.map(({ window, verdict }) => [window, verdict])).toEqual([
    ['longer', null],
    ['longer', null],
    ['whole', 'rising'],
    ['shorter', 'rising'],
    ['shorter', 'rising'],
  ]);
  expect(rows[0]?.refused).toContain('is missing');
});

test.each([
  ['too few months', up.slice(0, 11), 'too few months to say: 11, at least 12 are needed'],
  [
    'a series that never changes',
    up.map(() => 50),
    'the series is constant, so there is no order to compare with time',
  ],
])('%s gives a sentence and no number', (_, values, sentence) => {
  const [row] = trends(cards(values));
  expect(row).toMatchObject({ tau: null, p: null, slope: null, verdict: null, refused: sentence });
});

test('a month in which nobody names a type is none, not a gap', () => {
  const months = monthsBetween('2021-01', '2021-12');
  const rows = months.flatMap((month, index) => (index < 6 ? [] : [{ month, modelType: 'bert', topics: index }]));
  const window = { from: '2021-01', to: '2021-12', partial: [], floor: null };
  expect(trends({ ...counted(mentions, rows), window })).toMatchObject([
    { series: 'mentions', modelType: 'bert', n: 12, verdict: 'rising' },
  ]);
});

test('only the eight leading types are followed, and untyped is none', () => {
  const rows = ['untyped', ...'abcdefghi'.split('')].map((modelType, place) => ({
    month: '2021-01',
    modelType,
    topics: 100 - place,
  }));
  const window = { from: '2021-01', to: '2021-12', partial: [], floor: null };
  const types = trends({ ...counted(mentions, rows), window }).map(({ modelType }) => modelType);
  expect(types).toEqual('abcdefgh'.split(''));
});

test('a measure that the snapshot lacks altogether is not a series', () => {
  const published = monthsBetween('2021-01', '2021-12').map((month, index) => ({
    month,
    models: 20 + index,
    authors: 10,
    busFactor: 3,
    downloads: 0,
    busFactorOfDownloads: null,
  }));
  const window = { from: '2021-01', to: '2021-12', partial: [], floor: null };
  const measures = found(process, counted(publishers, published)) as Row[];
  const table: Table = { ...cards([1]), name: 'process', columns: [...process.columns], rows: measures, window };
  expect(trends(table).map(({ series }) => series)).toEqual(['productivity', 'bus-factor']);
});

test('the corrected p is adjusted, and over whole windows only', () => {
  const rows = trends(cards(up));
  expect(rows[0]?.pCorrected).toBeGreaterThan(Number(rows[0]?.p));
  expect(rows.map(({ pAdjusted }) => pAdjusted)).toEqual([rows[0]?.pCorrected, null, null]);
});

test('a verdict by the sieve bootstrap stands beside the other, and is never the bolder one', () => {
  const [row] = trends(cards(up));
  expect(row).toMatchObject({ verdict: 'rising', pSieve: 0.001, verdictBySieve: 'rising' });
  // Each month resembles the one before: the first two tests see a rise where the third need not.
  const wandering = [40, 42, 41, 44, 47, 45, 44, 43, 47, 50, 52, 51, 49, 52, 54, 53];
  for (const each of trends(cards(wandering))) {
    expect(Number(each.pSieve)).toBeGreaterThan(0);
    expect(['no-clear-trend', each.verdict]).toContain(each.verdictBySieve);
  }
});

test('months on a straight line leave the sieve nothing to draw from', () => {
  const line = Array.from({ length: 12 }, (_, month) => 10 + month);
  expect(trends(cards(line))[0]).toMatchObject({
    verdict: 'rising',
    pCorrected: null,
    pSieve: null,
    verdictBySieve: null,
  });
});

test('a share that the report draws is tested as a share, on the months that are drawn', () => {
  const months = monthsBetween('2021-01', '2022-04');
  const window = { from: '2021-01', to: '2022-04', partial: ['2022-04'], floor: null };
  // More bert in every month, of ever more models of all types; and two first months too small for a share.
  const rows = months.flatMap((month, index) => [
    { month, modelType: 'bert', models: index < 2 ? 30 : 90 + 10 * index },
    { month, modelType: 'gpt2', models: index < 2 ? 30 : 10 + 10 * index ** 2 + (index % 2) },
  ]);
  const created = { ...counted(modelsCreated, rows), window };
  const drawn = found(typeShares, created) as Row[];
  const tested = trends(created, { ...created, name: 'type-shares', columns: [...typeShares.columns], rows: drawn });
  const whole = (series: string) =>
    tested.find((row) => row.series === series && row.modelType === 'bert' && row.window === 'whole');
  expect(whole('uploads')).toMatchObject({ from: '2021-01', to: '2022-03', verdict: 'rising' });
  expect(whole('share-of-uploads')).toMatchObject({ from: '2021-03', to: '2022-03', verdict: 'falling' });
});

test('a selection enters no trend', () => {
  expect(foundFor({ coverage: 'sample' }, trendTests, cards(up))).toEqual({
    reason: 'The months of a selection were picked, so they enter no trend.',
  });
});

test('without a table of months there is a sentence', () => {
  expect(found(trendTests)).toEqual({ reason: 'The snapshot has no table with a series of months.' });
});

test('the sensitivity says how many windows agree, and from where the longest other one begins', () => {
  const vee = [...[...up].reverse(), ...up];
  expect(sensitivity(trends(cards(vee)))).toMatchObject([
    {
      series: 'share-with-card',
      verdict: 'no-clear-trend',
      n: 28,
      windows: 17,
      falling: 0,
      otherVerdict: 'rising',
    },
  ]);
  const [row] = sensitivity(trends(cards(vee)));
  expect(Number(row?.rising) + Number(row?.unclear)).toBe(17);
  expect(Number(row?.risingBySieve)).toBeLessThanOrEqual(Number(row?.rising));
});

test('a verdict that all windows share has no other, and a series without any has none', () => {
  expect(sensitivity(trends(cards(up)))).toMatchObject([{ verdict: 'rising', windows: 3, rising: 3, otherFrom: null }]);
  expect(sensitivity(trends(cards(up.slice(0, 5))))).toMatchObject([{ verdict: null, windows: 0, n: null }]);
});
