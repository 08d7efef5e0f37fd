import { describe, expect, test } from 'vitest';
import { Doi } from '../schema/scalars.ts';
import { croissant } from './croissant.ts';
import { dataPackage } from './data-package.ts';
import { invented, inventedTable } from './dataset.test-support.ts';
import { addressOf, papersOf } from './source.ts';
import { kindOf, unitText } from './values.ts';

test.each(['https://doi.org/10.5281/zenodo.1', '10.5281', '10.5281/', '10.52/x', '10.5281/a b', ''])(
  '%s is not taken for a DOI',
  (doi) => {
    const { error } = Doi.safeParse(doi);
    expect(error?.message).toContain('expected a DOI such as 10.5281/zenodo.1234567, without https://doi.org/');
  },
);

test('a snapshot speaks for the time from the first month of a table to its day, or for its day where no table has months', () => {
  expect(invented('Invented').span).toBe('2020-01-01/2020-02-29');
  expect(invented('Invented', { tables: [{ ...inventedTable, window: null }] }).span).toBe('2020-02-29');
});

test.each([
  ['github.com/owner/name, commit 1a2b3c4', 'https://github.com/owner/name'],
  ['https://huggingface.co/api/models', 'https://huggingface.co/api/models'],
  ['discuss.huggingface.co', 'https://discuss.huggingface.co'],
  ['nowhere', null],
  ['A disk in a drawer.', null],
])('the address in the location “%s” is %s', (location, address) => {
  expect(addressOf({ location })).toBe(address);
});

test('papers are known by their arXiv number or DOI, and nothing else is taken for one', () => {
  const citation = 'A. Nobody: 10.5 hours. arXiv:2401.13177, doi:10.1109/X.2024.00001. github.com/a/b';
  expect(papersOf({ citation }).map(({ id, address }) => [id, address])).toEqual([
    ['arXiv:2401.13177', 'https://arxiv.org/abs/2401.13177'],
    ['10.1109/X.2024.00001', 'https://doi.org/10.1109/X.2024.00001'],
  ]);
});

describe('Table Schema', () => {
  const schemaOf = (key: string[]) => {
    const tables = [{ ...inventedTable, key }];
    const [, csv] = dataPackage(invented('Invented', { tables })).resources;
    if (!csv || !('schema' in csv)) throw new Error('there is no schema');
    return csv.schema as { fields: unknown[] };
  };

  test('types, bounds and empty cells come from the units and from what the table says of empty cells', () => {
    expect(schemaOf(['month']).fields).toEqual([
      { name: 'month', type: 'yearmonth', description: 'Month', unit: unitText.month, constraints: { required: true } },
      { name: 'task', type: 'string', description: 'Task', constraints: { required: true } },
      {
        name: 'day',
        type: 'date',
        description: 'Day',
        unit: unitText.day,
        missingValues: [{ value: '', label: 'unknown' }],
      },
      {
        name: 'year',
        type: 'year',
        description: 'Year',
        unit: unitText.year,
        missingValues: [{ value: '', label: 'unknown' }],
      },
      {
        name: 'models',
        type: 'integer',
        description: 'Models',
        unit: 'count',
        constraints: { required: true, minimum: 0 },
      },
      {
        name: 'share',
        type: 'number',
        description: 'Share',
        unit: unitText.share,
        missingValues: [{ value: '', label: 'no models' }],
        constraints: { minimum: 0, maximum: 1 },
      },
      {
        name: 'change',
        type: 'number',
        description: 'Places won',
        unit: unitText.rankChange,
        constraints: { required: true },
      },
    ]);
  });

  test('the key of a table is its primary key, unless a part of it may be empty', () => {
    expect(schemaOf(['month', 'task'])).toMatchObject({ primaryKey: ['month', 'task'] });
    expect(schemaOf(['month', 'day'])).toMatchObject({ uniqueKeys: [['month', 'day']] });
    expect(schemaOf(['month', 'day'])).not.toHaveProperty('primaryKey');
  });
});

test('Croissant has the key of a table, and the types of its columns', () => {
  const [records] = croissant(invented('Invented', { tables: [inventedTable] })).recordSet;
  expect(records?.key).toEqual([{ '@id': 'cards/month' }, { '@id': 'cards/task' }]);
  expect(records?.field.map(({ dataType }) => dataType)).toEqual([
    'sc:Text',
    'sc:Text',
    'sc:Date',
    'sc:Integer',
    'sc:Integer',
    'sc:Float',
    'sc:Float',
  ]);
});

test('a unit is text, whole or a number, and every one that is no mere name is explained', () => {
  const units = Object.entries(unitText) as [keyof typeof unitText, string | null][];
  const unexplained = units.flatMap(([unit, words]) => (words === null ? [unit] : []));
  expect(unexplained.map(kindOf)).toEqual(['text', 'text', 'text']);
});
