/** Names at the ends of lines, each beside its line and none on another. */
import * as Plot from '@observablehq/plot';
import { type Point, type Series, hasValue } from './series.ts';
import { colours, lineHeight, linesIn, room, shortened, strokes, wrapped } from './theme.ts';

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
      // Table and tooltip have all of a word that is longer, such as the name of a model.
      const words = wrapped(name, letters)
        .map((word) => shortened(word, letters))
        .join('\n');
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
const labelRoom = (labels: readonly Pick<Label<number>, 'words'>[]): number =>
  labels.length === 0 ? 12 : 14 + room(labels.flatMap(({ words }) => words.split('\n')));

/** So few lines have their names in their own colour; of more, names have a piece of their line before them. */
const few = 4;

/** How wide that piece is with what is free around it; in pixels. */
export const keyWidth = 24;

/** Room at the right of a chart for the names of its lines, in pixels. */
export const namesRoom = (labels: readonly Pick<Label<number>, 'words'>[], inKey = labels.length > few): number =>
  // Bold letters are wider.
  labelRoom(labels) * (inKey ? 1 : 1.08) + (inKey ? keyWidth : 0);

/** A piece of a line, from where it stands to the right. */
const piece: Plot.VectorShapeImplementation = {
  draw(context, length) {
    context.moveTo(0, 0);
    context.lineTo(0, -length);
  },
};

/**
 * The names of lines, at the right edge of their chart or each at the end of its line: of few lines in their colour, of
 * more with a piece of the line before each. No name needs a leader then.
 *
 * @param inKey whether they all have one, as lines that end in one point
 */
export const labelMarks = <At extends Date | number>(
  labels: readonly Label<At>[],
  edge: At | null,
  { gap = 5, inKey = labels.length > few }: { readonly gap?: number; readonly inKey?: boolean | undefined } = {},
): Plot.Markish[] =>
  labels.flatMap(({ words, last, stroke, value }) => {
    const [x, y] = [() => edge ?? last.at, () => value];
    const dashes = strokes.find((each) => each.stroke === stroke)?.dashes ?? 'none';
    // Over the lines that go on.
    const halo = edge === null ? { stroke: colours.surface, strokeWidth: 3 } : {};
    return [
      ...(inKey
        ? [
            Plot.vector([words], {
              x,
              y,
              shape: piece,
              length: keyWidth - 8,
              rotate: 90,
              anchor: 'start',
              dx: gap,
              stroke,
              strokeWidth: 2.5,
              strokeLinecap: 'butt',
              ...(dashes === 'none' ? {} : { strokeDasharray: dashes }),
            }),
          ]
        : []),
      Plot.text([words], {
        x,
        y,
        text: (each: string) => each,
        textAnchor: 'start',
        dx: gap + (inKey ? keyWidth - 3 : 0),
        ...halo,
        ...(inKey ? { fill: 'currentColor' } : { fill: stroke, fontWeight: 600 }),
      }),
    ];
  });
