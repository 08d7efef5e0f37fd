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
    'rows.2: a row with task "fill-mask" stands there twice',
  ],
  [
    'two rows about the unnamed',
    table([...rows, { task: null, models: 3 }]),
    'rows.2: a row with task null stands there twice',
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

test('an unnamed row is not taken for one that is named null', () => {
  expect(rowKey(table([]), { task: null })).not.toBe(rowKey(table([]), { task: 'null' }));
});

test('the file says which row is which before it lists columns and rows', () => {
  const text = tableText(table(rows));
  expect(Table.parse(JSON.parse(text))).toEqual(table(rows));
  expect(text).toContain('\n "key": ["task"],\n "columns": [\n');
});
