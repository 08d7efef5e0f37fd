import { expect, test } from 'vitest';
import type { Row, Table } from '../schema/table.ts';
import { compared } from './compared.ts';
import { firstDirection, readTypes, type TypesChoices, writeTypes } from './type-address.ts';

const models = (rows: readonly Row[]): Table => ({
  name: 'models-created',
  kind: 'count',
  title: 'Models created',
  method: 'A month and type without a row had none.',
  source: 'tests',
  window: { from: '2023-01', to: '2023-03', partial: ['2023-03'], floor: null },
  notes: [],
  key: ['month', 'modelType'],
  columns: [
    { name: 'month', unit: 'month', description: 'Month', missing: 'unknown' },
    { name: 'modelType', unit: 'modelType', description: 'Type' },
    { name: 'models', unit: 'count', description: 'Models created' },
  ],
  rows: [...rows],
});
const table = models([
  { month: '2023-01', modelType: 'bert', models: 5 },
  { month: '2023-03', modelType: 'bert', models: 2 },
  { month: null, modelType: 'bert', models: 7 },
  { month: '2023-02', modelType: 'gpt2', models: 4 },
]);

test('a month without a row is a zero, and a model of unknown month is not one of the first', () => {
  const { shown, notes } = compared(table, 'models', ['gpt2', 'bert']);
  expect(shown?.table.rows.map(({ modelType, models }) => [modelType, models])).toEqual([
    ['gpt2', 0],
    ['gpt2', 4],
    ['gpt2', 0],
    ['bert', 5],
    ['bert', 0],
    ['bert', 2],
  ]);
  expect(notes).toContain('Not drawn, since their month is unknown: 7 of bert.');
  expect(notes).toContain('March 2023: partial month; a hollow point beside the line.');
});

test('a type with no row is a line of zeros beside others, and nothing to draw alone', () => {
  expect(compared(table, 'models', ['bert', 'yoso']).shown?.table.rows.length).toBe(6);
  expect(compared(table, 'models', ['bert', 'yoso']).notes).toContain('yoso: none in any month.');
  expect(compared(table, 'models', ['yoso']).shown).toBeNull();
  expect(compared(table, 'models', []).shown).toBeNull();
});

test('the table of another measure stops it', () => {
  expect(() => compared(table, 'topics', ['bert'])).toThrow('has no column topics');
});

const choices: TypesChoices = {
  types: ['bert', 'gpt2', 'xlm-roberta', 't5'],
  measures: ['models', 'topics'],
  columns: ['modelType', 'hubRank', 'hubModels', 'topics'],
  most: 3,
  initial: {
    types: ['bert', 'gpt2'],
    measure: 'models',
    sort: 'hubRank',
    dir: 'asc',
    q: '',
    minModels: 0,
    minTopics: 0,
    both: false,
  },
};

test.each([
  '',
  '?types=',
  '?types=t5,bert&measure=topics',
  '?sort=topics&dir=asc',
  '?q=a%26b%2Cc',
  '?kept=1&minModels=5&both=1',
])('an address says again what was read from it: %s', (search) => {
  const { view, said } = readTypes(search, choices);
  expect(said).toEqual([]);
  expect(readTypes(writeTypes(search, choices, view), choices)).toEqual({ view, said });
  expect(decodeURIComponent(writeTypes(search, choices, view))).toBe(decodeURIComponent(search));
});

test('names are found however they are written, each once', () => {
  expect(readTypes('?types=XLM_RoBERTa,%20gpt-2,gpt2', choices)).toMatchObject({
    view: { types: ['xlm-roberta', 'gpt2'] },
    said: [],
  });
});

test('a column is first sorted from its best end', () => {
  expect(['modelType', 'hubRank', 'hubModels', 'hubRankChange'].map(firstDirection)).toEqual([
    'asc',
    'asc',
    'desc',
    'desc',
  ]);
});
