/**
 * A table: tidy rows that explain themselves.
 *
 * The same shape is a file in a snapshot, a figure's data and a download. Title, method, source, units and the
 * meaning of an empty cell are stored with the rows, so that a table from 2026 still says what it is in 2036.
 */
import { z } from 'zod';
import { problem } from './problem.ts';
import { Correlation, Count, Day, Label, ModelType, Month, Rank, Share, Slug, Year } from './scalars.ts';

/** What the values of a column are, and the rule that each of them keeps. */
export const units = {
  year: Year,
  month: Month,
  day: Day,
  name: Label,
  modelType: ModelType,
  slug: Slug,
  count: Count,
  share: Share,
  /** The difference of two shares; 0.01 is a percentage point. */
  shareChange: Correlation,
  correlation: Correlation,
  probability: Share,
  rank: Rank,
  /** Places won, below 0 for places lost; halves where a rank is shared. */
  rankChange: z.number().multipleOf(0.5),
  hours: z.number().nonnegative(),
  days: z.number().nonnegative(),
  decile: z.int().min(1).max(10),
  /** Any finite number; the column says of what. */
  number: z.number(),
} as const satisfies Record<string, z.ZodType>;
export type Unit = keyof typeof units;

/** Whether the values of a unit are text. */
export const isText = (unit: Unit): boolean => units[unit].type === 'string';

const ColumnName = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'expected a column name in camelCase');

export const Column = z.strictObject({
  name: ColumnName,
  unit: z.enum(Object.keys(units) as [Unit, ...Unit[]]),
  description: z.string().min(1),
  /** What an empty cell means. Without it no cell may be empty. */
  missing: z.string().min(1).optional(),
  /** The columns with the ends of the 95 % confidence interval of its values, and how they are found. */
  interval: z
    .strictObject({
      low: ColumnName,
      high: ColumnName,
      /** In words: `Wilson`, `bootstrap`. */
      method: z.string().min(1),
      /** What is drawn, or taken as independent, where that is not the row's own unit: `author`, `repository`. */
      unit: z.string().min(1).optional(),
    })
    .optional(),
  /** The values are facts about all the units that there were: no interval, since nothing is estimated. */
  exact: z.literal(true).optional(),
  /** The test whose p values they are, and what corrects these, in the order in which it does. */
  test: z
    .strictObject({
      /** In words: `Mann–Kendall`. */
      method: z.string().min(1),
      corrections: z.array(z.string().min(1)).min(1).optional(),
    })
    .optional(),
  /**
   * The columns of which it is the share: the count of the part, and that of the whole. Without a whole, the part is
   * divided by a number that the table does not have.
   */
  share: z.strictObject({ part: ColumnName, whole: ColumnName.optional() }).optional(),
  /** The values are a Lorenz curve: shares of a total that belong to the smallest holders, whose part this column has. */
  lorenz: ColumnName.optional(),
});
export type Column = z.infer<typeof Column>;

export const Cell = z.union([z.string(), z.number(), z.null()]);
export type Cell = z.infer<typeof Cell>;
export type Row = Record<string, Cell>;

/** The months a table covers. A month in between without a row had nothing to count. */
export const Window = z
  .strictObject({
    from: Month,
    to: Month,
    /** Months that the source saw only a part of: drawn as such, and out of every trend. */
    partial: z.array(Month),
    /** The month that holds everything older too, since the source gives no earlier date: out of every trend. */
    floor: Month.nullable(),
  })
  .refine(({ from, to }) => from <= to, {
    error: ({ input }) => `the window begins in ${(input as { from: string }).from}, after it ends`,
  });
export type Window = z.infer<typeof Window>;

const TableShape = z.strictObject({
  name: Slug,
  kind: z.enum(['count', 'finding']),
  /** Set where the table is about how the report is made, and not about models and people. */
  about: z.literal('methods').optional(),
  title: z.string().min(1),
  /** How the numbers come about: what is counted, over what, with which rule. */
  method: z.string().min(1),
  /** Which definition that is, and in which version, however it is worded: `population/2`. */
  definition: z
    .string()
    .regex(/^[a-z0-9-]+\/[1-9][0-9]*$/, 'expected a definition and its version, such as population/2')
    .optional(),
  /** Which data they come from, in words; the receipts are in the manifest. */
  source: z.string().min(1),
  window: Window.nullable(),
  /** What a reader must know about this table in this snapshot: discrepancies, gaps, artefacts. */
  notes: z.array(z.string().min(1)),
  /** The columns that say which row it is: the same row of two snapshots has the same values in them. */
  key: z.array(z.string()).min(1),
  columns: z.array(Column).min(1),
  rows: z.array(z.record(z.string(), Cell)).min(1, 'the table has no rows; expected at least one'),
});
export type Table = z.infer<typeof TableShape>;

/**
 * A table of a snapshot. Every row has exactly the named columns, every value keeps its unit's rule, and
 * no two rows share their key.
 */
export const Table = TableShape.superRefine((table, context) => {
  const names = table.columns.map(({ name }) => name);
  const stray = table.key.find((name, index) => !names.includes(name) || table.key.indexOf(name) !== index);
  if (stray !== undefined) {
    const message = names.includes(stray)
      ? `the key names the column ${stray} twice`
      : `the key names a column ${stray}; the columns are ${names.join(', ')}`;
    context.addIssue({ code: 'custom', path: ['key'], message });
    return;
  }
  const misdeclared = problemWithDeclarations(table);
  if (misdeclared) {
    context.addIssue({ code: 'custom', path: ['columns'], message: misdeclared });
    return;
  }
  for (const [index, row] of table.rows.entries()) {
    const wrong = problemWith(row, table.columns);
    if (wrong) {
      context.addIssue({ code: 'custom', path: ['rows', index], message: wrong });
      return;
    }
  }
  const seen = new Set<string>();
  for (const [index, row] of table.rows.entries()) {
    const key = rowKey(table, row);
    if (seen.has(key)) {
      const message = `a row with ${inWords(table, row)} occurs twice`;
      context.addIssue({ code: 'custom', path: ['rows', index], message });
      return;
    }
    seen.add(key);
  }
});

