/** A copy of the project with snapshots of its own, for benchmarks of its growth. */
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../src/io/files.ts';
import { correctionOf } from '../../src/schema/snapshot-id.ts';
import { Manifest, type StatusList, manifestText, statusText } from '../../src/schema/snapshot.ts';
import { type Row, Table, tableText } from '../../src/schema/table.ts';
import { readSnapshots } from '../../src/snapshot/read.ts';
import { correct, publish } from '../../src/snapshot/status.ts';
import { withLaterTables } from '../later-tables.ts';
import { root } from './measure.ts';

/** The committed snapshots that speak for the whole Hub; the invented ones are like them in turn. */
const models = ['2022-10-01', '2023-06-30'] as const;

/** Copies what the site is built from, without its snapshots. */
export function copyProject(folder: string): void {
  for (const name of ['src', 'public', 'astro.config.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  cpSync(join(root, 'content'), join(folder, 'content'), { recursive: true });
  // An edition rests on the snapshots that it names.
  for (const name of ['snapshots', 'editions']) rmSync(join(folder, 'content', name), { recursive: true });
  mkdirSync(join(folder, 'content/snapshots'));
  writeFileSync(join(folder, 'content/status.json'), statusText({ doi: null, published: [] }));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
}

/** The day of an invented snapshot: the 28th of every month from January 2015 on. */
const dayOf = (index: number) => `${2015 + Math.floor(index / 12)}-${String(1 + (index % 12)).padStart(2, '0')}-28`;

/** Adds a snapshot as a draft. The same number is always the same snapshot: even ones are a census, odd ones totals. */
export function inventSnapshot(project: string, index: number): void {
  const id = dayOf(index);
  const folder = join(project, 'content/snapshots', id);
  const like = join(root, 'content/snapshots', models[index % models.length] ?? models[0]);
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(like, 'manifest.json'), 'utf8')));
  /** One factor for all, so that shares still fit their counts. */
  const factor = 1 + (index % 5);
  mkdirSync(folder);
  const tables = manifest.tables.map((entry) => {
    const table = Table.parse(JSON.parse(readFileSync(join(like, `${entry.name}.json`), 'utf8')));
    const counts = table.columns
      .filter(({ name, unit }) => unit === 'count' && !table.key.includes(name))
      .map(({ name }) => name);
    const vary = (row: Row): Row =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [
          name,
          typeof value === 'number' && counts.includes(name) ? value * factor : value,
        ]),
      );
    const text = tableText({ ...table, rows: table.rows.map(vary) });
    writeFileSync(join(folder, `${entry.name}.json`), text);
    return { ...entry, bytes: Buffer.byteLength(text), sha256: sha256(text) };
  });
  const title = `${manifest.title}, invented ${index}`;
  writeFileSync(
    join(folder, 'manifest.json'),
    manifestText({ ...withLaterTables(manifest), id, date: id.slice(0, 'YYYY-MM-DD'.length), title, tables }),
  );
}

/**
 * Publishes all snapshots, each on its day.
 *
 * @throws {Error} if one of them is not as snapshots must be
 */
export function publishAll(project: string): void {
  const content = join(project, 'content');
  const manifests = readSnapshots(content).snapshots.map(({ manifest }) => manifest);
  let list: StatusList = { doi: null, published: [] };
  for (const { id, date: on } of manifests)
    list =
      correctionOf(id) === null
        ? publish(list, manifests, [id], { on })
        : correct(list, manifests, id, { on, reason: 'It was counted wrongly.' });
  writeFileSync(join(content, 'status.json'), statusText(list));
}
