/** Looks up snapshots and their tables for pages and components. A name that nobody knows stops the build. */
import { createHash } from 'node:crypto';
import { type CollectionEntry, getCollection, getEntry } from 'astro:content';
import { compareSnapshotIds } from '../schema/snapshot-id.ts';
import { manifestText } from '../schema/snapshot.ts';
import { column as columnOf } from '../schema/rows.ts';
import type { Column, Table } from '../schema/table.ts';
import type { Unavailable } from '../schema/unavailable.ts';
import { tableFrom } from './table-file.ts';

export type Snapshot = CollectionEntry<'snapshots'>['data'];
export type LookUp = { readonly table: Table } | (Unavailable & { readonly title: string });

/** The tables that a snapshot lists, those that it could not make among them. */
const listed = ({ manifest }: Pick<Snapshot, 'manifest'>) => [...manifest.tables, ...manifest.unavailable];

/** The tables that a snapshot does not know and others do, by name, each with the title that it had first. */
function introducedLater(
  snapshot: Pick<Snapshot, 'manifest'>,
  all: readonly Pick<Snapshot, 'manifest'>[],
): ReadonlyMap<string, string> {
  const own = new Set(listed(snapshot).map(({ name }) => name));
  const others = all.flatMap(listed).filter(({ name }) => !own.has(name));
  return new Map(others.reverse().map(({ name, title }) => [name, title]));
}

/** All snapshots, oldest first. @throws {Error} if there is none */
export async function allSnapshots(): Promise<Snapshot[]> {
  const entries = await getCollection('snapshots');
  if (entries.length === 0) throw new Error('there are no snapshots to build the site from');
  return entries.map(({ data }) => data).sort((a, b) => compareSnapshotIds(a.manifest.id, b.manifest.id));
}

/** The neighbouring snapshots that have the same page, by their ids. */
export interface Neighbours {
  readonly previous: string | undefined;
  readonly next: string | undefined;
}

/** Pages of snapshots, oldest first, each with the neighbours of its snapshot. */
export const withNeighbours = <Page extends { readonly snapshot: Snapshot }>(
  pages: readonly Page[],
): (Page & Neighbours)[] =>
  pages.map((each, index) => ({
    ...each,
    previous: pages[index - 1]?.snapshot.manifest.id,
    next: pages[index + 1]?.snapshot.manifest.id,
  }));

/**
 * The snapshot that the front page shows: the newest census that still speaks for the Hub, or else the newest totals. A
 * draft is shown there only as long as nothing else could be.
 *
 * @throws {Error} if there is none
 */
export async function newestSnapshot(): Promise<Snapshot> {
  const snapshots = await allSnapshots();
  const current = snapshots.filter(({ listed }) => listed?.status === 'current');
  const drafts = snapshots.filter(({ listed }) => listed === null);
  for (const some of [current, drafts])
    for (const coverage of ['census', 'aggregate']) {
      const newest = some.findLast(({ manifest }) => manifest.coverage === coverage);
      if (newest) return newest;
    }
  throw new Error('every snapshot is a sample, corrected or withdrawn: there is none for the front page');
}

/** @throws {Error} if there is no such snapshot */
export async function snapshotOf(id: string): Promise<Snapshot> {
  const entry = await getEntry('snapshots', id);
  if (!entry) throw new Error(`there is no snapshot ${id}`);
  return entry.data;
}

/**
 * A table of a snapshot, or the reason that it has none.
 *
 * @throws {Error} if no snapshot knows a table of that name: it is misspelt
 */
export async function lookUp(snapshot: string, name: string): Promise<LookUp> {
  const { manifest } = await snapshotOf(snapshot);
  const entry = manifest.tables.find((table) => table.name === name);
  if (entry) return { table: tableFrom(snapshot, entry).table };
  const absent = manifest.unavailable.find((candidate) => candidate.name === name);
  if (absent) return absent;

  const all = await allSnapshots();
  const title = introducedLater({ manifest }, all).get(name);
  if (title !== undefined) return { title, reason: 'This table was introduced after the snapshot was made.' };
  const known = [...new Set(all.flatMap((each) => listed(each).map((table) => table.name)))].sort();
  throw new Error(`there is no table ${name}; the tables are ${known.join(', ')}`);
}

/**
 * A table that a chapter uses: it must stand in the chapter's front matter too, so that the list there is true.
 *
 * @throws {Error} as `lookUp`, and if the chapter does not list the table
 */
export async function lookUpFor(locals: App.Locals, name: string): Promise<LookUp> {
  const found = await lookUp(locals.snapshot, name);
  if (locals.chapterTables && !locals.chapterTables.includes(name)) {
    throw new Error(`the chapter uses the table ${name}; list it under "tables" in its front matter`);
  }
  return found;
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

/** All tables of a snapshot, in the order of its manifest. */
export const allTables = ({ manifest }: Snapshot): Table[] =>
  manifest.tables.map((entry) => tableFrom(manifest.id, entry).table);

/** The same as their files have them. */
export const publishedTables = ({ manifest }: Snapshot): Table[] =>
  manifest.tables.map((entry) => tableFrom(manifest.id, entry).published);
