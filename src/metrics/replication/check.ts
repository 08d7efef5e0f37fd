/** How the claim of a paper is checked: which table bears on it, and what it says. The claims of each paper have a file. */
import { sum as sumOf } from 'd3-array';
import type { Claim } from '../../schema/published.ts';
import { endsOf } from '../../schema/rows.ts';
import type { Row, Table } from '../../schema/table.ts';
import { formatValue } from '../../schema/written.ts';
import { type Context, numberIn, textIn } from '../metric.ts';

/** What a table says to a claim. */
export type Answer = {
  /** Which of several ways of checking the claim, where there are several. */
  readonly variant?: string;
  /** Which data, cut how. */
  readonly because: string;
  /** What was there on the day of the claim at least, whenever it was counted: it contradicts a smaller number. */
  readonly isBound?: true;
  /** Another way of counting than the claim’s: that it differs contradicts nothing. */
  readonly isVariant?: boolean;
  /** Between which numbers ours may lie, where that keeps it from being told from others; for a sign, of the number that has it. */
  readonly within?: Interval;
  /** In which way ours is not what the claim counts, in a clause: `as a lower bound`. */
  readonly but?: string;
} & (Ours | { /** The table bears on the claim without answering it. */ readonly ours: null });

/** What stands beside the published value, with what it speaks for: two numbers of other models are not one number twice. */
export interface Ours {
  /** In the unit of the claim. */
  readonly ours: number | string;
  /** Of 95 %; absent where the table has none. */
  readonly interval?: Interval;
  readonly population: string;
  /** Null where the source does not tell. */
  readonly window: string | null;
  /** Where it is not the day of the snapshot. */
  readonly date?: string;
}

interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface Check {
  /** The table that answers it; of several the first that the snapshot has. */
  readonly table: string | readonly string[];
  /** The data that the claim itself was made from; null where a count of the whole Hub on any day may stand beside it. */
  readonly source: string | null;
  /** @returns null where the snapshot is of a day on which the claim could not be seen yet */
  readonly answer: (table: Table, claim: Claim, context: Context) => Answer | readonly Answer[] | null;
}

export const number = new Intl.NumberFormat('en');
export const percent = (share: number) => formatValue('share', share);
export const correlation = (value: number) => formatValue('correlation', value);
export const monthText = (month: string) => formatValue('month', month);
export { formatDay as dayText, formatDays as daysText } from '../../schema/written.ts';

export const sum = (rows: readonly Row[], column: string) => sumOf(rows, (row) => numberIn(row, column));
export const distinct = (rows: readonly Row[], column: string) => new Set(rows.map((row) => textIn(row, column))).size;

/** Models or pairs of these data, with whom they stand for. */
export const those = (count: number, what: string, { coverage }: Context) =>
  `${number.format(count)} ${what} ${coverage === 'sample' ? 'of a selection' : 'of the Hub'}`;

/** A share of a table, with its interval where it has one. */
export function shareIn(table: Table, row: Row, name: string) {
  const interval = endsOf(table, row, name);
  return { ours: numberIn(row, name), ...(interval && { interval }) };
}

export const stock = 'A stock on the day';
export const downloadsOf = 'Downloads as the source counts them; the Hub’s are of 30 days';

/**
 * Where a claim of some days stands between the models of the months before them and those up to the end of the last.
 *
 * @param what the models are, for the sentence
 * @returns null where the snapshot did not see the last of these months to its end
 */
export function between(rows: readonly Row[], count: string, what: string, claim: Claim, context: Context) {
  const { date, value } = claim;
  if (date === null || typeof value !== 'number') throw new Error('only a number with its days stands between months');
  const [first, last] = [date.from.slice(0, 7), date.to.slice(0, 7)];
  if (context.date.slice(0, 7) <= last || rows.length === 0) return null;
  const upTo = (isIn: (month: string) => boolean) =>
    sum(
      rows.filter((row) => row.month === null || isIn(textIn(row, 'month'))),
      count,
    );
  const [before, after] = [upTo((month) => month < first), upTo((month) => month <= last)];
  const place = before <= value && value <= after ? 'between' : 'outside';
  const end = first === last ? 'its end' : `the end of ${monthText(last)}`;
  return {
    ours: null,
    because: `By month only: ${number.format(before)} ${what} were created before ${monthText(first)} and ${number.format(after)} by ${end}. The published number lies ${place}; models since deleted are missing.`,
  };
}

/** The checks of a paper, by claim. A claim without one says itself why. */
export type Checks = Readonly<Record<string, Check>>;
