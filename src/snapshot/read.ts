/** Reads snapshots. Every file is checked against the manifest before any of its rows is used. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { sha256 } from '../io/files.ts';
import { parseAs, parseJson } from '../schema/problem.ts';
import { Day, SnapshotId } from '../schema/scalars.ts';
import { compareSnapshotIds } from '../schema/snapshot-id.ts';
import { EditionManifest } from '../schema/edition.ts';
import { Manifest, StatusList, manifestText, isValid } from '../schema/snapshot.ts';
import { declared } from '../schema/declared.ts';
import { Table, tableText } from '../schema/table.ts';
import { checkStatus } from './status.ts';

export interface Snapshot {
  readonly manifest: Manifest;
  /** By name, in the order of the manifest, with what older files do not say of their columns. */
  readonly tables: ReadonlyMap<string, Table>;
}

export interface SnapshotOnDisk extends Snapshot {
  /** Its tables as their files have them: what is handed out keeps its bytes. */
  readonly files: readonly Table[];
}

export interface EditionOnDisk {
  readonly manifest: EditionManifest;
  readonly tables: ReadonlyMap<string, Table>;
  readonly files: readonly Table[];
}

/**
 * All snapshots and editions of `content/`, oldest first, and which of them are published.
 *
 * @throws {Error} if there is no snapshot, if anything in a folder is not as its manifest says, or if what is published
 *   is gone, its manifest was edited, or its status is not what it can be
 */
export function readSnapshots(content: string): {
  snapshots: SnapshotOnDisk[];
  editions: EditionOnDisk[];
  status: StatusList;
} {
  const folder = join(content, 'snapshots');
  if (!existsSync(folder)) throw new Error(`there is no folder ${folder}: the site is built from the snapshots in it`);
  const ids = readdirSync(folder).sort(compareSnapshotIds);
  if (ids.length === 0) throw new Error(`${folder} is empty: the site is built from the snapshots in it`);
  const status = readStatus(content);
  expectPublished(folder, 'snapshot', ids, status.published);
  const snapshots = ids.map((id) => readSnapshot(join(folder, id), id));
  const manifests = snapshots.map(({ manifest }) => manifest);
  checkStatus(join(content, 'status.json'), status, manifests);
  return { snapshots, editions: readEditions(content, status), status };
}

/**
 * All editions of `content/`, oldest first.
 *
 * @throws {Error} if one is not as its manifest says, or rests on a snapshot that is not published
 */
export function readEditions(content: string, status: StatusList): EditionOnDisk[] {
  const folder = join(content, 'editions');
  const ids = existsSync(folder) ? readdirSync(folder).sort() : [];
  expectPublished(folder, 'edition', ids, status.editions ?? []);
  const editions = ids.map((id) => readEdition(join(folder, id), id));
  for (const { manifest } of editions) checkSnapshotsOf(manifest, status);
  return editions;
}

/** @throws {Error} if an edition rests on a draft, or on a snapshot that is not the published one */
export function checkSnapshotsOf({ id, snapshots }: EditionManifest, { published }: StatusList): void {
  for (const { id: snapshot, manifestSha256 } of snapshots) {
    const entry = published.find((each) => each.id === snapshot);
    if (entry?.manifestSha256 === manifestSha256) continue;
    const is = entry ? 'not the one that is published' : 'a draft';
    throw new Error(
      `the edition ${id} rests on the snapshot ${snapshot}, which is ${is}; expected published ones: make the edition again`,
    );
  }
}

/** @throws {Error} if something that is published is not there, or its manifest is another */
function expectPublished(
  folder: string,
  what: 'snapshot' | 'edition',
  ids: readonly string[],
  published: readonly { readonly id: string; readonly manifestSha256: string }[],
): void {
  for (const { id, manifestSha256 } of published) {
    if (!ids.includes(id)) throw new Error(`the ${what} ${id} is published, but ${join(folder, id)} is not there`);
    const manifest = join(folder, id, 'manifest.json');
    if (!existsSync(manifest)) throw new Error(`${manifest} is missing, and the ${what} ${id} is published`);
    if (sha256(readFileSync(manifest)) !== manifestSha256)
      throw new Error(`${manifest} was edited: its checksum is not the one with which status.json publishes it`);
  }
}

