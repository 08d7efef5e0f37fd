import * as Plot from '@observablehq/plot';
import type { ChartOptions } from '../schema/figure.ts';
import type { Table } from '../schema/table.ts';
import { formatValue } from '../schema/written.ts';
import { logAxis } from './axes.ts';
import { barsIn } from './bar-rows.ts';
import { extentOf, isCut } from './extent.ts';
import { column } from '../schema/rows.ts';
import { type Width, barName, colours, lineHeight, room, widths } from './theme.ts';

/**
 * One horizontal bar a row, in the order of the table, its value at its end and its interval, where the table has one,
 * as a line across that end. Bars of negative values reach to the left. A row without a value has a dash in place of
 * its bar. On narrow screens a bar's name stands above it. A logarithmic scale has no zero to begin at: dots take the
 * place of bars.
 *
 * @throws {Error} if a named column is not in the table, a value is not a number, or two bars have one name
 */
export function bars(table: Table, options: ChartOptions, width: Width): Plot.PlotOptions {
  const { unit, interval } = column(table, options.x);
  const rows = barsIn(table, options);

  const above = width === widths.narrow;
  const nameOf = ({ label }: { readonly label: string }) => barName(label, width, above);
  const labelWidth = room(rows.map(nameOf));
  const valueWidth = room(rows.map(({ value }) => formatValue(unit, value)));
  const known = rows.filter(({ value }) => value !== null);
  const negative = known.filter(({ value }) => value !== null && value < 0);
  const values = known.map(({ value }) => value ?? 0);
  const logarithmic = logAxis(options.scale, unit, values);
  const extent = extentOf(known);
  // A bar shorter than its interval would say little: a dot says where the estimate is, and a light line the rest.
  const asDots =
    logarithmic !== null ||
    known.some((row) => isCut(extent, row) || (row.high ?? 0) - (row.value ?? 0) > Math.abs(row.value ?? 0));
  const written = (direction: 'start' | 'end') => ({
    x: 'end',
    y: 'label',
    text: ({ value }: { value: number | null }) => formatValue(unit, value),
    textAnchor: direction,
    dx: (direction === 'start' ? 6 : -6) * (asDots ? 2 : 1),
  });
  return {
    width,
    ariaLabel: table.title,
    height: rows.length * (above ? 2.4 : 1.6) * lineHeight + 8,
    marginTop: above ? lineHeight / 2 : 4,
    marginBottom: 4,
    marginLeft: above ? 1 : labelWidth + 12,
    marginRight: valueWidth + 14,
    x: logarithmic
      ? { ...logarithmic, axis: null, insetLeft: 6 }
      : { axis: null, domain: extent, clamp: true, insetLeft: negative.length > 0 ? valueWidth + 8 : 0 },
    y: { axis: null, domain: rows.map((row) => row.label), padding: above ? 0.6 : 0.28 },
    marks: [
      ...(asDots
        ? [Plot.ruleY(rows, { y: 'label', stroke: colours.quiet, strokeOpacity: 0.35, strokeDasharray: '1 4' })]
        : [Plot.barX(known, { x: 'value', y: 'label', fill: 'fill' })]),
      ...(interval
        ? [
            Plot.ruleY(known, {
              y: 'label',
              x1: 'low',
              x2: 'high',
              ...(asDots
                ? { stroke: colours.mark, strokeWidth: 4, strokeOpacity: 0.3 }
                : { stroke: 'currentColor', strokeWidth: 1.5 }),
            }),
          ]
        : []),
      ...(asDots ? [Plot.dot(known, { x: 'value', y: 'label', fill: 'fill', r: 5 })] : []),
      Plot.text(rows, {
        frameAnchor: 'left',
        y: 'label',
        text: nameOf,
        textAnchor: above ? 'start' : 'end',
        dx: above ? 4 : -8,
        dy: above ? -lineHeight : 0,
      }),
      Plot.text(
        rows.filter((row) => !negative.includes(row)),
        written('start'),
      ),
      Plot.text(negative, written('end')),
      Plot.ruleX([logarithmic?.domain[0] ?? 0]),
    ],
  };
}
