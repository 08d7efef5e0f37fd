/** How a reader looks at a figure: which values, scale, months and series. What there is to choose, and what that shows. */
import type { FigureOptions, ScaleKind } from '../schema/figure.ts';
import type { Column, Row, Table } from '../schema/table.ts';
import { column } from '../schema/rows.ts';
import { monthsOf } from './months.ts';
import { inPeriods, stepOf } from './periods.ts';
import { distinctNames, nameOf } from './rows.ts';
import { fitting, isList, measureOf, measuresOf, selection } from './selection.ts';
import { strokes } from './theme.ts';

export type Values = 'share' | 'count';
export type Layout = 'apart' | 'together';

export interface View {
  readonly values: Values;
  readonly scale: ScaleKind;
  /** The first and the last month; empty where a figure has no period. */
  readonly from: string;
  readonly to: string;
  /** Names of the series, in the order of the table; empty where a figure has only one. */
  readonly series: readonly string[];
  /** Whether each series has a small chart of its own. */
  readonly layout: Layout;
}

export interface Choices {
  /** The view that is printed in the page. */
  readonly initial: View;
  /** The columns of a count and of its share, where the table has both. */
  readonly values: Readonly<Record<Values, string>> | null;
  /** Which of the values may stand on either scale. */
  readonly scales: readonly Values[];
  readonly months: readonly string[];
  readonly series: readonly string[];
  /** Whether small charts may be laid over one another. */
  readonly layouts: boolean;
}

/**
 * What a reader can choose in a figure; nothing, where all of it stands on the page.
 *
 * @throws {Error} if a named column is not in the table
 */
export function choicesOf(table: Table, options: FigureOptions): Choices {
  const { chart, x, by } = options;
  const shown = selection(table, options);
  if (!shown) throw new Error(`the figure of ${table.name} has no rows to choose from`);
  const measure = measureOf(shown, options);
  const monthly = column(table, x).unit === 'month' && !isList(options);

  const other = ['line', 'curve', 'columns', 'multiples', 'bars'].includes(chart) ? counterpart(shown, measure) : null;
  const own: Values = measure.unit === 'share' ? 'share' : 'count';
  const values =
    other === null
      ? null
      : { share: own === 'share' ? measure.name : other, count: own === 'share' ? other : measure.name };
  const columnOf = (which: Values) => values?.[which] ?? measure.name;
  const scales = (values ? (['share', 'count'] as const) : [own]).filter(
    (which) => chart === 'scatter' || (!['groupedBars', 'tree'].includes(chart) && spansDigits(shown, columnOf(which))),
  );

  const printed = by === undefined ? [] : distinctNames(shown, by);
  const dated = fitting(table, options).filter((row) => row[x] !== null && row[measure.name] !== null);
  const all = by === undefined ? [] : distinctNames({ ...table, rows: dated }, by);
  const series = printed.some((name) => !all.includes(name)) ? printed : all;

  // Longer periods are drawn whole.
  const months = monthly && stepOf(inPeriods(shown, options)) === 1 ? monthsShown(shown, x) : [];
  return {
    initial: {
      values: own,
      scale: chart === 'scatter' ? 'log' : 'linear',
      from: months[0] ?? '',
      to: months.at(-1) ?? '',
      series: series.length > 1 ? printed : [],
      layout: 'apart',
    },
    values,
    scales,
    months: months.length > 2 ? months : [],
    series: series.length > 1 ? series : [],
    layouts: chart === 'multiples' && monthly && series.length > 1,
  };
}

/** Whether there is anything to choose. */
export const isOpen = ({ values, scales, months, series }: Choices): boolean =>
  values !== null || scales.length > 0 || months.length > 0 || series.length > 0;

/** How many series a reader can tell apart in this layout. */
export const mostSeries = ({ chart }: FigureOptions, layout: Layout): number =>
  ['line', 'curve', 'series'].includes(chart) || layout === 'together' ? strokes.length : Infinity;