/**
 * The valid snapshots before a day, with which a new one is compared, oldest first.
 *
 * @throws {Error} as `readStatus` and `readSnapshot`
 */
export function readEarlier(content: string, date: string): Snapshot[] {
  const folder = join(content, 'snapshots');
  const ids = existsSync(folder) ? readdirSync(folder).sort(compareSnapshotIds) : [];
  const invalid = readStatus(content)
    .published.filter((entry) => !isValid(entry))
    .map(({ id }) => id);
  return ids.filter((id) => id < date && !invalid.includes(id)).map((id) => readSnapshot(join(folder, id), id));
}

/**
 * One snapshot.
 *
 * @throws {Error} that names the file and what is wrong with it
 */
export function readSnapshot(folder: string, id: string): SnapshotOnDisk {
  parseAs(SnapshotId, id, `${folder} is not a snapshot`);
  return readFolder(Manifest, folder, id);
}

/** One edition. @throws {Error} as `readSnapshot` */
export function readEdition(folder: string, id: string): EditionOnDisk {
  parseAs(Day, id, `${folder} is not an edition`);
  return readFolder(EditionManifest, folder, id);
}

function readFolder<M extends Pick<Manifest, 'id' | 'tables'>>(shape: z.ZodType<M>, folder: string, id: string) {
  const manifestFile = join(folder, 'manifest.json');
  const { value: manifest, text } = parse(shape, manifestFile);
  if (manifest.id !== id) throw new Error(`${manifestFile} is that of ${manifest.id}, but the folder is ${id}`);
  if (text !== manifestText(manifest))
    throw new Error(`${manifestFile} was edited: it is not in the form in which it is written`);

  const listed = ['manifest.json', ...manifest.tables.map((table) => `${table.name}.json`)];
  const unlisted = readdirSync(folder).find((file) => !listed.includes(file));
  if (unlisted !== undefined) throw new Error(`${join(folder, unlisted)} is not listed in the manifest of ${id}`);

  const files = manifest.tables.map((entry) => readTable(folder, id, entry));
  return { manifest, tables: new Map(files.map((table) => [table.name, declared(table)])), files };
}

function readTable(folder: string, id: string, entry: Manifest['tables'][number]): Table {
  const file = join(folder, `${entry.name}.json`);
  if (!existsSync(file)) throw new Error(`${file} is missing: the manifest of ${id} lists the table ${entry.name}`);
  const bytes = readFileSync(file);
  if (bytes.length !== entry.bytes)
    throw new Error(`${file} has ${bytes.length} bytes, but the manifest of ${id} says ${entry.bytes}`);
  if (sha256(bytes) !== entry.sha256)
    throw new Error(`${file} was changed: its checksum is not the one in the manifest of ${id}`);
  const table = sound.get(entry.sha256) ?? parseTable(bytes.toString(), file);
  if (
    table.name !== entry.name ||
    table.kind !== entry.kind ||
    table.title !== entry.title ||
    table.rows.length !== entry.rows
  ) {
    throw new Error(`${file} is not the table that the manifest of ${id} describes as ${entry.name}`);
  }
  sound.set(entry.sha256, table);
  return table;
}

/** Tables that are as they should be, by the checksum of their files: a correction has most of those that it corrects. */
const sound = new Map<string, Table>();

function parseTable(text: string, file: string): Table {
  const table = parseAs(Table, parseJson(text, file), `${file} is not as expected`);
  if (text !== tableText(table)) throw new Error(`${file} is not in the form in which tables are written`);
  return table;
}

/** What is published. @throws {Error} if `status.json` is missing, broken, or names something twice */
export function readStatus(content: string): StatusList {
  const file = join(content, 'status.json');
  const { value } = parse(StatusList, file);
  for (const [what, list] of [
    ['snapshot', value.published],
    ['edition', value.editions ?? []],
  ] as const) {
    const ids = list.map(({ id }) => id);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) throw new Error(`${file} names the ${what} ${twice} twice`);
  }
  return value;
}

function parse<Shape extends z.ZodType>(shape: Shape, file: string): { value: z.infer<Shape>; text: string } {
  if (!existsSync(file)) throw new Error(`${file} is missing`);
  const text = readFileSync(file, 'utf8');
  return { value: parseAs(shape, parseJson(text, file), `${file} is not as expected`), text };
}
