import { describe, expect, test } from 'vitest';
import { Doi } from '../schema/scalars.ts';
import { croissant } from './croissant.ts';
import { dataPackage } from './data-package.ts';
import { sourceText } from '../schema/edition.ts';
import type { Table } from '../schema/table.ts';
import { apiEdition } from './api.ts';
import { citationForms, tableCitation } from './citation.ts';
import { datacite } from './datacite.ts';
import { editions, invented, inventedTable } from './dataset.test-support.ts';
import { formsOf } from './facts.test-support.ts';
import { sha256 } from './files.ts';
import { cards, inventedEdition } from './invented.test-support.ts';
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

describe('an edition', () => {
  const edition = editions.find(({ id }) => id === '2026-11-30') ?? invented('there is none');
  const tableOf = (name: string) => edition.tables.find((table) => table.name === name);
  const totals = [
    { title: 'A public report on the Parquet dump cfahlgren1/hub-stats', location: null },
    {
      title: 'Census of the Hub in MISAKA-BTC/misakas',
      location: 'github.com/MISAKA-BTC/misakas at 607f411, docs/rfc/evidence (2026-10-09)',
    },
  ];

  test('cites for a table whose data its own rows are from, published totals among them, each once', () => {
    const table = tableOf('models-listed');
    if (!table) throw new Error('there is no table');
    const { basedOn, ...citable } = tableCitation(edition, table);
    expect(basedOn).toEqual([
      'Liang et al. 2024 (arXiv:2402.05160)',
      'Taraghi et al. 2024 (arXiv:2401.13177)',
      'Stalnaker et al. 2025 (arXiv:2502.04484)',
      'Laufer et al. 2025 (arXiv:2508.06811)',
      'A public report on the Parquet dump cfahlgren1/hub-stats',
      'Census of the Hub in MISAKA-BTC/misakas (github.com/MISAKA-BTC/misakas)',
    ]);
    for (const { text } of citationForms({ ...citable, basedOn })) expect(text).toContain('MISAKA-BTC/misakas');
    expect(table.from).toEqual([table.source, ...totals.map(({ title }) => title)]);
    expect(tableOf('vintage-agreement')?.sources.map(({ name }) => name)).toEqual(['saner2024', 'hub']);
    expect(tableOf('vintage-agreement')?.totals).toEqual([]);
    for (const each of edition.tables) expect(each.sources.length, each.name).toBeGreaterThan(0);
  });

  test('names as a whole all that its tables are from, in every form, and none twice', () => {
    expect(edition.totals).toEqual(totals);
    for (const [form, text] of Object.entries(formsOf(edition)))
      for (const { title } of totals)
        if (form !== 'datacite.json') expect(text, `${title} in ${form}`).toContain(title);
    const { relatedIdentifiers, relatedItems } = datacite(edition);
    const related = relatedIdentifiers.map(({ relatedIdentifier }) => relatedIdentifier);
    expect(related).toEqual([...new Set(related)]);
    expect(related).toEqual(expect.arrayContaining(['arXiv:2502.04484', 'https://github.com/MISAKA-BTC/misakas']));
    expect(relatedItems?.map(({ titles }) => titles)).toEqual([[{ title: totals[0]?.title }]]);
    const named = dataPackage(edition).sources.map(({ title }) => title);
    expect(named).toEqual([...new Set(named)]);
    expect(apiEdition(edition, []).totals).toEqual(totals);
  });

  test('is not described without the snapshots that it has rows of, nor with totals that nobody has', () => {
    const of = (change: Partial<Table>) =>
      inventedEdition({
        tables: [{ ...cards, ...change }],
        facts: [{ name: 'totals.json', bytes: 1, sha256: sha256('') }],
      });
    expect(() => of({ source: sourceText(['2020-01-31']) })).toThrow(
      'the edition 2026-11-29 has rows of 2020-01-31; expected it among the snapshots',
    );
    const columns = ['table', 'source'].map((name) => ({ name, unit: 'name' as const, description: name }));
    const rows = [{ table: 'totals.json', source: 'Nobody' }];
    expect(() => of({ columns, rows, key: ['table'] })).toThrow('has no source “Nobody”');
  });
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
