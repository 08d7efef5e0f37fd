/** Sums over clusters, as SQL: what a share that declares its cluster needs beside its two counts. */
import type { Row } from '../schema/table.ts';
import type { ClusterSums } from '../statistics/cluster.ts';

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

/**
 * A query for the share that each class has of its group, where a cluster has several classes.
 *
 * `classes` names a relation of `class`, the columns of `group`, `author` and `part`; `groups` one of the columns of
 * `group`, `author` and `whole`. Its columns are those of the group, the class, the counts, and the sums.
 */
export function sharesOfGroups(
  share: string,
  {
    classes,
    groups,
    group,
    class: of,
    part,
    whole,
  }: { classes: string; groups: string; group: string; class: string; part: string; whole: string },
): string {
  const { clusters, partSquared, partByWhole, wholeSquared } = columnsOf(share);
  const same = (one: string, other: string, column: string) =>
    `${one}.${column} IS NOT DISTINCT FROM ${other}.${column}`;
  return `
    SELECT classes.${group}, classes.${of}, sum(part)::BIGINT AS "${part}", any_value(of_group.whole) AS "${whole}",
           any_value(of_group.clusters) AS "${clusters}", sum(part * part)::BIGINT AS "${partSquared}",
           sum(part * of_author.whole)::BIGINT AS "${partByWhole}", any_value(of_group.squared) AS "${wholeSquared}"
    FROM ${classes} AS classes
    JOIN ${groups} AS of_author ON ${same('classes', 'of_author', group)} AND ${same('classes', 'of_author', 'author')}
    JOIN (
      SELECT ${group}, sum(whole)::BIGINT AS whole, count(*) AS clusters, sum(whole * whole)::BIGINT AS squared
      FROM ${groups}
      GROUP BY ${group}
    ) AS of_group ON ${same('classes', 'of_group', group)}
    GROUP BY classes.${group}, classes.${of}`;
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
