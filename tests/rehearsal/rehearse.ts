/**
 * `npm run rehearse`: two months of the almanac as its maintainers live them, against stand-ins for the Hub and the forum.
 *
 * All of it happens in a copy of the project that has a git history of its own. Each command is printed as a maintainer
 * gives it, and runs in a process of its own.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { command, type Surrounding } from '../../scripts/command.ts';
import { nextCorrection } from '../../src/schema/snapshot-id.ts';
import { StatusList, statusText } from '../../src/schema/snapshot.ts';
import { readFacts } from '../../src/snapshot/edition.ts';
import { readSnapshots } from '../../src/snapshot/read.ts';
import { startForum } from '../stand-ins/forum.ts';
import { startHub } from '../stand-ins/hub.ts';
import { row } from '../stand-ins/server.ts';
import { type Month, twoMonths } from './two-months.ts';

const root = join(import.meta.dirname, '../..');
const usage = `usage: npm run rehearse [-- options]
Two months of the almanac against stand-ins for the Hub and the forum: capture, snapshot, publish, correct, withdraw,
verify and build, in a copy of the project. Nothing of the project itself changes, and nobody else is asked.
  --models N       models in the second month, 2,000 at least; 20,000 unless given
  --topics N       topics in the second month, 200 at least; 2,000 unless given
  --folder FOLDER  where the copy goes; .rehearsal unless given, and made anew each time
  --no-serve       end when the site is built; without it, the site is served, and its address printed`;

export const rehearse = command(usage, async (surrounding) => {
  const { values } = parseArgs({
    args: surrounding.args,
    allowNegative: true,
    options: {
      models: { type: 'string', default: '20000' },
      topics: { type: 'string', default: '2000' },
      folder: { type: 'string', default: join(root, '.rehearsal') },
      serve: { type: 'boolean', default: true },
    },
  });
  const count = {
    models: atLeast(2000, '--models', values.models),
    topics: atLeast(200, '--topics', values.topics),
  };
  const begin = performance.now();
  const project = copyProject(resolve(values.folder));
  const log = join(project, 'rehearsal.log');
  const { print, stdout, stderr } = surrounding;
  print(`a copy of the project is in ${project}; what the commands say is kept in ${log}`);
  const run = inProject(project, log, surrounding);
  await run('git', 'init', '--quiet');
  await commit(run, 'the project as it is');

  const [first, second] = twoMonths(count, monthsAfter(project));
  await captured(first, run);
  const accepted = await drafted(run, print, { id: first.date, more: ['--doi', '10.5072/rehearsal.1'] });
  await published(run, first.date);

  await captured(second, run, ['--since', first.date]);
  await drafted(run, print, { id: second.date, accepted });
  await published(run, second.date);

  const correction = nextCorrection(first.date);
  await drafted(run, print, { id: first.date, more: ['--as', correction], accepted });
  await run('npm', 'run', 'status', '--', 'correct', correction, '--reason', 'This is how a correction looks.');
  await commit(run, `publish ${correction}`);

  const sample = `${second.date}-newest`;
  writeFileSync(join(project, 'newest.csv'), newestModels(second));
  const about = ['--coverage', 'sample', '--population', 'The newest models.', '--selection', 'The newest 200 models.'];
  const list = ['--hub-file', 'newest.csv', '--date', second.date, '--name', 'newest'];
  await run('npm', 'run', 'capture', '--', ...list, ...about);
  await drafted(run, print, { id: sample });
  await published(run, sample);
  await run('npm', 'run', 'status', '--', 'withdraw', sample, '--reason', 'This is how a withdrawal looks.');
  await commit(run, `withdraw ${sample}`);

  await run('npm', 'run', 'verify');
  await run('npm', 'run', 'build');
  const seconds = Math.round((performance.now() - begin) / 1000);
  print(`\nrehearsed in ${seconds} s${values.serve ? '; Ctrl-C ends the site' : ''}`);
  if (values.serve) {
    const site = spawn(join(root, 'node_modules/.bin/astro'), ['preview'], {
      cwd: project,
      signal: surrounding.signal,
    });
    site.stdout.pipe(stdout, { end: false });
    site.stderr.pipe(stderr, { end: false });
    await once(site, 'close');
  }
});

/** Runs a command in the copy to its end. @throws {Failed} if it does not end well */
type Run = (...words: readonly string[]) => Promise<void>;

class Failed extends Error {
  /** What the command said was wrong. */
  readonly sentence: string;

  constructor(words: readonly string[], how: string, sentence: string) {
    super(`${words.join(' ')} ended with ${how}, and the rehearsal with it: ${sentence}`);
    this.sentence = sentence;
  }
}

