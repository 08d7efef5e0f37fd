/** Which chart a figure has: said once, for the server that prints it and the browser that draws it again. */
import type { PlotOptions } from '@observablehq/plot';
import type { Table } from '../schema/table.ts';
import { bars } from './bars.ts';
import { beside } from './beside.ts';
import { columns } from './columns.ts';
import { curve } from './curve.ts';
import { intervals } from './intervals.ts';
import { line } from './line.ts';
import { multiples } from './multiples.ts';
import { scatter } from './scatter.ts';
import type { FigureOptions } from './selection.ts';
import { strip } from './strip.ts';
import type { Width } from './theme.ts';
import { tree } from './tree.ts';

/**
 * The description of a figure's chart, from the rows that it shows.
 *
 * @throws {Error} if an option is absent that its kind of chart needs, or the chart cannot draw the rows
 */
export function describe(table: Table, options: FigureOptions, width: Width): PlotOptions {
  const { chart, x, y, low, high, by, scale } = options;
  type Optional = 'also' | 'by' | 'low' | 'high' | 'name' | 'verdict';
  const required = <Key extends Optional>(option: Key): Exclude<FigureOptions[Key], undefined> => {
    const value = options[option];
    if (value === undefined)
      throw new Error(`a chart of kind ${chart} needs "${option}"; see the figure of ${table.name}`);
    return value as Exclude<FigureOptions[Key], undefined>;
  };
  switch (chart) {
    case 'bars':
      return bars(table, { x, y, low, high, scale }, width);
    case 'beside':
      return beside(table, { x, y, also: required('also') }, width);
    case 'columns':
      return columns(table, { x, y }, width);
    case 'curve':
      return curve(table, { x, y, low, high, by, scale, names: options.names }, width);
    case 'intervals':
      return intervals(table, { x, y, low, high }, width);
    case 'line':
      return line(table, { x, y, low, high, by, scale, names: options.names }, width);
    case 'multiples':
      return multiples(table, { x, y, low, high, by: required('by'), scale }, width);
    case 'scatter':
      return scatter(table, { x, y, name: required('name'), scale }, width);
    case 'strip':
      return strip(table, { x, y, low: required('low'), high: required('high'), verdict: required('verdict') }, width);
    case 'tree':
      return tree(table, options, width);
  }
}
