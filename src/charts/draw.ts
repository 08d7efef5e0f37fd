/**
 * The kinds of chart whose view a reader can change: printed by the server, and drawn again by the browser. Only this
 * brings the drawing program along.
 */
import { type PlotOptions, plot } from '@observablehq/plot';
import type { ChartOptions, FigureOptions } from '../schema/figure.ts';
import type { Table } from '../schema/table.ts';
import { bars } from './bars.ts';
import { columns } from './columns.ts';
import { curve } from './curve.ts';
import { series } from './followed-chart.ts';
import { intervals } from './intervals.ts';
import { line } from './line.ts';
import { multiples } from './multiples.ts';
import { inPeriods } from './periods.ts';
import { scatter } from './scatter.ts';
import { vintages } from './vintages.ts';
import { stripInlineStyles } from './strip-inline-styles.ts';
import type { Width } from './theme.ts';

export type Describe = (table: Table, options: ChartOptions, width: Width) => PlotOptions;
export const changing: Readonly<Partial<Record<FigureOptions['chart'], Describe>>> = {
  bars,
  columns,
  curve,
  intervals,
  line,
  multiples,
  scatter,
  series,
  vintages,
};

/** A chart as the server printed it. @throws {Error} if it cannot draw the rows, or is of a kind that has one view */
export function draw(table: Table, options: FigureOptions, width: Width): Element {
  const description = changing[options.chart]?.(inPeriods(table, options), options, width);
  if (!description) throw new Error(`a chart of kind ${options.chart} has one view, which is printed`);
  return stripInlineStyles(plot(description), description);
}
