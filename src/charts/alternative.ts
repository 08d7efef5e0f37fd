/** What a chart shows, for those who do not see it: the three numbers that matter. The table has the others. */
import type { FigureOptions } from '../schema/figure.ts';
import { column } from '../schema/rows.ts';
import type { Row, Table } from '../schema/table.ts';
import { formatValue } from '../schema/written.ts';
import { isSample } from './followed.ts';
import { inPeriods, periodName, stepOf } from './periods.ts';
import { nameOf } from './rows.ts';
import { isList, measureOf } from './selection.ts';
import { axisInWords } from './words.ts';

/**
 * Of rows with names the three largest; of points where the three furthest along the horizontal axis are; of one line
 * its first, highest and last value, and of several the last of three.
 *
 * @throws {Error} if a named column is not in the table
 */
export function inNumbers(shown: Table, options: FigureOptions): string {
  const table = inPeriods(shown, options);
  const { chart, x, y, by, name, vintage } = options;
  const measure = measureOf(table, options);
  const valueOf = (row: Row) => Number(row[measure.name]);
  const written = (row: Row) => formatValue(measure.unit, row[measure.name] ?? null);
  const there = table.rows.filter((row) => typeof row[measure.name] === 'number' && row[x] !== null);
  const largest = (rows: readonly Row[], of: (row: Row) => number) =>
    rows.toSorted((a, b) => of(b) - of(a)).slice(0, 3);
  const parts = (rows: readonly Row[], words: (row: Row) => string) => `${rows.map(words).join('; ')}.`;

  if (isList(options)) {
    const called = (row: Row) => (chart === 'tree' ? String(row[y]) : nameOf(table, row, y));
    return parts(largest(there, valueOf), (row) => `${called(row)} ${written(row)}`);
  }
  const at = (row: Row) =>
    stepOf(table) > 1
      ? periodName(table, String(row[x]))
      : chart === 'curve'
        ? `${axisInWords(column(table, x))} ${nameOf(table, row, x)}`
        : nameOf(table, row, x);
  if (chart === 'scatter' && name !== undefined)
    return parts(
      largest(there, (row) => Number(row[x])),
      (row) => `${nameOf(table, row, name)} ${nameOf(table, row, x)} and ${written(row)}`,
    );

  const newest =
    vintage === undefined
      ? null
      : there
          .map((row) => String(row[vintage]))
          .toSorted()
          .at(-1);
  const complete = there.filter(
    (row) =>
      !table.window?.partial.includes(String(row[x])) &&
      !(chart === 'series' && isSample(row)) &&
      (vintage === undefined || row[vintage] === newest),
  );
  const inOrder = (complete.length > 0 ? complete : there).toSorted((a, b) => ((a[x] ?? 0) < (b[x] ?? 0) ? -1 : 1));
  const line = (row: Row) =>
    [by, vintage].flatMap((each) => (each === undefined ? [] : [nameOf(table, row, each)])).join(', ');
  const lines = Map.groupBy(inOrder, line);
  if (lines.size > 1)
    return parts(
      [...lines.values()].flatMap((rows) => rows.slice(-1)).slice(0, 3),
      (row) => `${line(row)} ${written(row)} (${at(row)})`,
    );
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  const [highest] = largest(inOrder, valueOf);
  const three = [first, highest, last].filter((row) => row !== undefined);
  return parts([...new Set(three)], (row) => `${at(row)} ${written(row)}${row === highest ? ', the highest' : ''}`);
}
