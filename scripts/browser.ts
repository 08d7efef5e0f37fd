/** Finds a Chromium for the tests that open the built site, and installs one where there is none. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

const execute = promisify(execFile);
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macApplications = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
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
export type Machine = Pick<NodeJS.Process, 'env' | 'platform' | 'getuid'>;

/**
 * The path of a Chromium that starts: the one in `ALMANAC_BROWSER`, else one on the machine, else one that is installed
 * now, with apt-get where that is possible and from Playwright where it is not.
 *
 * @throws {Error} if `ALMANAC_BROWSER` names no file, or if nothing was found and nothing could be installed
 */
export async function findBrowser(machine: Machine = process): Promise<string> {
  const chosen = machine.env.ALMANAC_BROWSER;
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`ALMANAC_BROWSER says ${chosen}, and there is no such file`);
    return chosen;
  }
  const present = (await onMachine(machine)) ?? (await firstThatStarts([chromium.executablePath()], machine));
  if (present !== undefined) return present;

  const tried = [`no ${names.join(', ')} that starts is on the path`];
  const apt = await aptGet(machine);
  if (apt) {
    console.log('There is no browser for the tests: installing chromium with apt-get.');
    const failure = (await attempt(machine, ...apt('update'))) ?? (await attempt(machine, ...apt('install')));
    const installed = await onMachine(machine);
    if (installed !== undefined) return installed;
    tried.push(`apt-get did not bring one (${failure ?? 'it installed chromium, which does not start'})`);
  } else {
    tried.push('apt-get cannot be used here');
  }

  console.log("There is no browser for the tests: downloading Playwright's Chromium.");
  // The libraries that it wants come from apt-get too.
  const withLibraries = apt ? ['--with-deps'] : [];
  const failure = await attempt(machine, process.execPath, [
    playwrightCommand,
    'install',
    ...withLibraries,
    'chromium',
  ]);
  const downloaded = await firstThatStarts([chromium.executablePath()], machine);
  if (downloaded !== undefined) return downloaded;
  tried.push(`Playwright did not bring one (${failure ?? 'what it downloaded does not start'})`);

  throw new Error(
    `there is no browser for the tests: ${tried.join('; ')}. Install Chromium or Google Chrome, or set ALMANAC_BROWSER to the path of one`,
  );
}

async function onMachine(machine: Machine): Promise<string | undefined> {
  const folders = (machine.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return firstThatStarts([...onPath, ...(machine.platform === 'darwin' ? macApplications : [])], machine);
}

/** Some systems have a `chromium-browser` that only says how to get one; so each is asked for its version. */
async function firstThatStarts(paths: readonly string[], machine: Machine): Promise<string | undefined> {
  for (const path of paths)
    if (existsSync(path) && (await attempt(machine, path, ['--version'], 60_000)) === undefined) return path;
  return undefined;
}

/** How to run apt-get here without being asked anything; `undefined` where that is not possible. */
async function aptGet(machine: Machine): Promise<((step: 'update' | 'install') => [string, string[]]) | undefined> {
  const root = machine.getuid?.() === 0;
  if (machine.platform !== 'linux' || (await attempt(machine, 'apt-get', ['--version'])) !== undefined)
    return undefined;
  if (!root && (await attempt(machine, 'sudo', ['-n', 'true'])) !== undefined) return undefined;

  const command = [...(root ? [] : ['sudo', '-n']), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  const steps = { update: ['update'], install: ['install', '-y', '--no-install-recommends', 'chromium'] };
  return (step) => {
    const [name = '', ...rest] = command;
    return [name, [...rest, ...steps[step]]];
  };
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
    const { message, stderr = '' } = error as Error & { stderr?: string };
    const lines = (stderr.trim() || message).split('\n');
    return lines.findLast((line) => /^(E:|error\b)/i.test(line)) ?? lines.at(-1);
  }
}
