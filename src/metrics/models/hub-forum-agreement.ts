import { sum } from 'd3-array';
import type { Row, Table } from '../../schema/table.ts';
import { blockLength, bootstrapSpearman } from '../../statistics/bootstrap.ts';
import { benjaminiHochberg } from '../../statistics/multiple-testing.ts';
import { spearman } from '../../statistics/spearman.ts';
import { refused } from '../columns.ts';
import { defineFinding, numberIn, pValues, tableOf, textIn, withInterval } from '../metric.ts';
import { completeMonths } from '../months.ts';
import { totalsByType } from './type-ranking.ts';

/** Fixed, so that a rebuild gives the same interval to the last digit. */
const seed = 20240131;
/** A type of fewer models or topics in the months compared says nothing about months. */
const fewest = 10;

const missing = 'not estimated; the row gives the reason';

/**
 * Are the model types that are uploaded most also those that are talked about most, and does a type's talk follow its
 * uploads?
 *
 * Shape   three rows with the scope `all types`, which differ in `compares`; then one row for each type that both sides
 *         count, in order of its rank on the Hub, whose months are compared
 * Window  all months of each side, or the months that both sides saw whole (“matched”). A type without a row in a month
 *         had no model, or topic, in it
 * Refuses if the two sides have too few types in common to compare at all, or one side is constant
 * Source  `models-created` and `mentions`
 */
export const hubForumAgreement = defineFinding({
  id: 'hub-forum-agreement',
  topic: 'models',
  title: 'Rank correlation of uploads and mentions of model types',
  method: `Spearman’s rank correlation of models and topics: over model types, or for one type over the complete months of both sides. Ties share the mean rank; p from the t distribution, adjusted after Benjamini–Hochberg over all rows; 95 % CIs from 10,000 bootstrap resamples (percentiles, fixed seed) of the types, or of blocks of consecutive months, because months are not independent. A type that one side does not count is left out; in rows for “either side” it counts as zero there. Types with fewer than ${fewest} models or topics in these months are not tested.`,
  key: ['scope', 'compares'],
  figures: [
    { chart: 'intervals', x: 'rho', y: 'scope', where: { compares: 'months' }, first: { column: 'scope', count: 20 } },
  ],
  columns: {
    scope: { unit: 'name', description: 'All types, or the one whose months are compared' },
    compares: { unit: 'name', description: 'What is compared: types over which months, or months' },
    from: { unit: 'month', description: 'First month', missing: 'each side has its own months' },
    to: { unit: 'month', description: 'Last month', missing: 'each side has its own months' },
    n: { unit: 'count', description: 'Types or months compared' },
    ...withInterval('rho', { unit: 'correlation', description: 'Spearman’s rank correlation', missing }, 'bootstrap', {
      ends: ['low', 'high'],
    }),
    p: pValues('Two-sided p value of no correlation', 'Spearman', { missing }),
    pAdjusted: pValues('p after Benjamini–Hochberg over all rows', 'Spearman', {
      missing,
      corrections: ['Benjamini–Hochberg'],
    }),
    refused,
  },
  from: ['models-created', 'mentions'],
  compute: (tables) => {
    const [created, mentioned] = [tableOf(tables, 'models-created'), tableOf(tables, 'mentions')];
    const [hub, forum] = [totalsByType(created, 'models'), totalsByType(mentioned, 'topics')];
    const { matched, types } = monthsOfTypes(created, mentioned);

    const common = types.map(({ type }) => type);
    const either = [...new Set([...hub.keys(), ...forum.keys()])];
    const of = (totals: ReadonlyMap<string, number>, among: readonly string[]) =>
      among.map((type) => totals.get(type) ?? 0);

    const all = compare(of(hub, common), of(forum, common));
    if (all.rho === null) return { reason: all.refused };
    const period = { from: matched[0] ?? null, to: matched.at(-1) ?? null };
    const own = { from: null, to: null };
    const rows: Row[] = [
      { scope: 'all types', compares: 'types on both sides, all months', ...own, ...all },
      {
        scope: 'all types',
        compares: 'types on either side, all months',
        ...own,
        ...compare(of(hub, either), of(forum, either)),
      },
      {
        scope: 'all types',
        compares: 'types on both sides, matched months',
        ...period,
        ...compare(
          types.map(({ models }) => sum(models)),
          types.map(({ topics }) => sum(topics)),
        ),
      },
      ...types.sort(byRank(hub)).map(({ type: scope, models, topics, refused }): Row => {
        const outcome =
          refused === null
            ? compare(models, topics, blockLength(matched.length))
            : { ...noEstimate, n: matched.length, refused };
        return { scope, compares: 'months', ...period, ...outcome };
      }),
    ];
    const adjusted = benjaminiHochberg(rows.flatMap(({ p }) => (typeof p === 'number' ? [p] : [])));
    return rows.map((row) => ({ ...row, pAdjusted: row.p === null ? null : (adjusted.shift() ?? null) }));
  },
});

