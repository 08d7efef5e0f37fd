import { sum } from 'd3-array';
import type { Row, Table } from '../schema/table.ts';
import { defineFinding, numberIn, shareColumns, shareOf, textIn } from './metric.ts';

/** One line of the table: what it measures, and how it follows from the rows of a table. */
interface Total {
  readonly table: string;
  readonly measure: string;
  readonly count: (rows: readonly Row[]) => number;
  readonly whole?: (rows: readonly Row[]) => number;
}

const add = (column: string) => (rows: readonly Row[]) => sum(rows, (row) => numberIn(row, column));
const distinct = (column: string) => (rows: readonly Row[]) =>
  new Set(rows.map((row) => row[column]).filter((value) => value !== null)).size;
const where = (keep: (row: Row) => boolean, count: (rows: readonly Row[]) => number) => (rows: readonly Row[]) =>
  count(rows.filter(keep));

const typed = (row: Row) => textIn(row, 'modelType') !== 'untyped';
const undated = (row: Row) => row.month === null;
const ofCategory = (row: Row) => row.subcategory === null;

const list: readonly Total[] = [
  { table: 'models-created', measure: 'models', count: add('models') },
  {
    table: 'models-created',
    measure: 'models-of-known-type',
    count: where(typed, add('models')),
    whole: add('models'),
  },
  { table: 'models-created', measure: 'model-types', count: where(typed, distinct('modelType')) },
  { table: 'models-created', measure: 'months', count: distinct('month') },
  { table: 'mentions', measure: 'mentions', count: add('topics') },
  { table: 'mentions', measure: 'model-types', count: distinct('modelType') },
  { table: 'mentions', measure: 'months', count: distinct('month') },
  { table: 'cards-by-month', measure: 'models', count: add('models') },
  { table: 'cards-by-month', measure: 'models-with-card', count: add('withCard'), whole: add('models') },
  {
    table: 'cards-by-month',
    measure: 'models-of-unknown-age',
    count: where(undated, add('models')),
    whole: add('models'),
  },
  { table: 'cards-by-month', measure: 'months', count: distinct('month') },
  { table: 'repository-commits', measure: 'commits', count: add('commits') },
  {
    table: 'repository-commits',
    measure: 'documentation-commits',
    count: add('documentationCommits'),
    whole: add('commits'),
  },
  { table: 'repository-commits', measure: 'months', count: distinct('month') },
  { table: 'tasks', measure: 'tasks', count: distinct('task') },
  { table: 'forum-categories', measure: 'categories', count: distinct('category') },
  { table: 'challenges', measure: 'categories', count: distinct('category') },
  { table: 'challenges', measure: 'codes', count: where(ofCategory, add('codes')) },
  { table: 'benefits', measure: 'categories', count: distinct('category') },
  { table: 'benefits', measure: 'codes', count: where(ofCategory, add('codes')) },
  { table: 'root-causes', measure: 'groups', count: distinct('category') },
  { table: 'root-causes', measure: 'topics', count: where(ofCategory, add('topics')) },
  { table: 'challenge-by-forum-category', measure: 'topics', count: add('topics') },
  { table: 'challenge-by-forum-category', measure: 'codes', count: add('codes') },
];

/**
 * What do the tables of this snapshot add up to?
 *
 * Shape   one row per table and measure, for the tables that the snapshot has
 * Refuses if the snapshot has none of the tables that are added up
 * Source  the other tables; sums over all their rows, partial months included
 */
export const totals = defineFinding({
  id: 'totals',
  title: 'What the tables add up to',
  method: 'Sums and distinct names over all rows of a table, partial months and models of unknown age included.',
  key: ['table', 'measure'],
  columns: {
    table: { unit: 'slug', description: 'Table' },
    measure: { unit: 'slug', description: 'What is added up' },
    count: { unit: 'count', description: 'Sum' },
    whole: { unit: 'count', description: 'Out of how many', missing: 'the measure is not a part of anything' },
    ...shareColumns('share', 'Share of the whole', {
      part: 'count',
      whole: 'whole',
      missing: 'the measure is not a part of anything',
    }),
  },
  from: [],
  also: [...new Set(list.map(({ table }) => table))],
  compute: (tables) => {
    const rows = list.flatMap(({ table: name, measure, count, whole }): Row[] => {
      const table: Table | undefined = tables.get(name);
      if (!table) return [];
      const row = { table: name, measure, count: count(table.rows), whole: whole ? whole(table.rows) : null };
      return [{ ...row, ...shareOf(row, 'share', 'count', 'whole') }];
    });
    return rows.length > 0 ? rows : { refused: 'The snapshot has none of the tables that are added up here.' };
  },
});
