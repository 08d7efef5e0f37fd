/** `npm run snapshot -- <date>`: a capture or views of it → content/snapshots/<date>/, after the quality checks. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Database, openDatabase } from '../src/io/database.ts';
import { acquireLock } from '../src/io/lock.ts';
import { SnapshotId } from '../src/schema/scalars.ts';
import { correctionOf } from '../src/schema/snapshot-id.ts';
import type { Table } from '../src/schema/table.ts';
import { earlierLists } from '../src/io/earlier-lists.ts';
import { live } from '../src/sources/hub/live.ts';
import { asCorrection } from '../src/snapshot/correction.ts';
import { readFacts } from '../src/snapshot/edition.ts';
import { failures } from '../src/snapshot/gates.ts';
import { make } from '../src/snapshot/make.ts';
import { readEarlier } from '../src/snapshot/read.ts';
import { readViews, writeViews } from '../src/snapshot/view-files.ts';
import { programAndCommit, writeSnapshot } from '../src/snapshot/write.ts';
import { acceptedGates, weighed } from './accept.ts';
import { command, misused } from './command.ts';
import { doiGiven } from './doi.ts';

const root = join(import.meta.dirname, '..');
const usage = `usage: npm run snapshot -- <date> [options]
  --redo                    replace a draft
  --as <date>-r2            make a correction, under this name
  --doi 10.…                the DOI that an archive has reserved for it
  --accept <gate>="reason"  accept a quality check that fails; may be given several times
  --previous <capture>      compare its list of models with that of this earlier capture; may be given twice
                            (default: the two newest of the same source)
  --write-views FOLDER      write the views of the capture as Parquet instead of a snapshot
  --views FOLDER            make the snapshot from such views, written by any program as src/schema/VIEWS.md describes
  --folder FOLDER           folder of captures (default: .capture)
  --content FOLDER          folder of content (default: content)
ALMANAC_DATABASE names the database: in memory by default, a file, or md:<name> for MotherDuck`;

export const snapshot = command(usage, async ({ args, env, print }) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      redo: { type: 'boolean', default: false },
      as: { type: 'string' },
      doi: { type: 'string' },
      accept: { type: 'string', multiple: true, default: [] },
      previous: { type: 'string', multiple: true },
      'write-views': { type: 'string' },
      views: { type: 'string' },
      folder: { type: 'string', default: join(root, '.capture') },
      content: { type: 'string', default: join(root, 'content') },
    },
  });
  const [name = '', ...rest] = positionals;
  if (!SnapshotId.safeParse(name).success || correctionOf(name) !== null || rest.length > 0)
    throw misused('expected the name of one capture, such as 2026-11-20');
  const date = name.slice(0, 'YYYY-MM-DD'.length);
  const capture = join(values.folder, name);
  const { views, 'write-views': target } = values;
  if (views !== undefined && target !== undefined) throw new Error('--views reads what --write-views writes; give one');
  if (views === undefined && !existsSync(capture))
    throw new Error(`there is no capture ${capture}; npm run capture makes one`);

  if (views !== undefined && values.previous !== undefined)
    throw new Error('--previous is for captures; views say themselves what became of models');
  const previous = views === undefined ? earlierLists(values.folder, name, values.previous) : [];
  const accepted = acceptedGates(values.accept);
  const doi = doiGiven(values.doi);
  // Of this day too, where a list of another kind has a name of its own.
  const earlier = readEarlier(values.content, name);
  const { totals } = readFacts(values.content);
  // Another snapshot would share its place for what does not fit into memory, and its files must not go meanwhile.
  const unlock = views === undefined ? acquireLock(capture) : () => undefined;
  const spill = views === undefined ? join(capture, 'spill') : mkdtempSync(join(tmpdir(), 'almanac-spill-'));
  let database: Database | undefined;
  try {
    mkdirSync(spill, { recursive: true });
    database = await openDatabase({ path: env.ALMANAC_DATABASE ?? ':memory:', memory: '1100MB', spill });
    const read =
      views === undefined
        ? await live(database, capture, name, spill, previous)
        : await readViews(database, views, name);
    if (target !== undefined) {
      await writeViews(database, target, read);
      print(
        `${target}: the views of ${name}; npm run snapshot -- ${name} --views ${target} makes the snapshot of them`,
      );
      return;
    }
    const { material: given, lists } = read;
    const material = values.as === undefined ? given : asCorrection(values.content, given, values.as);
    let letPass: ReturnType<typeof weighed> = [];
    const check = (counts: readonly Table[]) => {
      const failed = failures(counts, lists, { date, coverage: material.description.coverage, earlier, totals });
      for (const { name, records, rejected, unknownFields } of lists) {
        for (const [field, count] of Object.entries(unknownFields))
          print(`unknown field ${JSON.stringify(field)}: in ${count} of ${records} ${name}`);
        for (const [reason, count] of Object.entries(rejected))
          print(`not counted, ${reason}: ${count} of ${records} ${name}`);
      }
      for (const { gate, found } of failed) print(`${gate}: ${found}`);
      letPass = weighed(failed, accepted);
    };
    const made = await make(material, undefined, { database, earlier, check });
    const manifest = writeSnapshot(values.content, material, made, {
      madeBy: programAndCommit(root),
      redo: values.redo,
      doi,
      accepted: letPass,
    });
    print(
      `${join(values.content, 'snapshots', manifest.id)}: ${manifest.tables.length} tables from ${lists.map(({ name, records }) => `${records} ${name}`).join(', ')}`,
    );
    for (const { name, reason } of manifest.unavailable) print(`  ${name.padEnd(28)} not available: ${reason}`);
  } finally {
    database?.close();
    rmSync(spill, { recursive: true, force: true });
    unlock();
  }
});

if (import.meta.main) process.exitCode = await snapshot();
