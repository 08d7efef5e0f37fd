/**
 * `npm test`: everything that a machine can check, one after the other, also after something failed.
 *
 * The last line is `N passed, N failed`, with `, N skipped` if tests were left out. Where `CI` is set nothing may be:
 * a test that was left out counts as failed there.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findBrowser } from './browser.ts';
import { lastLine, sum, type Tally, tallyReport } from './tally.ts';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'node_modules/.bin');
const env: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
  ASTRO_TELEMETRY_DISABLED: '1',
};

/** Whether a command of the project's own packages ended well; what it says goes to the screen. */
function succeeds(command: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(join(bin, command), args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.on('close', (status) => {
      resolve(status === 0);
    });
  });
}

async function check(name: string, command: string, ...args: string[]): Promise<Tally> {
  console.log(`\n${name}: ${command} ${args.join(' ')}`);
  const passed = await succeeds(command, args);
  if (!passed) console.log(`${name}: failed`);
  return { passed: passed ? 1 : 0, failed: passed ? [] : [name], skipped: [] };
}

async function browser(): Promise<Tally> {
  console.log('\nbrowser: looking for a Chromium');
  try {
    env.ALMANAC_BROWSER = await findBrowser();
    console.log(env.ALMANAC_BROWSER);
    return { passed: 1, failed: [], skipped: [] };
  } catch (error) {
    console.log(`browser: failed: ${error instanceof Error ? error.message : String(error)}`);
    // The tests that need one should fail at once, and not search again or be left out.
    env.ALMANAC_BROWSER = join(root, 'no-browser-was-found');
    return { passed: 0, failed: ['browser'], skipped: [] };
  }
}

async function vitest(project: 'unit' | 'site' | 'speed'): Promise<Tally> {
  console.log(`\n${project} tests: vitest run --project ${project}`);
  const folder = mkdtempSync(join(tmpdir(), 'almanac-test-'));
  const file = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const succeeded = await succeeds('vitest', ['run', '--project', project, ...reporters]);
    const tally = tallyReport(existsSync(file) ? readFileSync(file, 'utf8') : undefined, succeeded);
    for (const name of tally.skipped) console.log(`skipped: ${name}`);
    if (tally.failed.length > 0) console.log(`${project} tests: ${tally.failed.length} failed`);
    return tally;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const tallies = [
  await check('format', 'prettier', '--check', '.'),
  // Also writes the types of the content, which the next three read.
  await check('content', 'astro', 'sync'),
  await check('lint', 'eslint', '.'),
  await check('types', 'tsc', '--noEmit'),
  await check('types of pages', 'astro', 'check'),
  // A checkout may come without its history; where it is there, it is checked.
  await check('snapshots', 'node', 'scripts/verify.ts', '--shallow'),
  await vitest('unit'),
  await browser(),
  await vitest('site'),
  await vitest('speed'),
];

const inCi = Boolean(process.env.CI);
if (inCi && tallies.some((tally) => tally.skipped.length > 0))
  console.log('\nCI is set: a skipped test counts as failed');
const total = sum(tallies, { skippedIsFailed: inCi });
// Once more at the end, where a reader of a long log looks first.
for (const name of total.failed) console.log(`failed: ${name}`);
console.log(`\n${lastLine(total)}`);
process.exitCode = total.failed.length > 0 ? 1 : 0;