/** @param log the file in which all is kept that the commands say */
function inProject(project: string, log: string, { env, signal, print }: Surrounding): Run {
  const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
    scripts: Readonly<Record<string, string>>;
  };
  const bin = join(root, 'node_modules/.bin');
  return async (...words) => {
    const line = `$ ${words.map((word) => (/^[\w./:=-]+$/.test(word) ? word : JSON.stringify(word))).join(' ')}`;
    if (words[0] === 'npm') print(line);
    appendFileSync(log, `\n${line}\n`);
    // Without npm itself, which takes half a second each time.
    const [, , script = '', , ...given] = words;
    const [program = '', ...args] = words[0] === 'npm' ? [...(scripts[script] ?? '').split(' '), ...given] : words;
    const child = spawn(existsSync(join(bin, program)) ? join(bin, program) : program, args, {
      cwd: project,
      // No token: nobody but the stand-ins is asked.
      env: { ...env, HF_TOKEN: undefined, ASTRO_TELEMETRY_DISABLED: '1', ALMANAC_CONTACT: 'https://example.org/' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    const begin = performance.now();
    const ended = new Promise<string>((resolve, reject) => {
      child.on('error', reject).on('close', (status, by) => {
        resolve(by ?? String(status));
      });
    });
    const [said, wrong, how] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    appendFileSync(log, said + wrong);
    if (how !== '0') throw new Failed(words, how, wrong.replace(/^error: /, '').trim());
    if (words[0] === 'npm') print(`  ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  };
}

async function captured({ date, clock, models, forum }: Month, run: Run, more: readonly string[] = []): Promise<void> {
  const services = [await startHub({ models, clock }), await startForum({ ...forum, clock })] as const;
  const [hub, discourse] = services.map(({ origin }) => origin);
  try {
    const origins = ['--hub-origin', hub ?? '', '--forum-origin', discourse ?? ''];
    await run('npm', 'run', 'capture', '--', '--date', date, ...more, ...origins, '--rate', '10000');
  } finally {
    await Promise.all(services.map((service) => service.close()));
  }
}

/**
 * The draft of a snapshot. Invented models are fewer than real ones, so a gate stops it, and is told why it may pass.
 *
 * @param accepted the gates that stopped the one before
 * @returns those that stopped this one
 */
async function drafted(
  run: Run,
  print: Surrounding['print'],
  { id, more = [], accepted = [] }: { id: string; more?: readonly string[]; accepted?: readonly string[] },
): Promise<readonly string[]> {
  const reasons = accepted.flatMap((gate) => ['--accept', `${gate}=The models are invented.`]);
  try {
    await run('npm', 'run', 'snapshot', '--', id, ...more, ...reasons);
    return accepted;
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    const { sentence } = error;
    const asked = Array.from(sentence.matchAll(/--accept ([a-z-]+)="reason"/g), ([, gate = '']) => gate);
    const needed = [...accepted.filter((gate) => !sentence.includes(`--accept ${gate} is not needed`)), ...asked];
    if (String(needed) === String(accepted)) throw error;
    print(`  stopped by a gate: ${sentence}`);
    return drafted(run, print, { id, more, accepted: needed });
  }
}

async function published(run: Run, id: string): Promise<void> {
  await run('npm', 'run', 'status', '--', 'publish', id);
  await commit(run, `publish ${id}`);
}

async function commit(run: Run, subject: string): Promise<void> {
  await run('git', 'add', '.');
  const who = ['-c', 'user.name=rehearsal', '-c', 'user.email=rehearsal@example.org', '-c', 'commit.gpgsign=false'];
  await run('git', ...who, 'commit', '--quiet', '--message', subject);
}

/** A day in each of the two months after the newest snapshot, of which nobody published a total of the real Hub. */
function monthsAfter(project: string): readonly [first: string, second: string] {
  const content = join(project, 'content');
  const newest = readSnapshots(content).snapshots.at(-1)?.manifest.date ?? '2026-08-22';
  const taken = readFacts(content).totals.map(({ date }) => date);
  const dayIn = (later: number) => {
    const [year = 0, month = 0] = newest.split('-').map(Number);
    const days = Array.from({ length: 25 }, (_, i) => new Date(Date.UTC(year, month - 1 + later, 3 + i)));
    return row(
      days.map((day) => day.toISOString().slice(0, 'YYYY-MM-DD'.length)).filter((day) => !taken.includes(day)),
      0,
    );
  };
  return [dayIn(1), dayIn(2)];
}

/** A list as somebody else makes it. */
function newestModels({ models }: Month): string {
  const newest = Array.from({ length: 200 }, (_, i) => row(models, models.length - 200 + i));
  const lines = newest.map(({ id, createdAt, downloads, likes }) => [id, createdAt, downloads, likes].join(','));
  return ['id,createdAt,downloads,likes', ...lines, ''].join('\n');
}

/**
 * The project with all of its content, to publish in. It is marked as a rehearsal, on every page.
 *
 * @throws {Error} if there is something else in the folder
 */
function copyProject(folder: string): string {
  const status = join(folder, 'content/status.json');
  if (existsSync(folder) && readdirSync(folder).length > 0 && !(existsSync(status) && isRehearsal(status)))
    throw new Error(`${folder} holds something else than an earlier rehearsal; name an empty folder with --folder`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const left = ['.git', '.astro', '.capture', '.rehearsal', 'dist', 'node_modules'];
  for (const name of readdirSync(root).filter((each) => !left.includes(each) && join(root, each) !== folder))
    cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(relative(folder, join(root, 'node_modules')), join(folder, 'node_modules'));
  const list = StatusList.parse(JSON.parse(readFileSync(status, 'utf8')));
  writeFileSync(status, statusText({ ...list, rehearsal: true }));
  return folder;
}

const isRehearsal = (status: string) => StatusList.parse(JSON.parse(readFileSync(status, 'utf8'))).rehearsal === true;

function atLeast(least: number, option: string, given: string): number {
  if (!/^\d+$/.test(given) || Number(given) < least)
    throw new Error(`${option} ${given} is not a number from ${least} on`);
  return Number(given);
}

if (import.meta.main) process.exitCode = await rehearse();
