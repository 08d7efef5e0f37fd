import { sum } from 'd3-array';
import type { Row, Table } from '../../schema/table.ts';
import { modelType } from '../columns.ts';
import { defineFinding, exactShareOf, numberIn, shareColumns, tableOf, textIn } from '../metric.ts';
import { totalsByType } from './type-ranking.ts';

const leading = 8;
const fewest = 100;

/**
 * How does the share of the leading model types change, on the Hub and on the forum?
 *
 * Shape   one row per side, leading type of that side and month, types in order of their totals, months oldest first
 * Window  months in which the side counts at least 100 models or mentions of a known type: a share of fewer says little
 * Shares  facts about the list and the topics of that day, which the table adds up: no intervals
 * Refuses if no month has enough
 * Source  `models-created` and, where there is one, `mentions`
 */
export const typeShares = defineFinding({
  id: 'type-shares',
  topic: 'models',
  title: 'Share of the leading model types, by month',
  method: `The ${leading} types with the most models or mentions on each side, as shares of all models of known type created in the month (Hub) or of all mentions in the month (forum). Months with fewer than ${fewest} are left out.`,
  key: ['side', 'modelType', 'month'],
  figures: [
    {
      title: 'Share of the leading model types among uploads, by month',
      chart: 'multiples',
      x: 'month',
      y: 'share',
      by: 'modelType',
      where: { side: 'hub' },
    },
    {
      title: 'Share of the leading model types among mentions, by month',
      chart: 'multiples',
      x: 'month',
      y: 'share',
      by: 'modelType',
      where: { side: 'forum' },
    },
  ],
  columns: {
    side: { unit: 'slug', description: 'hub for models created, forum for topics that mention the type' },
    modelType,
    month: { unit: 'month', description: 'Month (UTC)' },
    count: { unit: 'count', description: 'Models created, or topics' },
    whole: { unit: 'count', description: 'Models or topics of all known types' },
    ...shareColumns('share', 'Share of the type in the month', { part: 'count', whole: 'whole', exact: true }),
  },
  from: ['models-created'],
  also: ['mentions'],
  compute: (tables) => {
    const mentions = tables.get('mentions');
    const rows = [
      ...sharesOf('hub', tableOf(tables, 'models-created'), 'models'),
      ...(mentions ? sharesOf('forum', mentions, 'topics') : []),
    ];
    return rows.length > 0 ? rows : { reason: `No month has ${fewest} models of known type.` };
  },
});

function sharesOf(side: string, table: Table, count: string): Row[] {
  const types = [...totalsByType(table, count)]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, leading)
    .map(([type]) => type);
  const months = new Map<string, Map<string, number>>();
  for (const row of table.rows) {
    if (row.month === null || textIn(row, 'modelType') === 'untyped') continue;
    const month = textIn(row, 'month');
    const counts = months.get(month) ?? new Map<string, number>();
    counts.set(textIn(row, 'modelType'), numberIn(row, count));
    months.set(month, counts);
  }
  const enough = [...months]
    .map(([month, counts]) => ({ month, counts, whole: sum(counts.values()) }))
    .filter(({ whole }) => whole >= fewest)
    .sort((a, b) => (a.month < b.month ? -1 : 1));
  return types.flatMap((modelType) =>
    enough.map(({ month, counts, whole }) => {
      const row = { side, modelType, month, count: counts.get(modelType) ?? 0, whole };
      return { ...row, ...exactShareOf(row, 'share', 'count', 'whole') };
    }),
  );
}