/** Months on the axis of a chart: all of the table's, or from the first that it shows where it draws only those. */
function monthsShown(table: Table, x: string): string[] {
  if (table.window !== null) return monthsOf(table);
  const months = table.rows.flatMap((row) => (typeof row[x] === 'string' ? [row[x]] : [])).sort();
  const [from, to] = [months[0], months.at(-1)];
  return from === undefined || to === undefined
    ? []
    : monthsOf({ ...table, window: { from, to, partial: [], floor: null } });
}

/** Counts of which the largest is ten times the smallest and more, with none below zero and no interval around them. */
function spansDigits(table: Table, name: string): boolean {
  const { unit, interval } = column(table, name);
  if (interval || !['count', 'number', 'hours', 'days'].includes(unit)) return false;
  const values = table.rows.flatMap((row) => (typeof row[name] === 'number' ? [row[name]] : []));
  const positive = values.filter((value) => value > 0);
  return values.every((value) => value >= 0) && Math.max(...positive) >= 10 * Math.min(...positive);
}

/** The column of the share of a count, or of the count of a share; null where the table has none. */
function counterpart({ columns }: Table, { name, share }: Column): string | null {
  return share?.part ?? columns.find((each) => each.share?.part === name)?.name ?? null;
}

/** A figure as a view shows it. */
export interface Viewed {
  readonly table: Table;
  readonly options: FigureOptions;
  /** How many values have no place on a logarithmic scale. */
  readonly placeless: number;
}

/**
 * The rows and options of a figure in a view; null where nothing in it has a value.
 *
 * @throws {Error} if a named column is not in the table
 */
export function viewed(whole: Table, options: FigureOptions, choices: Choices, view: View): Viewed | null {
  const { chart, x, by } = options;
  const { initial } = choices;
  const measure = choices.values?.[view.values] ?? measureOf(whole, options).name;
  const shown = { ...options, scale: view.scale, [isList(options) ? 'x' : 'y']: measure };
  const base = selection(whole, choices.series.length > 0 ? { ...shown, first: undefined } : shown);
  if (!base) return null;
  const wanted = new Set(view.series);
  const narrowed = choices.months.length > 0 && (view.from !== initial.from || view.to !== initial.to);
  const kept = base.rows.filter((row) => {
    const at = row[x];
    const inPeriod = !narrowed || (typeof at === 'string' && at >= view.from && at <= view.to);
    return inPeriod && (by === undefined || wanted.size === 0 || wanted.has(nameOf(base, row, by)));
  });
  const isLog = view.scale === 'log';
  const without = (row: Row) => isLog && chart !== 'scatter' && row[measure] === 0;
  const rows = kept.map((row) => (without(row) ? { ...row, [measure]: null } : row));
  const hasValue = (row: Row) => measuresOf(base, shown).some(({ name }) => row[name] !== null);
  if (!rows.some((row) => hasValue(row) && (isList(options) || row[x] !== null))) return null;

  const inside = (month: string) => month >= view.from && month <= view.to;
  const { window } = base;
  const floor = window?.floor ?? null;
  const { from, to } = view;
  const narrow = window && {
    from,
    to,
    partial: window.partial.filter(inside),
    floor: floor && inside(floor) ? floor : null,
  };
  const zeroless = (each: Column) =>
    each.name === measure ? { ...each, missing: each.missing ?? 'zero has no place on a logarithmic scale' } : each;
  const table: Table = {
    ...base,
    rows,
    columns: isLog ? base.columns.map(zeroless) : base.columns,
    window: narrowed ? narrow : window,
  };
  return {
    table,
    options: {
      ...shown,
      // Columns begin at zero, which a logarithmic scale does not have.
      chart: view.layout === 'together' || (chart === 'columns' && isLog) ? 'line' : chart,
      scale: view.scale,
      first: undefined,
      names: choices.series.length <= strokes.length ? choices.series : view.series,
    },
    placeless: kept.filter(without).length,
  };
}
