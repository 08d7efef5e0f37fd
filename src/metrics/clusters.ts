/** Sums over clusters, as SQL: what shares of units that come in clusters need beside their two counts. */
import type { Row } from '../schema/table.ts';
import type { ClusterSums } from '../statistics/cluster.ts';

/** What units come in, and the column of the units that says in which. */
export type Cluster = 'author' | 'repository';

const columnsOf = (share: string) =>
  ({
    clusters: `${share}Clusters`,
    partSquared: `${share}PartSquared`,
    partByWhole: `${share}PartByWhole`,
    wholeSquared: `${share}WholeSquared`,
  }) as const;

/** Part of a query over rows of one cluster each, which have the counts `part` and `whole` of that cluster. */
export function clusterSums(share: string, part: string, whole: string): string {
  const { clusters, partSquared, partByWhole, wholeSquared } = columnsOf(share);
  const sum = (value: string) => `coalesce(sum(${value}), 0)::BIGINT`;
  return `count(*) FILTER (${whole} > 0) AS "${clusters}", ${sum(`${part} * ${part}`)} AS "${partSquared}",
           ${sum(`${part} * ${whole}`)} AS "${partByWhole}", ${sum(`${whole} * ${whole}`)} AS "${wholeSquared}"`;
}

interface Counted {
  /** A query with one row per unit: the columns of the key, that of the cluster, and those that the rest speaks of. */
  readonly units: string;
  /** The condition under which a unit counts, by the name of the count. */
  readonly counts: Readonly<Record<string, string>>;
  /**
   * For the shares that classes have of a group: which column of the key is the class, and the name of the count of all
   * units of the group. `counts` go by class. With `lists` the column of the units is a list of all the classes that a
   * unit is in. `every` is a query for classes that have a row in every group, if with nothing; without it only those
   * that occur do. Of classes that are known, `each` gives the condition under which a unit is in one, which takes the place
   * of the column and costs less; then `every` says that all have a row.
   */
  readonly classes?: {
    readonly column: string;
    readonly of: string;
    readonly lists?: true;
    readonly every?: string;
    readonly each?: Readonly<Record<string, string>>;
  };
  /** Other aggregates over the units of a row, by the name of their column. */
  readonly also?: Readonly<Record<string, string>>;
  readonly key: readonly string[];
  readonly shares: Readonly<Record<string, { readonly part: string; readonly whole: string }>>;
  readonly cluster: Cluster | undefined;
}

/**
 * A query that counts units by the columns of the key, and adds up over clusters what those shares need whose counts it
 * has. To be ordered, or to be read from.
 *
 * Missing  units whose cluster is unknown are one cluster; an empty value of the key is a value
 *
 * @throws {Error} if there is no cluster, or no share of the counts
 */
export function countInClusters({ units, counts, classes, also = {}, key, shares, cluster }: Counted): string {
  const names = [...Object.keys(counts), ...(classes ? [classes.of] : [])];
  const clustered = Object.entries(shares).filter(
    ([, { part, whole }]) => names.includes(part) && names.includes(whole),
  );
  if (cluster === undefined || clustered.length === 0)
    throw new Error(`the shares of ${names.join(', ')} come in no clusters`);

  const columns = (of: string, names: readonly string[]) =>
    names.map((name) => `${of ? `${of}.` : ''}"${name}", `).join('');
  const on = (one: string, other: string, names: readonly string[]) =>
    ['true', ...names.map((name) => `${one}."${name}" IS NOT DISTINCT FROM ${other}."${name}"`)].join(' AND ');
  const group = key.filter((name) => name !== classes?.column);
  if (classes?.each) return countEach(units, counts, { ...classes, each: classes.each }, group, cluster, clustered);
  const added = Object.keys(counts).map((name) => `sum(counted."${name}")::BIGINT AS "${name}"`);
  const sums = clustered.map(([share, { part, whole }]) =>
    whole === classes?.of
      ? `sum("${part}" * of_cluster.whole)::BIGINT AS "${columnsOf(share).partByWhole}",
         sum("${part}" * "${part}")::BIGINT AS "${columnsOf(share).partSquared}"`
      : clusterSums(share, `"${part}"`, `"${whole}"`),
  );
  const ofGroup = clustered
    .filter(([, { whole }]) => whole === classes?.of)
    .map(
      ([share]) => `of_group.clusters AS "${columnsOf(share).clusters}", squared AS "${columnsOf(share).wholeSquared}"`,
    );
  const ofClasses = classes
    ? `, of_cluster AS (
        SELECT ${columns('', group)} "${cluster}", ${classes.lists ? 'count(*) AS whole FROM units' : 'sum(units)::BIGINT AS whole FROM counted'} GROUP BY ALL
      ), of_group AS (
        SELECT ${columns('of_cluster', group)} sum(whole)::BIGINT AS whole, count(*) AS clusters,
               sum(whole * whole)::BIGINT AS squared
        FROM of_cluster
        GROUP BY ALL
      ), added AS (
        SELECT ${columns('counted', key)} ${[...added, ...sums].join(', ')}
        FROM counted JOIN of_cluster ON ${on('counted', 'of_cluster', [...group, cluster])}
        GROUP BY ALL
      ), every AS (${classes.every ?? `SELECT DISTINCT "${classes.column}" FROM added`}), found AS (
        SELECT ${columns('of_group', group)} every.*, of_group.whole AS "${classes.of}", ${ofGroup.join(', ')},
               coalesce(COLUMNS(added.* EXCLUDE (${key.map((name) => `"${name}"`).join(', ')})), 0)
        FROM of_group CROSS JOIN every
        ${classes.every === undefined ? '' : 'LEFT'} JOIN added
        ON ${on('of_group', 'added', group)} AND ${on('every', 'added', [classes.column])}
      )`
    : `, found AS (SELECT ${columns('counted', key)} ${[...added, ...sums].join(', ')} FROM counted GROUP BY ALL)`;
  const rest = Object.entries(also);
  const once = !classes?.lists && rest.length === 0;
  return `
    SELECT * FROM (
      WITH units AS ${once ? 'NOT' : ''} MATERIALIZED (${units}), classified AS (
        ${classes?.lists ? `SELECT * REPLACE (unnest("${classes.column}") AS "${classes.column}") FROM units` : 'FROM units'}
      ), counted AS (
        SELECT ${columns('classified', key)} "${cluster}", ${classes ? 'count(*) AS units, ' : ''}
               ${Object.entries(counts)
                 .map(([name, condition]) => `count(*) FILTER (${condition}) AS "${name}"`)
                 .join(', ')}
        FROM classified
        GROUP BY ALL
      )${ofClasses}, beside AS (
        SELECT ${columns('classified', key)} ${['1', ...rest.map(([name, sql]) => `${sql} AS "${name}"`)].join(', ')}
        FROM classified
        GROUP BY ALL
      )
      SELECT ${['found.*', ...rest.map(([name]) => `"${name}"`)].join(', ')}
      FROM found ${rest.length > 0 ? `JOIN beside ON ${on('found', 'beside', key)}` : ''}
    )`;
}

