/** Lines that share a chart, whatever they run over: told apart, on one vertical axis, each in its interval. */
import * as Plot from '@observablehq/plot';
import { scaleLinear, scaleLog } from 'd3';
import type { ChartOptions } from '../schema/figure.ts';
import type { Table, Unit } from '../schema/table.ts';
import { logAxis } from './axes.ts';
import { extentOf } from './extent.ts';
import { type Series, hasValue, joinedIn } from './series.ts';
import { colours, strokes, tick } from './theme.ts';

export type Line<At extends Date | number> = Series<At> & (typeof strokes)[number];

/**
 * The lines with the colours and dashes that tell them apart.
 *
 * @throws {Error} if there are more lines than can be told apart
 */
export function styledLines<Each extends { readonly name: string }>(
  table: Table,
  series: readonly Each[],
  names: ChartOptions['names'],
): (Each & (typeof strokes)[number])[] {
  if (series.length > strokes.length)
    throw new Error(
      `the chart of ${table.name} has ${series.length} lines, of which ${strokes.length} are distinguishable; draw multiples, or fewer`,
    );
  return series.map((each, index) => ({
    ...each,
    ...(strokes[names?.includes(each.name) ? names.indexOf(each.name) : index] ?? strokes[0]),
  }));
}

/**
 * The vertical axis of lines, from zero to the largest of their values unless it is logarithmic. A partial month has no
 * say in it, and what is beyond it, as the end of a long interval, is drawn to its edge.
 *
 * @throws {Error} if no line has a value
 */
export function verticalAxis<At extends Date | number>(
  table: Table,
  { y, scale }: ChartOptions,
  unit: Unit,
  lines: readonly Line<At>[],
) {
  const whole = lines.flatMap(({ points }) => points).filter(hasValue);
  const values = (whole.length > 0 ? whole : lines.flatMap(({ incomplete }) => incomplete)).filter(hasValue);
  if (values.length === 0) throw new Error(`table ${table.name} has no ${y} to draw`);
  const linear = scaleLinear(extentOf(values), [0, 1]).nice(5);
  const logarithmic = logAxis(
    scale,
    unit,
    values.map(({ value }) => value),
  );
  const domain = logarithmic?.domain ?? (linear.domain() as [number, number]);
  return {
    axis: {
      grid: true,
      // The grid leads to the numbers; a tick would be read as a minus.
      tickSize: 0,
      label: null,
      clamp: true,
      ...(logarithmic ?? { tickFormat: (value: number) => tick(unit, value), ticks: 5, domain }),
    },
    foot: domain[0],
    /** Where the horizontal axis crosses. */
    base: logarithmic ? domain[0] : 0,
    /** Where a value stands between two pixels, the lower one first. */
    between: (pixels: readonly [number, number]) => (logarithmic ? scaleLog : scaleLinear)(domain, pixels),
  };
}

/**
 * The lines, each in its interval. A value that no line joins is a point, and one beside the line a hollow one.
 *
 * @param curve how a line goes from value to value
 */
export const lineMarks = <At extends Date | number>(
  lines: readonly Line<At>[],
  { intervals, curve }: { readonly intervals: boolean; readonly curve?: Plot.CurveName },
): Plot.Markish[] => {
  const x = { x: 'at' } as const;
  const stepped = curve === undefined ? {} : { curve };
  const bands = lines.flatMap(({ points, isolated, stroke }) => [
    Plot.areaY(joinedIn({ points, isolated }), {
      ...x,
      ...stepped,
      y1: 'low',
      y2: 'high',
      fill: stroke,
      fillOpacity: lines.length > 1 ? 0.14 : 0.2,
    }),
    Plot.ruleX(isolated, { ...x, y1: 'low', y2: 'high', stroke, strokeWidth: 5, strokeOpacity: 0.2 }),
  ]);
  return [
    ...(intervals ? bands : []),
    ...lines.flatMap(({ points, isolated, incomplete, stroke, dashes }) => [
      Plot.lineY(joinedIn({ points, isolated }), {
        ...x,
        ...stepped,
        y: 'value',
        stroke,
        strokeWidth: 2,
        ...(dashes === 'none' ? {} : { strokeDasharray: dashes, strokeLinecap: 'butt' as const }),
      }),
      Plot.dot(isolated, { ...x, y: 'value', r: 2.5, fill: stroke }),
      Plot.dot(incomplete, { ...x, y: 'value', r: 3.5, stroke, fill: colours.surface, strokeWidth: 2 }),
    ]),
  ];
};
