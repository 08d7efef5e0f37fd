/** `npm run captures`: what is kept, in a folder or in a private dataset, comes back as it was, or not at all. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { capture } from '../scripts/capture.ts';
import { captures } from '../scripts/captures.ts';
import { readReceipts } from '../src/io/capture.ts';
import { captured } from '../src/sources/hub/capture.test-support.ts';
import { call, oneSentence } from './call.ts';
import { startForum } from './stand-ins/forum.ts';
import { startHub } from './stand-ins/hub.ts';
import { startWritableHub } from './stand-ins/hub-repositories.ts';
import { temporaryFolder } from './temporary-folder.ts';

const date = '2026-10-03';
const token = 'hf_secretOfAda';

/** Services to capture, and a way to do it. */
async function services() {
  const hub = await startHub({ count: 60, maxPage: 10 });
  const forum = await startForum({ count: 60, perPage: 10 });
  onTestFinished(async () => {
    await Promise.all([hub.close(), forum.close()]);
  });
  const origins = ['--hub-origin', hub.origin, '--forum-origin', forum.origin, '--rate', '10000'];
  const take = (folder: string, ...args: string[]) =>
    call(capture, ['--date', date, '--folder', folder, ...origins, ...args]);
  return { hub, forum, take };
}

const run = (...args: string[]) => call(captures, args, { env: { HF_TOKEN: token } });

/** The two kinds of stores, as options of the command, with a way to change a byte of what one keeps. */
const stores = {
  folder: () => {
    const folder = join(temporaryFolder(), 'kept');
    return Promise.resolve({
      options: ['--store', folder],
      change: (path: string, at: (bytes: Buffer) => number) => {
        const bytes = readFileSync(join(folder, path));
        bytes.writeUInt8(bytes.readUInt8(at(bytes)) ^ 1, at(bytes));
        writeFileSync(join(folder, path), bytes);
      },
      paths: () => readdirSync(folder, { recursive: true }).map(String),
    });
  },
  dataset: async () => {
    const hub = await startWritableHub({ token });
    onTestFinished(() => hub.close());
    const files = () => hub.repositories.get('datasets/ada/captures')?.files ?? new Map<string, never>();
    return {
      options: ['--store', 'hf://datasets/ada/captures', '--hub-origin', hub.origin],
      change: (path: string, at: (bytes: Buffer) => number) => {
        const { bytes } = files().get(path) ?? expect.unreachable();
        bytes.writeUInt8(bytes.readUInt8(at(bytes)) ^ 1, at(bytes));
      },
      paths: () => [...files().keys()],
    };
  },
};

