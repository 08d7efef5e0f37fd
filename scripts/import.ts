/** `npm run import -- <name> <folder>`: a published data set's folder → content/snapshots/<date>/, or a correction of it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { SourceEdition } from '../src/schema/source-edition.ts';
import type { Material } from '../src/schema/source.ts';
import { cards2024 } from '../src/sources/published/cards2024.ts';
import { describedEdition, knownEdition } from '../src/sources/published/source-editions.ts';
import { gaissa2024 } from '../src/sources/published/gaissa2024.ts';
import { laufer2025 } from '../src/sources/published/laufer2025.ts';
import { liang2022 } from '../src/sources/published/liang2022.ts';
import { openfuture2023 } from '../src/sources/published/openfuture2023.ts';
import { radar2026 } from '../src/sources/published/radar2026.ts';
import { saner2024 } from '../src/sources/published/saner2024.ts';
import { asCorrection } from '../src/snapshot/correction.ts';
import { make } from '../src/snapshot/make.ts';
import { readEarlier } from '../src/snapshot/read.ts';
import { programAndCommit, writeSnapshot } from '../src/snapshot/write.ts';
import { doiGiven } from './doi.ts';
import { command, misused } from './command.ts';

const root = join(import.meta.dirname, '..');
const sources: Readonly<Record<string, (folder: string, edition?: SourceEdition) => Promise<Material>>> = {
  liang2022,
  openfuture2023,
  saner2024,
  cards2024,
  gaissa2024,
  laufer2025,
  radar2026,
};
const usage = `usage: npm run import -- <${Object.keys(sources).join(' | ')}> <folder> [--edition <day> | <file>.json] [--redo] [--as <date>-r2] [--doi 10.…] [--content <folder>]`;

/** A day that `content/source-editions.json` has, or a file that describes an edition; without either the only one there is. */
function editionOf(source: string, given: string | undefined): SourceEdition {
  if (given?.endsWith('.json') !== true) return knownEdition(source, given);
  if (!existsSync(given)) throw new Error(`there is no file ${given} that describes an edition`);
  return describedEdition(given, readFileSync(given));
}

export const importDataset = command(usage, async ({ args, print }) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      redo: { type: 'boolean', default: false },
      edition: { type: 'string' },
      as: { type: 'string' },
      doi: { type: 'string' },
      content: { type: 'string', default: join(root, 'content') },
    },
  });
  const [name = '', folder, ...rest] = positionals;
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (!source) throw misused(`there is no source ${JSON.stringify(name)}, only ${Object.keys(sources).join(', ')}`);
  if (folder === undefined || rest.length > 0) throw misused('expected one folder after the name of the source');

  const doi = doiGiven(values.doi);
  const given = await source(folder, editionOf(name, values.edition));
  const material = values.as === undefined ? given : asCorrection(values.content, given, values.as);
  const made = await make(material, undefined, { earlier: readEarlier(values.content, material.description.date) });
  const manifest = writeSnapshot(values.content, material, made, {
    madeBy: programAndCommit(root),
    redo: values.redo,
    doi,
  });

  print(`${join(values.content, 'snapshots', manifest.id)}: ${manifest.tables.length} tables from ${name}`);
  for (const { name: table, rows, bytes } of manifest.tables)
    print(`  ${table.padEnd(28)} ${String(rows).padStart(6)} rows ${String(bytes).padStart(9)} bytes`);
  for (const { name: table, reason } of manifest.unavailable) print(`  ${table.padEnd(28)} not available: ${reason}`);
});

if (import.meta.main) process.exitCode = await importDataset();
