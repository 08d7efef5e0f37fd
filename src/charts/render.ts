/** Prints a chart as SVG text, on the server. */
import * as Plot from '@observablehq/plot';
import { JSDOM } from 'jsdom';
import { stripInlineStyles } from './strip-inline-styles.ts';

const { document } = new JSDOM('').window;

/**
 * The SVG of a chart, without styles of its own.
 *
 * @throws {Error} if the chart came out as anything but one SVG
 */
export const render = (options: Plot.PlotOptions): string =>
  stripInlineStyles(Plot.plot({ ...options, document }), options).outerHTML;
