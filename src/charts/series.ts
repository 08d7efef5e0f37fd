/** The points of lines, over time or over a number, as a chart draws them. */
import type { ChartOptions } from '../schema/figure.ts';
import type { Row, Table } from '../schema/table.ts';
import { column } from '../schema/rows.ts';
import { expectInside, monthsOf } from './months.ts';
import { datedRows, distinct, isFloor, isPartial, nameOf, number, numberOrNull, text } from './rows.ts';
import { instant, midMonth } from './theme.ts';

export interface Point<At extends Date | number = Date> {
  readonly at: At;
  /** Not a number where there is no value, which is what breaks a line; and where an end of an interval is unknown. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Series<At extends Date | number = Date> {
  /** Empty where the chart has one line only. */
  readonly name: string;
  /** The points of the line, with those that have no value. */
  readonly points: readonly Point<At>[];
  /** Those that no line joins: without a neighbour, or too few for one. */
  readonly isolated: readonly Point<At>[];
  /** Months seen in part, or with everything older in them: beside the line. */
  readonly incomplete: readonly Point<At>[];
}

/**
 * The lines of a table over time, in the order in which it first names them. Over months, a month without a row is a
 * point without a value; days are read where the source gives them.
 *
 * @throws {Error} if a value is not a number, a line has two values for one moment, or a month is outside the window
 */
export function seriesOf(table: Table, options: ChartOptions): Series[] {
  const { x } = options;
  const monthly = column(table, x).unit === 'month';
  if (monthly) expectInside(table, x);
  else if (table.rows.some((row) => row.coverage === 'sample'))
    throw new Error(
      `the table ${table.name} has points of samples, which a line must not join; expected a chart of kind series`,
    );
  return linesOver(table, options, datedRows(table, x), {
    of: (row) => text(row, x),
    all: monthly ? monthsOf(table) : null,
    toAxis: monthly ? midMonth : instant,
    // Two points are no trend.
    fewest: 3,
  });
}

/**
 * The lines of a table over numbers, in the order in which it first names them, each from its least number on.
 *
 * @throws {Error} if a number or value is not one, or a line has two values for one number
 */
export function curvesOf(table: Table, options: ChartOptions): Series<number>[] {
  const { x } = options;
  column(table, x);
  return linesOver(table, options, table.rows, { of: (row) => number(row, x), all: null, toAxis: Number, fewest: 2 });
}

function linesOver<Moment extends string | number, At extends Date | number>(
  table: Table,
  { x, y, by }: ChartOptions,
  all: readonly Row[],
  moments: {
    readonly of: (row: Row) => Moment;
    /** Those that each line has a point for; null where they are those of its rows. */
    readonly all: readonly Moment[] | null;
    readonly toAxis: (moment: Moment) => At;
    /** So many values a line joins, or it is none. */
    readonly fewest: number;
  },
): Series<At>[] {
  if (by !== undefined) column(table, by);
  const { interval } = column(table, y);
  const groups = new Map<string, Row[]>();
  for (const row of all) {
    const name = by === undefined ? '' : nameOf(table, row, by);
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups].map(([name, unordered]) => {
    const rows = unordered.sort((a, b) => (moments.of(a) < moments.of(b) ? -1 : 1));
    const own = rows.map(moments.of);
    distinct(table, own.map(String), name === '' ? 'values' : `values of ${name}`);
    const point = (moment: Moment, row: Row | undefined): Point<At> => ({
      at: moments.toAxis(moment),
      value: (row && numberOrNull(table, row, y)) ?? Number.NaN,
      low: (row && interval && numberOrNull(table, row, interval.low)) ?? Number.NaN,
      high: (row && interval && numberOrNull(table, row, interval.high)) ?? Number.NaN,
    });
    const isApart = (row: Row) => isPartial(table, row, x) || isFloor(table, row, x);
    const points = (moments.all ?? own).map((moment) =>
      point(
        moment,
        rows.find((row) => row[x] === moment && !isApart(row)),
      ),
    );
    const isShort = points.filter(hasValue).length < moments.fewest;
    return {
      name,
      points,
      isolated: points.filter(
        (each, index) => hasValue(each) && (isShort || (!hasValue(points[index - 1]) && !hasValue(points[index + 1]))),
      ),
      incomplete: rows
        .filter(isApart)
        .map((row) => point(moments.of(row), row))
        .filter(hasValue),
    };
  });
}

/** The points of a series that its line joins. */
export const joinedIn = <At extends Date | number>({ points, isolated }: Pick<Series<At>, 'points' | 'isolated'>) =>
  points.map((point) =>
    isolated.includes(point) ? { ...point, value: Number.NaN, low: Number.NaN, high: Number.NaN } : point,
  );

export const hasValue = (point: Pick<Point, 'value'> | undefined): boolean =>
  point !== undefined && !Number.isNaN(point.value);
