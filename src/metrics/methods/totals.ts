import { sum } from 'd3-array';
import type { Row } from '../../schema/table.ts';
import { defineFinding, exactShareOf, numberIn, shareColumns, textIn } from '../metric.ts';

type Counted = (rows: readonly Row[]) => number;

const add = (column: string) => (rows: readonly Row[]) => sum(rows, (row) => numberIn(row, column));
const distinct = (column: string) => (rows: readonly Row[]) =>
  new Set(rows.map((row) => row[column]).filter((value) => value !== null)).size;
const where =
  (keep: (row: Row) => boolean, count: Counted): Counted =>
  (rows) =>
    count(rows.filter(keep));

const typed = (row: Row) => textIn(row, 'modelType') !== 'untyped';
const undated = (row: Row) => row.month === null;
const ofCategory = (row: Row) => row.subcategory === null;

/** What is added up: a table, what the sum measures, how it follows from the rows, and the whole that it is a part of. */
const list: readonly (readonly [table: string, measure: string, count: Counted, whole?: Counted])[] = [
  ['models-created', 'models', add('models')],
  ['models-created', 'models-of-known-type', where(typed, add('models')), add('models')],
  ['models-created', 'model-types', where(typed, distinct('modelType'))],
  ['models-created', 'months', distinct('month')],
  ['mentions', 'mentions', add('topics')],
  ['mentions', 'model-types', distinct('modelType')],
  ['mentions', 'months', distinct('month')],
  ['cards-by-month', 'models', add('models')],
  ['cards-by-month', 'models-with-card', add('withCard'), add('models')],
  ['cards-by-month', 'models-of-unknown-age', where(undated, add('models')), add('models')],
  ['cards-by-month', 'months', distinct('month')],
  ['repository-commits', 'commits', add('commits')],
  ['repository-commits', 'documentation-commits', add('documentationCommits'), add('commits')],
  ['repository-commits', 'months', distinct('month')],
  ['tasks', 'tasks', distinct('task')],
  ['forum-categories', 'categories', distinct('category')],
  ['challenges', 'categories', distinct('category')],
  ['challenges', 'codes', where(ofCategory, add('codes'))],
  ['benefits', 'categories', distinct('category')],
  ['benefits', 'codes', where(ofCategory, add('codes'))],
  ['root-causes', 'groups', distinct('category')],
  ['root-causes', 'topics', where(ofCategory, add('topics'))],
  ['challenge-by-forum-category', 'topics', add('topics')],
  ['challenge-by-forum-category', 'codes', add('codes')],
];

/**
 * What do the tables of this snapshot add up to?
 *
 * Shape   one row per table and measure, for the tables that the snapshot has
 * Shares  with the interval that `population` has of the same share, where models are listed by author; else without
 * Refuses if the snapshot has none of the tables that are added up
 * Source  the other tables; sums over all their rows, partial months included
 */
export const totals = defineFinding({
  id: 'totals',
  topic: 'methods',
  title: 'Totals over the rows of tables',
  method:
    'Sums and numbers of distinct names over all rows of a table, including partial months and models without a known date. A share has the same 95 % CI as in the table population; that of documentation commits is in the table documentation-commits.',
  key: ['table', 'measure'],
  columns: {
    table: { unit: 'slug', description: 'Table' },
    measure: { unit: 'slug', description: 'Measure' },
    count: { unit: 'count', description: 'Sum' },
    whole: { unit: 'count', description: 'Total', missing: 'the measure is not a share of anything' },
    ...shareColumns('share', 'Share of the total', {
      part: 'count',
      whole: 'whole',
      missing: 'the measure is not a share of anything',
      cluster: 'author',
    }),
  },
  from: [],
  also: [...new Set(list.map(([table]) => table)), 'population'],
  compute: (tables) => {
    const counted = tables.get('population')?.rows ?? [];
    const rows = list.flatMap(([name, measure, count, whole]): Row[] => {
      const table = tables.get(name);
      if (!table) return [];
      const row = { table: name, measure, count: count(table.rows), whole: whole ? whole(table.rows) : null };
      const same = counted.find((each) =>
        ['measure', 'count', 'whole'].every((name) => each[name] === row[name as 'measure']),
      );
      return [
        {
          ...row,
          ...exactShareOf(row, 'share', 'count', 'whole'),
          shareLow: same?.shareLow ?? null,
          shareHigh: same?.shareHigh ?? null,
        },
      ];
    });
    return rows.length > 0 ? rows : { reason: 'The snapshot has none of the tables that are added up here.' };
  },
});
