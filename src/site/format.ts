/** How pages write what is not the cell of a table. */
import { slopeUnitOf } from '../schema/declared.ts';
import type { Cell, Row } from '../schema/table.ts';
import { formatInterval, formatValue } from '../schema/written.ts';

/** A verdict on a trend, in words. */
export const formatVerdict = (verdict: Cell): string =>
  verdict === null ? 'too little to say' : formatValue('slug', verdict);

/** The slope of a trend test with its 95 % CI: two digits, as a slope is as uncertain as its interval. */
export function formatSlope(row: Row): { readonly slope: string; readonly interval: string } {
  const unit = slopeUnitOf(row);
  const [slope = 0, low = 0, high = 0] = [row.slope, row.low, row.high].map((end) =>
    Number(Number(end).toPrecision(2)),
  );
  return { slope: formatValue(unit, slope), interval: formatInterval(unit, low, high) };
}

/** With days and months joined, which a line does not end within: for titles. */
export const withDaysJoined = (text: string): string =>
  text.replaceAll(/(?<=\b\d{1,2}) (?=[A-Z][a-z]+ \d{4}\b)|(?<=\b[A-Z][a-z]+) (?=\d{4}\b)/g, '\u00a0');

/** Bytes for a reader. */
export const formatBytes = (bytes: number): string =>
  bytes < 1000 ? `${bytes} bytes` : `${formatValue('count', Math.round(bytes / 1000))} kB`;

/** The name of a column as the head of one: `hubModels` is `hub models`. */
export const inWords = (name: string): string => name.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
