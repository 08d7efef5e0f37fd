import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import type { Table } from '../schema/table.ts';
import { csv, filesOf, parquet } from './files.ts';

const table: Table = {
  name: 'cards',
  kind: 'count',
  title: 'Cards',
  method: 'Counted.',
  source: 'A test',
  window: null,
  notes: [],
  key: ['month', 'task'],
  columns: [
    { name: 'month', unit: 'month', description: 'Month', missing: 'unknown' },
    { name: 'models', unit: 'count', description: 'Models' },
    { name: 'share', unit: 'share', description: 'Share', missing: 'no models' },
    { name: 'task', unit: 'name', description: 'Task' },
  ],
  rows: [
    { month: '2023-06', models: 5_000_000_000, share: 0.25, task: '=SUM(A1)' },
    { month: null, models: 0, share: null, task: 'a, "b" é' },
  ],
};
const arrayBuffer = (bytes: Uint8Array) => new Uint8Array(bytes).buffer;

test('Parquet holds the rows, with whole numbers beyond 32 bits and empty cells, and says what they mean', async () => {
  const file = arrayBuffer(parquet(table));
  expect(await parquetReadObjects({ file })).toEqual([
    { month: '2023-06', models: 5_000_000_000n, share: 0.25, task: '=SUM(A1)' },
    { month: null, models: 0n, share: null, task: 'a, "b" é' },
  ]);
  const { key_value_metadata: about } = parquetMetadata(file);
  expect(JSON.parse(about?.find(({ key }) => key === 'almanac')?.value ?? '')).toEqual({ ...table, rows: undefined });
});

test('a column that may not be empty is one that Parquet does not let be empty', () => {
  const { schema } = parquetMetadata(arrayBuffer(parquet(table)));
  const repetition = Object.fromEntries(schema.map((element) => [element.name, element.repetition_type]));
  expect(repetition).toMatchObject({ month: 'OPTIONAL', models: 'REQUIRED', share: 'OPTIONAL', task: 'REQUIRED' });
});

test('CSV leaves no formula for a spreadsheet, and an empty cell empty', () => {
  expect(csv(table)).toBe('month,models,share,task\r\n2023-06,5000000000,0.25,\'=SUM(A1)\r\n,0,,"a, ""b"" é"\r\n');
});

test('the same table gives the same bytes', () => {
  const [once, twice] = [filesOf(table), filesOf(structuredClone(table))];
  expect(once.map(({ name }) => name)).toEqual(['cards.json', 'cards.csv', 'cards.parquet']);
  for (const [index, { bytes }] of once.entries())
    expect(Buffer.from(bytes).equals(twice[index]?.bytes ?? Buffer.of())).toBe(true);
});
