/** CSV as other people publish it, read strictly: every complaint names the file and the line. */
import { parse } from 'csv-parse/sync';
import { repeated } from '../schema/repeated.ts';

export interface Csv {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The header and the rows of a CSV file, all of them text.
 *
 * @throws {Error} if the text is not CSV, a row has more or fewer cells than the header, or there are no rows
 */
export function readCsv(name: string, bytes: Buffer): Csv {
  const records: string[][] = (() => {
    try {
      return parse(bytes, { bom: true, relax_column_count: false, skip_empty_lines: true });
    } catch (error) {
      throw new Error(`${name} is not a well-formed CSV file: ${(error as Error).message}`, { cause: error });
    }
  })();
  const [header, ...rows] = records;
  if (!header || rows.length === 0) throw new Error(`${name} has no rows`);
  return { name, header, rows };
}

/**
 * Checks that the columns stand where they are expected.
 *
 * @throws {Error} that names the first column that differs
 */
export function expectHeader({ name, header }: Csv, expected: readonly string[]): void {
  const place = expected.findIndex((column, index) => header[index] !== column);
  if (place >= 0) {
    throw new Error(
      `${name}: column ${place + 1} is ${JSON.stringify(header[place] ?? 'absent')}, expected ${JSON.stringify(expected[place])}`,
    );
  }
}

/**
 * A cell that holds a whole number, zero or more. `12.0` is taken as 12.
 *
 * @throws {Error} that names file, row and column
 */
export function wholeNumber(text: string, where: string): number {
  if (!/^\d+(\.0+)?$/.test(text)) throw new Error(`${where} is ${JSON.stringify(text)}, expected a whole number`);
  return Number(text);
}

/**
 * Months in the form `2023-06`, each later than the one before.
 *
 * @throws {Error} that names the first that is not
 */
export function expectMonths(name: string, months: readonly string[]): void {
  for (const [index, month] of months.entries()) {
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
      throw new Error(`${name}: ${JSON.stringify(month)} is not a month such as 2023-06`);
    const before = months[index - 1];
    if (before !== undefined && month <= before)
      throw new Error(`${name}: the month ${month} comes after ${before}, expected months in order, each once`);
  }
}

/** @throws {Error} that names the first value that stands there again */
export function expectOnce(name: string, values: readonly string[]): void {
  const twice = repeated(values);
  if (twice !== undefined) throw new Error(`${name}: ${twice} occurs twice`);
}

/**
 * Checks that the columns are those that are expected, all of them and no other.
 *
 * @throws {Error} that names the first column that differs
 */
export function expectColumns(csv: Csv, expected: readonly string[]): void {
  expectHeader(csv, expected);
  const extra = csv.header[expected.length];
  if (extra !== undefined)
    throw new Error(`${csv.name}: there is a column ${JSON.stringify(extra)}, expected ${expected.join(', ')} alone`);
}

/**
 * Names with how often each occurs, as two columns; the most frequent first.
 *
 * @param most what no count may exceed
 * @throws {Error} if a column differs, a name is empty, padded or there twice, a count is none, or a row is the sum of the
 *   others
 */
export function readTally(
  csv: Csv,
  columns: readonly [string, string],
  most: number,
): { name: string; count: number }[] {
  expectColumns(csv, columns);
  const tally = csv.rows.map(([name = '', text = ''], index) => {
    if (name === '' || name !== name.trim())
      throw new Error(
        `${csv.name}: row ${index + 2} has the name ${JSON.stringify(name)}, expected one without padding`,
      );
    const count = wholeNumber(text, `${csv.name}: ${columns[1]} of ${name}`);
    if (count > most)
      throw new Error(`${csv.name}: ${columns[1]} of ${name} is ${count}, more than the ${most} there are`);
    return { name, count };
  });
  expectOnce(
    csv.name,
    tally.map(({ name }) => name),
  );
  // Before all of them are added up: a row that is the sum of the others is a row of totals.
  const all = tally.reduce((sum, { count }) => sum + count, 0);
  const total = tally.length > 2 ? tally.find(({ count }) => count > 0 && count * 2 === all) : undefined;
  if (total) throw new Error(`${csv.name}: ${total.name} is the sum of all other rows, a row of totals among them`);
  return tally.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
