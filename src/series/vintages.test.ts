import { expect, test } from 'vitest';
import { byMonth, material, source } from './sources.test-support.ts';
import { defineVintages } from './vintages.ts';

const vintages = (samples = false, notes?: readonly string[]) =>
  defineVintages({
    id: 'models-again',
    title: 'Models',
    question: 'How many?',
    topic: 'models',
    figures: [],
    method: 'Counted.',
    readings: [{ table: 'by-month', versions: [1], definition: 'listed', ...(notes && { notes }) }],
    samples,
    key: ['month'],
    columns: { month: { unit: 'month', description: 'Month' }, models: { unit: 'count', description: 'Models' } },
    rows: ({ rows }) => rows.map(({ month = null, models = null }) => ({ month, models })),
  });
const months = (...given: string[]) => given.map((month) => ({ month, type: 'bert', models: 1 }));
const said = (made: ReturnType<ReturnType<typeof vintages>['make']>) =>
  made.rows.map(({ vintage, month }) => `${vintage} ${month}`);

test('months seen in part, and the one with everything older, are in no vintage', () => {
  const window = { from: '2022-03', to: '2022-06', partial: ['2022-06'], floor: '2022-03' };
  const table = byMonth(months('2022-03', '2022-04', '2022-05', '2022-06'), { window, notes: ['It was so.'] });
  const made = vintages().make(material([source('2022-06-15', [table])]));
  expect(said(made)).toEqual(['2022-06-15 2022-04', '2022-06-15 2022-05']);
  expect(made.window).toEqual({ from: '2022-04', to: '2022-05', partial: [], floor: null });
  expect(made.notes).toEqual(['2022-06-15: It was so.']);
});

test('of a year the newest snapshot that speaks for the whole Hub is its vintage, and a sample only where there is none', () => {
  const table = byMonth(months('2022-01'));
  const made = vintages(true).make(
    material([
      source('2022-06-15', [table]),
      source('2022-10-01', [table], 'aggregate'),
      source('2022-12-01', [table], 'sample'),
      source('2023-02-01', [table], 'sample'),
    ]),
  );
  expect(said(made)).toEqual(['2022-10-01 2022-01', '2023-02-01 2022-01']);
  expect(made.rows.map(({ coverage, snapshot }) => [coverage, snapshot])).toEqual([
    ['aggregate', '2022-10-01'],
    ['sample', '2023-02-01'],
  ]);
});

test('two snapshots of one day cannot both be the vintage of a year', () => {
  const table = byMonth(months('2022-01'));
  const twice = [source('2022-06-15', [table]), source('2022-06-15-other', [table])];
  expect(() => vintages().make(material(twice))).toThrow(
    '2022-06-15 and 2022-06-15-other both give the vintage of models-again of 2022-06-15; expected one census',
  );
});

test('another version of the definition of a table stops the vintages', () => {
  const table = byMonth(months('2022-01'), { definition: 'by-month/2' });
  expect(() => vintages().make(material([source('2022-06-15', [table])]))).toThrow(
    'the table by-month of 2022-06-15 is of by-month/2 (“Counted.”); expected by-month/1: add its version to src/series/models-again.ts where it counts the same, or give it a definition of its own',
  );
});

test('a table that may count several things says by a note which, or it is no vintage', () => {
  const noted = (...notes: string[]) => material([source('2022-06-15', [byMonth(months('2022-01'), { notes })])]);
  const counted = vintages(false, ['All are counted.']).make(noted('All are counted.', 'Otherwise nothing.'));
  expect(counted.rows).toMatchObject([{ definition: 'listed', month: '2022-01' }]);
  expect(() => vintages(false, ['All are counted.']).make(noted('Some are counted.'))).toThrow(
    'by-month of 2022-06-15 does not say what models-again would count (“Some are counted.”); expected one of the notes in src/series/models-again.ts',
  );
});

test('of many years the seven newest are vintages, as many as a chart can show', () => {
  const table = byMonth(months('2020-01'));
  const yearly = Array.from({ length: 10 }, (_, index) => source(`20${20 + index}-12-31`, [table]));
  const years = new Set(
    vintages()
      .make(material(yearly))
      .rows.map(({ vintage }) => String(vintage).slice(0, 4)),
  );
  expect([...years]).toEqual(['2023', '2024', '2025', '2026', '2027', '2028', '2029']);
});
