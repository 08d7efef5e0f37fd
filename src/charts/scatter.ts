import * as Plot from '@observablehq/plot';
import { scaleLinear, scaleLog } from 'd3';
import type { ChartOptions } from '../schema/figure.ts';
import type { Table } from '../schema/table.ts';
import { column } from '../schema/rows.ts';
import { number, text } from './rows.ts';
import { required } from './selection.ts';
import { type Width, colours, letterWidth, lineHeight, tick, widths } from './theme.ts';

interface Point {
  readonly x: number;
  readonly y: number;
  readonly name: string;
}

/**
 * One point a row, on logarithmic scales where it is not said otherwise. Names stand where there is room, the largest
 * points first.
 *
 * @throws {Error} if a named column is not in the table, or a row lacks a value
 */
export function scatter(table: Table, options: ChartOptions, width: Width): Plot.PlotOptions {
  const { x, y, scale = 'log' } = options;
  const name = required(table, options, 'name');
  const [across, up] = [column(table, x), column(table, y)];
  column(table, name);
  const points = table.rows.map((row): Point => ({ x: number(row, x), y: number(row, y), name: text(row, name) }));

  const size = {
    width,
    height: width === widths.narrow ? 380 : 440,
    marginTop: 28,
    marginBottom: 44,
    marginLeft: 46,
    marginRight: 34,
  };
  const extent = (values: readonly number[]): [number, number] => [
    scale === 'log' ? Math.min(...values) : 0,
    Math.max(...values) * (scale === 'log' ? 1.3 : 1.05),
  ];
  const [xDomain, yDomain] = [extent(points.map((point) => point.x)), extent(points.map((point) => point.y))];
  const scaled = scale === 'log' ? scaleLog : scaleLinear;
  const labels = placeNames(points, {
    x: scaled(xDomain, [size.marginLeft, width - size.marginRight]),
    y: scaled(yDomain, [size.height - size.marginBottom, size.marginTop]),
    right: width,
  });
  const axis = (unit: typeof across.unit, label: string, domain: [number, number]) =>
    ({
      type: scale,
      domain,
      label,
      grid: true,
      ticks: 4,
      tickFormat: (value: number) =>
        scale === 'linear' || Number.isInteger(Math.log10(value)) ? tick(unit, value) : '',
    }) as const;
  return {
    ...size,
    ariaLabel: table.title,
    x: axis(across.unit, across.description, xDomain),
    y: axis(up.unit, up.description, yDomain),
    marks: [
      ...(across.unit === up.unit ? identity(xDomain, yDomain) : []),
      Plot.dot(points, { x: 'x', y: 'y', r: 3, fill: colours.mark, fillOpacity: 0.55 }),
      ...labels.map(({ point, dx, dy, anchor }) =>
        Plot.text([point], {
          x: 'x',
          y: 'y',
          text: 'name',
          dx,
          dy,
          textAnchor: anchor,
          stroke: colours.surface,
          strokeWidth: 3,
          fill: 'currentColor',
        }),
      ),
    ],
  };
}

/** The line on which both values are the same, where the two scales have it. */
function identity(x: readonly [number, number], y: readonly [number, number]): Plot.Markish[] {
  const [from, to] = [Math.max(x[0], y[0]), Math.min(x[1], y[1])];
  if (from >= to) return [];
  const ends = [{ from, to }];
  return [
    Plot.link(ends, { x1: 'from', y1: 'from', x2: 'to', y2: 'to', stroke: colours.quiet, strokeDasharray: '4 3' }),
    Plot.text(ends, {
      x: 'to',
      y: 'to',
      text: () => 'as many of both',
      textAnchor: 'end',
      dx: -12,
      dy: -2,
    }),
  ];
}

interface Placed {
  readonly point: Point;
  readonly dx: number;
  readonly dy: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** Names for the largest points, right of them, else left, above or below; none where all four are taken. */
function placeNames(
  points: readonly Point[],
  { x, y, right }: { x: (value: number) => number; y: (value: number) => number; right: number },
): Placed[] {
  const boxes: { left: number; top: number; right: number; bottom: number }[] = [];
  const free = (box: (typeof boxes)[number]) =>
    box.left >= 0 &&
    box.right <= right &&
    boxes.every(
      (other) => box.right < other.left || box.left > other.right || box.bottom < other.top || box.top > other.bottom,
    );
  const placed: Placed[] = [];
  const byWeight = [...points].sort((a, b) => b.x * b.y - a.x * a.y);
  for (const point of byWeight.slice(0, 60)) {
    const [cx, cy, wide] = [x(point.x), y(point.y), point.name.length * letterWidth];
    const places: (Omit<Placed, 'point'> & { left: number; top: number })[] = [
      { dx: 6, dy: 0, anchor: 'start', left: cx + 6, top: cy - lineHeight / 2 },
      { dx: -6, dy: 0, anchor: 'end', left: cx - 6 - wide, top: cy - lineHeight / 2 },
      { dx: 0, dy: -11, anchor: 'middle', left: cx - wide / 2, top: cy - 11 - lineHeight / 2 },
      { dx: 0, dy: 11, anchor: 'middle', left: cx - wide / 2, top: cy + 11 - lineHeight / 2 },
    ];
    for (const { left, top, ...place } of places) {
      const box = { left, top, right: left + wide, bottom: top + lineHeight };
      if (!free(box)) continue;
      boxes.push(box, { left: cx - 3, top: cy - 3, right: cx + 3, bottom: cy + 3 });
      placed.push({ point, ...place });
      break;
    }
  }
  return placed;
}
