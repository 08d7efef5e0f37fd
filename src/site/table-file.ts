/**
 * The tables of snapshots and editions, from their files. The content collection has read and checked every one of them
 * (`src/content.config.ts`); handing all rows on through it would cost each build seconds and hundreds of megabytes,
 * though pages that are kept need none.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { root } from 'astro:config/server';
import type { Manifest } from '../schema/snapshot.ts';
import { declared } from '../schema/declared.ts';
import type { Table } from '../schema/table.ts';
import { inPresentWords } from './catalogue.ts';

interface TableFile {
  /** As its file has it: what is handed out keeps its bytes. */
  readonly published: Table;
  /** With what older files do not say of their columns, and in the words of today. */
  readonly table: Table;
}

/** By the checksum of the file. */
const tables = new Map<string, TableFile>();

/**
 * The table that a manifest lists. Many parts of many pages ask for the same one, and a correction has most of the files
 * of what it corrects, so each is parsed once.
 *
 * @param place of the snapshot or edition on the site: `2023-06-30`, `editions/2026-11-29`
 * @throws {Error} if its file is no longer the one that was checked
 */
export function tableFrom(place: string, { name, sha256 }: Manifest['tables'][number]): TableFile {
  const known = tables.get(sha256);
  if (known) return known;
  const path = `content/${place.startsWith('editions/') ? '' : 'snapshots/'}${place}/${name}.json`;
  const bytes = readFileSync(new URL(path, root));
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new Error(`${path} was changed while the site was built: its checksum is not the one in the manifest`);
  const published = JSON.parse(bytes.toString()) as Table;
  const file = { published, table: inPresentWords(declared(published)) };
  tables.set(sha256, file);
  return file;
}

/** A snapshot, or an edition as a source. */
interface Listing {
  readonly manifest: Pick<Manifest, 'id' | 'tables'>;
}

/** A table as pages show it; undefined where there is none of that name. */
export function tableIn({ manifest }: Listing, name: string): Table | undefined {
  const entry = manifest.tables.find((table) => table.name === name);
  return entry && tableFrom(manifest.id, entry).table;
}

/** All tables as pages show them, in the order of the manifest. */
export const allTables = ({ manifest }: Listing): Table[] =>
  manifest.tables.map((entry) => tableFrom(manifest.id, entry).table);

/** The same as their files have them. */
export const publishedTables = ({ manifest }: Listing): Table[] =>
  manifest.tables.map((entry) => tableFrom(manifest.id, entry).published);
