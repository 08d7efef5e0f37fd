/** The points of a series over snapshots: which of them a line joins, and which stand apart. Draws nothing. */
import type { ChartOptions } from '../schema/figure.ts';
import type { Row, Table } from '../schema/table.ts';
import { column } from '../schema/rows.ts';
import type { Key } from './keys.ts';
import { datedRows, distinct, nameOf, number, numberOrNull, text } from './rows.ts';
import type { Point } from './series.ts';
import { instant } from './theme.ts';

export interface FollowedPoint extends Point {
  /** Whether something is known against it. */
  readonly isUncertain: boolean;
}

export interface Followed {
  /** Empty where the chart has one line only. */
  readonly name: string;
  /** Points of one definition and of full coverage, one after another: a line for each. */
  readonly stretches: readonly (readonly FollowedPoint[])[];
  /** Of samples, which are in no line. */
  readonly apart: readonly FollowedPoint[];
}

export const isSample = (row: Row): boolean => row.coverage === 'sample';

/** What the signs of a chart of a series mean, for those that it has. */
export function marksOf(table: Table, options: ChartOptions): Key[] {
  const keys: (Key | false)[] = [
    table.rows.some(isSample) && { sign: ['hollow', 'sample'], words: 'Hollow marks are samples; no line joins them.' },
    table.rows.some(({ uncertain }) => typeof uncertain === 'string') && {
      sign: ['diamond', 'uncertain'],
      words: 'A diamond: the number is uncertain, and the table says why.',
    },
    followedIn(table, options).some(({ stretches }) => stretches.length > 1) && {
      sign: ['dotted', 'definition changed'],
      words: 'A dotted rule: the definition changed, so the line is interrupted.',
    },
  ];
  return keys.filter((key) => key !== false);
}

/**
 * The points of each line, in the order in which the table first names them.
 *
 * @throws {Error} if the table does not say of a point what it covers and counts, or has two for one day
 */
export function followedIn(table: Table, { x, y, by }: ChartOptions): Followed[] {
  for (const name of ['coverage', 'definition', ...(by === undefined ? [] : [by])]) column(table, name);
  const { interval } = column(table, y);
  const end = (row: Row, name: string | undefined) =>
    (name === undefined ? null : numberOrNull(table, row, name)) ?? Number.NaN;
  const point = (row: Row): FollowedPoint => ({
    at: instant(text(row, x)),
    value: number(row, y),
    low: end(row, interval?.low),
    high: end(row, interval?.high),
    isUncertain: typeof row.uncertain === 'string',
  });
  const groups = Map.groupBy(datedRows(table, x), (row) => (by === undefined ? '' : nameOf(table, row, by)));
  return [...groups].map(([name, unordered]) => {
    const rows = unordered.toSorted((a, b) => (text(a, x) < text(b, x) ? -1 : 1));
    distinct(
      table,
      rows.map((row) => `${text(row, x)} (${text(row, 'definition')})`),
      'points',
    );
    const whole = Map.groupBy(
      rows.filter((row) => !isSample(row)),
      (row) => text(row, 'definition'),
    );
    return {
      name,
      stretches: [...whole.values()].map((stretch) => stretch.map(point)),
      apart: rows.filter(isSample).map(point),
    };
  });
}
