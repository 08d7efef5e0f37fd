import * as Plot from '@observablehq/plot';
import type { ChartOptions } from '../schema/figure.ts';
import type { Table } from '../schema/table.ts';
import { logAxis, yearAxis } from './axes.ts';
import { facetColumns, facetOf } from './facets.ts';
import { column } from '../schema/rows.ts';
import { extentOf } from './extent.ts';
import { gapMarks } from './gaps.ts';
import { monthsWithout, stretches } from './months.ts';
import { hasValue, joinedIn, seriesOf } from './series.ts';
import { required } from './selection.ts';
import { type Width, afterMonth, colours, instant, period, tick } from './theme.ts';

/** Size of the names of the small charts, in pixels, as far as their width is concerned: bold letters are wide. */
const nameSize = 14;

/**
 * One small line chart a series, in the order in which the table first names them, all on the same scales, in its
 * interval where the table has one. A month without a value leaves a gap on a pale band. A partial month, and the one
 * that holds everything older, is left out of the line and drawn as a hollow point.
 *
 * @throws {Error} if a named column is not in the table, a value is not a number, or a series has two values for one
 *   moment
 */
export function multiples(table: Table, options: ChartOptions, width: Width): Plot.PlotOptions {
  const { x, y, scale } = options;
  const by = required(table, options, 'by');
  const { unit, interval } = column(table, y);
  const monthly = column(table, x).unit === 'month';
  const series = seriesOf(table, { x, y, by });
  const names = series.map(({ name }) => name);
  const across = facetColumns(width, names.length);
  const facetFor = (name: string) => facetOf(names.indexOf(name), width, names.length);
  const placed = (points: (of: (typeof series)[number]) => (typeof series)[number]['points']) =>
    series.flatMap((each) => points(each).map((point) => ({ ...point, ...facetFor(each.name) })));
  const joined = placed(joinedIn);
  const isolated = placed((each) => each.isolated);
  const incomplete = placed((each) => each.incomplete);
  const whole = series.flatMap((each) => each.points).filter(hasValue);
  const values = whole.length > 0 ? whole : series.flatMap((each) => each.incomplete).filter(hasValue);
  const logarithmic = logAxis(
    scale,
    unit,
    values.map(({ value }) => value),
  );
  const foot = logarithmic?.domain[0] ?? 0;
  const gaps = monthly
    ? [...monthsWithout(table, { x, y, by })].flatMap(([name, months]) =>
        stretches(months).map((stretch) => ({ ...stretch, ...facetFor(name) })),
      )
    : [];
  const floor = monthly ? (table.window?.floor ?? null) : null;
  /** Room at the top of each small chart for its name; in pixels. */
  const head = 14;
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
    x: { type: 'utc', ...(monthly ? { domain: period(table) } : {}) },
    y: {
      grid: true,
      tickSize: 0,
      label: null,
      ...(logarithmic ?? {
        tickFormat: (value: number) => tick(unit, value),
        ticks: 3,
        domain: extentOf(values),
        nice: true,
      }),
      clamp: true,
      insetTop: floor === null ? head : head + 14,
    },
    fx: { axis: null, padding: 0.12 },
    fy: { axis: null, padding: 0.16 },
    marks: [
      ...gapMarks(gaps, foot, { ...facet, insetTop: head }),
      Plot.ruleY([foot]),
      ...(floor === null
        ? []
        : [
            Plot.rect([floor], {
              x1: instant,
              x2: afterMonth,
              fill: colours.partial,
              fillOpacity: 0.35,
              insetTop: head,
            }),
            Plot.ruleX([floor], { x: afterMonth, stroke: 'currentColor', insetTop: head }),
            Plot.text([{ ...facetFor(names[0] ?? ''), floor }], {
              ...facet,
              x: () => afterMonth(floor),
              text: () => 'and older',
              frameAnchor: 'top',
              textAnchor: 'start',
              dx: 4,
              dy: head + 8,
              lineAnchor: 'middle',
            }),
          ]),
      ...(interval
        ? [
            Plot.areaY(joined, { ...facet, x: 'at', y1: 'low', y2: 'high', fill: colours.mark, fillOpacity: 0.2 }),
            Plot.ruleX(isolated, {
              ...facet,
              x: 'at',
              y1: 'low',
              y2: 'high',
              stroke: colours.mark,
              strokeWidth: 4,
              strokeOpacity: 0.2,
            }),
          ]
        : []),
      Plot.lineY(joined, { ...facet, x: 'at', y: 'value', stroke: colours.mark, strokeWidth: 1.75 }),
      Plot.dot(isolated, { ...facet, x: 'at', y: 'value', r: 2.25, fill: colours.mark }),
      Plot.dot(incomplete, {
        ...facet,
        x: 'at',
        y: 'value',
        r: 2.5,
        stroke: colours.mark,
        fill: colours.surface,
      }),
      Plot.text(
        names.map((name) => ({ name, ...facetFor(name) })),
        {
          ...facet,
          text: 'name',
          frameAnchor: 'top-left',
          dx: 2,
          dy: -3,
          fontWeight: 600,
          // As wide as its chart, in ems: a longer name would run into its neighbour’s.
          lineWidth: ((width - 58) / across - 14) / nameSize,
          textOverflow: 'ellipsis',
        },
      ),
      yearAxis(monthly ? period(table) : joined.map(({ at }) => at), (width - 58) / across - 12),
    ],
  };
}