/** The same for classes that are known: all of a cluster are counted side by side, and set below each other at the end. */
function countEach(
  units: string,
  counts: Counted['counts'],
  { column, of, every, each }: NonNullable<Counted['classes']> & { each: Readonly<Record<string, string>> },
  group: readonly string[],
  cluster: Cluster,
  shares: readonly (readonly [share: string, counts: { readonly part: string; readonly whole: string }])[],
): string {
  const groups = group.map((name) => `"${name}", `).join('');
  const classes = Object.entries(each).map(([name, condition], place) => ({ name, condition, place }));
  const counted = classes.flatMap(({ condition, place }) =>
    Object.entries({ ...counts, '': 'true' }).map(
      ([name, counts]) => `count(*) FILTER ((${condition}) AND (${counts})) AS "${place}_${name}"`,
    ),
  );
  const sums = classes.flatMap(({ place }) => [
    ...[...Object.keys(counts), ''].map((name) => `sum("${place}_${name}")::BIGINT AS "${place}_${name}"`),
    ...shares.map(([share, { part, whole }]) =>
      clusterSums(`${place}_${share}`, `"${place}_${part}"`, whole === of ? 'whole' : `"${place}_${whole}"`),
    ),
  ]);
  const rows = classes.map(
    ({ name, place }) =>
      `SELECT ${groups} '${name}' AS "${column}", whole AS "${of}", COLUMNS('^${place}_(.+)$') AS '\\1' FROM sums
       ${every === undefined ? `WHERE "${place}_" > 0` : ''}`,
  );
  return `
    SELECT * FROM (
      WITH authors AS (
        SELECT ${groups} "${cluster}", count(*) AS whole, ${counted.join(', ')} FROM (${units}) GROUP BY ALL
      ), sums AS MATERIALIZED (
        SELECT ${groups} sum(whole)::BIGINT AS whole, ${sums.join(', ')} FROM authors GROUP BY ALL HAVING count(*) > 0
      )
      ${rows.join(' UNION ALL ')}
    )`;
}

/** The sums in a row; null where the counts were published without them. */
export function clusterSumsIn(row: Row, share: string): Omit<ClusterSums, 'part' | 'whole'> | null {
  const { clusters, partSquared, partByWhole, wholeSquared } = columnsOf(share);
  const value = (name: string) => (typeof row[name] === 'number' ? row[name] : Number.NaN);
  if (row[clusters] === undefined) return null;
  return {
    clusters: value(clusters),
    partSquared: value(partSquared),
    partByWhole: value(partByWhole),
    wholeSquared: value(wholeSquared),
  };
}

/** The row as the table has it, without the sums. */
export function withoutClusterSums(row: Row, share: string): Row {
  const hidden: readonly string[] = Object.values(columnsOf(share));
  return Object.fromEntries(Object.entries(row).filter(([name]) => !hidden.includes(name)));
}
