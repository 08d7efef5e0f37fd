/**
 * `npm run bench:census -- [models …]`: from captured pages to a written snapshot, for censuses of several sizes.
 *
 * For each size: seconds and peak memory of the snapshot; the same against one bare DuckDB scan that reads the same
 * fields of the same files into a table; and against a plain pass in Node that parses each record once. On the way, what
 * each table takes. Then a chart of the growth. Nothing here asserts a time.
 */
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { HubTotals } from '../../src/schema/hub-totals.ts';
import { command } from '../../scripts/command.ts';
import { machine, measure, type Measured, numbersGiven, root } from './measure.ts';
import type { Range } from './pages.ts';

const work = process.env.ALMANAC_BENCH ?? join(tmpdir(), 'almanac-bench');
// The day on which the newest of the invented models was made: a list that ends earlier is refused.
const date = '2026-10-03';
const perPage = 1000;
const usage = `usage: npm run bench:census -- [models …]
Times snapshots of invented censuses of these sizes; 31,000 and 310,000 models unless given. ALMANAC_BENCH names the
folder in which they are kept.`;

async function generate(models: number): Promise<string> {
  const capture = join(work, String(models), date);
  const folder = join(capture, 'hub');
  if (existsSync(join(folder, 'done.json'))) return capture;
  rmSync(capture, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const workers = Math.min(2, cpus().length);
  await Promise.all(
    Array.from({ length: workers }, (_, worker) => {
      const workerData: Range = { folder, models, perPage, first: worker + 1, step: workers };
      return new Promise<void>((resolve, reject) => {
        new Worker(join(import.meta.dirname, 'pages.ts'), { workerData }).once('error', reject).once('exit', (code) => {
          if (code === 0) resolve();
          else reject(new Error(`a worker ended with ${code}`));
        });
      });
    }),
  );
  writeFileSync(join(folder, 'done.json'), `${JSON.stringify({ pages: Math.ceil(models / perPage), rows: models })}\n`);
  return capture;
}

export const benchCensus = command(usage, async ({ args, print }) => {
  const sizes = numbersGiven(args);
  print(machine());
  const results: { models: number; snapshot: Measured }[] = [];
  for (const models of sizes.length > 0 ? sizes : [31_000, 310_000]) {
    const capture = await generate(models);
    const content = join(work, String(models), 'content');
    rmSync(content, { recursive: true, force: true });
    cpSync(join(root, 'content'), content, { recursive: true });
    // Invented models are not compared with real ones: the checks of quality would stop them.
    const facts = join(content, 'published/hub-totals.json');
    const known = JSON.parse(readFileSync(facts, 'utf8')) as HubTotals;
    const totals = known.totals.filter(({ measure }) => measure !== 'models');
    writeFileSync(facts, JSON.stringify({ ...known, totals }));
    rmSync(join(content, 'snapshots'), { recursive: true });
    mkdirSync(join(content, 'snapshots'));
    writeFileSync(join(content, 'status.json'), `${JSON.stringify({ doi: null, published: [] })}\n`);
    const snapshot = await measure([
      'scripts/snapshot.ts',
      date,
      '--folder',
      join(capture, '..'),
      '--content',
      content,
    ]);
    const steps = await measure(['tests/bench/tables.ts', capture, date]);
    const scan = await measure(['tests/bench/scan.ts', join(capture, 'hub', '*.json.zst')]);
    const parse = models > 5_000_000 ? null : await measure(['tests/bench/parse.ts', join(capture, 'hub')]);
    const bytes = globSync(join(capture, 'hub', '*.json.zst')).length;
    results.push({ models, snapshot });
    print(
      [
        `${models.toLocaleString('en').padStart(12)} models, ${bytes} pages:`,
        `snapshot ${snapshot.seconds.toFixed(1)} s, ${snapshot.cpuSeconds.toFixed(1)} s of processor time, ${snapshot.megabytes.toFixed(0)} MB;`,
        `bare scan ${scan.seconds.toFixed(1)} s (ratio ${(snapshot.seconds / scan.seconds).toFixed(2)});`,
        parse
          ? `plain pass ${parse.seconds.toFixed(1)} s (ratio ${(parse.seconds / snapshot.seconds).toFixed(2)})`
          : 'plain pass not tried',
        `; reading and counting alone ${steps.seconds.toFixed(1)} s, ${steps.megabytes.toFixed(0)} MB`,
      ].join(' '),
    );
  }
  const longest = Math.max(...results.map(({ snapshot }) => snapshot.seconds));
  print('\nGrowth');
  for (const { models, snapshot } of results)
    print(
      `${models.toLocaleString('en').padStart(12)}  ${'#'.repeat(Math.max(1, Math.round((40 * snapshot.seconds) / longest)))} ${((1e6 * snapshot.seconds) / models).toFixed(1)} µs a model`,
    );
});

if (import.meta.main) process.exitCode = await benchCensus();
