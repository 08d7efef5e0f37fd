import * as Plot from '@observablehq/plot';
import { type Table, column } from '../schema/table.ts';
import { datedRows, isPartial, number, text } from './rows.ts';
import { type Width, colours, instant, tick, widths, yearAxis } from './theme.ts';

export interface MultiplesOptions {
  readonly x: string;
  readonly y: string;
  /** The column that names a small chart; the charts stand in the order in which the table first names them. */
  readonly by: string;
}

/**
 * One small line chart a series, all on the same scales, in its interval where the table has one. A partial month is left out of the line
 * and drawn as a hollow point.
 *
 * @throws {Error} if a named column is not in the table, or a value is not a number
 */
export function multiples(table: Table, { x, y, by }: MultiplesOptions, width: Width): Plot.PlotOptions {
  const { unit } = column(table, y);
  column(table, by);
  // A month without a row leaves a gap; days are read where the source gives them.
  const gaps = column(table, x).unit === 'month' ? { interval: 'month' as const } : {};
  const hasInterval = table.columns.some(({ name }) => name === `${y}Low`);
  const across = width === widths.narrow ? 2 : 4;
  const dated = datedRows(table, x);
  const series = [...new Set(dated.map((row) => text(row, by)))];
  const place = (name: string) => ({
    fx: series.indexOf(name) % across,
    fy: Math.floor(series.indexOf(name) / across),
  });
  const points = dated.map((row) => ({
    ...place(text(row, by)),
    month: instant(text(row, x)),
    value: number(row, y),
    low: hasInterval ? number(row, `${y}Low`) : 0,
    high: hasInterval ? number(row, `${y}High`) : 0,
    partial: isPartial(table, row, x),
  }));
  const whole = points.filter(({ partial }) => !partial);
  const partial = points.filter((point) => point.partial);
  const facet = { fx: 'fx', fy: 'fy' } as const;
  const down = Math.ceil(series.length / across);
  return {
    width,
    ariaLabel: table.title,
    height: down * 130 + 44,
    marginTop: 26,
    marginBottom: 24,
    marginLeft: 44,
    marginRight: 14,
    x: { type: 'utc' },
    y: {
      grid: true,
      label: null,
      tickFormat: (value: number) => tick(unit, value),
      ticks: 3,
      zero: true,
      nice: true,
      insetTop: 14,
    },
    fx: { axis: null, padding: 0.12 },
    fy: { axis: null, padding: 0.16 },
    marks: [
      Plot.ruleY([0]),
      ...(hasInterval
        ? [
            Plot.areaY(whole, {
              ...facet,
              x: 'month',
              y1: 'low',
              y2: 'high',
              ...gaps,
              fill: colours.mark,
              fillOpacity: 0.2,
            }),
          ]
        : []),
      Plot.lineY(whole, {
        ...facet,
        x: 'month',
        y: 'value',
        ...gaps,
        stroke: colours.mark,
        strokeWidth: 1.75,
      }),
      Plot.dot(partial, { ...facet, x: 'month', y: 'value', r: 2.5, stroke: colours.mark, fill: colours.surface }),
      Plot.text(
        series.map((name) => ({ name, ...place(name) })),
        { ...facet, text: 'name', frameAnchor: 'top-left', dx: 2, dy: -3, fontWeight: 600 },
      ),
      yearAxis(
        points.map(({ month }) => month),
        (width - 58) / across - 12,
      ),
    ],
  };
}
