/** Prints a chart as SVG text, on the server. */
import * as Plot from '@observablehq/plot';
import { createDocument } from 'domino';
import type { FigureOptions } from '../schema/figure.ts';
import type { Table } from '../schema/table.ts';
import { describe } from './describe.ts';
import { stripInlineStyles } from './strip-inline-styles.ts';
import type { Width } from './theme.ts';

const document = createDocument();

/**
 * The SVG of a chart, without styles of its own.
 *
 * @throws {Error} if the chart came out as anything but one SVG
 */
export const render = (options: Plot.PlotOptions): string =>
  stripInlineStyles(Plot.plot({ ...options, document }), options).outerHTML;

/** By what they show: a correction draws most of what it corrects again, and a page over all snapshots what each has. */
const drawings = new Map<string, string>();

/**
 * The SVG of a figure, from the rows that it shows.
 *
 * @throws {Error} as `describe` and `render` do
 */
export function drawingOf(table: Table, options: FigureOptions, width: Width): string {
  const { name, title, key, columns, rows, window } = table;
  const shown = JSON.stringify([name, title, key, columns, rows, window, options, width]);
  const drawing = drawings.get(shown) ?? render(describe(table, options, width));
  drawings.set(shown, drawing);
  return drawing;
}
