import type { Row } from '../../schema/table.ts';
import { coMovement, type Way } from '../../statistics/co-movement.ts';
import { benjaminiHochberg } from '../../statistics/multiple-testing.ts';
import { monthsOfTypes } from './hub-forum-agreement.ts';
import { refused } from '../columns.ts';
import { defineFinding, endsOf, pValues, tableOf, withInterval } from '../metric.ts';

/** Fixed, so that a rebuild gives the same interval to the last digit. */
const seed = 20240131;

const missing = 'the months allow no estimate (reason in the row), or too little is left without the trend';

const noMonths = 'no month is complete on both sides';

/** Ways of comparing that leave the trend out, by the column of their correlation. */
const ways: readonly { name: string; way: Way; description: string }[] = [
  { name: 'givenTime', way: 'given-time', description: 'Spearman’s partial correlation of the months, given time' },
  { name: 'changes', way: 'changes', description: 'Spearman’s correlation of the changes from each month to the next' },
];

const columnsOf = ({ name, description }: (typeof ways)[number]) => ({
  ...withInterval(name, { unit: 'correlation', description, missing }, 'block bootstrap'),
  [`${name}P`]: pValues(
    `Two-sided p value of ${name}, from blocks of months resampled separately for each side`,
    'block bootstrap',
    { missing },
  ),
  [`${name}PAdjusted`]: pValues('p after Benjamini–Hochberg over all types', 'block bootstrap', {
    missing,
    corrections: ['Benjamini–Hochberg'],
  }),
});

/**
 * Does talk of a type follow its uploads, other than by both growing?
 *
 * Shape   one row for each type that both sides count, in order of its rank on the Hub
 * Window  the months that both sides saw whole. A type without a row in a month had no model, or topic, in it
 * Refuses if `hub-forum-agreement` does
 * Source  `models-created` and `mentions`; the rank correlation of the months as counted is that of `hub-forum-agreement`
 */
export const hubForumByMonth = defineFinding({
  id: 'hub-forum-by-month',
  topic: 'models',
  title: 'Correlation of monthly uploads and topics of each type, with and without the trend',
  method:
    'Studies compare months by the rank correlation of the counts. Two growing series correlate even if they are unrelated; the table mismatched-pairs shows this for pairs of different types. Two more correlations therefore remove the trend of each side: Spearman’s partial correlation given time (of the ranks’ residuals from a line in time), and Spearman’s correlation of the changes from month to month. Their p comes from a block bootstrap: the share of 4,999 resamples as extreme, with blocks of months resampled separately for each side. This keeps the autocorrelation and removes the relation. p is adjusted after Benjamini–Hochberg over all types. 95 % CIs are percentiles over blocks of months resampled from both sides together.',
  key: ['modelType'],
  figures: [{ chart: 'intervals', x: 'givenTime', y: 'modelType', first: { column: 'modelType', count: 20 } }],
  columns: {
    modelType: { unit: 'modelType', description: 'Model type' },
    from: { unit: 'month', description: 'First month', missing: noMonths },
    to: { unit: 'month', description: 'Last month', missing: noMonths },
    n: { unit: 'count', description: 'Months compared' },
    ...withInterval(
      'rho',
      { unit: 'correlation', description: 'Spearman’s rank correlation of the monthly counts', missing },
      'block bootstrap',
      { ends: ['low', 'high'] },
    ),
    p: pValues('Its two-sided p value, assuming independent months', 'Spearman', { missing }),
    ...Object.fromEntries(ways.flatMap((way) => Object.entries(columnsOf(way)))),
    refused,
  },
  from: ['models-created', 'mentions', 'hub-forum-agreement'],
  compute: (tables) => {
    const { types } = monthsOfTypes(tableOf(tables, 'models-created'), tableOf(tables, 'mentions'));
    const counted = tableOf(tables, 'hub-forum-agreement').rows.filter(({ compares }) => compares === 'months');
    const rows = counted.map(({ scope, from, to, n, rho, low, high, p, refused }): Row => {
      const months = types.find(({ type }) => type === scope);
      if (!months) throw new Error(`hub-forum-agreement compares months of ${String(scope)}, which are not there`);
      const beyond = ways.map(({ name, way }) => beyondTrend(name, way, months));
      return Object.assign({ modelType: scope, from, to, n, rho, low, high, p, refused }, ...beyond) as Row;
    });
    return ways.reduce((all, { name }) => adjust(all, `${name}P`), rows);
  },
});

type Months = ReturnType<typeof monthsOfTypes>['types'][number];

function beyondTrend(name: string, way: Way, { models, topics, refused }: Months): Row {
  const moves = refused === null ? coMovement(models, topics, way, { seed }) : null;
  const { r, p } = moves?.known === true ? moves : { r: null, p: null };
  return { [name]: r, ...endsOf(name, moves), [`${name}P`]: p };
}

/** The rows with a column of p values adjusted for all of them that there are. */
function adjust(rows: Row[], name: string): Row[] {
  const adjusted = benjaminiHochberg(rows.flatMap(({ [name]: p }) => (typeof p === 'number' ? [p] : [])));
  return rows.map((row) => ({ ...row, [`${name}Adjusted`]: row[name] === null ? null : (adjusted.shift() ?? null) }));
}
