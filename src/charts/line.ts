import * as Plot from '@observablehq/plot';
import { type Table, column } from '../schema/table.ts';
import { datedRows, isPartial, number, text } from './rows.ts';
import { type Width, colours, frame, period, instant, tick, yearAxis } from './theme.ts';

export interface LineOptions {
  readonly x: string;
  readonly y: string;
  /** Columns with the ends of an interval around `y`. */
  readonly low?: string;
  readonly high?: string;
}

/**
 * One line over months, in its interval. A month without a row leaves a gap; a partial month is a hollow point beside
 * the line, on hatching.
 *
 * @throws {Error} if a named column is not in the table, or a value is not a number
 */
export function line(
  table: Table,
  { x, y, low = `${y}Low`, high = `${y}High` }: LineOptions,
  width: Width,
): Plot.PlotOptions {
  const { unit } = column(table, y);
  column(table, low);
  column(table, high);
  const points = datedRows(table, x).map((row) => ({
    month: instant(text(row, x)),
    value: number(row, y),
    low: number(row, low),
    high: number(row, high),
    partial: isPartial(table, row, x),
  }));
  const whole = points.filter(({ partial }) => !partial);
  const partial = points.filter((point) => point.partial);
  return {
    ...frame(width, table.title),
    height: 280,
    x: { type: 'utc', domain: period(table) },
    y: {
      grid: true,
      label: null,
      tickFormat: (value: number) => tick(unit, value),
      ticks: 5,
      zero: true,
      nice: true,
    },
    marks: [
      Plot.ruleY([0]),
      Plot.rect(partial, { x: 'month', interval: 'month', fill: colours.partial, fillOpacity: 0.35 }),
      Plot.areaY(whole, { x: 'month', y1: 'low', y2: 'high', interval: 'month', fill: colours.mark, fillOpacity: 0.2 }),
      Plot.lineY(whole, { x: 'month', y: 'value', interval: 'month', stroke: colours.mark, strokeWidth: 2 }),
      Plot.dot(partial, {
        x: 'month',
        y: 'value',
        r: 3.5,
        stroke: colours.mark,
        fill: colours.surface,
        strokeWidth: 2,
      }),
      yearAxis(period(table), width - 64),
    ],
  };
}
