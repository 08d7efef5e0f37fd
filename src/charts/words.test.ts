import { expect, test } from 'vitest';
import type { Coverage } from '../schema/snapshot.ts';
import type { Column, Row, Table } from '../schema/table.ts';
import { intervalsInWords } from './words.ts';

const share = { unit: 'share', description: 'Share', missing: 'unknown' } as const;
const measure: Column = { ...share, name: 'share', interval: { low: 'low', high: 'high', method: 'Wilson' } };
const models: Column = { name: 'models', unit: 'count', description: 'Models' };
const given = (rows: readonly Row[]): Table => ({
  name: 'shares',
  kind: 'count',
  title: 'Shares',
  method: 'Counted.',
  source: 'tests',
  window: null,
  notes: [],
  key: ['name'],
  columns: [
    { name: 'name', unit: 'name', description: 'Name' },
    models,
    measure,
    { ...share, name: 'low' },
    { ...share, name: 'high' },
  ],
  rows: [...rows],
});
const without = { name: 'b', models: 5, share: 0.5, low: null, high: null };

test.each<[string, Row, Coverage, string]>([
  ['with ends', { ...without, low: 0.4, high: 0.6 }, 'census', 'with 95\u00a0% confidence intervals'],
  ['with ends', { ...without, low: 0, high: 1 }, 'aggregate', 'with 95\u00a0% confidence intervals'],
  ['without ends', without, 'sample', 'without intervals: too few authors'],
  ['without ends', without, 'aggregate', 'without intervals: published totals do not say which models share an author'],
])('a share %s in its rows says so: %j in a %s', (_, row, coverage, words) => {
  expect(intervalsInWords(given([without, row]), [measure], coverage)).toBe(words);
});

test('an interval by author says by whom', () => {
  const interval = { low: 'low', high: 'high', method: 'cluster-robust', unit: 'author' } as const;
  const table = given([{ ...without, low: 0.4, high: 0.6 }]);
  expect(intervalsInWords(table, [{ ...measure, interval }], 'census')).toBe(
    'with 95\u00a0% confidence intervals, by author',
  );
});

test('a measure that declares no interval has a reason where it is a count, exact, or both', () => {
  const table = given([without]);
  expect(intervalsInWords(table, [models], 'census')).toBe('without intervals: counts, not estimates');
  expect(intervalsInWords(table, [{ ...models, exact: true }], 'sample')).toMatch(/: counted in full/);
  expect(intervalsInWords(table, [{ ...models, unit: 'number' }], 'census')).toBeNull();
});
