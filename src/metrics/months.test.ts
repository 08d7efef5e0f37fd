import { expect, test } from 'vitest';
import { completeMonths, monthsBetween } from './months.ts';

const table = (from: string, to: string, partial: string[] = [], floor: string | null = null) =>
  completeMonths({ window: { from, to, partial, floor } });

test('a year ends in December', () => {
  expect(monthsBetween('2021-11', '2022-02')).toEqual(['2021-11', '2021-12', '2022-01', '2022-02']);
});

test('a month that was seen in part at the end is not one to test a trend on', () => {
  expect(table('2023-03', '2023-06', ['2023-06'])).toEqual(['2023-03', '2023-04', '2023-05']);
});

test('the month that holds everything older is left out with all before it', () => {
  expect(table('2022-02', '2022-05', [], '2022-03')).toEqual(['2022-04', '2022-05']);
});

test('a partial month in the middle keeps its place, so that it is a gap', () => {
  expect(table('2023-01', '2023-04', ['2023-02'])).toEqual(['2023-01', '2023-02', '2023-03', '2023-04']);
});

test('a table without months, or with none seen whole, has none', () => {
  expect(completeMonths({ window: null })).toEqual([]);
  expect(table('2023-06', '2023-06', ['2023-06'])).toEqual([]);
});
