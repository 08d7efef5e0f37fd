/** Names at the ends of lines, each beside its line and none on another. */
import * as Plot from '@observablehq/plot';
import type { Line } from './lines.ts';
import { type Point, type Series, hasValue } from './series.ts';
import { colours, lineHeight, linesIn, room, wrapped } from './theme.ts';

export interface Label<At extends Date | number> {
  /** The name of a line, in lines of the width that there is. */
  readonly words: string;
  readonly stroke: string;
  /** The point at which the line ends. */
  readonly last: Point<At>;
  /** Where the name stands, as a value of the measure. */
  readonly value: number;
}

/** Names at the ends of their lines, moved apart until none lies on another. */
export function placeLabels<At extends Date | number>(
  lines: readonly (Series<At> & { readonly stroke: string })[],
  y: { (value: number): number; invert: (pixel: number) => number; range: () => number[] },
  letters: number,
): Label<At>[] {
  const labels = lines
    .flatMap(({ name, stroke, points, incomplete }) => {
      const last = [...points.filter(hasValue), ...incomplete].sort((a, b) => Number(a.at) - Number(b.at)).at(-1);
      const words = wrapped(name, letters).join('\n');
      const half = (linesIn(words) * lineHeight) / 2;
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

/** Room at the right of a chart for these names, in pixels. */
export const labelRoom = (labels: readonly Pick<Label<number>, 'words'>[]): number =>
  labels.length === 0 ? 12 : 14 + room(labels.flatMap(({ words }) => words.split('\n')));

/** The names of lines, at the right edge of their chart or each at the end of its line, and tied to that end. */
export const labelMarks = <At extends Date | number>(
  labels: readonly Label<At>[],
  edge: At | null,
  gap = 5,
): Plot.Markish[] =>
  labels.flatMap(({ words, last, stroke, value }) => {
    const x = () => edge ?? last.at;
    return [
      Plot.link([last], { x1: 'at', y1: 'value', x2: x, y2: () => value, stroke, strokeOpacity: 0.6 }),
      Plot.text([words], {
        x,
        y: () => value,
        text: (each: string) => each,
        textAnchor: 'start',
        dx: gap,
        // Over the lines that go on.
        ...(edge === null ? { stroke: colours.surface, strokeWidth: 3, fill: 'currentColor' } : {}),
      }),
    ];
  });

/** How wide a piece of a line stands before its name, with what is free around it; in pixels. */
export const keyWidth = 28;

/**
 * Names with a piece of their line before each, at the right edge of a chart: for lines that all end in one point.
 *
 * @param pixel what a pixel is on the horizontal axis, which goes on beyond its edge
 */
export const keyMarks = (
  labels: readonly Label<number>[],
  lines: readonly Pick<Line<number>, 'stroke' | 'dashes'>[],
  edge: number,
  pixel: number,
): Plot.Markish[] =>
  labels.flatMap(({ words, stroke, value }) => {
    const dashes = lines.find((each) => each.stroke === stroke)?.dashes ?? 'none';
    const y = () => value;
    return [
      Plot.link([words], {
        x1: () => edge + 8 * pixel,
        x2: () => edge + keyWidth * pixel,
        y1: y,
        y2: y,
        stroke,
        strokeWidth: 2,
        strokeLinecap: 'butt',
        ...(dashes === 'none' ? {} : { strokeDasharray: dashes }),
      }),
      Plot.text([words], { x: () => edge, y, text: (each: string) => each, textAnchor: 'start', dx: keyWidth + 5 }),
    ];
  });
