/** The kinds of chart whose view a reader can change: printed by the server, and drawn again by the browser. */
import type { PlotOptions } from '@observablehq/plot';
import type { Table } from '../schema/table.ts';
import { bars } from './bars.ts';
import { columns } from './columns.ts';
import { curve } from './curve.ts';
import { intervals } from './intervals.ts';
import { line } from './line.ts';
import { multiples } from './multiples.ts';
import { scatter } from './scatter.ts';
import type { FigureOptions } from './selection.ts';
import { strip } from './strip.ts';
import type { Width } from './theme.ts';

/** Options of a figure whose view can change. */
export type ChangingOptions = FigureOptions & {
  readonly chart: Exclude<FigureOptions['chart'], 'groupedBars' | 'tree'>;
};

/** @throws {Error} as `describe` */
export function describeChanging(table: Table, options: ChangingOptions, width: Width): PlotOptions {
  const { chart, x, y, by, scale } = options;
  type Optional = 'by' | 'name' | 'verdict';
  const required = <Key extends Optional>(option: Key): Exclude<FigureOptions[Key], undefined> => {
    const value = options[option];
    if (value === undefined)
      throw new Error(`a chart of kind ${chart} needs "${option}"; see the figure of ${table.name}`);
    return value as Exclude<FigureOptions[Key], undefined>;
  };
  switch (chart) {
    case 'bars':
      return bars(table, { x, y, scale }, width);
    case 'columns':
      return columns(table, { x, y }, width);
    case 'curve':
      return curve(table, { x, y, by, scale, names: options.names }, width);
    case 'intervals':
      return intervals(table, { x, y }, width);
    case 'line':
      return line(table, { x, y, by, scale, names: options.names }, width);
    case 'multiples':
      return multiples(table, { x, y, by: required('by'), scale }, width);
    case 'scatter':
      return scatter(table, { x, y, name: required('name'), scale }, width);
    case 'strip':
      return strip(table, { x, y, verdict: required('verdict') }, width);
  }
}
