/** How the pages write what they show; values by their unit are written as everywhere else. */
import type { Cell } from '../schema/table.ts';
import { points, written } from '../schema/written.ts';

export { interval, written, writtenDay } from '../schema/written.ts';

const number = new Intl.NumberFormat('en');

/** The change per month of a series of `trend-tests`, in the unit of the series. */
export function trendSlope(series: string, value: Cell): string {
  if (typeof value !== 'number') return written('number', value);
  return series.startsWith('share') || series.startsWith('challenge')
    ? points(value)
    : written('number', Number(value.toPrecision(2)));
}

/** A verdict on a trend, in words. */
export const verdictWords = (verdict: Cell): string =>
  verdict === null ? 'too little to say' : String(verdict).replaceAll('-', ' ');

/** Bytes for a reader. */
export function size(bytes: number): string {
  return bytes < 1000 ? `${bytes} bytes` : `${number.format(Math.round(bytes / 1000))} kB`;
}
