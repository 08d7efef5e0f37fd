/** The bars of a table, before they are drawn. Draws nothing: what is known of a chart without a drawing. */
import type { Row, Table } from '../schema/table.ts';
import { column } from './column.ts';
import { distinct, intervalColumns, nameOf, numberOrNull } from './rows.ts';
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

export interface BarOptions {
  /** The column that names a bar, and the one that measures it. */
  readonly y: string;
  readonly x: string;
  /** Columns with the ends of an interval around `x`; else `…Low` and `…High`, where the table has them. */
  readonly low?: string | undefined;
  readonly high?: string | undefined;
  /** How a name is printed; and what stands where there is none. */
  readonly name?: (row: Row) => string;
}

/**
 * One bar a row, in the order of the table.
 *
 * @throws {Error} if a named column is not in the table, a value is not a number, or two bars have one name
 */
export function barsIn(table: Table, { x, y, low, high, name }: BarOptions): Bar[] {
  column(table, x);
  column(table, y);
  const ends = intervalColumns(table, x, { low, high });
  const bars = table.rows.map((row): Bar => {
    const value = numberOrNull(table, row, x);
    const [least, most] = ends
      ? [numberOrNull(table, row, ends.low), numberOrNull(table, row, ends.high)]
      : [null, null];
    return {
      label: name ? name(row) : nameOf(table, row, y),
      value,
      low: least,
      high: most,
      end: (value ?? 0) < 0 ? (least ?? value ?? 0) : (most ?? value ?? 0),
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
