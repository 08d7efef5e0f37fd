/** Sums over clusters, as SQL: what a share that declares its cluster needs beside its two counts. */
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
   * units of the group. In the units the column is a list of all the classes that a unit is in; `counts` go by class.
   */
  readonly classes?: { readonly column: string; readonly of: string };
  /** Other aggregates over the units of a row, by the name of their column. */
  readonly also?: Readonly<Record<string, string>>;
  readonly key: readonly string[];
  readonly shares: Readonly<
    Record<string, { readonly part: string; readonly whole: string; readonly cluster?: Cluster }>
  >;
}

/**
 * A query that counts units by the columns of the key, and adds up over clusters what those shares need whose counts it
 * has. To be ordered, or to be read from.
 *
 * Missing  units whose cluster is unknown are one cluster; an empty value of the key is a value
 *
 * @throws {Error} if the shares are of several kinds of clusters, or of none
 */
export function countInClusters({ units, counts, classes, also = {}, key, shares }: Counted): string {
  const names = [...Object.keys(counts), ...(classes ? [classes.of] : [])];
  const clustered = Object.entries(shares).filter(
    ([, { part, whole, cluster }]) => cluster && names.includes(part) && names.includes(whole),
  );
  const [cluster, another] = new Set(clustered.map(([, share]) => share.cluster));
  if (cluster === undefined || another !== undefined)
    throw new Error(`the shares of ${names.join(', ')} come in ${another ? 'several kinds of' : 'no'} clusters`);

  const list = (columns: readonly string[]) => columns.map((name) => `"${name}", `).join('');
  const on = (columns: readonly string[], [one, other]: readonly [string, string]) =>
    ['true', ...columns.map((name) => `${one}."${name}" IS NOT DISTINCT FROM ${other}."${name}"`)].join(' AND ');
  const group = key.filter((name) => name !== classes?.column);
  const sums = clustered.map(([share, { part, whole }]) =>
    whole === classes?.of
      ? sumsOfClass(share, `counted."${part}"`)
      : clusterSums(share, `counted."${part}"`, `counted."${whole}"`),
  );
  return `
    SELECT * FROM (
      WITH units AS MATERIALIZED (${units}), classified AS (
        ${classes ? `SELECT * REPLACE (unnest("${classes.column}") AS "${classes.column}") FROM units` : 'FROM units'}
      ), counted AS (
        SELECT ${list(key)} "${cluster}",
               ${Object.entries(counts)
                 .map(([name, condition]) => `count(*) FILTER (${condition}) AS "${name}"`)
                 .join(', ')}
        FROM classified
        GROUP BY ALL
      ), of_cluster AS (
        SELECT ${list(group)} "${cluster}", count(*) AS whole FROM units GROUP BY ALL
      ), of_group AS (
        SELECT ${list(group)} sum(whole)::BIGINT AS whole, count(*) AS clusters, sum(whole * whole)::BIGINT AS squared
        FROM of_cluster
        GROUP BY ALL
      ), found AS (
        SELECT ${key.map((name) => `counted."${name}", `).join('')}
               ${Object.keys(counts)
                 .map((name) => `sum(counted."${name}")::BIGINT AS "${name}"`)
                 .join(', ')},
               ${classes ? `any_value(of_group.whole) AS "${classes.of}",` : ''} ${sums.join(', ')}
        FROM counted
        ${
          classes
            ? `JOIN of_cluster ON ${on([...group, cluster], ['counted', 'of_cluster'])}
               JOIN of_group ON ${on(group, ['counted', 'of_group'])}`
            : ''
        }
        GROUP BY ALL
      ), beside AS (
        SELECT ${list(key)} ${[...Object.entries(also).map(([name, sql]) => `${sql} AS "${name}"`), '1 AS one'].join(', ')}
        FROM classified
        GROUP BY ALL
      )
      SELECT found.*${Object.keys(also)
        .map((name) => `, "${name}"`)
        .join('')}
      FROM found ${Object.keys(also).length > 0 ? `JOIN beside ON ${on(key, ['found', 'beside'])}` : ''}
    )`;
}

function sumsOfClass(share: string, part: string): string {
  const { clusters, partSquared, partByWhole, wholeSquared } = columnsOf(share);
  return `any_value(of_group.clusters) AS "${clusters}", sum(${part} * ${part})::BIGINT AS "${partSquared}",
          sum(${part} * of_cluster.whole)::BIGINT AS "${partByWhole}", any_value(of_group.squared) AS "${wholeSquared}"`;
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
