/** What is not there, drawn as such: months without a value, and the month that holds everything older. */
import * as Plot from '@observablehq/plot';
import { utcFormat, utcMonth } from 'd3';
import { type Table, column } from '../schema/table.ts';
import { datedRows, nameOf } from './rows.ts';
import { afterMonth, colours, instant, period } from './theme.ts';

const asMonth = utcFormat('%Y-%m');
const inWords = utcFormat('%B %Y');

/** From one month to another, both included. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
}

/** Every month of the table's window, oldest first. */
export const monthsOf = (table: Table): string[] => utcMonth.range(...period(table)).map(asMonth);

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
export function monthsWithout(
  table: Table,
  { x, y, by }: { readonly x: string; readonly y: string; readonly by?: string | undefined },
): Map<string, string[]> {
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

/** A pale band over each stretch without a value, with a grey line at its foot. */
export function gapMarks(
  gaps: readonly Stretch[],
  foot: number,
  options: Plot.RectOptions & Plot.RuleYOptions = {},
): Plot.Markish[] {
  const across = {
    ...options,
    x1: ({ from }: Stretch) => instant(from),
    x2: ({ to }: Stretch) => afterMonth(to),
  };
  return [
    Plot.rect(gaps, { ...across, fill: colours.quiet, fillOpacity: 0.16 }),
    Plot.ruleY(gaps, { ...across, y: foot, stroke: colours.quiet, strokeWidth: 3.5, strokeLinecap: 'butt' }),
  ];
}

/** Room above a chart for the words at the floor. */
export const floorRoom = (table: Table): number => (table.window?.floor ? 18 : 0);

/** Hatching over the floor month, and a rule at its end with words: what is older stands there too. */
export function floorMarks(
  table: Table,
  { across: [begin, end] = period(table), hatched = true }: { across?: [Date, Date]; hatched?: boolean } = {},
): Plot.Markish[] {
  const floor = table.window?.floor ?? null;
  if (floor === null) return [];
  const right = afterMonth(floor);
  // The words stand on the side that has room for them.
  const late = right.getTime() - begin.getTime() > (end.getTime() - begin.getTime()) / 2;
  return [
    ...(hatched ? [Plot.rect([floor], { x1: instant, x2: afterMonth, fill: colours.partial, fillOpacity: 0.35 })] : []),
    Plot.ruleX([right], { stroke: 'currentColor', strokeWidth: 1, insetTop: -16 }),
    Plot.text([right], {
      x: (date: Date) => date,
      text: () => `${inWords(instant(floor))} and everything older`,
      frameAnchor: 'top',
      textAnchor: late ? 'end' : 'start',
      dx: late ? -5 : 5,
      dy: -16,
    }),
  ];
}

/** @throws {Error} if a row stands outside the months that the table speaks for, where no axis reaches */
export function expectInside(table: Table, x: string): void {
  column(table, x);
  const months = new Set(monthsOf(table));
  const outside = datedRows(table, x).find((row) => !months.has(String(row[x])));
  if (outside)
    throw new Error(`the ${x} ${String(outside[x])} of ${table.name} is outside the months that it speaks for`);
}
