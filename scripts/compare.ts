/** `npm run compare -- <a> <b>`: every number that moved from one snapshot to a later one, and why. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { comparisonText } from '../src/schema/comparison.ts';
import { placeOf } from '../src/schema/edition.ts';
import type { StatusList } from '../src/schema/snapshot.ts';
import { correctionOf } from '../src/schema/snapshot-id.ts';
import { assertInOrder, compare, snapshotsNamed } from '../src/snapshot/compare.ts';
import { compareEditions, editionChangesText } from '../src/snapshot/compare-editions.ts';
import { changelogEntry, terminalText } from '../src/snapshot/comparison-text.ts';
import { isNewsTable, monthMarkdown } from '../src/snapshot/month.ts';
import { neighbourOf, placed } from '../src/snapshot/pairs.ts';
import { readSnapshots, type Snapshot } from '../src/snapshot/read.ts';
import { command, misused } from './command.ts';

const usage = `usage: npm run --silent compare -- <a> <b> [--json | --changelog | --markdown] [--content <folder>]
       npm run --silent compare -- <b> --markdown
a and b are snapshots, or editions/<day>. --markdown prints what is new in b; without a, it compares b with the newest
earlier snapshot that is valid, is not a sample and counts the same things.`;

export const compareSnapshots = command(usage, async ({ args, print, stdout }) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      changelog: { type: 'boolean', default: false },
      markdown: { type: 'boolean', default: false },
      content: { type: 'string', default: join(import.meta.dirname, '..', 'content') },
    },
  });
  const forms = [values.json, values.changelog, values.markdown].filter(Boolean).length;
  const [first, second, ...rest] = positionals;
  const isAlone = values.markdown && second === undefined;
  if (first === undefined || (second === undefined && !isAlone) || rest.length > 0 || forms > 1)
    throw misused('expected two snapshots, or two editions, and at most one of --json, --changelog and --markdown');

  const { snapshots, editions, status } = readSnapshots(values.content);
  if (second === undefined) {
    stdout.write(newsOf(snapshots, status, first));
    return;
  }
  const names = [first, second];
  if (names.every((name) => name.startsWith('editions/')) && forms === 0) {
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
  if (values.markdown) {
    assertInOrder(a.manifest, b.manifest);
    stdout.write(monthMarkdown(a, b));
    return;
  }
  const comparison = compare(a, b);
  if (comparison.tables.length + comparison.refused.length === 0) throw new Error(comparison.summary);
  if (values.json) stdout.write(comparisonText(comparison));
  else if (values.changelog) stdout.write(changelogEntry(b, a));
  else print(terminalText(comparison));
});

/** What is new with a snapshot since the one before that counts the same, or that there is none. */
function newsOf(snapshots: readonly Snapshot[], status: StatusList, id: string): string {
  const places = snapshots.map((snapshot) => {
    const listed = status.published.find((entry) => entry.id === snapshot.manifest.id);
    const place = placed(snapshot.manifest, listed ?? null);
    return { ...snapshot, ...place, counts: place.counts.filter((name) => isNewsTable(name)) };
  });
  const own = places.find((place) => place.id === id);
  if (!own)
    throw new Error(`there is no snapshot ${id}; the snapshots are ${places.map((place) => place.id).join(', ')}`);
  const others = places.filter((place) => place.id !== correctionOf(id));
  const before = neighbourOf(others, own);
  return before && own.coverage !== 'sample'
    ? monthMarkdown(before, own)
    : `## What is new\n\nNo snapshot before ${id} can be compared with it.\n`;
}

if (import.meta.main) process.exitCode = await compareSnapshots();
