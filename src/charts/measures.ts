/** Several measures of the same rows, side by side. Draws nothing: what is known of the chart without a drawing. */
import type { ChartOptions } from '../schema/figure.ts';
import type { Column, Table } from '../schema/table.ts';
import { type Bar, barsIn } from './bar-rows.ts';
import { extentOf } from './extent.ts';
import { column } from '../schema/rows.ts';
import { type Width, widths } from './theme.ts';

export interface Measure {
  readonly column: Column;
  readonly bars: readonly Bar[];
  /** Whether none of its bars has a value. */
  readonly isEmpty: boolean;
  /** What a bar of full length stands for: one number for all where all are shares, since they can be compared. */
  readonly largest: number;
}

/** @throws {Error} as bars do, and if a value is below zero, where all bars begin */
export function groupedMeasures(table: Table, { x, also = [], y }: ChartOptions): Measure[] {
  const measures = [x, ...also].map((name) => ({ column: column(table, name), bars: barsIn(table, { x: name, y }) }));
  for (const { column, bars } of measures) {
    const below = bars.find(({ value, low }) => Math.min(value ?? 0, low ?? 0) < 0);
    if (below) throw new Error(`${column.name} of ${below.label} in ${table.name} is below zero, where bars begin`);
  }
  const largest = (all: readonly Bar[]) => extentOf(all)[1];
  const common = areShares(measures) ? largest(measures.flatMap(({ bars }) => bars)) : null;
  return measures.map(({ column, bars }) => ({
    column,
    bars,
    isEmpty: bars.every(({ value }) => value === null),
    largest: common ?? largest(bars),
  }));
}

/** Whether all measures can be compared, and so have one scale. */
export const areShares = (measures: readonly Pick<Measure, 'column'>[]): boolean =>
  measures.every(({ column }) => column.unit === 'share');

/** Whether measures stand one below the other: on a phone, where more than three, or long numbers, leave no room for bars. */
export const areStacked = (measures: readonly Measure[], width: Width): boolean =>
  width === widths.narrow && (!areShares(measures) || measures.length > 3);

/** The column and row in which a measure stands. Below one another only those with values take room. */
export function facetOfMeasure(
  measures: readonly Measure[],
  measure: Measure | undefined,
  width: Width,
): { fx: number; fy: number } {
  const all = areStacked(measures, width) ? measures.filter(({ isEmpty }) => !isEmpty) : measures;
  const index = measure ? all.indexOf(measure) : -1;
  return areStacked(measures, width) ? { fx: 0, fy: index } : { fx: index, fy: 0 };
}