describe.each(['folder', 'dataset'] as const)('in a %s', (kind) => {
  test('a capture is kept, verified and restored, byte for byte', async () => {
    const { take } = await services();
    const { options } = await stores[kind]();
    const [here, there] = [temporaryFolder(), temporaryFolder()];
    await take(here);
    const kept = await run('keep', date, '--folder', here, ...options);
    expect(kept).toMatchObject({ status: 0, stderr: '' });
    expect(kept.stdout).toMatch(/^kept in .+: {2}2026-10-03 {2}hub: 6 pages, 60 rows$/m);
    expect((await run('keep', date, '--folder', here, ...options)).stdout).toMatch(
      /^hub of 2026-10-03 is kept already/,
    );
    expect((await run('list', '--folder', there, ...options)).stdout).toMatch(
      /^ {2}2026-10-03 {2}forum-posts: \d+ pages/m,
    );
    expect((await run('verify', ...options)).stdout).toMatch(/^5 parts in .+ are as they were captured$/m);
    expect(await run('restore', date, '--folder', there, ...options)).toMatchObject({ status: 0, stderr: '' });
    expect(captured(join(there, date))).toEqual(captured(join(here, date)));
    expect((await run('verify', '--folder', there)).status).toBe(0);
    expect((await run('restore', date, '--folder', there, ...options)).stdout).toMatch(
      /^here already: .+hub: 6 pages/m,
    );
  });

  test('a part that was not done is kept, restored elsewhere, gone on with, and replaced', async () => {
    const { take, hub } = await services();
    const { options } = await stores[kind]();
    const [first, second, whole] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    await take(first, '--hub', '--limit', '3');
    await run('keep', date, '--folder', first, ...options);
    expect((await run('list', '--folder', first, ...options)).stdout).toMatch(/hub: 3 pages, 30 rows, not done$/m);
    await run('restore', date, '--folder', second, ...options);
    const asked = hub.requests.length;
    await take(second, '--hub');
    expect(hub.requests.length - asked).toBe(4);
    await take(whole, '--hub');
    expect(captured(second)).toEqual(captured(whole));
    await run('keep', date, '--folder', second, ...options);
    // What is behind is not kept over what is done, and is replaced by it.
    expect((await run('keep', date, '--folder', first, ...options)).stdout).toMatch(/is kept already/);
    await run('restore', date, '--folder', first, ...options);
    expect(captured(first)).toEqual(captured(whole));
  });

  test.each(['a page', 'a receipt', 'what surrounds its files'])(
    'one changed byte of %s is refused by verify and restore, which name it',
    async (what) => {
      const { take } = await services();
      const { options, change } = await stores[kind]();
      const [here, there] = [temporaryFolder(), temporaryFolder()];
      await take(here, '--hub');
      await run('keep', date, '--folder', here, ...options);
      const file = { 'a page': 'hub/000002.json.zst', 'a receipt': 'hub/000002.receipt.json' }[what];
      change(`${date}/hub.tar`, (bytes) => (file === undefined ? bytes.length - 1 : bytes.indexOf(file) + 530));
      const sentence = `${date}/hub.tar of `;
      for (const args of [
        ['verify', ...options],
        ['restore', date, '--folder', there, ...options],
      ]) {
        const { status, stderr } = await run(...args);
        expect(status).toBe(1);
        expect(stderr).toMatch(oneSentence);
        expect(stderr).toContain(sentence);
        expect(stderr).toContain(`is damaged: ${file ?? what} is not what was kept`);
      }
      expect(existsSync(join(there, date, 'hub'))).toBe(false);
      expect(readdirSync(there).filter((name) => name.startsWith('.restoring'))).toEqual([]);
    },
  );

  test('what is older than the newest finished ones is removed, once it is really asked for', async () => {
    const { take } = await services();
    const { options, paths } = await stores[kind]();
    const here = temporaryFolder();
    for (const name of ['first', 'second', 'third']) await take(here, '--hub', '--name', name);
    await take(here, '--hub', '--name', 'zero', '--limit', '1');
    for (const name of ['first', 'second', 'third', 'zero'])
      await run('keep', `${date}-${name}`, '--folder', here, ...options);
    const asked = await run('prune', '--retain', '2', ...options);
    expect(asked.stdout).toMatch(/^would remove 2026-10-03-first from [^\n]+\n$/);
    expect(paths()).toContain(`${date}-first/hub.tar`);
    await run('prune', '--retain', '2', '--really', ...options);
    expect(
      paths()
        .filter((path) => path.endsWith('.tar'))
        .sort(),
    ).toEqual(['second', 'third', 'zero'].map((name) => `${date}-${name}/hub.tar`));
    expect((await run('prune', '--retain', '2', '--really', ...options)).stdout).toBe('there is nothing to remove\n');
  });
});

test('a public dataset is refused, since captures hold posts and names, and so is one without a token', async () => {
  const { take } = await services();
  const here = temporaryFolder();
  await take(here, '--hub', '--limit', '1');
  const hub = await startWritableHub({ token });
  onTestFinished(() => hub.close());
  hub.repositories.set('datasets/ada/captures', { sdk: undefined, isPrivate: false, files: new Map(), commits: [] });
  const args = ['keep', date, '--folder', here, '--store', 'hf://datasets/ada/captures', '--hub-origin', hub.origin];
  const { status, stderr } = await run(...args);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr:
      'error: the dataset ada/captures is public, and captures hold posts and names of people; make it private, or name another\n',
  });
  expect((await call(captures, args)).stderr).toMatch(/^error: HF_TOKEN is not set[^\n]+\n$/);
  await run(
    ...args.map((arg) => arg.replace('captures', 'others').replace('datasets/ada/captures', 'datasets/ada/others')),
  );
  expect(hub.repositories.get('datasets/ada/others')?.isPrivate).toBe(true);
});

