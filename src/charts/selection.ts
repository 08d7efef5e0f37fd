/** What a figure shows of its table. Without a drawing: the server and the browser ask it before they draw. */
import type { ChartOptions, FigureOptions } from '../schema/figure.ts';
import { column, rowsWhere } from '../schema/rows.ts';
import type { Cell, Column, Row, Table } from '../schema/table.ts';
import { monthsOf } from './months.ts';

/** The column for something that a kind of chart cannot do without. @throws {Error} if none is named */
export function required({ name }: Table, options: ChartOptions, option: 'above' | 'by' | 'name' | 'vintage'): string {
  const value = options[option];
  if (value === undefined) throw new Error(`a chart of ${name} needs "${option}"`);
  return value;
}

/** The columns that a figure reads, by their names. */
export const columnsRead = ({
  x,
  y,
  also = [],
  by,
  vintage,
  name,
  above,
  under,
  where = {},
  without = {},
  atLeast,
  first,
}: FigureOptions) =>
  [
    x,
    y,
    ...also,
    by,
    vintage,
    name,
    above,
    under,
    ...Object.keys(where),
    ...Object.keys(without),
    atLeast?.column,
    first?.column,
  ].filter((each) => each !== undefined);

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
  const { chart, x, y, where, without } = options;
  const left = new Set(without && rowsWhere(table, without));
  const drawable = (row: Row) =>
    chart !== 'scatter' || (row[x] !== null && row[y] !== null && !isPlaceless(row, options));
  const small = tooSmall(table, options);
  const rows = rowsWhere(table, where).filter(
    (row) => !left.has(row) && drawable(row) && !small.includes(row[lineOf(options)] ?? null),
  );
  const many = rows.filter((row) => !isTooFew(table, row, options));
  // Where no estimate rests on enough, all are drawn rather than none.
  return many.some((row) => row[measureOf(table, options).name] !== null) ? many : rows;
}

/** Whether a row of a scatter has a zero, which a logarithmic scale has no place for. */
export const isPlaceless = (row: Row, { chart, x, y, scale = 'log' }: FigureOptions): boolean =>
  chart === 'scatter' && scale === 'log' && (row[x] === 0 || row[y] === 0);

/** An estimate on fewer units than these says too little to be drawn: the table has it. */
export const fewestUnits = 20;

/** Whether a row's estimate rests on too few units. A share of units that were all counted is none. */
export function isTooFew(table: Table, row: Row, options: FigureOptions): boolean {
  const { share, interval, name } = measureOf(table, options);
  const units = share?.whole === undefined ? null : row[share.whole];
  return interval !== undefined && row[name] !== null && typeof units === 'number' && units < fewestUnits;
}

/** What rows are called that are the total of the others. */
const totals = new Set<Cell | undefined>(['any', 'all', 'all types']);

/** The rows that are the total of others among them: not one more part beside them. */
export function totalsOf(rows: readonly Row[], { y }: FigureOptions): Row[] {
  const ofCategory = rows.some((row) => typeof row.subcategory === 'string');
  const found = rows.filter((row) => totals.has(row[y]) || (ofCategory && row.subcategory === null));
  return found.length < rows.length ? found : [];
}

function partsOf(rows: readonly Row[], options: FigureOptions): Row[] {
  const whole = totalsOf(rows, options);
  return rows.filter((row) => !whole.includes(row));
}

/** The rows in the table of a figure, in its order: those drawn, and those that are not because they say too little or all. */
export function rowsListed(whole: Table, shown: Table, options: FigureOptions): Row[] {
  const drawn = new Set(shown.rows);
  const fit = rowsWhere(whole, options.where);
  const others = options.first
    ? []
    : [...fit.filter((row) => isTooFew(whole, row, options)), ...totalsOf(fit, options)];
  return whole.rows.filter((row) => drawn.has(row) || others.includes(row));
}

/** Rows from the largest value down, unless their names have an order of their own: numbers, months, ranges. */
function inOrder(table: Table, rows: Row[], options: FigureOptions): Row[] {
  const { y } = options;
  const measure = measureOf(table, options).name;
  const isNominal =
    ['name', 'slug', 'modelType'].includes(column(table, y).unit) &&
    !rows.every((row) => row[y] === null || /^[<>≥≤]?\s?\d/.test(String(row[y])));
  const size = (row: Row) => (typeof row[measure] === 'number' ? row[measure] : -Infinity);
  return isNominal ? rows.toSorted((a, b) => size(b) - size(a) || 0) : rows;
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
  if (isList(options) && options.chart !== 'tree') rows = inOrder(table, partsOf(rows, options), options);
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
