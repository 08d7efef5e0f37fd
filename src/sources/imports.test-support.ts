/** What an import makes of a source today, to hold against what is asserted and what is committed. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../tests/temporary-folder.ts';
import { sha256 } from '../io/files.ts';
import type { Material } from '../schema/source.ts';
import type { Row } from '../schema/table.ts';
import { make } from '../snapshot/make.ts';
import { readEarlier } from '../snapshot/read.ts';
import { programName, writeSnapshot } from '../snapshot/write.ts';

const root = join(import.meta.dirname, '../..');

/** The rows of every table that can be made, by its name. */
export async function tablesOf(material: Material): Promise<Record<string, Row[]>> {
  const { tables } = await make(material);
  return Object.fromEntries(tables.map(({ name, rows }) => [name, rows]));
}

/** The files that an import into this repository writes, by name, each as its checksum: a difference is then a line, not a table. */
export async function imported(material: Material): Promise<Record<string, string>> {
  const content = temporaryFolder({ 'status.json': '{"doi": null, "published": []}' });
  const earlier = readEarlier(join(root, 'content'), material.description.date);
  const { id } = writeSnapshot(content, material, await make(material, undefined, { earlier }), {
    madeBy: programName(root),
  });
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
