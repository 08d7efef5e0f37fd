/** Two snapshots compared: the contents of `/compare/<a>...<b>/comparison.json`. */
import { z } from 'zod';
import { Day, Sha256, Slug, SnapshotId } from './scalars.ts';
import { Coverage } from './snapshot.ts';
import { Cell, Column } from './table.ts';

/** Why numbers moved, as far as the snapshots say so of themselves. */
export const Reason = z.enum(['new data', 'other source', 'other definition', 'correction']);
export type Reason = z.infer<typeof Reason>;

/** The same for a reader. */
export const reasonWords: Readonly<Record<Reason, string>> = {
  'new data': 'new data',
  'other source': 'different data source',
  'other definition': 'different definition',
  correction: 'correction',
};

/** One of the two snapshots: what it covers, and the checksum that pins every number of it. */
export const Side = z.strictObject({
  id: SnapshotId,
  date: Day,
  coverage: Coverage,
  title: z.string(),
  population: z.string(),
  selection: z.string().nullable(),
  sources: z.array(z.string()).min(1),
  manifestSha256: Sha256,
});
export type Side = z.infer<typeof Side>;

/** Values of the key, in the order of its columns: which row it is. */
const Key = z.array(Cell).min(1);
const Interval = z.tuple([z.number().nullable(), z.number().nullable()]);

/** A share of fewer, and a count below, is marked as small: a few models more or less move it by much. */
export const smallCell = 20;

/** A number that moved. Where it has an interval the two go together, and one that stayed may have moved its interval. */
export const Move = z.strictObject({
  key: Key,
  column: z.string(),
  unit: Column.shape.unit,
  before: z.number(),
  after: z.number(),
  /** After less before, in the unit. */
  difference: z.number(),
  /** How much, in the measure of the comparison: what the list is sorted by. */
  amount: z.number().nonnegative(),
  intervals: z.strictObject({ before: Interval, after: Interval }).optional(),
  /** Where the two intervals have a value in common: the move may be chance. */
  overlap: z.literal(true).optional(),
  /** Where it is a share of few, or a count of few. */
  small: z.literal(true).optional(),
  /** Where its month is not the same time in both: one covers only part of it, or has everything older in it. */
  span: z.enum(['partial', 'floor']).optional(),
});
export type Move = z.infer<typeof Move>;

/** A cell that differs and has no difference: text, or a number where the other cell is empty. */
export const Change = z.strictObject({
  key: Key,
  column: z.string(),
  unit: Column.shape.unit,
  before: Cell,
  after: Cell,
});
export type Change = z.infer<typeof Change>;

const count = z.int().nonnegative();

export const TableComparison = z.strictObject({
  name: Slug,
  title: z.string(),
  reasons: z.array(z.strictObject({ reason: Reason, because: z.string() })).min(1),
  /** What is left out, and why; null where all of it is compared. */
  limited: z.string().nullable(),
  /** Months that one of the two saw only in part, or that have everything older in one of them. */
  notes: z.array(z.string()),
  /** The columns of the key, and those that are compared, as the later snapshot describes them. */
  key: z.array(Column).min(1),
  columns: z.array(Column),
  columnsOnlyIn: z.strictObject({ a: z.array(z.string()), b: z.array(z.string()) }),
  counts: z.strictObject({
    rows: z.strictObject({ both: count, onlyInA: count, onlyInB: count }),
    /** Numbers with their intervals, in the rows and columns that both have. */
    numbers: z.strictObject({ moved: count, stayed: count }),
    changed: count,
  }),
  /**
   * The numbers that moved, the largest move first; what changed again of a count that is the whole of many rows comes
   * after them, then small cells, overlapping intervals and p values, and months that are not the same time in both last.
   */
  moved: z.array(Move),
  changed: z.array(Change),
  rowsOnlyIn: z.strictObject({ a: z.array(Key), b: z.array(Key) }),
});
export type TableComparison = z.infer<typeof TableComparison>;

/** Whether a table says the same in both: cells, rows, columns and what they mean. */
export const isUnchanged = ({ counts, columnsOnlyIn, reasons }: TableComparison): boolean =>
  counts.rows.both > 0 &&
  counts.numbers.moved + counts.changed + counts.rows.onlyInA + counts.rows.onlyInB === 0 &&
  columnsOnlyIn.a.length + columnsOnlyIn.b.length === 0 &&
  !reasons.some(({ reason }) => reason === 'other definition');

/** A table that is not compared, with the reason; null where the other snapshot does not know of it. */
const Left = z.strictObject({ name: Slug, title: z.string(), reason: z.string().nullable() });
export type Left = z.infer<typeof Left>;

/** A comparison whose lists may be cut short; `counts` says how long they were. */
export const ComparisonDigest = z.strictObject({
  a: Side,
  b: Side,
  /** What is meant by how much a number moved. */
  measure: z.string(),
  /**
   * How many models there were, then the largest reliable changes of shares and ranks, a sentence each; none where the
   * two are not of one kind.
   */
  findings: z.array(z.strictObject({ table: Slug, title: z.string(), text: z.string() })),
  /** What is compared with what, and what to know before the numbers. */
  summary: z.string(),
  /** How many numbers moved, and why; empty where none is in both. */
  inNumbers: z.string(),
  tables: z.array(TableComparison),
  /** Tables that both have and that cannot be compared. */
  refused: z.array(z.strictObject({ ...Left.shape, reason: z.string() })),
  /** Tables that only one has, with the other’s reason for not having it. */
  onlyIn: z.strictObject({ a: z.array(Left), b: z.array(Left) }),
});
export type ComparisonDigest = z.infer<typeof ComparisonDigest>;

/** A whole comparison: every list is as long as it says. */
export const Comparison = ComparisonDigest.superRefine(({ tables }, context) => {
  for (const [index, { name, counts, moved, changed, rowsOnlyIn }] of tables.entries()) {
    const said = [counts.numbers.moved, counts.changed, counts.rows.onlyInA, counts.rows.onlyInB];
    const listed = [moved, changed, rowsOnlyIn.a, rowsOnlyIn.b].map((list) => list.length);
    if (said.join() !== listed.join())
      context.addIssue({
        code: 'custom',
        path: ['tables', index],
        message: `the lists of ${name} have ${listed.join(', ')} entries, and it says ${said.join(', ')}`,
      });
  }
});
export type Comparison = z.infer<typeof Comparison>;

/** The name of a comparison, as in its address. */
export const comparisonId = (a: string, b: string): string => `${a}...${b}`;

/** The bytes of a comparison: a line for each number, so that it can be read and searched. */
export function comparisonText(comparison: Comparison): string {
  const { tables, ...head } = comparison;
  const lines = (items: readonly unknown[]) =>
    items.length === 0 ? '[]' : `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
  const texts = tables.map(({ moved, changed, rowsOnlyIn, ...about }) => {
    const opening = JSON.stringify(about, null, 1).slice(0, -2);
    const only = `{ "a": ${lines(rowsOnlyIn.a)}, "b": ${lines(rowsOnlyIn.b)} }`;
    return `${opening},\n "moved": ${lines(moved)},\n "changed": ${lines(changed)},\n "rowsOnlyIn": ${only}\n}`;
  });
  return `${JSON.stringify(head, null, 1).slice(0, -2)},\n "tables": [${texts.join(',\n')}]\n}\n`;
}
