/** One number, one definition: what several tables of a snapshot say of the same thing, they say alike. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sum } from 'd3-array';
import { expect, test } from 'vitest';
import type { Row } from '../schema/table.ts';
import { readSnapshot } from './read.ts';

const folder = join(import.meta.dirname, '../../content/snapshots');

type Of = (rows: readonly Row[]) => number | null;
const add =
  (column: string, where: (row: Row) => boolean = () => true): Of =>
  (rows) =>
    sum(rows.filter(where), (row) => Number(row[column]));
/** Of the one row, or of a column that says the same in each. */
const of =
  (column: string, where: (row: Row) => boolean = () => true): Of =>
  (rows) => {
    const value = rows.find(where)?.[column];
    return typeof value === 'number' ? value : null;
  };
const is = (column: string, value: Row[string]) => (row: Row) => row[column] === value;
const isNot = (column: string, value: Row[string]) => (row: Row) => row[column] !== value;
const measure = (name: string) => of('count', is('measure', name));
const attribute = (name: string) => of('having', is('attribute', name));
const byMonth = (name: string) => add('having', is('attribute', name));
/** Out of all models, those that are not counted here. */
const without =
  (name: string): Of =>
  (rows) => {
    const [all, lacking] = [measure('models')(rows), measure(name)(rows)];
    return all === null || lacking === null ? null : all - lacking;
  };
const total = (table: string, name: string) => of('count', (row) => row.table === table && row.measure === name);

