/**
 * What a table is before it has rows: a question, its columns, and the way to an answer.
 *
 * A count asks the records in SQL (or takes totals that were published). A finding is a pure function of other tables.
 * Neither knows the clock, the network or the disk.
 *
 * Shares are here too, and make the file long: no share is defined without its interval.
 */
import type { DefaultFigure } from '../schema/figure.ts';
import type { Coverage } from '../schema/snapshot.ts';
import type { ViewColumn } from '../schema/views.ts';
import { Column, type Row, type Table } from '../schema/table.ts';
import type { TopicId } from '../schema/topic.ts';
import type { Unavailable } from '../schema/unavailable.ts';
import { clusterInterval } from '../statistics/cluster.ts';
import { wilson } from '../statistics/proportion.ts';
import { type Cluster, clusterSumsIn, countInClusters, withoutClusterSums } from './clusters.ts';

type ColumnText = Readonly<Omit<Column, 'name'>>;

/**
 * A share of a row's own counts: three columns, the share and its 95 % interval, which says what varies.
 *
 * With the `cluster` of a count it is cluster-robust, for units that come in clusters: models of authors, commits of
 * repositories. The query gives the sums for it; published totals have none, and no interval. An `exact` share is a fact
 * about the units that there were, from which nothing is generalised, and one column without an interval. With neither, the
 * units were drawn independently, as texts that somebody labelled are, and the interval is Wilson's.
 */
interface ShareText {
  readonly part: string;
  readonly whole: string;
  readonly description: string;
  readonly exact?: true;
}

/** See `countInClusters`; the shares, their cluster and the columns of the key are those of the metric. */
export type Counting = (counted: Omit<Parameters<typeof countInClusters>[0], 'shares' | 'cluster' | 'key'>) => string;

interface Text {
  readonly id: string;
  readonly topic: TopicId;
  readonly title: string;
  /** See `Table`. */
  readonly about?: 'methods';
  readonly method: string;
  /** The columns that say which row it is, by meaning and not because the values happen to differ. */
  readonly key: readonly string[];
}

/** How every snapshot draws the table, in this order; where there is nothing, it is shown as a table. */
interface Drawn {
  readonly figures: readonly DefaultFigure[];
}

export interface Count extends Text, Drawn {
  readonly kind: 'count';
  readonly columns: readonly Column[];
  /** The columns of views that the query reads; null where only publishers' own totals can fill it. */
  readonly needs: readonly ViewColumn[] | null;
  /** The query over the views, given the columns that they have. `$as_of` is the day of the snapshot. */
  readonly sql: (has: (column: ViewColumn) => boolean) => string;
  /** Why there is no table when the query has no rows; without it no rows are an error. */
  readonly emptyReason: string | null;
  /** Adds the shares and their intervals to rows of counts. */
  readonly addShares: (rows: readonly Row[]) => Row[];
}

export interface Finding extends Text, Drawn {
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
  /** The table of that name in the newest census of the day or before it, for a sample of it. */
  readonly census: (table: string) => Earlier | null;
  /**
   * The tables of that name in all earlier snapshots that speak for the whole Hub, of each day the newest, oldest first. A
   * sample can be set beside them: its numbers are not theirs.
   */
  readonly earlier: (table: string) => readonly Earlier[];
}

export interface Earlier {
  readonly snapshot: string;
  readonly table: Table;
}

type Compute = (tables: Tables, context: Context) => Row[] | Unavailable;

export type Metric = Count | Finding;
export type Tables = ReadonlyMap<string, Table>;

/** In the order in which files have it, whatever the order of the definition. */
const listColumns = (columns: Readonly<Record<string, ColumnText>>): Column[] =>
  Object.entries(columns).map(([name, text]) => Column.parse({ name, ...text }));

/**
 * A table counted from records or taken from published totals.
 *
 * Each entry of `shares` becomes three columns, `<name>`, `<name>Low` and `<name>High`: no share leaves here without
 * its interval. Where part or whole is empty, so are they.
 */
export function defineCount({
  columns,
  figures = [],
  shares = {},
  cluster,
  needs = null,
  sql = '',
  emptyReason = null,
  ...text
}: Text &
  Partial<Drawn> & {
    columns: Readonly<Record<string, ColumnText>>;
    shares?: Readonly<Record<string, ShareText>>;
    cluster?: Cluster;
    needs?: readonly ViewColumn[] | null;
    sql?: string | ((has: (column: ViewColumn) => boolean, count: Counting) => string);
    emptyReason?: string | null;
  }): Count {
  const ofShares = Object.entries(shares).flatMap(([name, { description, ...share }]) => {
    const holes = [columns[share.part]?.missing, columns[share.whole]?.missing].filter((hole) => hole !== undefined);
    const missing = holes.length > 0 ? [...new Set(holes)].join('; ') : undefined;
    return listColumns(shareColumns(name, description, { ...share, cluster, missing }));
  });
  const count: Counting = (counted) => countInClusters({ ...counted, shares, cluster, key: text.key });
  return {
    kind: 'count',
    ...text,
    figures,
    columns: [...listColumns(columns), ...ofShares],
    needs,
    sql: typeof sql === 'string' ? () => sql : (has) => sql(has, count),
    emptyReason,
    addShares: (rows) =>
      rows.map((row) => {
        let complete = { ...row };
        for (const [name, { part, whole, exact }] of Object.entries(shares)) {
          const share = exact ? exactShareOf(row, name, part, whole) : shareOf(row, name, part, whole);
          complete = { ...withoutClusterSums(complete, name), ...share };
          if (cluster && !exact) Object.assign(complete, clusterEnds(row, name, part, whole));
        }
        return complete;
      }),
  };
}

