/** `npm run snapshot -- <date>`: .capture/<date>/ → content/snapshots/<date>/, after the checks of quality. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { literal, openDatabase, type Database } from '../src/io/database.ts';
import { SnapshotId } from '../src/schema/scalars.ts';
import { correctionOf } from '../src/schema/snapshot-id.ts';
import { live } from '../src/sources/hub/live.ts';
import { asCorrection } from '../src/snapshot/correction.ts';
import { readFacts } from '../src/snapshot/edition.ts';
import { failures } from '../src/snapshot/gates.ts';
import { make } from '../src/snapshot/make.ts';
import { readEarlier } from '../src/snapshot/read.ts';
import { programAndCommit, writeSnapshot } from '../src/snapshot/write.ts';
import { acceptedGates } from './accept.ts';
import { command } from './command.ts';
import { doiGiven } from './doi.ts';

const root = join(import.meta.dirname, '..');
const usage =
  'usage: npm run snapshot -- <date> [--redo] [--as <date>-r2] [--doi 10.…] [--accept <gate>="reason"] … [--folder .capture] [--content content]\n' +
  'ALMANAC_DATABASE names the database: in memory by default, a file, or md:<name> for MotherDuck';

export const snapshot = command(usage, async ({ args, env, print }) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      redo: { type: 'boolean', default: false },
      as: { type: 'string' },
      doi: { type: 'string' },
      accept: { type: 'string', multiple: true, default: [] },
      folder: { type: 'string', default: join(root, '.capture') },
      content: { type: 'string', default: join(root, 'content') },
    },
  });
  const [name = '', ...rest] = positionals;
  if (!SnapshotId.safeParse(name).success || correctionOf(name) !== null || rest.length > 0) throw new Error(usage);
  const date = name.slice(0, 'YYYY-MM-DD'.length);
  const capture = join(values.folder, name);
  if (!existsSync(capture)) throw new Error(`there is no capture ${capture}; npm run capture makes one`);

  const accepted = acceptedGates(values.accept);
  const doi = doiGiven(values.doi);
  // Of this day too, where a list of another kind has a name of its own.
  const earlier = readEarlier(values.content, name);
  const { totals } = readFacts(values.content);
  const spill = join(capture, 'spill');
  mkdirSync(spill, { recursive: true });
  const database = await openDatabase({ path: env.ALMANAC_DATABASE ?? ':memory:', memory: '1200MB', spill });
  try {
    const { material: given, lists } = await live(database, capture, name, spill);
    const material = values.as === undefined ? given : asCorrection(values.content, given, values.as);
    const made = await make(material, undefined, { database, earlier });
    const failed = failures(made, lists, { date, coverage: material.description.coverage, earlier, totals });
    for (const { name, records, rejected, unknownFields } of lists) {
      for (const [field, count] of Object.entries(unknownFields))
        print(`unknown field ${JSON.stringify(field)}: in ${count} of ${records} ${name}`);
      for (const [reason, count] of Object.entries(rejected))
        print(`not counted, ${reason}: ${count} of ${records} ${name}`);
    }
    for (const { gate, found } of failed) print(`${gate}: ${found}`);
    const refused = failed.filter(({ gate }) => !accepted.has(gate));
    if (refused.length > 0)
      throw new Error(
        `nothing was written: ${refused.map(({ gate, found }) => `${gate}: ${found}`).join('; ')}. If the numbers are right, say why with ${[...new Set(refused.map(({ gate }) => `--accept ${gate}="reason"`))].join(' ')}`,
      );
    const needless = [...accepted.keys()].find((gate) => !failed.some((failure) => failure.gate === gate));
    if (needless !== undefined)
      throw new Error(`nothing was written: --accept ${needless} is not needed, as that gate passes; leave it out`);

    await writeViews(database, join(capture, 'views'));
    const manifest = writeSnapshot(values.content, material, made, {
      madeBy: programAndCommit(root),
      redo: values.redo,
      doi,
      accepted: failed.map((failure) => ({ ...failure, reason: accepted.get(failure.gate) ?? '' })),
    });
    print(
      `${join(values.content, 'snapshots', manifest.id)}: ${manifest.tables.length} tables from ${lists.map(({ name, records }) => `${records} ${name}`).join(', ')}`,
    );
    for (const { name, reason } of manifest.unavailable) print(`  ${name.padEnd(28)} not available: ${reason}`);
  } finally {
    database.close();
    rmSync(spill, { recursive: true, force: true });
  }
});

async function tables(database: Database): Promise<string[]> {
  const rows = await database.rows(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'main'`,
  );
  return rows.map(({ name }) => String(name));
}

/** The views as Parquet, by month of creation: Spark and Trino read what DuckDB counted. */
async function writeViews(database: Database, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const made = await tables(database);
  for (const name of ['models', 'topics'].filter((each) => made.includes(each)))
    await database.run(
      `COPY (SELECT *, strftime(created_at, '%Y-%m') AS month FROM ${name}) TO ${literal(join(folder, name))} (FORMAT parquet, PARTITION_BY (month))`,
    );
}

if (import.meta.main) process.exitCode = await snapshot();
