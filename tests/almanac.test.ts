/** `npm run almanac` against stand-ins: one step after the other, and none after one that failed. */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startForum, syntheticForum } from './stand-ins/forum.ts';
import { startHub } from './stand-ins/hub.ts';
import { temporaryFolder } from './temporary-folder.ts';

const root = join(import.meta.dirname, '..');
const date = '2026-11-20';

async function almanac(...args: string[]) {
  const [hub, forum] = [await startHub({ count: 1500 }), await startForum(syntheticForum(150))];
  onTestFinished(async () => {
    await Promise.all([hub.close(), forum.close()]);
  });
  const folder = temporaryFolder();
  const content = join(folder, 'content');
  cpSync(join(root, 'content/snapshots/2022-10-01'), join(content, 'snapshots/2022-10-01'), { recursive: true });
  writeFileSync(join(content, 'status.json'), JSON.stringify({ doi: null, published: [] }));
  const origins = ['--hub-origin', hub.origin, '--forum-origin', forum.origin];
  const child = spawn(
    process.execPath,
    [
      'scripts/almanac.ts',
      '--date',
      date,
      '--folder',
      join(folder, 'captures'),
      '--content',
      content,
      '--rate',
      '1000',
      ...origins,
      ...args,
    ],
    { cwd: root, env: { PATH: process.env.PATH, HOME: process.env.HOME }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const status = await new Promise((resolve) => child.once('close', resolve));
  return { status, said, content };
}

const heads = (said: string) =>
  said.split('\n').filter((line) => ['capture', 'snapshot', 'verify', 'build'].includes(line));

test('it captures, counts, verifies and builds', async () => {
  const { status, said, content } = await almanac('--accept', 'invented models');
  expect(status, said).toBe(0);
  expect(heads(said)).toEqual(['capture', 'snapshot', 'verify', 'build']);
  expect(existsSync(join(content, 'snapshots', date, 'manifest.json'))).toBe(true);
});

test('nothing is done after a step that failed', async () => {
  const { status, said, content } = await almanac();
  expect(status).toBe(1);
  expect(heads(said)).toEqual(['capture', 'snapshot']);
  expect(said).toContain('snapshot ended with exit status 1; nothing after it was done');
  expect(readdirSync(join(content, 'snapshots'))).toEqual(['2022-10-01']);
});
