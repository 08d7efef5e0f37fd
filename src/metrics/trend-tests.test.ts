import { expect, test } from 'vitest';
import type { Row, Table } from '../schema/table.ts';
import { cardsByMonth } from './cards-by-month.ts';
import { mentions } from './mentions.ts';
import { monthsBetween } from './months.ts';
import { process } from './process.ts';
import { publishers } from './publishers.ts';
import { counted, found, foundFor } from './rows.test-support.ts';
import { trendSensitivity } from './trend-sensitivity.ts';
import { trendTests } from './trend-tests.ts';

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

test('p is adjusted over whole windows only', () => {
  const rows = trends(cards(up));
  expect(rows.map(({ pAdjusted }) => pAdjusted)).toEqual([rows[0]?.p, null, null]);
});

test('a selection enters no trend', () => {
  expect(foundFor({ coverage: 'sample' }, trendTests, cards(up))).toEqual({
    refused: 'The months of a selection were picked, so they enter no trend.',
  });
});

test('without a table of months there is a sentence', () => {
  expect(found(trendTests)).toEqual({ refused: 'The snapshot has no table with a series of months.' });
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
});

test('a verdict that all windows share has no other, and a series without any has none', () => {
  expect(sensitivity(trends(cards(up)))).toMatchObject([{ verdict: 'rising', windows: 3, rising: 3, otherFrom: null }]);
  expect(sensitivity(trends(cards(up.slice(0, 5))))).toMatchObject([{ verdict: null, windows: 0, n: null }]);
});
