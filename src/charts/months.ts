/** Months that a table speaks for, and those without a value. Draws nothing: what is known of a chart without a drawing. */
import type { ChartOptions } from '../schema/figure.ts';
import type { Table } from '../schema/table.ts';
import { column } from '../schema/rows.ts';
import { stepOf } from './periods.ts';
import { datedRows, nameOf } from './rows.ts';
import { afterMonth, period } from './theme.ts';

const asMonth = (date: Date): string => date.toISOString().slice(0, 7);

/** From one month to another, both included. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
}

/** Every month of the table's window, oldest first; of longer periods the months that stand for them. */
export const monthsOf = (table: Table): string[] => {
  const [first, end] = period(table);
  const months: string[] = [];
  for (let at = first; at < end; at = afterMonth(asMonth(at))) months.push(asMonth(at));
  const step = stepOf(table);
  return step === 1 ? months : months.filter((_, index) => index % step === (step === 3 ? 1 : 6));
};

/** Months that follow one another, taken together. */
export function stretches(months: readonly string[]): Stretch[] {
  const found: { from: string; to: string }[] = [];
  for (const month of months) {
    const last = found.at(-1);
    if (last && asMonth(afterMonth(last.to)) === month) last.to = month;
    else found.push({ from: month, to: month });
  }
  return found;
}

/** For each series, the months of the window in which the table has no value of it. */
export function monthsWithout(table: Table, { x, y, by }: ChartOptions): Map<string, string[]> {
  const there = new Map<string, Set<string>>();
  for (const row of datedRows(table, x)) {
    const name = by === undefined ? '' : nameOf(table, row, by);
    const months = there.get(name) ?? new Set();
    there.set(name, months);
    if (row[y] !== null) months.add(String(row[x]));
  }
  const all = monthsOf(table);
  return new Map([...there].map(([name, months]) => [name, all.filter((month) => !months.has(month))]));
}

/** @throws {Error} if a row stands outside the months that the table speaks for, where no axis reaches */
export function expectInside(table: Table, x: string): void {
  column(table, x);
  const months = new Set(monthsOf(table));
  const outside = datedRows(table, x).find((row) => !months.has(String(row[x])));
  if (outside)
    throw new Error(`the ${x} ${String(outside[x])} of ${table.name} is outside the months that it speaks for`);
}
