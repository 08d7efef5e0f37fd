import { expect, test } from 'vitest';
import { column, endsOf, reasonOf, relationsOf, rowWhere, rowsWhere, withRelations } from './rows.ts';
import type { Table } from './table.ts';

const table: Table = {
  name: 'tasks',
  kind: 'count',
  title: 'Invented',
  method: 'None.',
  source: 'Nowhere.',
  window: { from: '2022-01', to: '2022-03', partial: ['2022-03'], floor: null },
  notes: [],
  key: ['month', 'task'],
  columns: [
    { name: 'month', unit: 'month', description: 'Month' },
    { name: 'task', unit: 'slug', description: 'Task' },
    {
      name: 'share',
      unit: 'share',
      description: 'Share',
      missing: 'too few models.',
      interval: { low: 'least', high: 'most', method: 'Wilson' },
    },
    { name: 'least', unit: 'share', description: 'Lower end', missing: 'too few models' },
    { name: 'most', unit: 'share', description: 'Upper end', missing: 'too few models' },
  ],
  rows: [
    { month: '2022-01', task: 'one', share: 0.5, least: 0.4, most: 0.6 },
    { month: '2022-02', task: 'one', share: null, least: null, most: null },
    { month: '2022-03', task: 'one', share: 0.7, least: 0.6, most: 0.8 },
    { month: '2022-01', task: 'other', share: 0.1, least: 0, most: 0.2 },
  ],
};
const [first = {}, second = {}] = table.rows;

test('a column that a table does not have is refused, with the names of those that it has', () => {
  expect(column(table, 'share')).toMatchObject({ unit: 'share' });
  expect(() => column(table, 'shaer')).toThrow(
    'table tasks has no column shaer; it has month, task, share, least, most',
  );
  expect(() => rowsWhere(table, { taks: 'one' })).toThrow('no column taks');
});

test('of several rows that fit, the one that is meant must be named', () => {
  expect(rowWhere(table, { where: { task: 'other' } })).toBe(table.rows[3]);
  expect(() => rowWhere(table, { where: { task: 'one' } })).toThrow(
    '3 rows of tasks have {"task":"one"}, expected one',
  );
  expect(rowWhere(table, { where: { task: 'one' }, row: 1 })).toBe(table.rows[0]);
  expect(rowWhere(table, { where: { task: 'one' }, row: -1 })).toBe(table.rows[2]);
  expect(rowWhere(table, { where: { task: 'none' } })).toBeUndefined();
});

test('the newest row is that of a month seen whole', () => {
  expect(rowWhere(table, { where: { task: 'one' }, newest: 'month' })).toBe(table.rows[1]);
});

test('the ends of an interval are those that its column names, and none where the value is missing', () => {
  expect(endsOf(table, first, 'share')).toEqual({ low: 0.4, high: 0.6 });
  expect(endsOf(table, second, 'share')).toBeNull();
  expect(endsOf(table, first, 'least')).toBeNull();
});

test('a cell is empty for the reason of its row, or else of its column', () => {
  expect(reasonOf(table, second, 'share')).toBe('too few models');
  expect(reasonOf(table, { ...second, refused: 'nothing varies' }, 'share')).toBe('nothing varies');
});

test('a file that does not say what its columns are to each other is told by the page', () => {
  const published = { ...table, columns: table.columns.map((each) => ({ ...each, interval: undefined })) };
  expect(withRelations(published, relationsOf(table)).columns).toEqual(table.columns);
});
