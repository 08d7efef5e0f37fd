/** The edition that the files of a folder are: a source can then be given files that were written for a test. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../io/files.ts';
import type { SourceEdition } from '../../schema/source-edition.ts';
import { knownEdition } from './source-editions.ts';

export function editionIn(folder: string, source: string, day?: string): SourceEdition {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return {
    ...knownEdition(source, day),
    files: Object.fromEntries(files.map((name) => [name, sha256(readFileSync(join(folder, name)))])),
  };
}
