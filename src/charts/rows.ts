/** Picks cells out of table rows, and stops where they are not what a chart can draw. */
import type { Row, Table } from '../schema/table.ts';
import { formatValue } from '../schema/written.ts';
import { column } from '../schema/rows.ts';

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

/**
 * A number, or null where the table says what an empty cell means.
 *
 * @throws {Error} if the cell holds something else, or is empty and the table does not say why
 */
export function numberOrNull(table: Table, row: Row, name: string): number | null {
  if (row[name] === null && column(table, name).missing !== undefined) return null;
  return number(row, name);
}

/** @throws {Error} if the cell holds no text */
export function text(row: Row, name: string): string {
  const value = row[name];
  if (typeof value !== 'string')
    throw new Error(`${name} in ${JSON.stringify(row)} is not text, and a chart cannot draw it`);
  return value;
}

/** What a row is called: its cell, or what the table says of an empty one. */
export function nameOf(table: Table, row: Row, name: string): string {
  const { unit, missing } = column(table, name);
  const value = row[name] ?? null;
  return value === null ? (missing ?? '') : formatValue(unit, value);
}

/** What the rows are called, each name once, in the order of the table. */
export const distinctNames = (table: Table, name: string): string[] => [
  ...new Set(table.rows.map((row) => nameOf(table, row, name))),
];

/** @throws {Error} if two of the names are the same: one mark would hide the other */
export function distinct(table: Table, names: readonly string[], what: string): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`the chart of ${table.name} has two ${what} named ${JSON.stringify(twice)}`);
}

/** Whether the source saw only a part of the row's month. */
export function isPartial(table: Table, row: Row, x: string): boolean {
  return table.window?.partial.includes(String(row[x])) ?? false;
}

/** Whether the row's month is the one that holds everything older too. */
export function isFloor(table: Table, row: Row, x: string): boolean {
  return table.window !== null && table.window.floor === row[x];
}
