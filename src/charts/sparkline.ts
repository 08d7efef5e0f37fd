/**
 * A series as a small line, in a row of a table or beside a sentence: where its marks are, and its numbers in words.
 *
 * Full counts of one definition are joined by a line, samples are rings, and partial months are left out. Each drawing
 * has its own scale, which includes zero.
 */
import type { FigureOptions } from '../schema/figure.ts';
import { column, rowsWhere, type Where } from '../schema/rows.ts';
import type { Row, Table } from '../schema/table.ts';
import { inNumbers } from './alternative.ts';
import { isSample } from './followed.ts';
import { isFloor, isPartial } from './rows.ts';

export const [width, height, edge] = [120, 40, 4];

type Point = readonly [x: number, y: number];

export interface Sparkline {
  readonly lines: readonly {
    readonly label: string;
    readonly stretches: readonly (readonly Point[])[];
    readonly points: readonly Point[];
    readonly samples: readonly Point[];
  }[];
  /** The years of its first and its last value; one where they are the same. */
  readonly years: readonly number[];
  /** Where zero is. */
  readonly zero: number;
  /** First, highest and last value, in words. */
  readonly inNumbers: string;
}

/**
 * One line for each of `lines`; of several vintages the newest. Null where there are fewer than two values.
 *
 * @throws {Error} if the table has no such column
 */
export function sparkline(table: Table, y: string, lines: readonly Where[] = [{}]): Sparkline | null {
  column(table, y);
  const x = table.columns.some(({ name }) => name === 'month') ? 'month' : 'date';
  const vintage = table.rows.at(-1)?.vintage;
  const newest = vintage === undefined ? {} : { vintage };
  const series = lines.map((where) => ({
    label: Object.values(where).join(' '),
    rows: rowsWhere(table, { ...where, ...newest }).filter(
      (row) => typeof row[y] === 'number' && row[x] !== null && !isPartial(table, row, x) && !isFloor(table, row, x),
    ),
  }));
  const all = series.flatMap(({ rows }) => rows);
  if (all.length < 2) return null;

  const time = (row: Row) => Date.parse(String(row[x]));
  const values = all.map((row) => Number(row[y]));
  const [first, last] = [Math.min(...all.map(time)), Math.max(...all.map(time))];
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const round = (number: number) => Math.round(number * 10) / 10;
  const up = (value: number) => round(height - edge - ((value - least) / (most - least || 1)) * (height - 2 * edge));
  const at = (row: Row): Point => [
    round(edge + ((time(row) - first) / (last - first || 1)) * (width - 2 * edge)),
    up(Number(row[y])),
  ];
  const options: FigureOptions = { chart: 'line', x, y };
  return {
    lines: series.map(({ label, rows }) => {
      const whole = rows.filter((row) => !isSample(row));
      return {
        label,
        // Two points are no trend.
        stretches: [...Map.groupBy(whole, ({ definition }) => definition).values()]
          .filter(({ length }) => length > 2)
          .map((stretch) => stretch.map(at)),
        points: x === 'date' ? whole.map(at) : [],
        samples: rows.filter(isSample).map(at),
      };
    }),
    years: [...new Set([first, last].map((each) => new Date(each).getUTCFullYear()))],
    zero: up(0),
    inNumbers: series.map(({ rows }) => inNumbers({ ...table, rows }, options)).join(' '),
  };
}
