/**
 * `npm run bench`: how long a build takes, and what a reader has to download, beside Observable Framework.
 *
 * Seconds depend on the machine. So the build is also given as a multiple of a task that any machine can do: reading
 * and parsing all committed snapshots.
 */
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { command } from './command.ts';
import { type PageWeight, type Part, weighPages } from './wire.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
/** Compressed bytes that a page and all that it loads should stay under. */
const limit = 100_000;
/** Milliseconds that a build should stay under on two cores. */
const buildLimit = 20_000;
const builds = 3;

/**
 * What Observable Framework took for the 171 pages of model types, of two charts each, measured once on two cores; and
 * what one of its pages weighs, uncompressed.
 */
const framework = { pages: 171, milliseconds: 13_300, html: 7_000, scripts: 547_000, data: 269_000 };

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

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

const parts: readonly Part[] = ['html', 'css', 'scripts', 'fonts', 'other'];

/** What a page weighs in the mean, by part and as a whole. */
function mean(pages: readonly PageWeight[], size: 'wire' | 'raw'): number[] {
  const means = parts.map((part) => pages.reduce((sum, page) => sum + page.parts[part][size], 0) / pages.length);
  return [...means, means.reduce((sum, each) => sum + each, 0)];
}

const line = (name: string, cells: readonly string[]) => {
  console.log(name.padEnd(44) + cells.map((cell) => cell.padStart(11)).join(''));
};
const times = (ours: number, theirs: number) => `${(theirs / ours).toFixed(1)} times`;

/** The built pages of model types beside those of Framework: time a page, and weight a page. */
function compare(pages: readonly PageWeight[], milliseconds: number): void {
  const types = pages.filter(({ page }) => /^[^/]+\/models\/[^/]+\/index\.html$/.test(page));
  const [raw, wire] = [mean(types, 'raw'), mean(types, 'wire')];
  const theirs = [framework.html, 0, framework.scripts, 0, framework.data];
  const theirTotal = theirs.reduce((sum, each) => sum + each, 0);
  const ours = raw.at(-1) ?? 0;
  const [perPage, theirsPerPage] = [milliseconds / pages.length, framework.milliseconds / framework.pages];

  console.log(`\nWhat a page loads before it is used, in the mean:`);
  line('', ['HTML', 'CSS', 'scripts', 'fonts', 'data', 'all']);
  line(`all ${pages.length} pages, as on disk`, mean(pages, 'raw').map(kilobytes));
  line(`all ${pages.length} pages, with brotli`, mean(pages, 'wire').map(kilobytes));
  line(`${types.length} pages of two charts, as on disk`, raw.map(kilobytes));
  line(`${types.length} pages of two charts, with brotli`, wire.map(kilobytes));
  line(`${framework.pages} such pages of Framework, as on disk`, [...theirs, theirTotal].map(kilobytes));
  const later = Math.max(...types.map(({ laterBytes }) => laterBytes));
  console.log(`interaction code, loaded once and only when a figure is used: ${kilobytes(later)} with brotli`);
  console.log(`\nweight     ${times(ours, theirTotal)} lighter than Framework, fonts included; at least 5 are wanted`);
  console.log(
    `time       ${perPage.toFixed(1)} ms a page, Framework ${theirsPerPage.toFixed(1)} ms: ${times(perPage, theirsPerPage)} faster; at least 3 are wanted`,
  );
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
  const pages = weighPages(dist);
  print(`output     ${pages.length} pages, ${files.length} files, ${kilobytes(bytes)}`);

  const heaviest = pages[0]?.bytes ?? 0;
  print(`\nOn the wire, compressed, with all that a page loads at the start, the heaviest first:`);
  for (const page of pages.slice(0, 10)) print(`${kilobytes(page.bytes).padStart(10)}  ${page.page}`);
  print(`max        ${kilobytes(heaviest)}, ${heaviest < limit ? 'under' : 'NOT under'} ${kilobytes(limit)}`);
  for (const { page, unknown } of pages)
    if (unknown.length > 0) print(`not weighed: ${page} loads ${unknown.join(', ')}`);

  compare(pages, middle);

  const needing = pages.filter((page) => page.needsJavaScript);
  print(`scripts    ${needing.length} of ${pages.length} pages run JavaScript, all of them can be read without`);
});

if (import.meta.main) process.exitCode = await bench();
