/** Picks columns, rows and the ends of intervals out of a table, for pages and charts alike. Runs in the browser too. */
import type { Cell, Column, Row, Table } from './table.ts';

/**
 * The column of that name.
 *
 * @throws {Error} if the table has no such column; the sentence lists those it has
 */
export function column(table: Pick<Table, 'name' | 'columns'>, name: string): Column {
  const found = table.columns.find((candidate) => candidate.name === name);
  if (!found)
    throw new Error(
      `table ${table.name} has no column ${name}; it has ${table.columns.map((each) => each.name).join(', ')}`,
    );
  return found;
}

/** Values that a row has in these columns. */
export type Where = Readonly<Record<string, Cell>>;

/** Rows by their cell of a column, for each list of rows: thousands of pages ask the same tables for a row of their own. */
const indexes = new WeakMap<readonly Row[], Map<string, Map<Cell | undefined, Row[]>>>();

function rowsBy(rows: readonly Row[], name: string): ReadonlyMap<Cell | undefined, Row[]> {
  const own = indexes.get(rows) ?? new Map<string, Map<Cell | undefined, Row[]>>();
  const index = own.get(name) ?? Map.groupBy(rows, (row) => row[name]);
  indexes.set(rows, own.set(name, index));
  return index;
}

/** @throws {Error} if the table has no such column */
export function rowsWhere(table: Table, where: Where = {}): Row[] {
  for (const name of Object.keys(where)) column(table, name);
  const [first, ...others] = Object.entries(where);
  const rows = first ? (rowsBy(table.rows, first[0]).get(first[1]) ?? []) : table.rows;
  return rows.filter((row) => others.every(([name, value]) => row[name] === value));
}

/** Which one of the rows that fit: without more, the only one. */
export interface RowSelector {
  readonly where?: Where | undefined;
  /** 1 for the first of them, −1 for the last. */
  readonly row?: number | undefined;
  /** The column of a time, such as `month`: the newest that was seen whole. */
  readonly newest?: string | undefined;
}

/** @throws {Error} if the table has no such column, or several rows fit and it is not said which one is meant */
export function rowWhere(table: Table, { where, row, newest }: RowSelector): Row | undefined {
  const fitting = rowsWhere(table, where);
  if (newest !== undefined) {
    column(table, newest);
    const partial = table.window?.partial ?? [];
    return fitting.findLast((each) => each[newest] !== null && !partial.includes(String(each[newest])));
  }
  if (row !== undefined) return fitting.at(row > 0 ? row - 1 : row);
  if (fitting.length > 1)
    throw new Error(`${fitting.length} rows of ${table.name} have ${JSON.stringify(where)}, expected one`);
  return fitting[0];
}

/** The ends of the interval of a value; null where it has none. @throws {Error} if the table has no such column */
export function endsOf(table: Table, row: Row, name: string): { readonly low: number; readonly high: number } | null {
  const { interval } = column(table, name);
  if (!interval) return null;
  const [low, high] = [row[interval.low], row[interval.high]];
  return typeof low === 'number' && typeof high === 'number' ? { low, high } : null;
}

/** Why a cell is empty: in the words of its row, or of its column. @throws {Error} if the table has no such column */
export const reasonOf = (table: Table, row: Row, name: string): string =>
  String(row.refused ?? column(table, name).missing ?? '').replace(/\.$/, '');

export type Relations = Readonly<Partial<Record<string, Pick<Column, 'interval' | 'exact' | 'share' | 'lorenz'>>>>;

/** What the columns of a table are to each other: for a browser, which reads the file as it was published. */
export const relationsOf = ({ columns }: Table): Relations =>
  Object.fromEntries(
    columns.flatMap(({ name, interval, exact, share, lorenz }) =>
      (interval ?? exact ?? share ?? lorenz) ? [[name, { interval, exact, share, lorenz }]] : [],
    ),
  );

export const withRelations = (table: Table, relations: Relations): Table => ({
  ...table,
  columns: table.columns.map((each) => ({ ...each, ...relations[each.name] })),
});