/** What is counted, and where. */
const meanings: Readonly<Record<string, readonly (readonly [table: string, of: Of])[]>> = {
  models: [
    ['population', measure('models')],
    ['models-by-month', add('models')],
    ['models-created', add('models')],
    ['totals', total('models-created', 'models')],
    ['tasks', add('models')],
    ['popularity', add('models')],
    ['popularity-four-ways', add('uploads')],
    ['licences', add('models')],
    ['licences-by-downloads', add('models')],
    ['sizes', of('allModels')],
    ['sizes', add('models')],
    ['lineage', add('models', (row) => row.relation === 'any' || row.relation === 'none-declared')],
    ['lineage-depth', add('models')],
    ['derivatives', of('all')],
  ],
  'models with a card': [
    ['population', measure('models-with-card')],
    ['totals', total('cards-by-month', 'models-with-card')],
    ['cards-by-month', add('withCard')],
    ['cards-by-task', add('withCard')],
    ['cards-by-popularity', add('withCard')],
    ['card-content', add('withCard')],
  ],
  'models of known type': [
    ['population', measure('models-of-known-type')],
    ['totals', total('models-created', 'models-of-known-type')],
    ['models-created', add('models', isNot('modelType', 'untyped'))],
    ['popularity', add('models', isNot('modelType', 'untyped'))],
    ['popularity-four-ways', add('uploads', isNot('modelType', 'untyped'))],
    ['type-ranking', add('hubModels')],
  ],
  'models with a task': [
    ['population', without('models-without-task')],
    ['attributes', attribute('task')],
    ['attributes-by-month', byMonth('task')],
    ['tasks', add('models', isNot('task', null))],
  ],
  'models with a base model': [
    ['population', measure('models-with-base-model')],
    ['attributes', attribute('base-model')],
    ['attributes-by-month', byMonth('base-model')],
    ['derivatives', of('models', is('relation', 'any'))],
    ['lineage', add('models', is('relation', 'any'))],
  ],
  'models that name training data': [
    ['attributes', attribute('training-data')],
    ['attributes-by-month', byMonth('training-data')],
    ['training-data', add('naming')],
    ['datasets', of('naming')],
  ],
  'models of known size': [
    ['attributes', attribute('size')],
    ['attributes-by-month', byMonth('size')],
    ['sizes', add('models', isNot('size', 'unknown'))],
    ['typical-sizes', of('models', is('weighted', 'published'))],
  ],
  'models that declare a language': [
    ['attributes', attribute('language')],
    ['attributes-by-month', byMonth('language')],
    ['languages', of('declaring')],
  ],
  'models that declare a licence': [
    ['population', without('models-without-licence')],
    ['attributes', attribute('licence')],
    ['attributes-by-month', byMonth('licence')],
    ['licences', add('models', isNot('class', 'none'))],
    ['licences-by-downloads', add('models', isNot('class', 'none'))],
    ['licence-identifiers', of('declaring')],
    ['licence-classes', add('models')],
  ],
  'models with weights in a known format': [
    ['attributes', attribute('weight-format')],
    ['attributes-by-month', byMonth('weight-format')],
    ['formats', add('models', isNot('formats', null))],
  ],
  'models behind a gate': [
    ['population', measure('gated-models')],
    ['gated', add('gated')],
  ],
  'models without a download': [
    ['population', measure('models-without-download')],
    ['downloads', of('none', is('group', 'all'))],
    ['licences-by-downloads', of('inBand', is('band', 'none'))],
    ['formats-by-downloads', of('inBand', is('band', 'none'))],
  ],
  'downloads of 30 days': [
    ['sizes', add('downloads')],
    ['popularity', add('downloads')],
    ['popularity-four-ways', add('downloads')],
    ['concentration', of('total', is('measure', 'downloads'))],
  ],
  'pairs of a fine-tune and a listed parent': [
    ['relations', of('pairs', is('relation', 'finetune'))],
    ['licence-changes', of('ofRelation', is('relation', 'finetune'))],
  ],
  'commits about documentation': [
    ['totals', total('repository-commits', 'documentation-commits')],
    ['repository-commits', add('documentationCommits')],
    ['documentation-commits', of('documentationCommits', is('repositories', 'all'))],
  ],
  'cards that name an intended use': [
    ['card-sections', of('having', is('section', 'intended-use'))],
    ['card-sections-corrected', of('having', is('section', 'intended-use'))],
  ],
  'cards that name a licence': [
    ['card-sections', of('having', is('section', 'licence'))],
    ['card-sections-corrected', of('having', is('section', 'licence'))],
    ['card-sections-tagged', of('having', is('section', 'licence'))],
  ],
  'correlation of the months of bert': [
    ['hub-forum-agreement', of('rho', (row) => row.scope === 'bert' && row.compares === 'months')],
    ['hub-forum-by-month', of('rho', is('modelType', 'bert'))],
  ],
  'p of the share with a card': [
    ['trend-tests', of('pCorrected', (row) => row.series === 'share-with-card' && row.window === 'whole')],
    ['trend-sensitivity', of('pCorrected', is('series', 'share-with-card'))],
  ],
  'pairs of a listed parent and a child': [
    ['licence-drift', add('edges')],
    ['licence-changes', add('pairs', is('relation', 'any'))],
    ['sizes', add('children')],
    ['popularity-four-ways', add('children')],
  ],
  'children of the most built-upon model': [
    ['parents', of('children')],
    ['parent-children', (rows) => add('children', is('parent', rows[0]?.parent ?? null))(rows)],
    ['parent-children-traits', of('ofParent')],
  ],
};

/** Published, and staying as it is: it counted loaders, what is no code, and sizes of zero in one table of two. */
const known = [
  '2026-08-22-r2: models that name training data: attributes 1610, attributes-by-month 1610, training-data 1592, datasets 1592',
  '2026-08-22-r2: models of known size: attributes 7874, attributes-by-month 7874, sizes 7862, typical-sizes 7862',
  '2026-08-22-r2: models that declare a language: attributes 4316, attributes-by-month 4316, languages 4313',
];

test('in every snapshot, tables that count the same thing have the same number', () => {
  const differing = readdirSync(folder).flatMap((id) => {
    const { tables } = readSnapshot(join(folder, id), id);
    return Object.entries(meanings).flatMap(([meaning, where]) => {
      const found = where.flatMap(([name, value]) => {
        const table = tables.get(name);
        const number = table ? value(table.rows) : null;
        return number === null ? [] : [{ number, text: `${name} ${number}` }];
      });
      const agree = new Set(found.map(({ number }) => number)).size <= 1;
      return agree ? [] : [`${id}: ${meaning}: ${found.map(({ text }) => text).join(', ')}`];
    });
  });
  expect(differing).toEqual(known);
});
