/** The scales of a drawn chart as text, in an attribute of it: a tooltip finds a value by them without loading Plot. */
import type { Plot, PlotOptions, Scale } from '@observablehq/plot';

export interface ChartScales {
  /** The edges between which the marks stand; of all small charts together, where there are several. In pixels. */
  readonly frame: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  /** The pixel of a value; for names, and for the rows and columns of small charts, of the first, second, … of them. */
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** The left and the upper edge of the small chart in a column, in a row, and their sizes; null where there is one. */
  readonly facets: {
    readonly left: (column: number) => number;
    readonly top: (row: number) => number;
    readonly width: number;
    readonly height: number;
  } | null;
}

const kinds = { linear: 'l', utc: 'l', log: 'g', band: 'b', point: 'b' } as const;

/**
 * The scales of a drawn chart as text.
 *
 * @throws {Error} if a scale is of a kind that no chart of ours has
 */
export function serialiseScales(
  chart: Pick<Plot, 'scale'>,
  { width = 0, height = 0, marginLeft = 0, marginTop = 0, marginRight = 0, marginBottom = 0 }: PlotOptions,
): string {
  const numbers = (values: Iterable<unknown> | undefined) => [...(values ?? [])].map((value) => short(Number(value)));
  const serialise = (name: 'x' | 'y' | 'fx' | 'fy', scale: Scale) => {
    const kind = kinds[scale.type as keyof typeof kinds] as 'l' | 'g' | 'b' | undefined;
    if (kind === undefined) throw new Error(`the scale ${name} is ${scale.type}, which cannot be serialised`);
    const first: unknown = [...(scale.domain ?? [])][0];
    const [step = 0, size = 0] = [scale.step, scale.bandwidth];
    const parts =
      kind === 'b'
        ? [Number(scale.apply(first)), step, size].map(short)
        : [...numbers(scale.domain), ...numbers(scale.range)];
    return [name, kind, ...parts].join(' ');
  };
  const frame = [marginLeft, marginTop, width - marginRight, height - marginBottom].map(short);
  const scales = (['x', 'y', 'fx', 'fy'] as const).flatMap((name) => {
    const scale = chart.scale(name);
    return scale ? [serialise(name, scale)] : [];
  });
  return [frame.join(' '), ...scales].join(';');
}

const short = (value: number) => Number(value.toPrecision(value > 1e9 ? 15 : 6));

/** @throws {Error} if the text is not one that `serialiseScales` writes */
export function parseScales(text: string): ChartScales {
  const [frame = '', ...scales] = text.split(';');
  const [left = 0, top = 0, right = 0, bottom = 0] = frame.split(' ').map(Number);
  const parts = new Map(
    scales.map((scale) => {
      const [name = '', kind = '', ...rest] = scale.split(' ');
      return [name, { kind, numbers: rest.map(Number) }] as const;
    }),
  );
  const pixelOf = (name: string): ((value: number) => number) => {
    const { kind, numbers: [a = 0, b = 0, c = 0, d = 0] = [] } = parts.get(name) ?? { kind: '' };
    if (kind === 'b') return (index) => a + b * index + c / 2;
    // What is beyond a scale is drawn at its end.
    const within = (pixel: number) => Math.min(Math.max(pixel, Math.min(c, d)), Math.max(c, d));
    if (kind === 'l') return (value) => within(c + ((value - a) / (b - a)) * (d - c));
    if (kind === 'g') return (value) => within(c + (Math.log(value / a) / Math.log(b / a)) * (d - c));
    throw new Error(`the serialised scales have no scale ${name}: ${text}`);
  };
  const size = (name: string) => parts.get(name)?.numbers[2] ?? 0;
  return {
    frame: { left, top, right, bottom },
    x: pixelOf('x'),
    y: pixelOf('y'),
    facets:
      parts.has('fx') && parts.has('fy')
        ? {
            left: (column) => pixelOf('fx')(column) - size('fx') / 2,
            top: (row) => pixelOf('fy')(row) - size('fy') / 2,
            width: size('fx'),
            height: size('fy'),
          }
        : null,
  };
}
