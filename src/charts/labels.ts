/** Names at the ends of lines, each beside its line and none on another. */
import * as Plot from '@observablehq/plot';
import { mean, sum } from 'd3';
import { type Point, type Series, hasValue, joinedIn } from './series.ts';
import { colours, lineHeight, linesIn, room, shortened, strokes, wrapped } from './theme.ts';

export interface Label<At extends Date | number> {
  /** The name of a line, in lines of the width that there is. */
  readonly words: string;
  readonly stroke: string;
  /** The point at which the line ends. */
  readonly last: Point<At>;
  /** Where the name stands, as a value of the measure. */
  readonly value: number;
  /** Whether a line leads there, or points alone. */
  readonly joined: boolean;
}

/** Names at the ends of their lines, moved apart as little as it takes until none lies on another. */
export function placeLabels<At extends Date | number>(
  lines: readonly (Series<At> & { readonly stroke: string; readonly joined?: boolean })[],
  y: { (value: number): number; invert: (pixel: number) => number; range: () => number[] },
  letters: number,
): Label<At>[] {
  const labels = lines
    .flatMap((line) => {
      const { name, stroke, points, incomplete, joined = joinedIn(line).some(hasValue) } = line;
      const last = [...points.filter(hasValue), ...incomplete].sort((a, b) => Number(a.at) - Number(b.at)).at(-1);
      // Table and tooltip have all of a word that is longer, such as the name of a model.
      const words = wrapped(name, letters)
        .map((word) => shortened(word, letters))
        .join('\n');
      return last ? [{ words, stroke, joined, last, height: linesIn(words) * lineHeight, pixel: y(last.value) }] : [];
    })
    .sort((a, b) => a.pixel - b.pixel);
  // Names that would lie on one another are a block, in the middle of where they would be and inside the chart.
  const [bottom = 0, top = 0] = y.range();
  const heightOf = (block: typeof labels) => sum(block, ({ height }) => height);
  const startOf = (block: typeof labels) => {
    const wanted = mean(block, ({ pixel, height }, index) => pixel - height / 2 - heightOf(block.slice(0, index))) ?? 0;
    return Math.max(top - lineHeight / 2, Math.min(wanted, bottom + lineHeight / 2 - heightOf(block)));
  };
  const blocks: (typeof labels)[] = [];
  for (const label of labels) {
    let block = [label];
    for (let above = blocks.at(-1); above && startOf(above) + heightOf(above) > startOf(block); above = blocks.at(-1))
      block = [...(blocks.pop() ?? []), ...block];
    blocks.push(block);
  }
  return blocks.flatMap((block) =>
    block.map(({ words, stroke, joined, last, height }, index) => {
      const middle = startOf(block) + heightOf(block.slice(0, index)) + height / 2;
      return { words, stroke, joined, last, value: y.invert(middle) };
    }),
  );
}

/** Room at the right of a chart for these names, in pixels. */
const labelRoom = (labels: readonly Pick<Label<number>, 'words'>[]): number =>
  labels.length === 0 ? 12 : 14 + room(labels.flatMap(({ words }) => words.split('\n')));

/** So few lines have their names in their own colour; of more, names have a piece of their line before them. */
export const fewNames = 4;

/** How wide that piece is with what is free around it; in pixels. */
const keyWidth = 24;

/** Room at the right of a chart for the names of its lines, in pixels. */
export const namesRoom = (labels: readonly Pick<Label<number>, 'words'>[], inKey = labels.length > fewNames): number =>
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
 * more with a piece of the line before each, or a dot where no line is drawn. No name needs a leader then.
 *
 * @param inKey whether they all have one, as lines that end in one point
 */
export const labelMarks = <At extends Date | number>(
  labels: readonly Label<At>[],
  edge: At | null,
  { gap = 5, inKey = labels.length > fewNames }: { readonly gap?: number; readonly inKey?: boolean | undefined } = {},
): Plot.Markish[] =>
  labels.flatMap(({ words, last, stroke, value, joined }) => {
    const [x, y] = [() => edge ?? last.at, () => value];
    const place = strokes.findIndex((each) => each.stroke === stroke);
    const dashes = strokes[place]?.dashes ?? 'none';
    // The other colours are too faint for text.
    const isDark = place < fewNames;
    // Over the lines that go on.
    const halo = edge === null ? { stroke: colours.surface, strokeWidth: 3 } : {};
    return [
      ...(inKey && !joined ? [Plot.dot([words], { x, y, dx: gap + (keyWidth - 8) / 2, r: 4, fill: stroke })] : []),
      ...(inKey && joined
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
        ...(inKey ? { fill: 'currentColor' } : { fill: isDark ? stroke : 'currentColor', fontWeight: 600 }),
      }),
    ];
  });
