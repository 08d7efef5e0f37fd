/** Looks up snapshots and their tables for pages and components. A name that nobody knows stops the build. */
import { createHash } from 'node:crypto';
import { type CollectionEntry, getCollection, getEntry } from 'astro:content';
import { compareSnapshotIds } from '../schema/snapshot-id.ts';
import { isValid, manifestText } from '../schema/snapshot.ts';
import { type Where, column as columnOf, rowsWhere } from '../schema/rows.ts';
import type { Column, Table } from '../schema/table.ts';
import type { Unavailable } from '../schema/unavailable.ts';
import { evidenceOf } from './evidence.ts';
import { type EditionSource, allEditions, newestEdition, sourceOf } from './edition.ts';
import { tableFrom, tableIn } from './table-file.ts';

export type Snapshot = CollectionEntry<'snapshots'>['data'];
/** What a table is from. */
export type Source = Snapshot | EditionSource;
export type LookUp =
  | {
      readonly table: Table;
      readonly from: Source;
      /** The file of its rows, where that is not the published one. */
      readonly data?: string;
    }
  | (Unavailable & { readonly title: string });

/** The tables that a snapshot lists, those that it could not make among them. */
const listed = ({ manifest }: Pick<Snapshot, 'manifest'>) => [...manifest.tables, ...manifest.unavailable];

/** All snapshots, oldest first. @throws {Error} if there is none */
export async function allSnapshots(): Promise<Snapshot[]> {
  const entries = await getCollection('snapshots');
  if (entries.length === 0) throw new Error('there are no snapshots to build the site from');
  return entries.map(({ data }) => data).sort((a, b) => compareSnapshotIds(a.manifest.id, b.manifest.id));
}

/** Whether the whole site is for trying things out. */
export const isRehearsalSite = async (): Promise<boolean> => (await allSnapshots()).some(({ rehearsal }) => rehearsal);

/** The nearest snapshots that hold and have the same page, by their ids. */
export interface Neighbours {
  readonly previous: string | undefined;
  readonly next: string | undefined;
}

/** Whether a reader is sent there from elsewhere: not to what was corrected or withdrawn. */
export const holds = ({ listed }: Pick<Snapshot, 'listed'>): boolean => listed === null || isValid(listed);

/** Pages of snapshots, oldest first, each with the nearest of snapshots that hold. */
export const withNeighbours = <Page extends { readonly snapshot: Snapshot }>(
  pages: readonly Page[],
): (Page & Neighbours)[] =>
  pages.map((each, index) => ({
    ...each,
    previous: pages.slice(0, index).findLast(({ snapshot }) => holds(snapshot))?.snapshot.manifest.id,
    next: pages.slice(index + 1).find(({ snapshot }) => holds(snapshot))?.snapshot.manifest.id,
  }));

/** The snapshot that speaks for all where one is needed: the best evidence, or the newest where none holds. */
export async function newestSnapshot(): Promise<Snapshot> {
  const all = await allSnapshots();
  const best = evidenceOf(all, () => true) ?? all.at(-1);
  if (!best) throw new Error('there is no snapshot');
  return best;
}

/** @throws {Error} if there is no such snapshot */
export async function snapshotOf(id: string): Promise<Snapshot> {
  const entry = await getEntry('snapshots', id);
  if (!entry) throw new Error(`there is no snapshot ${id}`);
  return entry.data;
}

/**
 * A table of a snapshot, or of an edition by its place, or the reason that it has none.
 *
 * @throws {Error} if no snapshot knows a table of that name: it is misspelt
 */
export async function lookUp(snapshot: string, name: string): Promise<LookUp> {
  const edition = (await allEditions()).map(sourceOf).find(({ manifest }) => manifest.id === snapshot);
  const followed = edition && tableIn(edition, name);
  if (followed) return { table: followed, from: edition };
  const from = await snapshotOf(snapshot);
  const { manifest } = from;
  const table = tableIn(from, name);
  if (table) return { table, from };
  const absent = manifest.unavailable.find((candidate) => candidate.name === name);
  if (absent) return absent;

  // That of a later snapshot, by the title that it had first.
  const known = (await allSnapshots()).flatMap(listed);
  const later = known.find((candidate) => candidate.name === name);
  if (later) return { title: later.title, reason: 'This table was introduced after the snapshot was made.' };
  throw new Error(
    `there is no table ${name}; the tables are ${[...new Set(known.map((table) => table.name))].sort().join(', ')}`,
  );
}

/** What a part of a page asks for besides a table, where the page is not of one snapshot. */
export interface Asked {
  /** What the row has that is needed. */
  readonly where?: Where | undefined;
  /** A coverage or the id of a snapshot, where another than the best evidence is wanted. */
  readonly evidence?: string | undefined;
  /** Whether a table that has the row will do; a figure asks that there is something to draw. */
  readonly suits?: ((table: Table) => boolean) | undefined;
}

/**
 * The table that a part of a page shows: that of the page's snapshot, or else of the newest edition, or of the snapshot
 * that is the best evidence; a name is of one kind only. A row of `totals`
 * follows the table that it is the total of, so that both are of one snapshot.
 */
export async function lookUpFor(
  { snapshot, tables }: Pick<App.Locals, 'snapshot' | 'tables'>,
  name: string,
  { where = {}, evidence, suits = () => true }: Asked = {},
): Promise<LookUp> {
  const given = tables?.get(name);
  if (given) return given;
  if (snapshot !== undefined) return lookUp(snapshot, name);
  const newest = await newestEdition();
  const edition = newest && sourceOf(newest);
  const followed = edition && tableIn(edition, name);
  if (followed)
    return rowsWhere(followed, where).length > 0 && suits(followed)
      ? { table: followed, from: edition }
      : { title: followed.title, reason: 'The edition has no such row.' };
  const totalOf = name === 'totals' && typeof where.table === 'string' ? where.table : undefined;
  const hasRow = (table: Table | undefined) =>
    table !== undefined &&
    Object.keys(where).every((key) => table.columns.some((column) => column.name === key)) &&
    rowsWhere(table, where).length > 0 &&
    suits(table);
  const from = evidenceOf(
    await allSnapshots(),
    (each) =>
      totalOf === undefined
        ? hasRow(tableIn(each, name))
        : each.manifest.tables.some((table) => table.name === totalOf),
    evidence,
  );
  const table = from && tableIn(from, name);
  return table && hasRow(table) ? { table, from } : { title: name, reason: 'No snapshot has it.' };
}

/**
 * A column of a table; undefined where only a newer snapshot's table of the name has it.
 *
 * @throws {Error} if none has it: it is misspelt
 */
export async function columnIn(table: Table, name: string): Promise<Column | undefined> {
  const found = table.columns.find((column) => column.name === name);
  if (found) return found;
  const others = (await allSnapshots()).flatMap(({ manifest }) =>
    manifest.tables.flatMap((entry) => (entry.name === table.name ? [tableFrom(manifest.id, entry).table] : [])),
  );
  if (others.some(({ columns }) => columns.some((column) => column.name === name))) return undefined;
  return columnOf(table, name);
}

/** A table that a snapshot is known to have. @throws {Error} if it has not */
export async function tableOf(snapshot: string, name: string): Promise<Table> {
  const found = await lookUp(snapshot, name);
  if (!('table' in found)) throw new Error(`${snapshot} has no table ${name}: ${found.reason}`);
  return found.table;
}

/** The checksum of a snapshot's manifest, which pins all its tables. */
export function manifestSha256({ manifest }: Snapshot): string {
  return createHash('sha256').update(manifestText(manifest)).digest('hex');
}