/** Which row it is, as one text: the values of the key, empty cells included. */
export function rowKey({ key }: { readonly key: readonly string[] }, row: Row): string {
  return JSON.stringify(key.map((name) => row[name]));
}

const inWords = ({ key }: Pick<Table, 'key'>, row: Row) =>
  key.map((name) => `${name} ${JSON.stringify(row[name])}`).join(', ');

function problemWith(row: Row, columns: readonly Column[]): string | undefined {
  const names = columns.map((column) => column.name);
  const extra = Object.keys(row).find((name) => !names.includes(name));
  if (extra !== undefined) return `there is no column ${extra}; the columns are ${names.join(', ')}`;
  for (const { name, unit, missing } of columns) {
    const value = row[name];
    if (value === undefined) return `the column ${name} is absent`;
    if (value === null) {
      if (missing === undefined) return `${name} is empty, and the table does not say what that would mean`;
      continue;
    }
    const result = units[unit].safeParse(value);
    if (!result.success) return `${name} is ${JSON.stringify(value)}: ${problem(result.error)}`;
  }
  return undefined;
}

/** Rounding in the last digits; anything more is another number. */
const tolerance = 1e-9;

/** What columns say of each other must be so: the columns are there, of the right units, and their values fit. */
export function problemWithDeclarations({ key, columns, rows }: Table): string | undefined {
  const unitOf = new Map(columns.map(({ name, unit }) => [name, unit]));
  for (const { name, unit, interval, test, share, lorenz } of columns) {
    const named = [
      ...(interval ? [interval.low, interval.high].map((end) => ({ what: 'interval', end, units: [unit] })) : []),
      ...(share ? [share.part, share.whole].map((end) => ({ what: 'share', end, units: ['count'] })) : []),
      ...(lorenz === undefined ? [] : [{ what: 'lorenz', end: lorenz, units: ['number', 'share'] }]),
    ];
    for (const { what, end, units: allowed } of named) {
      if (end === undefined) continue;
      const found = unitOf.get(end);
      if (found === undefined) return `the ${what} of ${name} names a column ${end}, which the table does not have`;
      if (end === name) return `the ${what} of ${name} names ${name} itself`;
      if (!allowed.includes(found))
        return `the ${what} of ${name} names ${end}, which is a ${found}; expected a ${allowed.join(' or ')}`;
    }
    if ((share ?? lorenz) !== undefined && unit !== 'share')
      return `${name} is a ${unit}, and only a share has a part, a whole or a Lorenz curve`;
    if (test && unit !== 'probability') return `${name} is a ${unit}, and only a probability is the p value of a test`;
    for (const row of rows) {
      const wrong =
        (interval && problemWithInterval(row, name, interval)) ??
        (share && problemWithShare(row, name, share)) ??
        (lorenz === undefined ? undefined : problemWithLorenz(row, name, lorenz));
      if (wrong) return `${wrong}; it is the row with ${inWords({ key }, row)}`;
    }
  }
  return undefined;
}

const numbers = (row: Row, ...names: string[]) =>
  names.map((name) => (typeof row[name] === 'number' ? row[name] : null));

function problemWithInterval(row: Row, name: string, interval: { low: string; high: string }): string | undefined {
  const [value, low, high] = numbers(row, name, interval.low, interval.high) as [number | null, ...(number | null)[]];
  if ((low === null) !== (high === null)) return `${name} has one end of its interval and not the other`;
  if (low === null || low === undefined || high === null || high === undefined) return undefined;
  if (value === null) return `${name} is empty, but its interval is not`;
  return low <= value + tolerance && value <= high + tolerance
    ? undefined
    : `${name} is ${value}, outside its interval from ${low} to ${high}`;
}

function problemWithShare(
  row: Row,
  name: string,
  { part, whole }: { part: string; whole?: string | undefined },
): string | undefined {
  const [value, k, n] = [row[name], row[part], whole === undefined ? undefined : row[whole]];
  if (typeof value !== 'number') return undefined;
  if (typeof k !== 'number' || n === null)
    return `${name} is ${value}, but there is no ${k === null ? part : String(whole)}`;
  if (typeof n !== 'number') return undefined;
  if (k > n) return `${part} is ${k}, more than ${String(whole)}, which is ${n}`;
  return Math.abs(k / n - value) < tolerance
    ? undefined
    : `${name} is ${value}, but ${part} of ${String(whole)} is ${k / n}`;
}

function problemWithLorenz(row: Row, name: string, part: string): string | undefined {
  const [value, of] = numbers(row, name, part) as [number | null, number | null];
  if (value === null || of === null) return undefined;
  return of >= 0 && value <= of + tolerance && of <= 1
    ? undefined
    : `${name} is ${value} at ${part} ${of}, above the line of equality`;
}

/**
 * The bytes of a table: the same for the file in a snapshot and for the download, so that one checksum covers both.
 * One line a row, so that a difference between two versions reads as one.
 */
export function tableText(table: Table): string {
  const { key, columns, rows, ...head } = table;
  const lines = (items: readonly unknown[]) => `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
  const opening = JSON.stringify(head, null, 1).slice(0, -2);
  return `${opening},\n "key": ${JSON.stringify(key)},\n "columns": ${lines(columns)},\n "rows": ${lines(rows)}\n}\n`;
}
