/** Writes a snapshot's folder completely or not at all, and never overwrites a published one. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../io/files.ts';
import { parseAs } from '../schema/problem.ts';
import { type Doi } from '../schema/scalars.ts';
import { nextCorrection } from '../schema/snapshot-id.ts';
import { Manifest, manifestText } from '../schema/snapshot.ts';
import type { Material } from '../schema/source.ts';
import { type Table, tableText } from '../schema/table.ts';
import type { Made } from './make.ts';
import { readSnapshot, readStatus } from './read.ts';

/**
 * Writes `content/snapshots/<id>/`: a file a table, and the manifest with the receipts.
 *
 * @param redo make a draft anew
 * @param doi under which an archive will keep it
 * @param accepted gates that failed and were let pass, each with the reason
 * @throws {Error} if the snapshot is there and `redo` is not given, or if it is published
 */
export function writeSnapshot(
  content: string,
  { description, publications, intake }: Pick<Material, 'description' | 'publications' | 'intake'>,
  { tables, from, unavailable }: Made,
  {
    madeBy,
    redo = false,
    doi = null,
    accepted = [],
  }: { madeBy: string; redo?: boolean; doi?: Doi | null; accepted?: Manifest['accepted'] },
): Manifest {
  const { id } = description;
  const folder = join(content, 'snapshots', id);
  const published = new Set(readStatus(content).published.map((entry) => entry.id));
  if (published.has(id)) {
    let correction = nextCorrection(id);
    while (published.has(correction)) correction = nextCorrection(correction);
    throw new Error(
      `the snapshot ${id} is published and stays as it is; a correction is a new snapshot, ${correction}`,
    );
  }
  if (existsSync(folder) && !redo) throw new Error(`the snapshot ${id} already exists; --redo replaces a draft`);

  const manifest = parseAs(
    Manifest,
    {
      ...description,
      doi,
      madeBy,
      accepted,
      ...(intake ? { intake: [...intake] } : {}),
      publications: [...publications],
      tables: entriesOf(tables, from),
      unavailable: [...unavailable],
    } satisfies Manifest,
    `the manifest of ${id} is not valid`,
  );
  writeFolder(folder, manifest, tables, readSnapshot);
  return manifest;
}

/** What a manifest says of the files of tables. */
export const entriesOf = (tables: readonly Table[], origins: Made['from'] = new Map()): Manifest['tables'] =>
  tables.map((table) => {
    const { name, kind, title, rows } = table;
    const text = tableText(table);
    const from = origins.get(name) ?? [];
    return {
      name,
      kind,
      title,
      rows: rows.length,
      bytes: Buffer.byteLength(text),
      sha256: sha256(text),
      ...(from.length > 0 && { from: [...from] }),
    };
  });

/**
 * A folder with a file a table and the manifest.
 *
 * The files are written beside it and moved into place at the end, so that an interrupted run leaves no folder behind
 * that looks whole.
 *
 * @param read reads it as anybody would, before it is moved into place
 */
export function writeFolder(
  folder: string,
  manifest: { readonly id: string },
  tables: readonly Table[],
  read: (folder: string, id: string) => unknown,
): void {
  const temporary = join(folder, `../../.writing-${manifest.id}`);
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  try {
    for (const table of tables) writeFileSync(join(temporary, `${table.name}.json`), tableText(table));
    writeFileSync(join(temporary, 'manifest.json'), manifestText(manifest));
    read(temporary, manifest.id);
    replace(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Moves a finished folder into place; the old one is kept until the new one is there. */
function replace(finished: string, folder: string): void {
  mkdirSync(join(folder, '..'), { recursive: true });
  const old = `${finished}-old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(folder)) renameSync(folder, old);
  try {
    renameSync(finished, folder);
  } catch (error) {
    if (existsSync(old)) renameSync(old, folder);
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

/**
 * The same with the commit, `model-reuse-almanac 1.2.0+4b059e6`, for manifests; `.changed` where files are not as it has
 * them, `.unknown` where git cannot tell, and without a commit where there is no git history.
 */
export function programAndCommit(root: string): string {
  const name = programs.get(root) ?? findProgram(root);
  programs.set(root, name);
  return name;
}

/** By root: what runs is what was there when it started, and git looks at every file to tell. */
const programs = new Map<string, string>();

function findProgram(root: string): string {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  const { status, stdout } = git('rev-parse', '--short=7', 'HEAD');
  if (status !== 0) return programName(root);
  const look = git('status', '--porcelain', '--', 'src', 'scripts', 'content/classifier', 'package-lock.json');
  const state = look.status !== 0 ? '.unknown' : look.stdout === '' ? '' : '.changed';
  return `${programName(root)}+${stdout.trim()}${state}`;
}

/** Name and version of this program. @throws {Error} if package.json cannot be read */
export function programName(root: string): string {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  return `${name} ${version}`;
}
