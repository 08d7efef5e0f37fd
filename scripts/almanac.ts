/**
 * `npm run almanac [-- capture options]`: capture, snapshot, verify, build; what a schedule runs.
 *
 * Each step is the command of its name. The first that fails ends the run with its exit status, and nothing after it is
 * done; the same command again goes on with the capture where it stopped.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Day } from '../src/schema/scalars.ts';
import { run } from './run.ts';

const root = join(import.meta.dirname, '..');
const usage =
  'usage: npm run almanac [-- --date YYYY-MM-DD] [--hub] [--forum] [--since CAPTURE] [--redo] [--accept "reason"] [--folder .capture] [--content content]';

await run(usage, async () => {
  const { values } = parseArgs({
    options: {
      date: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      hub: { type: 'boolean', default: false },
      forum: { type: 'boolean', default: false },
      since: { type: 'string' },
      redo: { type: 'boolean', default: false },
      accept: { type: 'string' },
      folder: { type: 'string', default: join(root, '.capture') },
      content: { type: 'string', default: join(root, 'content') },
      'hub-origin': { type: 'string' },
      'forum-origin': { type: 'string' },
      rate: { type: 'string' },
    },
  });
  if (!Day.safeParse(values.date).success) throw new Error(usage);
  const given = (...names: ('hub-origin' | 'forum-origin' | 'rate' | 'since' | 'accept')[]) =>
    names.flatMap((name) => (values[name] === undefined ? [] : [`--${name}`, values[name]]));
  const flags = (...names: ('hub' | 'forum' | 'redo')[]) =>
    names.flatMap((name) => (values[name] ? [`--${name}`] : []));
  const capture = [
    '--date',
    values.date,
    '--folder',
    values.folder,
    ...flags('hub', 'forum'),
    ...given('since', 'hub-origin', 'forum-origin', 'rate'),
  ];
  const snapshot = [
    values.date,
    '--folder',
    values.folder,
    '--content',
    values.content,
    ...flags('redo'),
    ...given('accept'),
  ];
  const steps: [string, string[]][] = [
    // The small young generation keeps a long capture within 300 MB.
    ['capture', ['--max-semi-space-size=4', 'scripts/capture.ts', ...capture]],
    ['snapshot', ['scripts/snapshot.ts', ...snapshot]],
    ['verify', ['scripts/verify.ts', '--content', values.content]],
    ['build', ['node_modules/astro/bin/astro.mjs', 'build']],
  ];
  for (const [name, args] of steps) {
    console.log(`\n${name}`);
    const { status, signal } = spawnSync(process.execPath, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    });
    if (status !== 0)
      throw new Error(`${name} ended with ${signal ?? `exit status ${String(status)}`}; nothing after it was done`);
  }
});
