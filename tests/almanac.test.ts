/** `npm run almanac` against stand-ins: one step after the other, and none after one that failed. */
import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { almanacWith, type Step } from '../scripts/almanac.ts';
import { capture } from '../scripts/capture.ts';
import { snapshot } from '../scripts/snapshot.ts';
import { verifySnapshots } from '../scripts/verify.ts';
import { call } from './call.ts';
import { startForum, syntheticForum } from './stand-ins/forum.ts';
import { recentModels, startHub } from './stand-ins/hub.ts';
import { temporaryFolder } from './temporary-folder.ts';

const root = join(import.meta.dirname, '..');
const date = '2026-10-03';
const token = 'hf_0123456789abcdef';
const commands = { capture, snapshot, verify: verifySnapshots };

/** Runs the steps within this process, all but the build of the site, which is taken to end well. */
async function almanac(...args: string[]) {
  const [hub, forum] = [await startHub({ models: recentModels(300) }), await startForum(syntheticForum(30))];
  onTestFinished(async () => {
    await Promise.all([hub.close(), forum.close()]);
  });
  const folder = temporaryFolder();
  const content = join(folder, 'content');
  cpSync(join(root, 'content/snapshots/2022-10-01'), join(content, 'snapshots/2022-10-01'), { recursive: true });
  cpSync(join(root, 'content/published'), join(content, 'published'), { recursive: true });
  writeFileSync(join(content, 'status.json'), JSON.stringify({ doi: null, published: [] }));
  const steps: Step[] = [];
  let said = '';
  const command = almanacWith(async (step) => {
    steps.push(step);
    if (step.name === 'build') return { status: 0 };
    const script = step.command.findIndex((each) => each === `scripts/${step.name}.ts`);
    const ended = await call(commands[step.name], step.command.slice(script + 1), { env: step.env });
    said += ended.stdout + ended.stderr;
    return ended;
  });
  const folders = ['--folder', join(folder, 'captures'), '--content', content];
  const origins = ['--hub-origin', hub.origin, '--forum-origin', forum.origin];
  const { status, stdout, stderr } = await call(
    command,
    ['--date', date, ...folders, '--rate', '1000', ...origins, ...args],
    { env: { PATH: '/bin', HF_TOKEN: token } },
  );
  return { status, stdout, stderr, said, steps, content, asked: hub.requests };
}

test('it captures, counts, verifies and builds, and the token is with the capture alone', async () => {
  const { status, stdout, said, steps, content, asked } = await almanac(
    ...['shrunk', 'missing-months'].flatMap((gate) => ['--accept', `${gate}=few and invented models`]),
  );
  expect(status, said).toBe(0);
  expect(stdout).toBe('\ncapture\n\nsnapshot\n\nverify\n\nbuild\n');
  expect(existsSync(join(content, 'snapshots', date, 'manifest.json'))).toBe(true);
  expect(steps.at(-1)?.command).toEqual(['node_modules/astro/bin/astro.mjs', 'build']);
  expect(asked.every(({ headers }) => headers.authorization === `Bearer ${token}`)).toBe(true);
  expect(steps.map(({ name, env }) => [name, env.PATH, env.HF_TOKEN])).toEqual([
    ['capture', '/bin', token],
    ['snapshot', '/bin', undefined],
    ['verify', '/bin', undefined],
    ['build', '/bin', undefined],
  ]);
});

test('nothing is done after a step that failed', async () => {
  const { status, stderr, steps, content } = await almanac();
  expect(status).toBe(1);
  expect(stderr).toBe('error: snapshot ended with exit status 1; nothing after it was done\n');
  expect(steps.map(({ name }) => name)).toEqual(['capture', 'snapshot']);
  expect(readdirSync(join(content, 'snapshots'))).toEqual(['2022-10-01']);
});

test.each([
  [['--accept', 'it is right'], '--accept it is right names no gate'],
  [['--date', 'yesterday'], '--date yesterday is not a day such as 2026-11-20'],
])('before a capture that takes hours, %j is refused', async (args, sentence) => {
  const { status, stderr, steps } = await almanac(...args);
  expect({ status, steps }).toEqual({ status: 1, steps: [] });
  expect(stderr).toContain(sentence);
});
