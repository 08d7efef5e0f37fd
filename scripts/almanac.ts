/**
 * `npm run almanac [-- capture options]`: capture, snapshot, verify, build; what a schedule runs.
 *
 * Each step is the command of its name. The first that fails ends the run, and nothing after it is done; the same
 * command again goes on with the capture where it stopped.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Day } from '../src/schema/scalars.ts';
import { acceptedGates } from './accept.ts';
import { type Call, comeBack, type Command, command } from './command.ts';

const root = join(import.meta.dirname, '..');
const usage =
  'usage: npm run almanac [-- --date YYYY-MM-DD] [--hub] [--forum] [--since CAPTURE] [--redo] [--accept <gate>="reason"] … [--folder .capture] [--content content]';

export interface Step {
  readonly name: 'capture' | 'snapshot' | 'verify' | 'build';
  /** What node is given: flags, the script, and its arguments. */
  readonly command: readonly string[];
  readonly env: Call['env'];
}

/** @param runStep runs a step to its end, and says what it ended with */
export const almanacWith = (
  runStep: (step: Step) => Promise<{ status: number | null; signal?: NodeJS.Signals | null }>,
): Command =>
  command(usage, async ({ args, env, print, exitWith }) => {
    for (const step of stepsOf(args, env)) {
      print(`\n${step.name}`);
      const { status, signal } = await runStep(step);
      if (status === comeBack) {
        print('paused; the same command goes on from here');
        exitWith(comeBack);
        return;
      }
      if (status !== 0)
        throw new Error(
          `${step.name} ended with ${signal ?? `exit status ${String(status)}`}; nothing after it was done`,
        );
    }
  });

function stepsOf(args: readonly string[], { HF_TOKEN, ...env }: Call['env']): Step[] {
  const { values } = parseArgs({
    args,
    options: {
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      hub: { type: 'boolean', default: false },
      forum: { type: 'boolean', default: false },
      since: { type: 'string' },
      redo: { type: 'boolean', default: false },
      accept: { type: 'string', multiple: true, default: [] },
      folder: { type: 'string', default: join(root, '.capture') },
      content: { type: 'string', default: join(root, 'content') },
      'hub-origin': { type: 'string' },
      'forum-origin': { type: 'string' },
      rate: { type: 'string' },
    },
  });
  const { date, folder, content } = values;
  if (!Day.safeParse(date).success) throw new Error(`--date ${date} is not a day such as 2026-11-20`);
  // A capture takes hours: what the next step would refuse is refused before it.
  acceptedGates(values.accept);
  const given = (...names: ('hub-origin' | 'forum-origin' | 'rate' | 'since')[]) =>
    names.flatMap((name) => (values[name] === undefined ? [] : [`--${name}`, values[name]]));
  const flags = (...names: ('hub' | 'forum' | 'redo')[]) =>
    names.flatMap((name) => (values[name] ? [`--${name}`] : []));
  const captured = [...flags('hub', 'forum'), ...given('since', 'hub-origin', 'forum-origin', 'rate')];
  const accepted = values.accept.flatMap((each) => ['--accept', each]);
  const step = (name: Step['name'], command: readonly string[], more: Call['env'] = {}): Step => ({
    name,
    command,
    env: { ...env, ...more },
  });
  // The small young generation keeps a long capture within 300 MB.
  const capture = ['--max-semi-space-size=4', 'scripts/capture.ts', '--date', date, '--folder', folder, ...captured];
  const snapshot = [
    'scripts/snapshot.ts',
    date,
    '--folder',
    folder,
    '--content',
    content,
    ...flags('redo'),
    ...accepted,
  ];
  return [
    // Only this step asks the Hub.
    step('capture', capture, HF_TOKEN === undefined ? {} : { HF_TOKEN }),
    step('snapshot', snapshot),
    step('verify', ['scripts/verify.ts', '--content', content]),
    step('build', ['node_modules/astro/bin/astro.mjs', 'build'], { ASTRO_TELEMETRY_DISABLED: '1' }),
  ];
}

if (import.meta.main)
  process.exitCode = await almanacWith(async ({ command: args, env }) =>
    spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env }),
  )();
