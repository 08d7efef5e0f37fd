/** Quarters or years in the place of months, where a month has too few units for its share to be more than chance. */
import type { FigureOptions } from '../schema/figure.ts';
import { column } from '../schema/rows.ts';
import type { Column, Row, Table } from '../schema/table.ts';
import { formatValue } from '../schema/written.ts';

/** A table whose months stand for longer periods, each for the one that it is in the middle of. */
export interface Stepped extends Table {
  readonly step?: 3 | 12;
}

function withoutInterval(column: Column): Column {
  const rest = { ...column };
  delete rest.interval;
  return rest;
}

/** So many units a period has on the median, or it is too short. */
const fewest = 100;

const monthIn = (month: string) => Number(month.slice(5)) - 1;
/** The month in the middle of the period that a month is in: `2023-02` of the first quarter, `2023-07` of the year. */
const middleOf = (month: string, step: 3 | 12) => shifted(month, -(monthIn(month) % step) + (step === 3 ? 1 : 6));
const shifted = (month: string, by: number) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), monthIn(month) + by)).toISOString().slice(0, 7);

/** The step between the months of a table: 1 unless they stand for longer periods. */
export const stepOf = (table: Table): 1 | 3 | 12 => (table as Stepped).step ?? 1;

/** What a month of a table is called: `May 2023`, `Q2 2023` or `2023`. */
export function periodName(table: Table, month: string): string {
  const step = stepOf(table);
  if (step === 1) return formatValue('month', month);
  return step === 12 ? month.slice(0, 4) : `Q${Math.floor(monthIn(month) / 3) + 1} ${month.slice(0, 4)}`;
}

/**
 * The table of a figure as it is drawn: shares of lines over months by quarter, or by year, where the median month of a
 * line has fewer than a hundred units. Part and whole are added up, so the share is that of the longer period; it has no
 * interval, which needs the units. A period of which a month is not there, or not whole, is a partial one.
 */
export function inPeriods(table: Table, { chart, x, y, by }: FigureOptions): Stepped {
  const { share, interval } = table.columns.find(({ name }) => name === y) ?? {};
  const { window } = table;
  if ((chart !== 'line' && chart !== 'multiples') || !window || !share?.whole || column(table, x).unit !== 'month')
    return table;
  if (stepOf(table) !== 1) return table;
  const { part, whole } = share;
  const lineOf = (row: Row) => String(by === undefined ? '' : row[by]);
  const counted = table.rows.filter((row) => typeof row[whole] === 'number' && typeof row[part] === 'number');
  const isShort = (rows: readonly Row[]) =>
    [...Map.groupBy(rows, lineOf).values()].some((line) => medianOf(line.map((row) => Number(row[whole]))) < fewest);
  if (!isShort(counted)) return table;

  const by3 = summed(3);
  const [step, rows] = isShort(by3) ? ([12, summed(12)] as const) : ([3, by3] as const);
  const [from, to] = [window.from, window.to].map((month) => middleOf(month, step));
  const [begin, end] = [shifted(from ?? '', step === 3 ? -1 : -6), shifted(to ?? '', step === 3 ? 1 : 5)];
  const incomplete = [
    ...window.partial,
    ...(begin < window.from ? [window.from] : []),
    ...(end > window.to ? [window.to] : []),
  ];
  return {
    ...table,
    step,
    rows: table.rows.filter((row) => row[x] === null).concat(rows),
    columns: table.columns.map((each) => (each.name === y && interval ? withoutInterval(each) : each)),
    window: {
      from: begin,
      to: end,
      partial: [...new Set(incomplete.map((month) => middleOf(month, step)))],
      floor: window.floor && middleOf(window.floor, step),
    },
  };

  function summed(length: 3 | 12): Row[] {
    const dated = counted.filter((row) => typeof row[x] === 'string');
    const groups = Map.groupBy(dated, (row) => `${middleOf(String(row[x]), length)} ${lineOf(row)}`);
    return [...groups.values()].map((rows) => {
      const sum = (name: string) => rows.reduce((total, row) => total + Number(row[name]), 0);
      return {
        ...rows[0],
        [x]: middleOf(String(rows[0]?.[x]), length),
        [part]: sum(part),
        [whole]: sum(whole),
        [y]: sum(whole) === 0 ? null : sum(part) / sum(whole),
      };
    });
  }
}

const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
