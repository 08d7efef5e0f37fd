/** The bars of a table, before they are drawn. Draws nothing: what is known of a chart without a drawing. */
import type { ChartOptions } from '../schema/figure.ts';
import type { Table } from '../schema/table.ts';
import { column } from '../schema/rows.ts';
import { distinct, nameOf, numberOrNull } from './rows.ts';
import { colours } from './theme.ts';

export interface Bar {
  readonly label: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Where the value is written: beyond the bar and its interval. */
  readonly end: number;
  readonly fill: string;
}

/**
 * One bar a row, named by `y` and measured by `x`, in the order of the table.
 *
 * @throws {Error} if a named column is not in the table, a value is not a number, or two bars have one name
 */
export function barsIn(table: Table, { x, y }: ChartOptions): Bar[] {
  column(table, y);
  const { interval } = column(table, x);
  const bars = table.rows.map((row): Bar => {
    const value = numberOrNull(table, row, x);
    const low = interval ? numberOrNull(table, row, interval.low) : null;
    const high = interval ? numberOrNull(table, row, interval.high) : null;
    return {
      label: nameOf(table, row, y),
      value,
      low,
      high,
      end: (value ?? 0) < 0 ? (low ?? value ?? 0) : (high ?? value ?? 0),
      // What is unknown or not declared is not one more kind beside the others.
      fill: row[y] === null || row[y] === 'untyped' ? colours.quiet : colours.mark,
    };
  });
  distinct(
    table,
    bars.map(({ label }) => label),
    'bars',
  );
  return bars;
}
