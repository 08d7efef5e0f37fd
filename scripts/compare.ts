/** `npm run compare -- <a> <b>`: every number that moved from one snapshot to a later one, and why. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { comparisonText } from '../src/schema/comparison.ts';
import { placeOf } from '../src/schema/edition.ts';
import { compare, snapshotsNamed } from '../src/snapshot/compare.ts';
import { compareEditions, editionChangesText } from '../src/snapshot/compare-editions.ts';
import { changelogEntry, terminalText } from '../src/snapshot/comparison-text.ts';
import { readSnapshots } from '../src/snapshot/read.ts';
import { command } from './command.ts';

const usage =
  'usage: npm run --silent compare -- <a> <b> [--json | --changelog] [--content <folder>]; a and b are snapshots, or editions/<day>';

export const compareSnapshots = command(usage, async ({ args, print, stdout }) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      changelog: { type: 'boolean', default: false },
      content: { type: 'string', default: join(import.meta.dirname, '..', 'content') },
    },
  });
  const [first, second, ...rest] = positionals;
  if (first === undefined || second === undefined || rest.length > 0 || (values.json && values.changelog))
    throw new Error(usage);

  const { snapshots, editions } = readSnapshots(values.content);
  const names = [first, second];
  if (names.every((name) => name.startsWith('editions/')) && !values.json && !values.changelog) {
    const [one, other] = names.map((name) => {
      const found = editions.find(({ manifest }) => placeOf(manifest) === name);
      const known = editions.map(({ manifest }) => placeOf(manifest)).join(', ') || 'none';
      if (!found) throw new Error(`there are no ${name}; the editions are ${known}`);
      return found;
    });
    if (one && other) print(editionChangesText(compareEditions(one, other)));
    return;
  }
  const [a, b] = snapshotsNamed(snapshots, first, second);
  const comparison = compare(a, b);
  if (comparison.tables.length + comparison.refused.length === 0) throw new Error(comparison.summary);
  if (values.json) stdout.write(comparisonText(comparison));
  else if (values.changelog) stdout.write(changelogEntry(b, a));
  else print(terminalText(comparison));
});

if (import.meta.main) process.exitCode = await compareSnapshots();
