import * as Plot from '@observablehq/plot';
import { type Table, column } from '../schema/table.ts';
import { datedRows, isPartial, number, text } from './rows.ts';
import { type Width, colours, frame, period, instant, tick, yearAxis } from './theme.ts';

export interface ColumnsOptions {
  readonly x: string;
  readonly y: string;
}

/**
 * One column a month. A month without a row has no column; a partial month is hatched.
 *
 * @throws {Error} if a named column is not in the table, or a value is not a number
 */
export function columns(table: Table, { x, y }: ColumnsOptions, width: Width): Plot.PlotOptions {
  const { unit } = column(table, y);
  const rows = datedRows(table, x).map((row) => ({
    month: instant(text(row, x)),
    value: number(row, y),
    fill: isPartial(table, row, x) ? colours.partial : colours.mark,
  }));
  return {
    ...frame(width, table.title),
    height: 240,
    x: { type: 'utc', domain: period(table) },
    y: { grid: true, label: null, tickFormat: (value: number) => tick(unit, value), ticks: 5, nice: true },
    marks: [
      Plot.rectY(rows, { x: 'month', y: 'value', interval: 'month', fill: 'fill', insetLeft: 0.5, insetRight: 0.5 }),
      Plot.ruleY([0]),
      yearAxis(period(table), width - 64),
    ],
  };
}