const noEstimate = { rho: null, low: null, high: null, p: null };

/** The correlation with its interval; for months, blocks of them are drawn. */
function compare(models: readonly number[], topics: readonly number[], block = 1) {
  const { length: n } = models;
  const result = spearman(models, topics);
  if (!result.known) return { n, ...noEstimate, refused: result.reason };
  const interval = bootstrapSpearman(models, topics, { seed, block });
  const { rho, p } = result;
  if (!interval.known) return { n, rho, low: null, high: null, p, refused: interval.reason };
  return { n, rho, low: interval.low, high: interval.high, p, refused: null };
}

const byRank = (hub: ReadonlyMap<string, number>) => (a: MonthsOfType, b: MonthsOfType) =>
  (hub.get(b.type) ?? 0) - (hub.get(a.type) ?? 0) || (a.type < b.type ? -1 : 1);

/** The months of a type that both sides count. */
interface MonthsOfType {
  readonly type: string;
  readonly models: readonly number[];
  readonly topics: readonly number[];
  /** Why they say nothing; null where they do. */
  readonly refused: string | null;
}

/** The months that both sides saw whole, and in them the types that both count, in the order of the table. */
export function monthsOfTypes(created: Table, mentioned: Table): { matched: string[]; types: MonthsOfType[] } {
  const [hub, forum] = [totalsByType(created, 'models'), totalsByType(mentioned, 'topics')];
  const matched = intersection(completeMonths(created), completeMonths(mentioned));
  const [hubByMonth, forumByMonth] = [countsByType(created, 'models'), countsByType(mentioned, 'topics')];
  const over = (months: ReadonlyMap<string, ReadonlyMap<string, number>>, type: string) =>
    matched.map((month) => months.get(type)?.get(month) ?? 0);
  const types = [...hub.keys()]
    .filter((type) => forum.has(type))
    .map((type) => {
      const [models, topics] = [over(hubByMonth, type), over(forumByMonth, type)];
      const fewer = Math.min(sum(models), sum(topics)) < fewest;
      return { type, models, topics, refused: fewer ? tooFew(sum(models), sum(topics)) : null };
    });
  return { matched, types };
}

const tooFew = (models: number, topics: number) =>
  `too few to say: ${models} models and ${topics} topics in these months, at least ${fewest} of each are needed`;
const intersection = (a: readonly string[], b: readonly string[]) => a.filter((each) => b.includes(each));

/** A count by type and month. */
export function countsByType(table: Table, count: string): Map<string, Map<string, number>> {
  const types = new Map<string, Map<string, number>>();
  for (const row of table.rows) {
    if (row.month === null) continue;
    const type = textIn(row, 'modelType');
    const months = types.get(type) ?? new Map<string, number>();
    months.set(textIn(row, 'month'), numberIn(row, count));
    types.set(type, months);
  }
  return types;
}