test('what is kept opens with tar', async () => {
  const { take } = await services();
  const [here, kept, out] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  await take(here, '--hub');
  await run('keep', date, '--folder', here, '--store', kept);
  expect(spawnSync('tar', ['xf', join(kept, date, 'hub.tar'), '-C', out]).status).toBe(0);
  expect(captured(out)).toEqual(captured(join(here, date)));
});

test('what is kept is not taken over other pages of the same day', async () => {
  const [one, other] = [await services(), await startHub({ count: 25, maxPage: 5 })];
  onTestFinished(() => other.close());
  const [here, there, kept] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  await one.take(here, '--hub');
  await one.take(there, '--hub', '--limit', '2', '--hub-origin', other.origin);
  await run('keep', date, '--folder', here, '--store', kept);
  const before = captured(there);
  const { status, stderr } = await run('restore', date, '--folder', there, '--store', kept);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^error: \S+hub has other pages than those kept in [^\n]+\n$/);
  expect(captured(there)).toEqual(before);
  expect(readReceipts(join(there, date), 'hub')).toHaveLength(2);
});

test('the newest kept capture that is done is restored by its parts, of an earlier day where that is asked', async () => {
  const { take } = await services();
  const [here, there, kept] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  await take(here, '--hub', '--name', 'first');
  await take(here, '--hub', '--name', 'later', '--limit', '1', '--anew');
  for (const name of ['first', 'later']) await run('keep', `${date}-${name}`, '--folder', here, '--store', kept);
  const latest = ['restore', 'latest', '--part', 'hub', '--folder', there, '--store', kept];
  expect((await run(...latest, '--before', date)).stdout).toBe(`${kept} keeps nothing of latest\n`);
  expect((await run(...latest)).stdout).toBe(`restored:  ${date}-first  hub: 6 pages, 60 rows\n`);
});

test('the capture of a month goes by the day of the one that is kept, and by its own day where none is', async () => {
  const { take } = await services();
  const [here, kept] = [temporaryFolder(), temporaryFolder()];
  await take(here, '--hub', '--limit', '1');
  await run('keep', date, '--folder', here, '--store', kept);
  expect((await run('due', '--date', '2026-10-05', '--store', kept)).stdout).toBe(`${date}\n`);
  expect((await run('due', '--date', '2026-11-01', '--store', kept)).stdout).toBe('2026-11-01\n');
});

test('an empty folder is no finished capture, so that it does not take the place of one', async () => {
  const { take } = await services();
  const here = temporaryFolder();
  await take(here, '--hub', '--limit', '9');
  mkdirSync(join(here, '2026-11-03'));
  const { stdout } = await run('prune', '--retain', '1', '--really', '--folder', here);
  expect(stdout).toBe('there is nothing to remove\n');
  expect(readReceipts(join(here, date), 'hub')).toHaveLength(6);
});

test('a summary has pages, records, moments, requests, waits and refusals of every part, in Markdown', async () => {
  const { take } = await services();
  const here = temporaryFolder();
  await take(here);
  const { status, stdout } = await run('summary', date, '--folder', here, '--content', here);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^## Run 2026-10-03$/m);
  expect(stdout).toMatch(
    /^\| hub \| 6 \| 0 \| 60 \| 2026-10-03T12:00:00.000Z \| 2026-10-03T12:00:00.000Z \| 7 \| none \| none \|$/m,
  );
  expect(stdout).toMatch(/There is no snapshot of it yet\.$/m);
});

test.each([
  [[]],
  [['tidy']],
  [['keep']],
  [['keep', 'yesterday', '--store', 'x']],
  [['keep', date]],
  [['keep', date, '--store', 'x', '--part', 'wiki']],
  [['list', date]],
  [['prune']],
  [['prune', '--retain', 'all']],
  [['prune', '--retain', '1', '--part', 'hub']],
  [['prune', '--retain', '1', '--before', date]],
  [['restore', date, '--store', 'x', '--before', date]],
  [['list', '--really']],
  [['restore', 'latest', '--store', 'x', '--before', 'noon']],
  [['summary', date, '--folder', '/nowhere', '--content', '/nowhere']],
  [['verify', '--folder', '/nowhere']],
  [['list', '--sparkle']],
])('%j is refused in one sentence', async (args) => {
  const { status, stderr } = await run(...args);
  expect(stderr).toMatch(oneSentence);
  expect(status).toBe(1);
});
