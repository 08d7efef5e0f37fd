/**
 * What a table is before it has rows: a question, its columns, and the way to an answer.
 *
 * A count asks the records in SQL (or takes totals that were published). A finding is a pure function of other tables.
 * Neither knows the clock, the network or the disk.
 */
import type { Coverage } from '../schema/snapshot.ts';
import type { ViewColumn } from '../schema/source.ts';
import type { Column, Row, Table } from '../schema/table.ts';
import { wilson } from '../statistics/proportion.ts';

type ColumnText = Readonly<Omit<Column, 'name'>>;

/** A share of a row's own counts: three columns, the share and its 95 % Wilson interval. */
interface ShareText {
  readonly part: string;
  readonly whole: string;
  readonly description: string;
}

interface Text {
  readonly id: string;
  readonly title: string;
  readonly method: string;
  /** The columns that say which row it is, by meaning and not because the values happen to differ. */
  readonly key: readonly string[];
}

export interface Count extends Text {
  readonly kind: 'count';
  readonly columns: readonly Column[];
  /** The columns of views that the query reads; null where only publishers' own totals can fill it. */
  readonly needs: readonly ViewColumn[] | null;
  /** The query over the views, given the columns that they have. `$as_of` is the day of the snapshot. */
  readonly sql: (has: (column: ViewColumn) => boolean) => string;
  /** The reason that stands in the place of the table when the query has no rows; without it that is a mistake. */
  readonly nothing: string | null;
  /** Adds the shares and their intervals to rows of counts. */
  readonly complete: (rows: readonly Row[]) => Row[];
}

export interface Finding extends Text {
  readonly kind: 'finding';
  readonly columns: readonly Column[];
  /** Tables it cannot do without. */
  readonly from: readonly string[];
  /** Tables it uses where they are there. */
  readonly also: readonly string[];
  readonly compute: Compute;
}

/** Which snapshot a finding is made for, and what came before it. */
export interface Context {
  readonly date: string;
  readonly coverage: Coverage;
  /** The name of the source: `saner2024`, `the capture`. */
  readonly source: string;
  /** The table of that name in the newest earlier snapshot that speaks for the whole Hub; null for a sample. */
  readonly previous: (table: string) => Earlier | null;
}

export interface Earlier {
  readonly snapshot: string;
  readonly table: Table;
}

type Compute = (tables: Tables, context: Context) => Row[] | Refusal;

/** Too little, or too even, to say anything: a sentence for the reader in place of a number. */
export interface Refusal {
  readonly refused: string;
}

export type Metric = Count | Finding;
export type Tables = ReadonlyMap<string, Table>;

const listColumns = (columns: Readonly<Record<string, ColumnText>>): Column[] =>
  Object.entries(columns).map(([name, text]) => ({ name, ...text }));

/**
 * A table counted from records or taken from published totals.
 *
 * Each entry of `shares` becomes three columns, `<name>`, `<name>Low` and `<name>High`: no share leaves here without
 * its interval. Where part or whole is empty, so are they.
 */
export function defineCount({
  columns,
  shares = {},
  needs = null,
  sql = '',
  nothing = null,
  ...text
}: Text & {
  columns: Readonly<Record<string, ColumnText>>;
  shares?: Readonly<Record<string, ShareText>>;
  needs?: readonly ViewColumn[] | null;
  sql?: string | ((has: (column: ViewColumn) => boolean) => string);
  nothing?: string | null;
}): Count {
  const shareColumns = Object.entries(shares).flatMap(([name, { part, whole, description }]) => {
    const holes = [columns[part]?.missing, columns[whole]?.missing].filter((hole) => hole !== undefined);
    return shareTriple(name, description, holes.length > 0 ? holes.join('; ') : undefined);
  });
  return {
    kind: 'count',
    ...text,
    columns: [...listColumns(columns), ...shareColumns],
    needs,
    sql: typeof sql === 'string' ? () => sql : sql,
    nothing,
    complete: (rows) =>
      rows.map((row) => {
        const complete = { ...row };
        for (const [name, { part, whole }] of Object.entries(shares))
          Object.assign(complete, shareOf(row, name, part, whole));
        return complete;
      }),
  };
}

/** A table made from other tables. */
export function defineFinding({
  columns,
  also = [],
  ...text
}: Text & {
  columns: Readonly<Record<string, ColumnText>>;
  from: readonly string[];
  also?: readonly string[];
  compute: Compute;
}): Finding {
  return { kind: 'finding', ...text, also, columns: listColumns(columns) };
}

/** The three columns of a share, in the form that `defineFinding` takes them; `interval` says how its ends are found. */
export function shareColumns(
  name: string,
  description: string,
  missing?: string,
  interval?: string,
): Record<string, ColumnText> {
  const triple = shareTriple(name, description, missing, interval);
  return Object.fromEntries(triple.map(({ name: key, ...rest }) => [key, rest]));
}

/**
 * The values of the three columns of a share; empty where a count is.
 *
 * @throws {Error} where part or whole is not a count, or the part is larger than the whole
 */
export function shareOf(row: Row, name: string, part: string, whole: string): Row {
  const [k, n] = [row[part], row[whole]];
  if (k === null || n === null || n === 0) return { [name]: null, [`${name}Low`]: null, [`${name}High`]: null };
  if (typeof k !== 'number' || typeof n !== 'number')
    throw new Error(`${part} of ${whole} in ${JSON.stringify(row)} is not a pair of counts`);
  const { low, high } = wilson(k, n);
  return { [name]: k / n, [`${name}Low`]: low, [`${name}High`]: high };
}

function shareTriple(name: string, description: string, missing: string | undefined, interval = 'Wilson'): Column[] {
  const hole = missing === undefined ? {} : { missing };
  return [
    { name, unit: 'share', description, ...hole },
    {
      name: `${name}Low`,
      unit: 'share',
      description: `Lower end of the 95 % interval of ${name} (${interval})`,
      ...hole,
    },
    {
      name: `${name}High`,
      unit: 'share',
      description: `Upper end of the 95 % interval of ${name} (${interval})`,
      ...hole,
    },
  ];
}

/**
 * The table of that name among those a finding was given.
 *
 * @throws {Error} if it is not there: the finding did not list it in `from`
 */
export function tableOf(tables: Tables, name: string): Table {
  const table = tables.get(name);
  if (!table) throw new Error(`the table ${name} was not given; list it in "from"`);
  return table;
}

/** A cell that must be a number. @throws {Error} if it is not */
export function numberIn(row: Row, name: string): number {
  const value = row[name];
  if (typeof value !== 'number') throw new Error(`${name} in ${JSON.stringify(row)} is not a number`);
  return value;
}

/** A cell that must be text. @throws {Error} if it is not */
export function textIn(row: Row, name: string): string {
  const value = row[name];
  if (typeof value !== 'string') throw new Error(`${name} in ${JSON.stringify(row)} is not text`);
  return value;
}
