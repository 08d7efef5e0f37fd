/** Draws a chart in the browser, as the server printed it. Only this brings the drawing program along. */
import { plot } from '@observablehq/plot';
import type { Table } from '../schema/table.ts';
import { stripInlineStyles } from './strip-inline-styles.ts';
import { describeChanging } from './describe-changing.ts';
import type { FigureOptions } from './selection.ts';
import type { Width } from './theme.ts';

/** @throws {Error} if the chart cannot draw the rows, or is of a kind that has one view */
export function draw(table: Table, options: FigureOptions, width: Width): Element {
  const { chart } = options;
  if (chart === 'groupedBars' || chart === 'tree')
    throw new Error(`a chart of kind ${chart} has one view, which is printed: the browser does not draw it`);
  const description = describeChanging(table, { ...options, chart }, width);
  return stripInlineStyles(plot(description), description);
}
