import { type Width, widths } from './theme.ts';

/** How many small charts stand beside one another: where there is room four, or three where these leave fewer holes. */
export function facetColumns(width: Width, charts: number): number {
  if (width === widths.narrow) return 2;
  const holes = (columns: number) => Math.ceil(charts / columns) * columns - charts;
  return holes(3) < holes(4) ? 3 : 4;
}

/** The column and row in which one of so many small charts stands. */
export function facetOf(index: number, width: Width, charts: number): { fx: number; fy: number } {
  const columns = facetColumns(width, charts);
  return { fx: index % columns, fy: Math.floor(index / columns) };
}
