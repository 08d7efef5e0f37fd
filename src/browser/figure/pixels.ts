/** Where values stand in a drawn chart, and which of them a pointer means. In pixels of the chart. */
import { type ChartScales, parseScales } from '../../charts/scales.ts';
import type { Width } from '../../charts/theme.ts';
import type { ChartData } from './chart-data.ts';

/** A chart in one of its widths, of which the stylesheet shows the fitting one. */
export interface Box {
  readonly box: HTMLElement;
  readonly width: Width;
}

export interface At {
  readonly series: number;
  readonly position: number;
}

export interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** How far from a chart a pointer still points at it. In pixels of the chart. */
const hoverDistance = 24;

export const scalesOf = (box: HTMLElement): ChartScales => parseScales(box.querySelector('svg')?.dataset.scales ?? '');

/** Where the chart of a box is in the window, and how large one of its pixels is there. */
export function sizeOf(box: HTMLElement): { left: number; top: number; scale: number } {
  const svg = box.querySelector('svg');
  const { left = 0, top = 0, width = 1 } = svg?.getBoundingClientRect() ?? {};
  return { left, top, scale: width / (svg?.viewBox.baseVal.width ?? width) || 1 };
}

/** The edges of the chart in which a series stands. */
export function edgesOf(
  { frame, facets }: ChartScales,
  { facet }: ChartData,
  series: number,
  width: Width,
): ChartScales['frame'] {
  if (!facets || !facet) return frame;
  const { fx, fy } = facet(series, width);
  const [left, top] = [facets.left(fx), facets.top(fy)];
  return { left, top, right: left + facets.width, bottom: top + facets.height };
}

/** Where a value stands; at the foot of its chart where it has none. */
export function pixelOf(scales: ChartScales, data: ChartData, { series, position }: At, width: Width): Pixel {
  const node = data.nodeAt?.(position, width);
  if (node) return node;
  const datum = data.values[series]?.[position];
  const edges = edgesOf(scales, data, series, width);
  const [x, y] = [scales.x(datum?.x ?? NaN), scales.y(datum?.y ?? NaN)];
  return {
    x: Number.isFinite(x) ? x + edges.left - scales.frame.left : edges.left,
    y: Number.isFinite(y) ? y + edges.top - scales.frame.top : edges.bottom,
  };
}

/** The value at a pixel; null where there is none near it. */
export function nearest(data: ChartData, { box, width }: Box, { x, y }: Pixel): At | null {
  const scales = scalesOf(box);
  const distances = data.values.flatMap((row, series) => {
    const edges = edgesOf(scales, data, series, width);
    const outside =
      x < edges.left - hoverDistance ||
      x > edges.right + hoverDistance ||
      y < edges.top - hoverDistance ||
      y > edges.bottom + hoverDistance;
    // A list is pointed at in its whole width; a small chart only in its own.
    if (data.along !== 'y' && outside) return [];
    return row.map((datum, position) => {
      const pixel = pixelOf(scales, data, { series, position }, width);
      const node = data.nodeAt?.(position, width);
      const beside = node ? Math.max(node.x - node.r - x, x - node.end, 0) : Math.abs(pixel.x - x);
      const across = data.along === 'y' ? 0 : beside;
      const up = Math.abs(pixel.y - y);
      const gap = Number.isNaN(datum.y) ? 1e3 : 0;
      const inCell = data.facet && (x < edges.left || x > edges.right || y < edges.top || y > edges.bottom) ? 1e9 : 0;
      // Over time the month decides, and only then the height.
      const far = data.along === 'x' ? across * 1e4 + up + gap + inCell : Math.hypot(across, up) + inCell;
      return { at: { series, position }, far };
    });
  });
  const [first, ...rest] = distances;
  if (!first) return null;
  const best = rest.reduce((least, each) => (each.far < least.far ? each : least), first);
  return ['both', 'nodes'].includes(data.along) && best.far > hoverDistance * 1.5 ? null : best.at;
}
