/** Draws a chart in the browser, as the server printed it. Only this brings the drawing program along. */
import { plot } from '@observablehq/plot';
import type { Table } from '../schema/table.ts';
import { bare } from './bare.ts';
import { describe } from './describe.ts';
import type { FigureOptions } from './selection.ts';
import type { Width } from './theme.ts';

/** @throws {Error} if the chart cannot draw the rows */
export function draw(table: Table, options: FigureOptions, width: Width): Element {
  const description = describe(table, options, width);
  return bare(plot(description), description);
}
