import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { cards, invented, site } from './invented.test-support.ts';
import { csv } from './files.ts';
import { exampleOf, notebook, pandasRead, rScript } from './starters.ts';

interface Cell {
  readonly cell_type: string;
  readonly id: string;
  readonly source: readonly string[];
}
const cellsOf = (dataset = invented()) => (notebook(dataset) as { cells: Cell[] }).cells;
const python = (dataset = invented()) =>
  cellsOf(dataset)
    .filter(({ cell_type }) => cell_type === 'code')
    .map(({ source }) => source.join(''));

/** What the notebook prints up to a cell, when the table is what `data` holds. */
function run(cells: readonly string[], csv: string): { status: number | null; said: string } {
  const program = `
import io, urllib.request
urllib.request.urlopen = lambda address: io.BytesIO(${JSON.stringify(csv)}.encode())
${cells.join('\n')}`;
  const { status, stdout, stderr } = spawnSync('python3', ['-'], { input: program, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

/** A machine without Python says that these were skipped. */
const inPython = test.skipIf(spawnSync('python3', ['--version']).status !== 0);

const names = { ...cards, name: 'names', title: 'Names', window: null, notes: [] };
const byName = {
  ...names,
  columns: [
    { name: 'task', unit: 'name' as const, description: 'Task' },
    { name: 'models', unit: 'count' as const, description: 'Models' },
  ],
  rows: [{ task: 'a "quoted" task', models: 3 }],
};

test('a table by month is shown before one by name, and a share before a count', () => {
  const { table, file, x, y } = exampleOf(invented({ tables: [byName, cards] }));
  expect([table.name, file.name, x.name, y.name]).toEqual(['cards', 'cards.csv', 'month', 'share']);
  expect(exampleOf(invented({ tables: [byName] })).y.name).toBe('models');
});

test('a snapshot without a number to draw has no starter, and says so', () => {
  const words = { ...byName, columns: byName.columns.slice(0, 1), rows: [{ task: 'one' }] };
  expect(() => exampleOf(invented({ tables: [words] }))).toThrow(
    'no table of 2023-06-30 has a number to draw in a starter',
  );
});

test('the notebook is of nbformat 4.5: cells with an id, a kind and lines', () => {
  const { cells, ...rest } = notebook(invented()) as { cells: Cell[] };
  expect(rest).toMatchObject({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: 'python3' } } });
  expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
  for (const cell of cells) {
    expect(cell.id).toMatch(/^[a-zA-Z0-9-_]{1,64}$/);
    expect(cell.source.slice(0, -1).every((line) => line.endsWith('\n'))).toBe(true);
    const kind = cell.cell_type === 'code' ? ['execution_count', 'outputs'] : [];
    expect(Object.keys(cell).sort()).toEqual(['cell_type', ...kind, 'id', 'metadata', 'source'].sort());
    if (cell.cell_type === 'code') expect(cell).toMatchObject({ execution_count: null, outputs: [] });
    else expect(cell.cell_type).toBe('markdown');
  }
});

test('the notebook says what to beware of, and what the columns mean', () => {
  const text = cellsOf()
    .filter(({ cell_type }) => cell_type === 'markdown')
    .map(({ source }) => source.join(''))
    .join('\n');
  expect(text).toContain('2023-06 is a partial month.');
  expect(text).toContain('| month | month | Month \\| of creation | unknown |');
  expect(text).toContain('none is empty');
});

inPython('the notebook stops at a table that was changed', () => {
  const { status, said } = run(python().slice(0, 1), 'month,models,share\r\n2023-05,5,0.25\r\n');
  expect(status).not.toBe(0);
  expect(said).toContain(`ValueError: ${site}2023-06-30/data/cards.csv is not what was published`);
});

inPython('the notebook reads and draws with the standard library alone', () => {
  const { said, status } = run(python().slice(0, 3), 'month,models,share\r\n,2,1\r\n2023-05,4,0.25\r\n2023-06,0,\r\n');
  expect(status, said).toBe(0);
  expect(said).toContain('54 bytes, as published');
  // Where matplotlib is installed, a figure is drawn instead.
  if (spawnSync('python3', ['-c', 'import matplotlib']).status !== 0)
    expect(said).toContain(`2023-05 ${'#'.repeat(40)} 0.25`);
});

// The checks of a change do not install pandas; it was last run by hand with pandas 1.5.3, and nothing was lost.
const hasPandas = spawnSync('python3', ['-c', 'import pandas']).status === 0;
const withPandas = hasPandas || !process.env.CI ? test.skipIf(!hasPandas) : () => undefined;
withPandas('pandas reads every cell with its type, by the code that is printed', () => {
  const columns = [
    { name: 'name', unit: 'name' as const, description: 'Name', missing: 'none' },
    { name: 'year', unit: 'year' as const, description: 'Year', missing: 'unknown' },
    { name: 'day', unit: 'day' as const, description: 'Day', missing: 'unknown' },
    { name: 'models', unit: 'count' as const, description: 'Models', missing: 'unknown' },
    { name: 'share', unit: 'share' as const, description: 'Share', missing: 'none' },
  ];
  const rows = [
    { name: 'NA', year: '2023', day: '2023-05-01', models: 9_007_199_254_740_991, share: 0.1234567890123456 },
    { name: '2023', year: null, day: null, models: null, share: null },
    { name: null, year: '2022', day: '2023-06-30', models: 0, share: 1 },
  ];
  const said = run(
    [
      'import pandas',
      `table = ${pandasRead(`io.StringIO(${JSON.stringify(csv({ columns, rows }))})`, columns)}`,
      'print(table.dtypes.astype(str).tolist())',
      'print(table.to_json(orient="records", date_format="iso", date_unit="s", double_precision=15))',
      'print(repr(float(table["share"][0])), int(table["models"][0]))',
    ],
    '',
  ).said.split('\n');
  expect(said[0]).toMatch(/^\['string', 'Int64', 'datetime64\[\w+\]', 'Int64', 'float64'\]$/);
  const read = JSON.parse(said[1] ?? '') as Record<string, string | number | null>[];
  expect(read.map(({ name }) => name)).toEqual(['NA', '2023', null]);
  expect(read.map(({ day }) => (typeof day === 'string' ? day.slice(0, 10) : null))).toEqual(
    rows.map(({ day }) => day),
  );
  expect(read.map(({ year }) => year)).toEqual([2023, null, 2022]);
  expect(read.map(({ models }) => models)).toEqual(rows.map(({ models }) => models));
  expect(read.map(({ share }) => share === null)).toEqual([false, true, false]);
  expect(said[2]).toBe('0.1234567890123456 9007199254740991');
});

inPython('a name with quotes stays text in Python and R', () => {
  const dataset = invented({ tables: [{ ...byName, title: 'Tasks "as\\they" are' }] });
  expect(run(python(dataset), 'task,models\r\n"a ""quoted"" task",3\r\n').said).not.toContain('SyntaxError');
  expect(rScript(dataset)).toContain('main = "Tasks \\"as\\\\they\\" are"');
});

test('the script for R checks the same file, and keeps what it is told about in comments', () => {
  const script = rScript(invented());
  const { file } = exampleOf(invented());
  expect(script).toContain(`address <- "${file.address}"\npublished <- "${file.sha256}"\n`);
  expect(script).toContain('# Some "cards" were lost.\n');
  expect(script).not.toMatch(/\n"?were lost/);
});
