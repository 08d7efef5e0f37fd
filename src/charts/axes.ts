/** Axes that charts share. */
import * as Plot from '@observablehq/plot';
import { utcMonth } from 'd3';
import type { ScaleKind } from '../schema/figure.ts';
import type { Unit } from '../schema/table.ts';
import { lineHeight, tick } from './theme.ts';

/**
 * A logarithmic axis around values, with powers of ten, and also twos and fives where there are few of those; null where
 * the scale is another.
 *
 * @throws {Error} if a value is not above zero: it has no place there
 */
export function logAxis(
  scale: ScaleKind | undefined,
  unit: Unit,
  values: readonly number[],
): (Plot.ScaleOptions & { domain: [number, number] }) | null {
  if (scale !== 'log') return null;
  const impossible = values.find((value) => !(value > 0));
  if (impossible !== undefined) throw new Error(`${impossible} has no place on a logarithmic scale`);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const steps = [1, 2, 5];
  const around = Array.from({ length: 24 }, (_, index) => index - 8).flatMap((power) =>
    steps.map((step) => Number(`${step}e${power}`)),
  );
  const low = around.findLast((each) => each <= least) ?? least;
  const high = around.find((each) => each >= most && each > low) ?? most;
  const few = high / low <= 100;
  return {
    type: 'log',
    domain: [low, high],
    ticks: around.filter((each) => each >= low && each <= high && (few || Number.isInteger(Math.log10(each)))),
    tickFormat: (value: number) => tick(unit, value),
  };
}

/** What the numbers on an axis are of, above the axis, where they do not say so themselves. */
const axisWords: Partial<Record<Unit, string>> = { shareChange: 'percentage points' };

/** Room above a chart for these words, in pixels. */
export const axisWordsRoom = (unit: Unit): number => (axisWords[unit] === undefined ? 0 : lineHeight + 4);

/** These words, at the left edge of a chart. */
export const axisWordsMark = (unit: Unit, options: Plot.TextOptions): Plot.Markish[] =>
  axisWords[unit] === undefined
    ? []
    : [Plot.text([axisWords[unit]], { text: (words: string) => words, frameAnchor: 'top-left', ...options })];

/** Room that the label of a year needs, and that of a month, in pixels. */
const [yearWidth, monthWidth] = [38, 64];

/**
 * A time axis that labels years, every one of them or every second, fifth or tenth, as there is room; and months where
 * there are not two years to label.
 *
 * @param room the width of the axis in pixels
 */
export function yearAxis(dates: readonly Date[], room: number): Plot.Markish {
  const times = dates.map((date) => date.getTime());
  const [first, last] = [new Date(Math.min(...times)), new Date(Math.max(...times))];
  const years = (last.getTime() - first.getTime()) / (365.25 * 24 * 3600 * 1000);
  const style = { label: null, tickSize: 5 };
  if (years < 2) {
    const step = [1, 3, 6].find((each) => ((years * 12) / each) * monthWidth <= room) ?? 12;
    // Without the end of the axis: the month that would begin there is not drawn.
    return Plot.axisX(utcMonth.every(step)?.range(first, last) ?? [], { ...style, tickFormat: '%b %Y' });
  }
  const step = [1, 2, 5].find((each) => (years / each) * yearWidth <= room) ?? 10;
  return Plot.axisX({ ...style, ticks: `${step} years`, tickFormat: '%Y' });
}
