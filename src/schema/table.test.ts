import { expect, test } from 'vitest';
import { problem } from './problem.ts';
import { type Row, Table, rowKey, tableText } from './table.ts';

const table = (rows: readonly Row[], key: readonly string[] = ['task']): Table => ({
  name: 'tasks',
  kind: 'count',
  title: 'Models by task',
  method: 'None.',
  source: 'Nowhere.',
  window: null,
  notes: [],
  key: [...key],
  columns: [
    { name: 'task', unit: 'slug', description: 'Task', missing: 'none is declared' },
    { name: 'models', unit: 'count', description: 'Models' },
  ],
  rows: [...rows],
});

function complaint(value: Table): string | undefined {
  const result = Table.safeParse(value);
  return result.success ? undefined : problem(result.error);
}

const rows: Row[] = [
  { task: 'fill-mask', models: 2 },
  { task: null, models: 2 },
];

test('rows may say the same of different things, and one of them may be about what nobody named', () => {
  expect(complaint(table(rows))).toBeUndefined();
});

test.each([
  [
    'two rows about one thing, whatever else they say',
    table([...rows, { task: 'fill-mask', models: 3 }]),
    'rows.2: a row with task "fill-mask" occurs twice',
  ],
  [
    'two rows about the unnamed',
    table([...rows, { task: null, models: 3 }]),
    'rows.2: a row with task null occurs twice',
  ],
  [
    'a key of a column it has not',
    table(rows, ['month']),
    'key: the key names a column month; the columns are task, models',
  ],
  ['a key that names a column twice', table(rows, ['task', 'task']), 'key: the key names the column task twice'],
  ['no key', table(rows, []), expect.stringContaining('key: ')],
])('a table with %s is refused', (_, value, sentence) => {
  expect(complaint(value)).toEqual(sentence);
});

const shares = (change: Partial<Table> = {}): Table => ({
  ...table([]),
  columns: [
    { name: 'task', unit: 'slug', description: 'Task' },
    { name: 'models', unit: 'count', description: 'Models' },
    { name: 'withCard', unit: 'count', description: 'With a card' },
    {
      name: 'share',
      unit: 'share',
      description: 'Share with a card',
      missing: 'no model',
      interval: { low: 'least', high: 'most', method: 'Wilson', unit: 'author' },
      share: { part: 'withCard', whole: 'models' },
    },
    { name: 'least', unit: 'share', description: 'Lower end', missing: 'no model' },
    { name: 'most', unit: 'share', description: 'Upper end', missing: 'no model' },
  ],
  rows: [
    { task: 'one', models: 4, withCard: 1, share: 0.25, least: 0.1, most: 0.6 },
    { task: 'none', models: 0, withCard: 0, share: null, least: null, most: null },
  ],
  ...change,
});

test('a column may say what is the end of its interval, and of what it is the share', () => {
  expect(complaint(shares())).toBeUndefined();
});

const declaring = (name: string, change: object): Table =>
  shares({ columns: shares().columns.map((column) => (column.name === name ? { ...column, ...change } : column)) });
const sharing = (row: Row): Table =>
  shares({ rows: [{ task: 'one', models: 4, withCard: 1, share: 0.25, least: 0.1, most: 0.6, ...row }] });

test.each([
  [
    'an interval with an end that is not there',
    declaring('share', { interval: { low: 'low', high: 'most', method: 'Wilson' } }),
    'columns: the interval of share names a column low, which the table does not have',
  ],
  [
    'an interval in another unit',
    declaring('share', { interval: { low: 'models', high: 'most', method: 'Wilson' } }),
    'columns: the interval of share names models, which is a count; expected a share',
  ],
  [
    'an interval that is its own end',
    declaring('share', { interval: { low: 'share', high: 'most', method: 'Wilson' } }),
    'columns: the interval of share names share itself',
  ],
  [
    'a value below its interval',
    sharing({ least: 0.3 }),
    'columns: share is 0.25, outside its interval from 0.3 to 0.6; it is the row with task "one"',
  ],
  [
    'a value above its interval',
    sharing({ most: 0.2 }),
    'columns: share is 0.25, outside its interval from 0.1 to 0.2; it is the row with task "one"',
  ],
  [
    'half an interval',
    sharing({ most: null }),
    'columns: share has one end of its interval and not the other; it is the row with task "one"',
  ],
  [
    'an interval around nothing',
    sharing({ share: null }),
    'columns: share is empty, but its interval is not; it is the row with task "one"',
  ],
  [
    'a share of a whole that is not there',
    declaring('share', { share: { part: 'withCard', whole: 'all' } }),
    'columns: the share of share names a column all, which the table does not have',
  ],
  [
    'a share of what is no count',
    declaring('share', { share: { part: 'least' } }),
    'columns: the share of share names least, which is a share; expected a count',
  ],
  [
    'a count that is the share of another',
    declaring('models', { share: { part: 'withCard' } }),
    'columns: models is a count, and only a share has a part, a whole or a Lorenz curve',
  ],
  [
    'a count that is the p value of a test',
    declaring('models', { test: { method: 'Mann–Kendall' } }),
    'columns: models is a count, and only a probability is the p value of a test',
  ],
  [
    'a part larger than its whole',
    sharing({ withCard: 5 }),
    'columns: withCard is 5, more than models, which is 4; it is the row with task "one"',
  ],
  [
    'a share that is not part of whole',
    sharing({ withCard: 2 }),
    'columns: share is 0.25, but withCard of models is 0.5; it is the row with task "one"',
  ],
  [
    'a Lorenz curve above the line of equality',
    { ...declaring('share', { lorenz: 'least', share: undefined }), rows: sharing({ share: 0.2 }).rows },
    'columns: share is 0.2 at least 0.1, above the line of equality; it is the row with task "one"',
  ],
])('a table with %s is refused', (_, value, sentence) => {
  expect(complaint(value)).toEqual(sentence);
});

test('an unnamed row is not taken for one that is named null', () => {
  expect(rowKey(table([]), { task: null })).not.toBe(rowKey(table([]), { task: 'null' }));
});

test('the file says which row is which before it lists columns and rows', () => {
  const text = tableText(table(rows));
  expect(Table.parse(JSON.parse(text))).toEqual(table(rows));
  expect(text).toContain('\n "key": ["task"],\n "columns": [\n');
});

test('a table without rows is refused', () => {
  expect(complaint(table([]))).toContain('the table has no rows; expected at least one');
});
