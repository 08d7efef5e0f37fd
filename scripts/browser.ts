/** Finds a Chromium for the tests that open the built site, and installs one where there is none. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

const execute = promisify(execFile);
// The first has no windows to paint and takes a third less processor time.
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const playwrightCommand = join(import.meta.dirname, '../node_modules/playwright-core/cli.js');

/** What a launch should say: nothing of its own on the network, and no sandbox where it cannot have one, as root. */
export const browserFlags: string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/** What the search depends on; `process` is one. */
export type Machine = Pick<NodeJS.Process, 'env' | 'getuid'>;

/**
 * The path of a Chromium that starts: the one in `ALMANAC_BROWSER`, else one on the machine, else Debian's package,
 * installed now, else Playwright's.
 *
 * @throws {Error} if `ALMANAC_BROWSER` names no file, or if nothing was found and nothing could be installed
 */
export async function findBrowser(machine: Machine = process): Promise<string> {
  const chosen = machine.env.ALMANAC_BROWSER;
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`ALMANAC_BROWSER says ${chosen}, and there is no such file`);
    return chosen;
  }
  const present = await firstThatStarts(machine);
  if (present !== undefined) return present;

  const apt = `${machine.getuid?.() === 0 ? '' : 'sudo -n '}env DEBIAN_FRONTEND=noninteractive apt-get`;
  const installers: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
    ['apt-get', '/bin/sh', '-c', `${apt} update && ${apt} install -y --no-install-recommends chromium-headless-shell`],
    ['Playwright', process.execPath, playwrightCommand, 'install', 'chromium'],
  ];
  const tried = [`no ${names.join(', ')} that starts is on the path`];
  for (const [name, command, ...args] of installers) {
    console.log(`There is no browser for the tests: installing a Chromium with ${name}.`);
    const failure = await attempt(machine, command, args);
    const installed = await firstThatStarts(machine);
    if (installed !== undefined) return installed;
    tried.push(`${name} did not bring one (${failure ?? 'what it installed does not start'})`);
  }
  throw new Error(
    `there is no browser for the tests: ${tried.join('; ')}. Install Chromium or Google Chrome, or set ALMANAC_BROWSER to the path of one`,
  );
}

/** Some systems have a `chromium-browser` that only says how to get one; so each is asked for its version. */
async function firstThatStarts(machine: Machine): Promise<string | undefined> {
  const folders = (machine.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  for (const path of [...onPath, chromium.executablePath()])
    if (existsSync(path) && (await attempt(machine, path, ['--version'], 60_000)) === undefined) return path;
  return undefined;
}

/** Runs a command quietly. Returns the line that says what went wrong; `undefined` if nothing did. */
async function attempt(
  { env }: Machine,
  command: string,
  args: readonly string[],
  timeout = 600_000,
): Promise<string | undefined> {
  try {
    const running = execute(command, args, { env, timeout, maxBuffer: 2 ** 26 });
    running.child.stdin?.end();
    await running;
    return undefined;
  } catch (error) {
    const { message, stderr = '', stdout = '' } = error as Error & { stderr?: string; stdout?: string };
    const lines = (stderr.trim() || stdout.trim() || message).split('\n');
    return lines.findLast((line) => /^(E:|error\b)/i.test(line)) ?? lines.at(-1);
  }
}