/** A table made from other tables. */
export function defineFinding({
  columns,
  figures = [],
  also = [],
  ...text
}: Text &
  Partial<Drawn> & {
    columns: Readonly<Record<string, ColumnText>>;
    from: readonly string[];
    also?: readonly string[];
    compute: Compute;
  }): Finding {
  return { kind: 'finding', ...text, figures, also, columns: listColumns(columns) };
}

/**
 * A column of estimates and the two with the ends of their interval, in the form that `defineFinding` takes them.
 *
 * @param method how the ends are found, in words
 * @param ends the names of the ends, where they are not `<name>Low` and `<name>High`
 * @param withoutEnds why an estimate can be without them
 */
export function withInterval(
  name: string,
  column: ColumnText,
  method: string,
  {
    cluster,
    ends: [low, high] = [`${name}Low`, `${name}High`],
    withoutEnds = cluster && noEnds(cluster),
  }: {
    cluster?: Cluster | undefined;
    ends?: readonly [low: string, high: string];
    withoutEnds?: string | undefined;
  } = {},
): Record<string, ColumnText> {
  const { unit } = column;
  const holes = [column.missing, withoutEnds].filter((hole) => hole !== undefined);
  const missing = holes.length > 0 ? holes.join('; ') : undefined;
  const end = (which: string): ColumnText => ({
    unit,
    description: `${column.description}: ${which} end of the 95 % CI (${method}${cluster ? `, by ${cluster}` : ''})`,
    ...(missing !== undefined && { missing }),
  });
  return {
    [name]: { ...column, interval: { low, high, method, ...(cluster && { unit: cluster }) } },
    [low]: end('lower'),
    [high]: end('upper'),
  };
}

const plurals: Readonly<Record<Cluster, string>> = { author: 'authors', repository: 'repositories' };
const noEnds = (cluster: Cluster) =>
  `the source gives totals without ${plurals[cluster]}, there is only one ${cluster}, or one ${cluster} dominates the count`;

/**
 * The three columns of a share, or the one of an exact share: of two counts of its row, of one count and a number that no
 * column has, or of neither.
 */
export function shareColumns(
  name: string,
  description: string,
  {
    part,
    whole,
    lorenz,
    missing,
    cluster,
    exact,
    method = cluster ? 'cluster-robust' : 'Wilson',
  }: {
    part?: string;
    whole?: string;
    lorenz?: string;
    missing?: string | undefined;
    method?: string;
    cluster?: Cluster | undefined;
    exact?: true | undefined;
  } = {},
): Record<string, ColumnText> {
  const of = {
    ...(part !== undefined && { share: { part, ...(whole !== undefined && { whole }) } }),
    ...(lorenz !== undefined && { lorenz }),
  };
  const column = { unit: 'share', description, ...(missing !== undefined && { missing }), ...of } as const;
  return exact ? { [name]: { ...column, exact } } : withInterval(name, column, method, { cluster });
}

/** A column of p values: of which test, and what corrects them, in the order in which it does. */
export const pValues = (
  description: string,
  method: string,
  { corrections, missing }: { corrections?: string[]; missing?: string } = {},
): ColumnText => ({
  unit: 'probability',
  description,
  ...(missing !== undefined && { missing }),
  test: { method, ...(corrections && { corrections }) },
});

/**
 * The value of an exact share; empty where a count is.
 *
 * @throws {Error} where part or whole is not a count, or the part is larger than the whole
 */
export function exactShareOf(row: Row, name: string, part: string, whole: string): Row {
  return { [name]: shareOf(row, name, part, whole)[name] ?? null };
}

/**
 * The values of the three columns of a share; empty where a count is.
 *
 * @throws {Error} where part or whole is not a count, or the part is larger than the whole
 */
export function shareOf(row: Row, name: string, part: string, whole: string): Row {
  const [k, n] = [row[part], row[whole]];
  if (k === null || n === null || n === 0) return { [name]: null, ...endsOf(name, null) };
  if (typeof k !== 'number' || typeof n !== 'number')
    throw new Error(`${part} of ${whole} in ${JSON.stringify(row)} is not a pair of counts`);
  return { [name]: k / n, ...endsOf(name, wilson(k, n)) };
}

/** The ends of the interval of a share of units in clusters. */
function clusterEnds(row: Row, name: string, part: string, whole: string): Row {
  const sums = clusterSumsIn(row, name);
  if (sums === null || row[part] === null || row[whole] === null) return endsOf(name, null);
  return endsOf(name, clusterInterval({ ...sums, part: numberIn(row, part), whole: numberIn(row, whole) }));
}

/** The values of the two columns with the ends of an interval; empty where there is none. */
export function endsOf(name: string, interval: Ends | { readonly known: false } | null | undefined): Row {
  const { low, high } = interval && 'low' in interval ? interval : { low: null, high: null };
  return { [`${name}Low`]: low, [`${name}High`]: high };
}

interface Ends {
  readonly low: number;
  readonly high: number;
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
