/** A small line says what its table has: nothing is joined, scaled or filled in that was not counted. */
import { expect, test } from 'vitest';
import type { Row, Table } from '../schema/table.ts';
import { edge, height, sparkline } from './sparkline.ts';

const table = (rows: readonly Row[], window: Table['window'] = null): Table => ({
  name: 'invented',
  kind: 'count',
  title: 'Invented',
  method: 'None.',
  source: 'Nowhere.',
  window,
  notes: [],
  key: [],
  columns: [
    { name: 'month', unit: 'month', description: 'Month' },
    { name: 'modelType', unit: 'modelType', description: 'Type' },
    { name: 'value', unit: 'number', description: 'Value' },
  ],
  rows: [...rows],
});
const months = (values: readonly (number | null)[], more: Row = {}): Row[] =>
  values.map((value, index) => ({ month: `2026-0${index + 1}`, modelType: 'bert', value, ...more }));
const series = (rows: readonly Row[]): Table => ({
  ...table(rows),
  columns: [
    { name: 'date', unit: 'day', description: 'Day' },
    { name: 'definition', unit: 'slug', description: 'Definition' },
    { name: 'coverage', unit: 'slug', description: 'Coverage' },
    { name: 'value', unit: 'number', description: 'Value' },
  ],
});
const point = (date: string, value: number, more: Row = {}): Row => ({
  date,
  value,
  definition: 'one',
  coverage: 'census',
  ...more,
});
const heights = (rows: readonly Row[]) => sparkline(table(rows), 'value')?.lines[0]?.stretches[0]?.map(([, y]) => y);
const [bottom, top] = [height - edge, edge];

test('its scale goes from zero to the largest value, and below zero where a value does', () => {
  expect(heights(months([5, 10, 0]))).toEqual([(bottom + top) / 2, top, bottom]);
  expect(heights(months([-10, 10, 0]))).toEqual([bottom, top, (bottom + top) / 2]);
  expect(sparkline(table(months([-10, 10, 0])), 'value')?.zero).toBe((bottom + top) / 2);
  expect(heights(months([0, 0, 0]))).toEqual([bottom, bottom, bottom]);
});

test.each([[[]], [[3]], [[3, null, null]]])('of the values %j there is nothing to draw', (values) => {
  expect(sparkline(table(months(values)), 'value')).toBeNull();
});

test('a partial month, and the one that holds everything older, are left out', () => {
  const window = { from: '2026-01', to: '2026-05', partial: ['2026-05'], floor: '2026-01' };
  expect(sparkline(table(months([90, 1, 2, 3, 1]), window), 'value')?.inNumbers).toBe(
    'February 2026 1; April 2026 3, the highest.',
  );
});

test('its numbers are in words: first, highest and last', () => {
  expect(sparkline(table(months([1, 5, 2])), 'value')?.inNumbers).toBe(
    'January 2026 1; February 2026 5, the highest; March 2026 2.',
  );
});

test('a line joins full counts of one definition, three or more; samples are apart', () => {
  const days = ['2022-01-01', '2023-01-01', '2024-01-01', '2025-01-01'];
  const drawn = (rows: readonly Row[]) => sparkline(series(rows), 'value')?.lines[0];
  expect(drawn(days.map((day) => point(day, 1)))?.stretches).toHaveLength(1);
  expect(drawn(days.slice(0, 2).map((day) => point(day, 1)))).toMatchObject({ stretches: [], samples: [] });
  const changed = drawn(days.map((day, index) => point(day, 1, { definition: index < 2 ? 'one' : 'two' })));
  expect(changed?.stretches).toEqual([]);
  expect(changed?.points).toHaveLength(4);
  const sampled = drawn([...days.map((day) => point(day, 1)), point('2026-01-01', 9, { coverage: 'sample' })]);
  expect([sampled?.stretches[0]?.length, sampled?.samples.length]).toEqual([4, 1]);
});

test('of several lines each is of its rows, and all are on one scale', () => {
  const drawn = sparkline(table([...months([10, 10, 10]), ...months([5, 5, 5], { modelType: 'llama' })]), 'value', [
    { modelType: 'bert' },
    { modelType: 'llama' },
  ]);
  expect(drawn?.lines.map(({ label, stretches }) => [label, stretches[0]?.[0]?.[1]])).toEqual([
    ['bert', top],
    ['llama', (bottom + top) / 2],
  ]);
});

test('a column that the table does not have stops it', () => {
  expect(() => sparkline(table(months([1, 2])), 'valeu')).toThrow('table invented has no column valeu');
});
