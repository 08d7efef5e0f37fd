/** The points of lines over time, as a chart draws them. */
import type { Row, Table } from '../schema/table.ts';
import { column } from './column.ts';
import { expectInside, monthsOf } from './months.ts';
import { datedRows, distinct, isFloor, isPartial, nameOf, numberOrNull, text } from './rows.ts';
import { instant, middle } from './theme.ts';

export interface Point {
  readonly at: Date;
  /** Not a number where there is no value, which is what breaks a line; and where an end of an interval is unknown. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Series {
  /** Empty where the chart has one line only. */
  readonly name: string;
  /** The points of the line, with those that have no value. */
  readonly whole: readonly Point[];
  /** Those without a neighbour: a line would not show them. */
  readonly alone: readonly Point[];
  /** Months seen in part, or with everything older in them: beside the line. */
  readonly apart: readonly Point[];
}

/**
 * The lines of a table, in the order in which it first names them. Over months, a month without a row is a point
 * without a value; days are read where the source gives them.
 *
 * @throws {Error} if a value is not a number, a line has two values for one moment, or a month is outside the window
 */
export function seriesOf(
  table: Table,
  {
    x,
    y,
    by,
    ends,
  }: {
    readonly x: string;
    readonly y: string;
    readonly by?: string | undefined;
    readonly ends: { readonly low: string; readonly high: string } | null;
  },
): Series[] {
  if (by !== undefined) column(table, by);
  const monthly = column(table, x).unit === 'month';
  if (monthly) expectInside(table, x);

  const groups = new Map<string, Row[]>();
  for (const row of datedRows(table, x)) {
    const name = by === undefined ? '' : nameOf(table, row, by);
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups].map(([name, rows]) => {
    const moments = rows.map((row) => text(row, x));
    distinct(table, moments, name === '' ? 'values' : `values of ${name}`);
    const place = monthly ? middle : instant;
    const point = (moment: string, row: Row | undefined): Point => ({
      at: place(moment),
      value: (row && numberOrNull(table, row, y)) ?? Number.NaN,
      low: (row && ends && numberOrNull(table, row, ends.low)) ?? Number.NaN,
      high: (row && ends && numberOrNull(table, row, ends.high)) ?? Number.NaN,
    });
    const isApart = (row: Row) => isPartial(table, row, x) || isFloor(table, row, x);
    const whole = (monthly ? monthsOf(table) : moments).map((moment) =>
      point(
        moment,
        rows.find((row) => row[x] === moment && !isApart(row)),
      ),
    );
    return {
      name,
      whole,
      alone: whole.filter((each, index) => isThere(each) && !isThere(whole[index - 1]) && !isThere(whole[index + 1])),
      apart: rows
        .filter(isApart)
        .map((row) => point(text(row, x), row))
        .filter(isThere),
    };
  });
}

export const isThere = (point: Point | undefined): boolean => point !== undefined && !Number.isNaN(point.value);
