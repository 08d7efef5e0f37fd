/** `npm run edition -- <day>`: published snapshots → content/editions/<day>/, with the numbers that can be followed over them. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Day } from '../src/schema/scalars.ts';
import { formatList } from '../src/schema/written.ts';
import { writeEdition } from '../src/snapshot/edition.ts';
import { programAndCommit } from '../src/snapshot/write.ts';
import { command, misused } from './command.ts';

const root = join(import.meta.dirname, '..');
const usage = 'usage: npm run edition -- <YYYY-MM-DD> [--redo] [--content <folder>]';

export const edition = command(usage, async ({ args, print }) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      redo: { type: 'boolean', default: false },
      content: { type: 'string', default: join(root, 'content') },
    },
  });
  const [day = '', ...rest] = positionals;
  if (!Day.safeParse(day).success || rest.length > 0) throw misused('expected one day, such as 2026-11-29');
  const { manifest, isNew, reworded } = writeEdition(values.content, day, {
    madeBy: programAndCommit(root),
    redo: values.redo,
  });
  const folder = join(values.content, 'editions', day);
  if (!isNew) print(`${folder} is published, and the same rows come out again`);
  if (reworded.length > 0) print(`  its words stay as published, and differ from today’s in ${formatList(reworded)}`);
  print(`${folder}: ${manifest.tables.length} tables from ${manifest.snapshots.map(({ id }) => id).join(', ')}`);
  for (const { name, rows, bytes } of manifest.tables)
    print(`  ${name.padEnd(28)} ${String(rows).padStart(6)} rows ${String(bytes).padStart(9)} bytes`);
  for (const { name, reason } of manifest.unavailable) print(`  ${name.padEnd(28)} not available: ${reason}`);
});

if (import.meta.main) process.exitCode = await edition();
