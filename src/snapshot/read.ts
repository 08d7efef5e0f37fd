/** Reads snapshots. Every file is checked against the manifest before any of its rows is used. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { sha256 } from '../io/files.ts';
import { parseAs, parseJson } from '../schema/problem.ts';
import { SnapshotId } from '../schema/scalars.ts';
import { compareSnapshotIds } from '../schema/snapshot-id.ts';
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

/**
 * All snapshots of `content/`, oldest first, and which of them are published.
 *
 * @throws {Error} if there is none, if anything in a folder is not as its manifest says, or if a published snapshot is
 *   gone, its manifest was edited, or its status is not what it can be
 */
export function readSnapshots(content: string): { snapshots: SnapshotOnDisk[]; status: StatusList } {
  const folder = join(content, 'snapshots');
  if (!existsSync(folder)) throw new Error(`there is no folder ${folder}: the site is built from the snapshots in it`);
  const ids = readdirSync(folder).sort(compareSnapshotIds);
  if (ids.length === 0) throw new Error(`${folder} is empty: the site is built from the snapshots in it`);
  const status = readStatus(content);
  for (const { id, manifestSha256 } of status.published) {
    if (!ids.includes(id)) throw new Error(`the snapshot ${id} is published, but ${join(folder, id)} is not there`);
    const manifest = join(folder, id, 'manifest.json');
    if (!existsSync(manifest)) throw new Error(`${manifest} is missing, and the snapshot ${id} is published`);
    if (sha256(readFileSync(manifest)) !== manifestSha256)
      throw new Error(`${manifest} was edited: its checksum is not the one with which status.json publishes it`);
  }
  const snapshots = ids.map((id) => readSnapshot(join(folder, id), id));
  checkStatus(
    join(content, 'status.json'),
    status,
    snapshots.map(({ manifest }) => manifest),
  );
  return { snapshots, status };
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

  const manifestFile = join(folder, 'manifest.json');
  const { value: manifest, text } = parse(Manifest, manifestFile);
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
  const { value: table, text } = parse(Table, file);
  if (
    table.name !== entry.name ||
    table.kind !== entry.kind ||
    table.title !== entry.title ||
    table.rows.length !== entry.rows
  ) {
    throw new Error(`${file} is not the table that the manifest of ${id} describes as ${entry.name}`);
  }
  if (text !== tableText(table)) throw new Error(`${file} is not in the form in which tables are written`);
  return table;
}

/** Which snapshots are published. @throws {Error} if `status.json` is missing, broken, or names one twice */
export function readStatus(content: string): StatusList {
  const file = join(content, 'status.json');
  const { value } = parse(StatusList, file);
  const ids = value.published.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new Error(`${file} names the snapshot ${twice} twice`);
  return value;
}

function parse<Shape extends z.ZodType>(shape: Shape, file: string): { value: z.infer<Shape>; text: string } {
  if (!existsSync(file)) throw new Error(`${file} is missing`);
  const text = readFileSync(file, 'utf8');
  return { value: parseAs(shape, parseJson(text, file), `${file} is not as expected`), text };
}
