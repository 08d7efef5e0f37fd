import { type Width, widths } from './theme.ts';

/** How many small charts stand beside one another. */
export const facetColumns = (width: Width): number => (width === widths.narrow ? 2 : 4);

/** The column and row in which a small chart stands. */
export const facetOf = (index: number, width: Width): { fx: number; fy: number } => ({
  fx: index % facetColumns(width),
  fy: Math.floor(index / facetColumns(width)),
});
