/** What an import makes of a source today, to hold against what is asserted and what is committed. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../tests/temporary-folder.ts';
import { sha256 } from '../io/files.ts';
import type { Material } from '../schema/source.ts';
import type { Row } from '../schema/table.ts';
import { make } from '../snapshot/make.ts';
import { readEarlier, readSnapshot } from '../snapshot/read.ts';
import { writeSnapshot } from '../snapshot/write.ts';

const root = join(import.meta.dirname, '../..');

/** The rows of every table that can be made, by its name. */
export async function tablesOf(material: Material): Promise<Record<string, Row[]>> {
  const { tables } = await make(material);
  return Object.fromEntries(tables.map(({ name, rows }) => [name, rows]));
}

/**
 * The files that an import into this repository writes, by name, each as its checksum: a difference is then a line, not a
 * table. A table that the committed snapshot does not speak of was introduced later, and is left out; all others must be
 * there, and in it, as they were.
 */
export async function imported(material: Material): Promise<Record<string, string>> {
  const content = temporaryFolder({ 'status.json': '{"doi": null, "published": []}' });
  const { id, date } = material.description;
  const { manifest } = readSnapshot(join(root, 'content/snapshots', id), id);
  const known = new Set([...manifest.tables, ...manifest.unavailable].map(({ name }) => name));
  const made = await make(material, undefined, { earlier: readEarlier(join(root, 'content'), date) });
  writeSnapshot(
    content,
    material,
    {
      tables: made.tables.filter(({ name }) => known.has(name)),
      unavailable: made.unavailable.filter(({ name }) => known.has(name)),
    },
    // Neither is a matter of the data: with which version it was made, and where it is kept.
    { madeBy: manifest.madeBy, doi: manifest.doi },
  );
  return checksums(join(content, 'snapshots', id));
}

/** The files of a snapshot in `content/`, likewise. */
export const committed = (id: string): Record<string, string> => checksums(join(root, 'content/snapshots', id));

const checksums = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((file) => [file, sha256(readFileSync(join(folder, file)))]),
  );
