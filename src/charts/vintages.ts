import * as Plot from '@observablehq/plot';
import type { ChartOptions } from '../schema/figure.ts';
import type { Table } from '../schema/table.ts';
import { formatValue } from '../schema/written.ts';
import { logAxis, yearAxis } from './axes.ts';
import { facetColumns, facetOf } from './facets.ts';
import { column } from '../schema/rows.ts';
import { distinctNames } from './rows.ts';
import { required } from './selection.ts';
import { hasValue, seriesOf } from './series.ts';
import { type Width, colours, letterWidth, period, strokes, tick } from './theme.ts';

const glyphs = ['—', '- -', '· ·'] as const;

/**
 * One small chart a name, with a line for each vintage: the same months as they were seen on several days. All are on
 * the same scales; the days stand above, each with its line.
 *
 * @throws {Error} if a named column is not in the table, a value is not a number, a vintage has two values for one month,
 *   or there are more vintages than can be told apart
 */
export function vintages(table: Table, options: ChartOptions, width: Width): Plot.PlotOptions {
  const { x, y, scale } = options;
  const [by, vintage] = [required(table, options, 'by'), required(table, options, 'vintage')];
  const { unit } = column(table, y);
  const names = distinctNames(table, by);
  const days = [...new Set(table.rows.map((row) => String(row[vintage])))].sort();
  if (days.length > strokes.length)
    throw new Error(
      `the chart of ${table.name} has ${days.length} vintages, of which ${strokes.length} are distinguishable`,
    );
  const lines = days.map((day) => ({
    day,
    points: seriesOf({ ...table, rows: table.rows.filter((row) => row[vintage] === day) }, { x, y, by }).flatMap(
      ({ name, points }) =>
        points.map((point) => ({ ...point, name, ...facetOf(names.indexOf(name), width, names.length) })),
    ),
  }));
  const logarithmic = logAxis(
    scale,
    unit,
    lines.flatMap(({ points }) => points.filter(hasValue).map(({ value }) => value)),
  );
  const foot = logarithmic?.domain[0] ?? 0;
  const across = facetColumns(width, names.length);
  const facet = { fx: 'fx', fy: 'fy' } as const;
  const legend = lines.map(({ day }, index) => `${glyphs[index % glyphs.length]} ${formatValue('day', day)}`);
  const offsets = legend.map((_, index) => legend.slice(0, index).join('  ').length * letterWidth);
  return {
    width,
    ariaLabel: table.title,
    height: Math.ceil(names.length / across) * 130 + 64,
    marginTop: 46,
    marginBottom: 24,
    marginLeft: 44,
    marginRight: 14,
    x: { type: 'utc', domain: period(table) },
    y: {
      grid: true,
      tickSize: 0,
      label: null,
      ...(logarithmic ?? { tickFormat: (value: number) => tick(unit, value), ticks: 3, zero: true, nice: true }),
      insetTop: 14,
    },
    fx: { axis: null, padding: 0.12 },
    fy: { axis: null, padding: 0.16 },
    marks: [
      Plot.ruleY([foot]),
      ...lines.map(({ points }, index) => {
        const { stroke, dashes } = strokes[index] ?? strokes[0];
        return Plot.lineY(points, {
          ...facet,
          x: 'at',
          y: 'value',
          stroke,
          strokeWidth: 1.75,
          z: 'name',
          ...(dashes === 'none' ? {} : { strokeDasharray: dashes, strokeLinecap: 'butt' as const }),
        });
      }),
      ...legend.map((words, index) =>
        Plot.text([{ ...facetOf(0, width, names.length) }], {
          ...facet,
          text: () => words,
          frameAnchor: 'top-left',
          dx: 2 + (offsets[index] ?? 0) + index * 12,
          dy: -26,
          fill: (strokes[index] ?? strokes[0]).stroke,
          fontWeight: 600,
        }),
      ),
      Plot.text(
        names.map((name, index) => ({ name, ...facetOf(index, width, names.length) })),
        {
          ...facet,
          text: 'name',
          frameAnchor: 'top-left',
          dx: 2,
          dy: -3,
          fontWeight: 600,
          stroke: colours.surface,
          strokeWidth: 3,
          fill: 'currentColor',
        },
      ),
      yearAxis(period(table), (width - 58) / across - 12),
    ],
  };
}
