/** The workflows: what they run is there, what is given to them is not put into a script, and actions are pinned. */
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import packageFile from '../package.json' with { type: 'json' };
import { watchdog } from '../scripts/watchdog.ts';
import { contentWith, list } from '../src/snapshot/content.test-support.ts';
import { call, oneSentence } from './call.ts';
import { temporaryFolder } from './temporary-folder.ts';

const github = join(import.meta.dirname, '../.github');
const texts = readdirSync(join(github, 'workflows')).map(
  (name) => [name, readFileSync(join(github, 'workflows', name), 'utf8')] as const,
);

interface Step {
  readonly run?: string;
  readonly uses?: string;
}
interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: unknown;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

describe.each(texts)('%s', (_, text) => {
  const workflow = parse(text) as Workflow;
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);
  const runs = steps.flatMap(({ run }) => run ?? []);

  test('runs only commands of the project that are there', () => {
    const commands = runs.flatMap((run) =>
      [...run.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name),
    );
    expect(commands.filter((name) => !(name in packageFile.scripts))).toEqual([]);
    const scripts = runs.flatMap((run) => [...run.matchAll(/\.github\/(\S+\.sh)/g)].map(([, name = '']) => name));
    expect(scripts.filter((name) => !readdirSync(github).includes(name))).toEqual([]);
  });

  test('puts nothing into a script but by its environment', () => {
    expect(runs.filter((run) => run.includes('${{'))).toEqual([]);
  });

  test('hides no failure', () => {
    expect(text).not.toMatch(/\|\| *(true|:)|continue-on-error/);
  });

  test('pins every action to a commit, and says which version that is', () => {
    const uses = [...text.matchAll(/uses: (.*)$/gm)].map(([, action]) => action);
    expect(uses.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action ?? ''))).toEqual([]);
  });

  test('gives no right that a job does not ask for, and lets none run for ever', () => {
    expect(workflow.permissions).toEqual({});
    expect(jobs.filter((job) => job.permissions === undefined || job['timeout-minutes'] === undefined)).toEqual([]);
  });

  test('reports a job that fails, and one that runs out of time', () => {
    const reports = jobs.filter((job) => job.steps.some(({ run }) => run?.includes('raise-issue.sh')));
    expect(reports.map((job) => job.if)).toEqual(
      reports.map(() => "always() && (contains(needs.*.result, 'failure') || contains(needs.*.result, 'cancelled'))"),
    );
  });

  test('needs only jobs that it has', () => {
    const needed = jobs.flatMap(({ needs = [] }) => needs);
    expect(needed.filter((name) => !(name in workflow.jobs))).toEqual([]);
  });
});

test('the job that reports a missing month waits for all others of the schedule', () => {
  const { jobs } = parse(readFileSync(join(github, 'workflows/snapshot.yml'), 'utf8')) as Workflow;
  expect(new Set(['missing'].concat(jobs.missing?.needs ?? []))).toEqual(new Set(Object.keys(jobs)));
});

/** Runs a script of the workflows with commands in place of the real ones, and says what these were called with. */
function runScript(script: string, args: readonly string[], commands: Readonly<Record<string, string>>) {
  const folder = temporaryFolder({
    ...Object.fromEntries(
      Object.entries(commands).map(([name, body]) => [name, `#!/bin/sh\necho "${name} $*" >> "$SEEN"\n${body}\n`]),
    ),
    seen: '',
  });
  for (const name of Object.keys(commands)) chmodSync(join(folder, name), 0o755);
  const { status } = spawnSync('bash', [join(github, script), ...args], {
    env: {
      PATH: `${folder}${delimiter}${process.env.PATH ?? ''}`,
      SEEN: join(folder, 'seen'),
      GITHUB_REPOSITORY: 'ada/almanac',
    },
  });
  return { status, seen: readFileSync(join(folder, 'seen'), 'utf8').trimEnd().split('\n') };
}

const hasJq = spawnSync('sh', ['-c', 'command -v jq']).status === 0;

test.skipIf(!hasJq).each([
  [
    'an issue of that title is open',
    '[{"number":6,"title":"No snapshot"},{"number":7,"title":"No snapshot for 2026-12"}]',
    'issue comment 7',
  ],
  ['none is', '[{"number":6,"title":"No snapshot"}]', 'issue create'],
])('where %s, a report is added to it or raised', (_, open, expected) => {
  const gh = `[ "$2" = list ] && echo '${open}' || true`;
  const { status, seen } = runScript('raise-issue.sh', ['No snapshot for 2026-12', 'See the run.'], { gh });
  expect(status).toBe(0);
  expect(seen).toHaveLength(2);
  expect(seen[1]).toContain(expected);
  expect(seen[1]).toContain('See the run.');
});

test.each([
  ['an outage that ends', 'test $(grep -c ^npm "$SEEN") -ge 3 || exit 75', 0, 3],
  ['an outage that does not', 'exit 75', 75, 4],
  ['any other failure', 'exit 1', 1, 1],
])('a capture is tried again after %s as often as is right', (_, npm, status, tries) => {
  const ended = runScript('capture-part.sh', ['--hub'], { npm, sleep: '' });
  expect(ended.status).toBe(status);
  expect(ended.seen.filter((line) => line === 'npm run capture -- --hub')).toHaveLength(tries);
});

test('a census that is too old, or not there, is one sentence', async () => {
  const content = await contentWith('2020-02-29');
  const look = (...args: string[]) => call(watchdog, ['--content', content, ...args]);
  expect((await look('--date', '2020-03-01')).stderr).toMatch(/^error: no census is published[^\n]+\n$/);
  list(content, '2020-02-29');
  const { stdout, stderr } = await look('--date', '2020-03-30');
  expect(stdout + stderr).toMatch(/^the newest published census is of 2020-02-29, 30 days ago\n$/);
  // A clock that is set back would make every census young.
  expect(await look('--date', '2020-02-28')).toMatchObject({
    status: 1,
    stderr: 'error: the newest published census is of 2020-02-29, after 2020-02-28; set the clock, or --date\n',
  });
  const late = await look('--date', '2020-05-01');
  expect(late.stderr).toMatch(oneSentence);
  expect(late.stderr).toContain('2020-02-29, 62 days ago, expected one of the last 45');
  expect(late.status).toBe(1);
});
