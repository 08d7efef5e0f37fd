import * as Plot from '@observablehq/plot';
import { scaleLinear, scaleLog } from 'd3';
import type { Table } from '../schema/table.ts';
import { axisWordsMark, axisWordsRoom, logAxis, yearAxis } from './axes.ts';
import { column } from './column.ts';
import { floorMarks, floorRoom, gapMarks } from './missing.ts';
import { monthsOf, monthsWithout, stretches } from './months.ts';
import { intervalColumns } from './rows.ts';
import { type Point, type Series, isThere, seriesOf } from './series.ts';
import {
  type ScaleKind,
  type Width,
  colours,
  frame,
  lineHeight,
  middle,
  period,
  room,
  strokes,
  tick,
  widths,
} from './theme.ts';

export interface LineOptions {
  readonly x: string;
  readonly y: string;
  /** Columns with the ends of an interval around `y`; else `…Low` and `…High`, where the table has them. */
  readonly low?: string | undefined;
  readonly high?: string | undefined;
  /** The column that names a line, where there are several: up to seven, in the order in which the table names them. */
  readonly by?: string | undefined;
  readonly scale?: ScaleKind | undefined;
  /** The names of lines in the order of their colours, where not all of them are in the table. */
  readonly names?: readonly string[] | undefined;
}

/**
 * Lines over months, each in its interval and with its name at its end. A month without a value leaves a gap, on a
 * pale band where no line has one; a partial month, and the one that holds everything older, is a hollow point beside
 * the line, on hatching.
 *
 * @throws {Error} if a named column is not in the table, a value is not a number, a line has two values for one month,
 *   or there are more lines than can be told apart
 */
export function line(table: Table, { x, y, low, high, by, scale, names }: LineOptions, width: Width): Plot.PlotOptions {
  const { unit } = column(table, y);
  const ends = intervalColumns(table, y, { low, high });
  const series = seriesOf(table, { x, y, by, ends });
  if (series.length > strokes.length)
    throw new Error(
      `the chart of ${table.name} has ${series.length} lines, of which a reader can tell ${strokes.length} apart; draw multiples, or fewer`,
    );
  const lines = series.map((each, index) => ({
    ...each,
    ...(strokes[names?.includes(each.name) ? names.indexOf(each.name) : index] ?? strokes[0]),
  }));
  const drawn = lines.flatMap(({ whole, apart }) => [...whole, ...apart]);
  const values = drawn.flatMap(({ value, low, high }) => [value, low, high]).filter((each) => !Number.isNaN(each));
  if (values.length === 0) throw new Error(`table ${table.name} has no ${y} to draw`);
  const linear = scaleLinear([Math.min(0, ...values), Math.max(0, ...values)], [0, 1]).nice(5);
  const logarithmic = scale === 'log' ? logAxis(unit, values) : null;
  const domain = logarithmic?.domain ?? (linear.domain() as [number, number]);

  const without = [...monthsWithout(table, { x, y, by }).values()];
  const gaps = stretches(monthsOf(table).filter((month) => without.every((months) => months.includes(month))));
  const partial = monthsOf(table).filter((month) => table.window?.partial.includes(month));

  const head = 12 + floorRoom(table) + axisWordsRoom(unit);
  const height = 268 + head;
  const base = frame(width, table.title);
  const labels = placeLabels(
    by === undefined ? [] : lines,
    (logarithmic ? scaleLog : scaleLinear)(domain, [height - 28, head]),
    width === widths.narrow ? 14 : 22,
  );
  const marginRight = labels.length === 0 ? 12 : 14 + room(labels.flatMap(({ words }) => words.split('\n')));
  const edge = period(table)[1];
  const place = { x: 'at' } as const;
  return {
    ...base,
    height,
    marginTop: head,
    marginRight,
    x: { type: 'utc', domain: period(table) },
    y: {
      grid: true,
      label: null,
      ...(logarithmic ?? { tickFormat: (value: number) => tick(unit, value), ticks: 5, domain }),
    },
    marks: [
      ...axisWordsMark(unit, { dx: -52, dy: -head, lineAnchor: 'top' }),
      ...gapMarks(gaps, domain[0]),
      Plot.ruleY([logarithmic ? domain[0] : 0]),
      Plot.rect(partial, { x: middle, interval: 'month', fill: colours.partial, fillOpacity: 0.35 }),
      ...floorMarks(table),
      ...lines.flatMap(({ whole, alone, stroke }) =>
        ends
          ? [
              Plot.areaY(whole, {
                ...place,
                y1: 'low',
                y2: 'high',
                fill: stroke,
                fillOpacity: lines.length > 1 ? 0.14 : 0.2,
              }),
              Plot.ruleX(alone, { ...place, y1: 'low', y2: 'high', stroke, strokeWidth: 5, strokeOpacity: 0.2 }),
            ]
          : [],
      ),
      ...lines.flatMap(({ whole, alone, apart, stroke, dashes }) => [
        Plot.lineY(whole, {
          ...place,
          y: 'value',
          stroke,
          strokeWidth: 2,
          ...(dashes === 'none' ? {} : { strokeDasharray: dashes, strokeLinecap: 'butt' as const }),
        }),
        Plot.dot(alone, { ...place, y: 'value', r: 2.5, fill: stroke }),
        Plot.dot(apart, { ...place, y: 'value', r: 3.5, stroke, fill: colours.surface, strokeWidth: 2 }),
      ]),
      ...labels.flatMap(({ words, last, stroke, value }) => [
        Plot.link([last], { x1: 'at', y1: 'value', x2: () => edge, y2: () => value, stroke, strokeOpacity: 0.6 }),
        Plot.text([words], { x: () => edge, y: () => value, text: (each: string) => each, textAnchor: 'start', dx: 5 }),
      ]),
      yearAxis(period(table), width - 52 - marginRight),
    ],
  };
}

interface Label {
  /** The name of a line, in lines of the width that there is. */
  readonly words: string;
  readonly stroke: string;
  /** The point at which the line ends. */
  readonly last: Point;
  /** Where the name stands, as a value of the measure. */
  readonly value: number;
}

/** Names at the ends of their lines, moved apart until none lies on another. */
function placeLabels(
  lines: readonly (Series & { readonly stroke: string })[],
  y: { (value: number): number; invert: (pixel: number) => number; range: () => number[] },
  letters: number,
): Label[] {
  const labels = lines
    .flatMap(({ name, stroke, whole, apart }) => {
      const last = [...whole.filter(isThere), ...apart].sort((a, b) => a.at.getTime() - b.at.getTime()).at(-1);
      const words = wrapped(name, letters);
      const half = (words.split('\n').length * lineHeight) / 2;
      return last ? [{ words, stroke, last, half, pixel: y(last.value) }] : [];
    })
    .sort((a, b) => a.pixel - b.pixel);
  const [bottom = 0, top = 0] = y.range();
  // Down from the top until none lies on the one above; then up from the bottom, for those pushed out of the chart.
  let free = top - lineHeight / 2;
  for (const label of labels) {
    label.pixel = Math.max(label.pixel, free + label.half);
    free = label.pixel + label.half;
  }
  free = bottom + lineHeight / 2;
  for (const label of labels.reverse()) {
    label.pixel = Math.min(label.pixel, free - label.half);
    free = label.pixel - label.half;
  }
  return labels.map(({ words, stroke, last, pixel }) => ({ words, stroke, last, value: y.invert(pixel) }));
}

/** A name in lines of so many letters, broken between its words. */
function wrapped(name: string, letters: number): string {
  const lines: string[] = [];
  for (const word of name.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}
