/** Which chart a figure has. */
import { type Describe, changing } from './draw.ts';
import { groupedBars } from './grouped-bars.ts';
import { tree } from './tree.ts';
import type { FigureOptions } from '../schema/figure.ts';
import type { Table } from '../schema/table.ts';
import { inPeriods } from './periods.ts';
import type { Width } from './theme.ts';

// Two have one view, which the server prints: a browser need not load them.
const charts = { ...changing, groupedBars, tree } as Readonly<Record<FigureOptions['chart'], Describe>>;

/**
 * The description of a figure's chart, from the rows that it shows.
 *
 * @throws {Error} if an option is absent that its kind of chart needs, or the chart cannot draw the rows
 */
export const describe = (table: Table, options: FigureOptions, width: Width) =>
  charts[options.chart](inPeriods(table, options), options, width);
