/** How pages write what is not the cell of a table. */
import type { Cell } from '../schema/table.ts';
import { formatValue } from '../schema/written.ts';

/** The change per month of a series of `trend-tests`, in the unit of the series. */
export const formatSlope = (series: string, value: Cell): string =>
  formatValue(series.startsWith('share') || series.startsWith('challenge') ? 'shareChange' : 'number', value);

/** A verdict on a trend, in words. */
export const formatVerdict = (verdict: Cell): string =>
  verdict === null ? 'too little to say' : formatValue('slug', verdict);

/** Bytes for a reader. */
export const formatBytes = (bytes: number): string =>
  bytes < 1000 ? `${bytes} bytes` : `${formatValue('count', Math.round(bytes / 1000))} kB`;

/** The name of a column as the head of one: `hubModels` is `hub models`. */
export const inWords = (name: string): string => name.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
