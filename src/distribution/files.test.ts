import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import type { Table } from '../schema/table.ts';
import { csv, filesOf, parquet, sha256 } from './files.ts';

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

test('a day is a date in Parquet, but for tables from before they named their definition', async () => {
  const days: Table = {
    ...table,
    key: ['day'],
    columns: [{ name: 'day', unit: 'day', description: 'Day', missing: 'unknown' }],
    rows: [{ day: '2023-06-30' }, { day: null }],
  };
  const read = async (of: Table) => parquetReadObjects({ file: arrayBuffer(parquet(of)) });
  expect(await read(days)).toEqual(days.rows);
  expect(await read({ ...days, definition: 'cards/1' })).toEqual([{ day: new Date('2023-06-30') }, { day: null }]);
});

test('a year is a whole number in Parquet, but where its column calls it a name', async () => {
  const year = { name: 'year', description: 'Year', missing: 'unknown' };
  const rows = [{ year: '2023' }, { year: null }];
  const read = async (unit: 'year' | 'name') =>
    parquetReadObjects({ file: arrayBuffer(parquet({ ...table, key: ['year'], columns: [{ ...year, unit }], rows })) });
  expect(await read('year')).toEqual([{ year: 2023n }, { year: null }]);
  expect(await read('name')).toEqual(rows);
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

test('a newer library writes the bytes that were written before: their checksums are published', () => {
  expect(Object.fromEntries(filesOf(table).map(({ name, bytes }) => [name, sha256(bytes)]))).toEqual({
    'cards.json': 'c1b42a92cb71cce626c208cabb00a353368bb9acbc107b772e0c2be4eb8bbe6f',
    'cards.csv': 'c45a47f6d31217a2f6f37a52acf24ef5384b298a4a3ceb9fd72a2a0faac4a9dc',
    'cards.parquet': '84daf90b13e704cd845b2423af4aa20184c6f60bff4f91fd3ae13e98ad8dd0e2',
  });
});
