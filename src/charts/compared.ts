/** Model types side by side: from which table a measure comes, and its rows as one chart over months. */
import type { Row, Table } from '../schema/table.ts';
import { formatList, formatPeriod, formatValue } from '../schema/written.ts';
import { column } from '../schema/rows.ts';
import { monthsOf } from './months.ts';
import type { FigureOptions } from './selection.ts';

/** What can be compared. A share stands in a table or it is not offered: nothing is divided here. */
export const measures = {
  models: { name: 'Uploads', table: 'models-created', column: 'models', side: null },
  topics: { name: 'Mentions', table: 'mentions', column: 'topics', side: null },
  hubShare: { name: 'Share of uploads', table: 'type-shares', column: 'share', side: 'hub' },
  forumShare: { name: 'Share of mentions', table: 'type-shares', column: 'share', side: 'forum' },
} as const;
export type Measure = keyof typeof measures;

export interface Compared {
  /** What is drawn; null where there is nothing to draw. */
  readonly shown: { readonly table: Table; readonly options: FigureOptions } | null;
  /** What a reader must know of the lines, a sentence each. */
  readonly notes: readonly string[];
}

/** Whether a table has anything to say of a measure. */
export const hasMeasure = (table: Table, measure: Measure): boolean => {
  const { side } = measures[measure];
  return side === null || table.rows.some((row) => row.side === side);
};

/** What a chart of the measure shows, over which months. */
export function subtitle(whole: Table, measure: Measure): string {
  const { name, column: of } = measures[measure];
  return [
    `${name} by month`,
    ...(whole.window ? [formatPeriod(whole.window)] : []),
    ...(column(whole, of).interval ? ['with 95\u00a0% confidence intervals'] : []),
  ].join(' · ');
}

/**
 * One line a type, in the order given. Of a count, a month of the window without a row is a zero, as the table says of
 * itself; of a share it is a gap.
 *
 * @throws {Error} if the table is not that of the measure
 */
export function compared(whole: Table, measure: Measure, types: readonly string[]): Compared {
  const { column: name, side, name: said } = measures[measure];
  const { description } = column(whole, name);
  const own = types.map((type) => ({
    type,
    rows: whole.rows.filter((row) => row.modelType === type && (side === null || row.side === side)),
  }));
  const rows = own.flatMap(({ type, rows }): Row[] => {
    if (side !== null) return rows;
    const byMonth = new Map(rows.map((row) => [row.month, row]));
    return monthsOf(whole).map((month) => byMonth.get(month) ?? { month, modelType: type, [name]: 0 });
  });
  const hasValue = rows.some((row) => row[name] !== 0);
  const without = own.filter(({ rows }) => rows.length === 0).map(({ type }) => type);
  const undated = own.flatMap(({ type, rows }) => {
    const row = rows.find(({ month }) => month === null);
    return row ? [`${String(row[name])} of ${type}`] : [];
  });
  const { partial = [], floor = null } = whole.window ?? {};
  const months = partial.map((month) => formatValue('month', month));
  const [absent, gap] =
    side === null
      ? ['none in any month', 'A month in which a type had none is a zero.']
      : [
          'not drawn, since the table has this share for the leading types only',
          'A month in which too little was counted for a share is a gap.',
        ];
  const notes = [
    without.length > 0 && `${formatList(without)}: ${absent}.`,
    undated.length > 0 && `Not drawn, since their month is unknown: ${formatList(undated)}.`,
    months.length > 0 && `${formatList(months)}: partial month; a hollow point beside the line.`,
    floor !== null && `${formatValue('month', floor)} holds everything older too, and is drawn apart.`,
    gap,
  ].filter((note) => note !== false);
  if (!hasValue) return { shown: null, notes: types.length === 0 ? [] : notes };
  return {
    shown: {
      table: { ...whole, title: `${said} by month: ${formatList(types)}. ${description}`, rows },
      options: { chart: 'line', x: 'month', y: name, by: 'modelType', names: types },
    },
    notes,
  };
}
