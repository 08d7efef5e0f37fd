/**
 * `npm test`: everything that a machine can check, also after something failed.
 *
 * The checks of the code and the build run beside the unit tests; what looks at the site follows. The last line is
 * `N passed, N failed`, with `, N skipped` if tests were left out. Where `CI` is set nothing may be: a test that was left
 * out counts as failed there.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { findBrowser } from './browser.ts';
import { command } from './command.ts';
import { lastLine, sum, type Tally, tallyReport } from './tally.ts';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'node_modules/.bin');
const usage = `usage: npm test | npm run test:site | npm run test:all
  --site  only the tests of the built site
  --all   also what runs every night and before a release: more pages, 25 killed captures, growth, reproducible bytes,
          and the site tests on the site of a rehearsal`;

const env: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
  ASTRO_TELEMETRY_DISABLED: '1',
  // A tenth of a build, and a third of a command that ends at once, is reading the same modules again.
  NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
};

/** Whether a command of the project's own packages ended well. What a check says is shown once it has ended. */
async function succeeds(
  command: string,
  args: readonly string[],
  said: 'at once' | 'at the end',
  cwd = root,
): Promise<boolean> {
  const output = said === 'at once' ? 'inherit' : 'pipe';
  const child = spawn(join(bin, command), args, { cwd, env, stdio: ['ignore', output, output] });
  const status = new Promise<number | null>((resolve) => {
    child.on('error', (error) => {
      console.error(error.message);
      resolve(null);
    });
    child.on('close', resolve);
  });
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null);
  const texts = await Promise.all(streams.map((stream) => text(stream)));
  if (said === 'at the end') console.log(`\n${command} ${args.join(' ')}\n${texts.join('')}`.trimEnd());
  return (await status) === 0;
}

async function check(name: string, command: string, ...args: string[]): Promise<Tally> {
  const passed = await succeeds(command, args, 'at the end');
  if (!passed) console.log(`${name}: failed`);
  return { passed: passed ? 1 : 0, failed: passed ? [] : [name], skipped: [] };
}

const build = 'build';
const checks = async (): Promise<Tally[]> => [
  await check('format', 'prettier', '--check', '.'),
  await check(build, 'astro', 'build'),
  // This and the build write the types of the content, which the linter reads.
  await check('types of pages', 'astro', 'check', '--tsconfig', 'tsconfig.pages.json'),
  await check('lint and types of programs', 'oxlint'),
  // A checkout may come without its history; where it is there, it is checked.
  await check('snapshots', 'node', 'scripts/verify.ts', '--shallow'),
];

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

/** @param place the project, or a copy of it */
async function vitest(project: 'unit*' | 'site' | 'speed', place = root): Promise<Tally> {
  console.log(`\n${project} tests: vitest run --project ${project}${place === root ? '' : ` in ${place}`}`);
  const folder = mkdtempSync(join(tmpdir(), 'almanac-test-'));
  const file = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const succeeded = await succeeds('vitest', ['run', '--project', project, ...reporters], 'at once', place);
    const tally = tallyReport(existsSync(file) ? readFileSync(file, 'utf8') : undefined, succeeded);
    for (const name of tally.skipped) console.log(`skipped: ${name}`);
    if (tally.failed.length > 0) console.log(`${project} tests: ${tally.failed.length} failed`);
    return tally;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Two months are published in a copy of the project, and all that is asked of the site is asked of that one. */
async function rehearsal(): Promise<Tally[]> {
  const folder = join(root, '.rehearsal');
  const made = await check('rehearsal', 'node', 'tests/rehearsal/rehearse.ts', '--no-serve', '--folder', folder);
  // As with every change: what is looked at by night is looked at in the project itself.
  delete env.ALMANAC_TEST_ALL;
  return made.failed.length > 0 ? [made] : [made, await vitest('site', folder)];
}

export const test = command(usage, async ({ args, print, exitWith }) => {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ args, options: { site: flag, all: flag } });
  if (values.all) env.ALMANAC_TEST_ALL = '1';
  // Each check takes one core, and a search for a browser may take a download: beside the unit tests nobody waits for them.
  const tallies = values.site ? [await browser()] : (await Promise.all([vitest('unit*'), checks(), browser()])).flat();
  if (tallies.some(({ failed }) => failed.includes(build))) {
    tallies.push({ passed: 0, failed: ['site tests: the site was not built'], skipped: [] });
  } else {
    if (!values.site) env.ALMANAC_SKIP_BUILD = '1';
    tallies.push(await vitest('site'));
    if (values.all) tallies.push(await vitest('speed'), ...(await rehearsal()));
  }

  const inCi = Boolean(env.CI);
  if (inCi && tallies.some((tally) => tally.skipped.length > 0)) print('\nCI is set: a skipped test counts as failed');
  const total = sum(tallies, { skippedIsFailed: inCi });
  // Once more at the end, where a reader of a long log looks first.
  for (const name of total.failed) print(`failed: ${name}`);
  print(`\n${lastLine(total)}`);
  if (total.failed.length > 0) exitWith(1);
});

if (import.meta.main) process.exitCode = await test();
