/** Which chart a figure has: said once, for the server that prints it and the browser that draws it again. */
import type { PlotOptions } from '@observablehq/plot';
import type { Table } from '../schema/table.ts';
import { groupedBars } from './grouped-bars.ts';
import { describeChanging } from './describe-changing.ts';
import type { FigureOptions } from './selection.ts';
import type { Width } from './theme.ts';
import { tree } from './tree.ts';

/**
 * The description of a figure's chart, from the rows that it shows.
 *
 * @throws {Error} if an option is absent that its kind of chart needs, or the chart cannot draw the rows
 */
export function describe(table: Table, options: FigureOptions, width: Width): PlotOptions {
  const { chart } = options;
  // These have one view, which the server prints: a browser need not load them.
  if (chart === 'groupedBars') {
    if (!options.also) throw new Error(`a chart of kind groupedBars needs "also"; see the figure of ${table.name}`);
    return groupedBars(table, { ...options, also: options.also }, width);
  }
  if (chart === 'tree') return tree(table, options, width);
  return describeChanging(table, { ...options, chart }, width);
}
