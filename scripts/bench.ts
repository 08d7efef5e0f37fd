/**
 * `npm run bench`: how long a build takes.
 *
 * Seconds depend on the machine. So the build is also given as a multiple of a task that any machine can do: reading
 * and parsing all committed snapshots.
 */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { filesBelow } from '../src/build/links.ts';
import { command } from './command.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
/** Milliseconds that a build should stay under on two cores. */
const buildLimit = 20_000;
const builds = 3;

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const filesIn = (folder: string) => filesBelow(folder).map((file) => join(folder, file));

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.slice(Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

/** Builds the site with nothing left over from an earlier build. @throws {Error} if the build fails; its words are in it */
async function coldBuild(): Promise<{ milliseconds: number; peakBytes: number }> {
  for (const leftover of ['dist', '.astro', 'node_modules/.vite'])
    rmSync(join(root, leftover), { recursive: true, force: true });

  // The build says itself how much memory it took, on a channel of its own.
  const report =
    'import fs from "node:fs"; process.on("exit", () => fs.writeSync(3, `${process.resourceUsage().maxRSS}`))';
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(report)}`, 'node_modules/astro/bin/astro.mjs', 'build'],
    { cwd: root, env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' }, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] },
  );
  const closed = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const [said = '', complained = '', peak = ''] = await Promise.all(
    child.stdio.slice(1, 4).map((channel) => text(channel as Readable)),
  );
  const status = await closed;
  const milliseconds = performance.now() - began;
  if (status !== 0) throw new Error(`astro build failed\n${said}${complained}`);
  return { milliseconds, peakBytes: Number(peak) * 1024 };
}

/** The median time of reading and parsing every committed snapshot, in milliseconds. */
function baseline(): { milliseconds: number; passes: number; bytes: number } {
  const files = filesIn(join(root, 'content/snapshots')).filter((file) => file.endsWith('.json'));
  const bytes = files.reduce((total, file) => total + statSync(file).size, 0);
  const times: number[] = [];
  for (const end = performance.now() + 3000; performance.now() < end;) {
    const began = performance.now();
    for (const file of files) JSON.parse(readFileSync(file, 'utf8'));
    times.push(performance.now() - began);
  }
  return { milliseconds: median(times), passes: times.length, bytes };
}

export const bench = command('usage: npm run bench', async ({ args, print }) => {
  parseArgs({ args });
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB of memory`;
  print(`machine    ${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} cores, ${memory}`);
  print(`           Node ${process.version}, ${type()} ${release()} ${process.arch}`);

  const base = baseline();
  print(
    `baseline   ${base.milliseconds.toFixed(1)} ms to read and parse all snapshots, ${kilobytes(base.bytes)} (median of ${base.passes})`,
  );

  const measured = [];
  for (let round = 1; round <= builds; round++) {
    const build = await coldBuild();
    print(
      `build ${round}    ${seconds(build.milliseconds)} from cold, ${(build.peakBytes / 1e6).toFixed(0)} MB of memory at the peak`,
    );
    measured.push(build);
  }
  const durations = measured.map((build) => build.milliseconds);
  const middle = median(durations);
  print(
    `builds     min ${seconds(Math.min(...durations))}, median ${seconds(middle)}, max ${seconds(Math.max(...durations))}`,
  );
  print(`           ${middle < buildLimit ? 'under' : 'NOT under'} ${seconds(buildLimit)}`);
  print(`ratio      ${(middle / base.milliseconds).toFixed(0)} baselines a build`);

  const files = filesIn(dist);
  const bytes = files.reduce((total, file) => total + statSync(file).size, 0);
  const pages = files.filter((file) => file.endsWith('.html'));
  print(`output     ${pages.length} pages, ${files.length} files, ${kilobytes(bytes)}`);
});

if (import.meta.main) process.exitCode = await bench();
