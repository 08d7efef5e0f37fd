/**
 * A table: tidy rows that explain themselves.
 *
 * The same shape is a file in a snapshot, a figure's data and a download. Title, method, source, units and the
 * meaning of an empty cell are stored with the rows, so that a table from 2026 still says what it is in 2036.
 */
import { z } from 'zod';
import { problem } from './problem.ts';
import { Correlation, Count, Day, Label, ModelType, Month, Rank, Share, Slug } from './scalars.ts';

/** What the values of a column are, and the rule that each of them keeps. */
export const units = {
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

export const Column = z.strictObject({
  name: z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'expected a column name in camelCase'),
  unit: z.enum(Object.keys(units) as [Unit, ...Unit[]]),
  description: z.string().min(1),
  /** What an empty cell means. Without it no cell may be empty. */
  missing: z.string().min(1).optional(),
});
export type Column = z.infer<typeof Column>;

export const Cell = z.union([z.string(), z.number(), z.null()]);
export type Cell = z.infer<typeof Cell>;
export type Row = Record<string, Cell>;

/** The months a table speaks for. A month in between without a row had nothing to count. */
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
  title: z.string().min(1),
  /** How the numbers come about: what is counted, over what, with which rule. */
  method: z.string().min(1),
  /** Which data they come from, in words; the receipts are in the manifest. */
  source: z.string().min(1),
  window: Window.nullable(),
  /** What a reader must know about this table in this snapshot: discrepancies, gaps, artefacts. */
  notes: z.array(z.string().min(1)),
  /** The columns that say which row it is: the same row of two snapshots has the same values in them. */
  key: z.array(z.string()).min(1),
  columns: z.array(Column).min(1),
  rows: z.array(z.record(z.string(), Cell)).min(1, 'a table without rows is not published'),
});
export type Table = z.infer<typeof TableShape>;

/**
 * A table as it stands in a snapshot. Every row has exactly the named columns, every value keeps its unit's rule, and
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
      const message = `a row with ${table.key.map((name) => `${name} ${JSON.stringify(row[name])}`).join(', ')} stands there twice`;
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

/**
 * The column of that name.
 *
 * @throws {Error} if the table has no such column; the sentence lists those it has
 */
export function column(table: Pick<Table, 'name' | 'columns'>, name: string): Column {
  const found = table.columns.find((candidate) => candidate.name === name);
  if (!found) {
    throw new Error(
      `table ${table.name} has no column ${name}; it has ${table.columns.map((each) => each.name).join(', ')}`,
    );
  }
  return found;
}
