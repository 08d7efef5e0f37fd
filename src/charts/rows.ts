/** Picks cells out of table rows, and stops where they are not what a chart can draw. */
import { type Row, type Table, column } from '../schema/table.ts';

/**
 * The rows a chart draws, without those of unknown month.
 *
 * @throws {Error} if none are left: an empty chart would look like a finding
 */
export function datedRows(table: Table, x: string): Row[] {
  column(table, x);
  const rows = table.rows.filter((row) => row[x] !== null);
  if (rows.length === 0) throw new Error(`table ${table.name} has no row with a ${x} to draw`);
  return rows;
}

/** @throws {Error} if the cell holds no number */
export function number(row: Row, name: string): number {
  const value = row[name];
  if (typeof value !== 'number')
    throw new Error(`${name} in ${JSON.stringify(row)} is not a number, and a chart cannot draw it`);
  return value;
}

/** @throws {Error} if the cell holds no text */
export function text(row: Row, name: string): string {
  const value = row[name];
  if (typeof value !== 'string')
    throw new Error(`${name} in ${JSON.stringify(row)} is not text, and a chart cannot draw it`);
  return value;
}

/** Whether the source saw only a part of the row's month. */
export function isPartial(table: Table, row: Row, x: string): boolean {
  return table.window?.partial.includes(String(row[x])) ?? false;
}
