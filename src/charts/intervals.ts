import * as Plot from '@observablehq/plot';
import type { ChartOptions } from '../schema/figure.ts';
import type { Table } from '../schema/table.ts';
import { formatValue } from '../schema/written.ts';
import { extentOf } from './extent.ts';
import { column } from '../schema/rows.ts';
import { barsIn } from './bar-rows.ts';
import { type Width, barName, colours, lineHeight, room, tick, widths } from './theme.ts';

/**
 * One dot a row, on the line of its interval, in the order of the table, with its value at the right. A dot is solid
 * where the interval leaves out zero, and hollow where it does not. A row without a value has a dash. On narrow
 * screens a name stands above its row.
 *
 * @throws {Error} if a named column is not in the table, a value is not a number, or two rows have one name
 */
export function intervals(table: Table, options: ChartOptions, width: Width): Plot.PlotOptions {
  const { unit, interval } = column(table, options.x);
  if (!interval) throw new Error(`the column ${options.x} of ${table.name} has no interval to draw`);
  const rows = barsIn(table, options);
  const known = rows.filter(({ value }) => value !== null);
  const leavesOutZero = (row: (typeof rows)[number]) =>
    row.low !== null && row.high !== null && (row.low > 0 || row.high < 0);

  const domain = unit === 'correlation' ? [-1, 1] : extentOf(known);
  const above = width === widths.narrow;
  const valueWidth = room(rows.map(({ value }) => formatValue(unit, value)));
  const labels = rows.map((row) => row.label);
  const nameOf = (label: string) => barName(label, width, above);
  return {
    width,
    ariaLabel: table.title,
    height: rows.length * (above ? 2.6 : 1.5) * lineHeight + 36,
    marginTop: above ? 14 : 6,
    marginBottom: 26,
    marginLeft: above ? 10 : room(labels.map(nameOf)) + 20,
    marginRight: valueWidth + 18,
    x: {
      domain,
      clamp: true,
      nice: unit !== 'correlation',
      grid: true,
      ticks: above ? 4 : 5,
      tickFormat: (value: number) => tick(unit, value),
      tickSize: 5,
      label: null,
    },
    y: { type: 'point', axis: null, domain: labels, padding: 0.6 },
    marks: [
      Plot.ruleX([0]),
      Plot.ruleY(known, { y: 'label', x1: 'low', x2: 'high', stroke: colours.mark, strokeWidth: 2 }),
      Plot.dot(known.filter(leavesOutZero), {
        x: 'value',
        y: 'label',
        r: 4,
        fill: colours.mark,
        stroke: colours.mark,
      }),
      Plot.dot(
        known.filter((row) => !leavesOutZero(row)),
        { x: 'value', y: 'label', r: 3.5, fill: colours.surface, stroke: colours.mark, strokeWidth: 2 },
      ),
      Plot.text(rows, {
        frameAnchor: 'left',
        y: 'label',
        text: ({ label }: { readonly label: string }) => nameOf(label),
        textAnchor: above ? 'start' : 'end',
        dx: above ? -10 : -14,
        dy: above ? -14 : 0,
        // Over the grid, which runs behind them where they stand above their rows.
        stroke: colours.surface,
        strokeWidth: 4,
        fill: 'currentColor',
      }),
      Plot.text(rows, {
        frameAnchor: 'right',
        y: 'label',
        text: ({ value }: { value: number | null }) => formatValue(unit, value),
        textAnchor: 'end',
        dx: valueWidth + 18,
      }),
    ],
  };
}
