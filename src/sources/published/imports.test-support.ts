/** What an import makes of a source today, to compare with what is asserted and what is committed. */
import { join } from 'node:path';
import { metrics } from '../../metrics/index.ts';
import type { Material } from '../../schema/source.ts';
import { type Row, type Table, rowKey } from '../../schema/table.ts';
import { make } from '../../snapshot/make.ts';
import { readEarlier, readSnapshot } from '../../snapshot/read.ts';

const content = join(import.meta.dirname, '../../../content');

/** The rows of every table that can be made beside the committed snapshots, by its name. */
export async function tablesOf(
  material: Material,
  options?: Parameters<typeof make>[2],
): Promise<Record<string, Row[]>> {
  const earlier = readEarlier(content, material.description.date);
  const { tables } = await make(material, metrics, { earlier, ...options });
  return Object.fromEntries(tables.map(({ name, rows }) => [name, rows]));
}

/** The rows of these tables alone, where a few records are read many times. */
export async function someTablesOf(material: Material, names: readonly string[]): Promise<Record<string, Row[]>> {
  const named = (given: Material['absent']) =>
    Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));
  const counts = new Map([...material.counts].filter(([name]) => names.includes(name)));
  const { tables } = await make(
    { ...material, counts, absent: named(material.absent), notes: {} },
    metrics.filter(({ id }) => names.includes(id)),
  );
  return Object.fromEntries(tables.map(({ name, rows }) => [name, rows]));
}

/**
 * Which numbers of a committed snapshot would come out otherwise today? By table and column, and in how many rows.
 *
 * Neither the words nor the intervals are compared: both may be bettered, and tests of their own hold them. Nor is the
 * scoreboard, to which studies are added. A table or a column that came later is passed over; one that is gone is not.
 */
export function moved(today: Readonly<Record<string, readonly Row[]>>, id: string): Record<string, number> {
  const { tables } = readSnapshot(join(content, 'snapshots', id), id);
  return Object.fromEntries(
    [...tables.values()]
      .filter(({ name }) => name !== 'replication')
      .flatMap((then) => movedIn(then, today[then.name]))
      .filter(([, rows]) => rows > 0),
  );
}

function movedIn(then: Table, now: readonly Row[] | undefined): [where: string, rows: number][] {
  if (!now) return [[then.name, then.rows.length]];
  const ends = then.columns.flatMap(({ interval }) => (interval ? [interval.low, interval.high] : []));
  const rows = new Map(now.map((row) => [rowKey(then, row), row]));
  return then.columns
    .filter(({ name }) => !ends.includes(name))
    .map(({ name }) => [
      `${then.name}.${name}`,
      then.rows.filter((row) => !isSame(row[name], rows.get(rowKey(then, row))?.[name])).length,
    ]);
}

/** Sums may be added up in another order. */
const isSame = (then: unknown, now: unknown) =>
  typeof then === 'number' && typeof now === 'number'
    ? Math.abs(then - now) <= 1e-9 * Math.max(1, Math.abs(then))
    : typeof then === 'string' || then === now;
