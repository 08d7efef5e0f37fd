/** What a figure shows of its table. Without a drawing: the server and the browser ask it before they draw. */
import type { Cell, Column, Row, Table, Unit } from '../schema/table.ts';
import { type Where, column, rowsWhere } from '../schema/rows.ts';
import { monthsOf } from './months.ts';
import type { ScaleKind } from './theme.ts';

/** Which columns of a table a chart draws, and how. */
export interface ChartOptions {
  readonly x: string;
  readonly y: string;
  /** Further columns that measure the rows, each beside the one before. */
  readonly also?: readonly string[] | undefined;
  /** The column that names a line, of which one chart has seven at most, or a small chart. */
  readonly by?: string | undefined;
  /** The column that names a point or a node. */
  readonly name?: string | undefined;
  /** The column in which a row of a tree names the one above it. */
  readonly above?: string | undefined;
  /** Default: logarithmic for a scatter, linear for all others. */
  readonly scale?: ScaleKind | undefined;
  /** The column with how many a curve still rests on, written under it. */
  readonly under?: string | undefined;
  /** The names of lines in the order of their colours, where not all of them are drawn. */
  readonly names?: readonly string[] | undefined;
}

export interface FigureOptions extends ChartOptions {
  readonly chart:
    'bars' | 'groupedBars' | 'columns' | 'curve' | 'intervals' | 'line' | 'multiples' | 'scatter' | 'tree';
  /** What the measure is to be read as, where the column leaves it open: the slope of a share is a change of it. */
  readonly as?: Unit | undefined;
  readonly where?: Where | undefined;
  /** Leaves out lines, or bars, of which this column says nowhere so many. */
  readonly atLeast?: { readonly column: string; readonly count: number } | undefined;
  /** Draws the first so many values of a column, or `these` of it; a reader can choose others. */
  readonly first?:
    { readonly column: string; readonly count: number; readonly these?: readonly string[] | undefined } | undefined;
  /** Whether a line is at zero in a month without a row, because the table says that there were none. */
  readonly zeros?: boolean | undefined;
}

/** The column for something that a kind of chart cannot do without. @throws {Error} if none is named */
export function required({ name }: Table, options: ChartOptions, option: 'above' | 'by' | 'name'): string {
  const value = options[option];
  if (value === undefined) throw new Error(`a chart of ${name} needs "${option}"`);
  return value;
}

/** Whether a chart is a list of rows with names, which its `y` gives, and measured by its `x`. */
export const isList = ({ chart }: Pick<FigureOptions, 'chart'>): boolean =>
  chart === 'bars' || chart === 'groupedBars' || chart === 'intervals' || chart === 'tree';

/** The column that a figure measures. @throws {Error} if the table does not have it */
export const measureOf = (table: Table, options: FigureOptions): Column =>
  column(table, isList(options) ? options.x : options.y);

/** All columns that a figure measures: several where they stand side by side. @throws {Error} as `measureOf` */
export const measuresOf = (table: Table, options: FigureOptions): Column[] => [
  measureOf(table, options),
  ...(options.chart === 'groupedBars' ? (options.also ?? []).map((name) => column(table, name)) : []),
];

/** The rows that fit a figure, before only the first of them are kept. */
export function fitting(table: Table, options: FigureOptions): Row[] {
  const { chart, x, y, where } = options;
  const drawable = (row: Row) => chart !== 'scatter' || (row[x] !== null && row[y] !== null);
  const small = tooSmall(table, options);
  return rowsWhere(table, where).filter((row) => drawable(row) && !small.includes(row[lineOf(options)] ?? null));
}

const lineOf = (options: FigureOptions) => (isList(options) ? options.y : (options.by ?? options.x));

/** The values that name the lines, or bars, which are too small to be drawn. */
export function tooSmall(table: Table, options: FigureOptions): Cell[] {
  const { where, atLeast } = options;
  if (!atLeast) return [];
  const { name } = column(table, atLeast.column);
  return [...Map.groupBy(rowsWhere(table, where), (row) => row[lineOf(options)] ?? null)].flatMap(([line, rows]) =>
    rows.every((row) => Number(row[name]) < atLeast.count) ? [line] : [],
  );
}

/**
 * The table with the rows that a figure shows; null where it has none of them, or none with a place on the figure's axis.
 *
 * @throws {Error} if a named column is not in the table
 */
export function selection(table: Table, options: FigureOptions): Table | null {
  const { x, as, first } = options;
  const all = fitting(table, options);
  let rows = all;
  if (first) {
    const { name } = column(table, first.column);
    const kept = new Set<Cell | undefined>(
      first.these ?? [...new Set(all.map((row) => row[name]))].slice(0, first.count),
    );
    rows = all.filter((row) => kept.has(row[name]));
  }
  if (options.zeros) rows = [...rows, ...zerosOf(table, rows, options)];
  const { name, interval } = measureOf(table, options);
  const read = [name, interval?.low, interval?.high];
  const columns = table.columns.map((each) => (as && read.includes(each.name) ? { ...each, unit: as } : each));
  return rows.some((row) => isList(options) || row[x] !== null) ? { ...table, columns, rows } : null;
}

/** A row with a zero for each month in which a line has none. */
function zerosOf(table: Table, rows: readonly Row[], options: FigureOptions): Row[] {
  const { x, y } = options;
  const by = required(table, options, 'by');
  const months = monthsOf(table);
  return [...Map.groupBy(rows, (row) => row[by] ?? null)].flatMap(([name, own]) => {
    const there = new Set(own.map((row) => row[x]));
    return months.filter((month) => !there.has(month)).map((month) => ({ [x]: month, [by]: name, [y]: 0 }));
  });
}
