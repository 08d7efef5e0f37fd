/** `npm run captures`: what is kept, in a folder or in a private dataset, comes back as it was, or not at all. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { capture } from '../scripts/capture.ts';
import { captures } from '../scripts/captures.ts';
import { readReceipts } from '../src/io/capture.ts';
import { acquireLock } from '../src/io/lock.ts';
import { captured } from '../src/sources/hub/capture.test-support.ts';
import { call, oneSentence } from './call.ts';
import { startForum } from './stand-ins/forum.ts';
import { startHub } from './stand-ins/hub.ts';
import { startWritableHub } from './stand-ins/hub-repositories.ts';
import { temporaryFolder } from './temporary-folder.ts';

const date = '2026-10-03';
const token = 'hf_secretOfAda';

/** Services to capture on a day, and a way to do it. */
async function services(day = date) {
  const clock = `${day}T12:00:00.000Z`;
  const hub = await startHub({ count: 60, maxPage: 10, clock });
  const forum = await startForum({ count: 60, perPage: 10, clock });
  onTestFinished(async () => {
    await Promise.all([hub.close(), forum.close()]);
  });
  const origins = ['--hub-origin', hub.origin, '--forum-origin', forum.origin, '--rate', '10000'];
  const take = (folder: string, ...args: string[]) =>
    call(capture, ['--date', day, '--folder', folder, ...origins, ...args]);
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
      remove: (path: string) => {
        rmSync(join(folder, path));
      },
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
      remove: (path: string) => {
        files().delete(path);
      },
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

  test('what has enough newer ones with all of its parts is removed, once it is really asked for', async () => {
    const { options, paths } = await stores[kind]();
    const here = temporaryFolder();
    for (const [day, ...args] of [
      ['2026-10-01'],
      ['2026-10-02'],
      ['2026-10-03', '--hub'],
      ['2026-10-04', '--name', 'other', '--hub'],
      ['2026-10-05', '--limit', '2', '--hub'],
    ] as const) {
      await (await services(day)).take(here, '--anew', ...args);
      await run('keep', args[0] === '--name' ? `${day}-other` : day, '--folder', here, ...options);
    }
    const prune = (retain: string, ...args: string[]) => run('prune', '--retain', retain, ...args, ...options);
    // Of the forum there is one newer whole one, that of the second day.
    expect((await prune('2')).stdout).toBe('there is nothing to remove\n');
    expect((await prune('1')).stdout).toMatch(/^would remove 2026-10-01 from [^\n]+\n$/);
    expect(paths()).toContain('2026-10-01/hub.tar');
    await prune('1', '--really');
    const left = new Set(
      paths()
        .filter((path) => path.endsWith('.tar'))
        .map((path) => path.slice(0, '2026-10-01'.length)),
    );
    expect([...left].sort()).toEqual(['2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05']);
    // Here, too, and not while somebody writes to it.
    const unlock = acquireLock(join(here, '2026-10-01'));
    const asked = ['prune', '--retain', '1', '--really', '--folder', here] as const;
    expect((await run(...asked)).stderr).toMatch(/2026-10-01 is in use by process/);
    unlock();
    expect((await run(...asked)).stdout).toBe(`removes 2026-10-01 from ${here}\n`);
    expect(existsSync(join(here, '2026-10-01'))).toBe(false);
  });

  test('a listing without its archive is refused in a sentence', async () => {
    const { take } = await services();
    const { options, remove } = await stores[kind]();
    const here = temporaryFolder();
    await take(here, '--hub');
    await run('keep', date, '--folder', here, ...options);
    remove(`${date}/hub.tar`);
    for (const args of [['verify'], ['restore', date, '--folder', temporaryFolder()]]) {
      const { status, stderr } = await run(...args, ...options);
      expect(status).toBe(1);
      expect(stderr).toMatch(
        /^error: \S+( ada\/captures| dataset ada\/captures)? lists 2026-10-03\/hub\.tar and does not have it; keep the part again\n$/,
      );
    }
  });
});

test('a store that is a file, or in the folder of captures, is refused before anything is written', async () => {
  const { take } = await services();
  const here = temporaryFolder();
  await take(here, '--hub');
  const file = join(temporaryFolder({ 'kept.txt': 'Not a folder.' }), 'kept.txt');
  const before = captured(here);
  for (const [store, sentence] of [
    [file, /is a file, or in one; expected a folder/],
    [join(file, 'kept'), /is a file, or in one; expected a folder/],
    [here, /is in the folder of captures/],
    [join(here, 'kept'), /is in the folder of captures/],
    [join(here, '..', basename(here), 'a', 'b'), /is in the folder of captures/],
  ] as const) {
    const { status, stderr } = await run('keep', date, '--folder', here, '--store', store);
    expect(status).toBe(1);
    expect(stderr).toMatch(oneSentence);
    expect(stderr).toMatch(sentence);
  }
  expect(captured(here)).toEqual(before);
});

test('a store without a name is not the folder that one is in', async () => {
  const { stderr } = await run('list', '--store', '');
  expect(stderr).toBe('error: the store has no name; expected hf://datasets/owner/name, or a folder\n');
});

test.each(['hf://ada/captures', 'hf://datasets/ada', 'hf://datasets/ada/captures/', 's3://ada/captures'])(
  'the store %s is not taken for a folder, nor for another dataset',
  async (store) => {
    const { stderr } = await run('list', '--store', store);
    expect(stderr).toBe(`error: the store ${store} is none; expected hf://datasets/owner/name, or a folder\n`);
  },
);

test('a store that somebody changes is not changed meanwhile', async () => {
  const { take } = await services();
  const [here, kept] = [temporaryFolder(), temporaryFolder()];
  await take(here, '--hub');
  mkdirSync(join(kept, date));
  const unlock = acquireLock(join(kept, date));
  expect((await run('keep', date, '--folder', here, '--store', kept)).stderr).toMatch(/is in use by process/);
  unlock();
  expect((await run('keep', date, '--folder', here, '--store', kept)).status).toBe(0);
});

test('what is said of another list stops a restore before anything is put there', async () => {
  const { take } = await services();
  const [here, there, kept] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  await take(here, '--hub');
  writeFileSync(join(here, date, 'list.json'), '{ "coverage": "sample" }');
  await run('keep', date, '--folder', here, '--store', kept);
  mkdirSync(join(there, date));
  writeFileSync(join(there, date, 'list.json'), '{}');
  const { status, stderr } = await run('restore', date, '--folder', there, '--store', kept);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^error: \S+list\.json is not the one kept in [^\n]+\n$/);
  expect(Object.keys(captured(there))).toEqual([`${date}/list.json`]);
});

test('the latest is the newest that has all parts which are asked for', async () => {
  const [here, there, kept] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  await (await services('2026-10-01')).take(here);
  await (await services('2026-10-02')).take(here, '--forum', '--limit', '1', '--anew');
  for (const day of ['2026-10-01', '2026-10-02']) await run('keep', day, '--folder', here, '--store', kept);
  const asked = ['--part', 'forum-site', '--part', 'forum-posts', '--folder', there, '--store', kept];
  const { stdout } = await run('restore', 'latest', ...asked);
  expect(stdout).toMatch(
    /^restored: {2}2026-10-01 {2}forum-posts: [^\n]+\nrestored: {2}2026-10-01 {2}forum-site: [^\n]+\n$/,
  );
});

test('the latest are so many as are asked for, the newest ones', async () => {
  const [here, there, kept] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  for (const day of ['2026-10-01', '2026-10-02', '2026-10-03']) {
    await (await services(day)).take(here, '--hub');
    await run('keep', day, '--folder', here, '--store', kept);
  }
  const { stdout } = await run('restore', 'latest', '--newest', '2', '--folder', there, '--store', kept);
  expect(stdout).toMatch(/^restored: {2}2026-10-02 {2}hub: [^\n]+\nrestored: {2}2026-10-03 {2}hub: [^\n]+\n$/);
});

test('a part is kept also where another job keeps its own at the same moment', async () => {
  const { take } = await services();
  const here = temporaryFolder();
  await take(here, '--hub', '--limit', '1');
  let others = 2;
  const hub = await startWritableHub({
    token,
    instead: ({ path }) => {
      if (path.includes('/commit/') && others-- > 0) hub.repositories.get('datasets/ada/kept')?.commits.push('Keep');
      return undefined;
    },
  });
  onTestFinished(() => hub.close());
  const store = ['--store', 'hf://datasets/ada/kept', '--hub-origin', hub.origin];
  expect((await run('keep', date, '--folder', here, ...store)).stdout).toMatch(/^kept in /);
  expect(hub.repositories.get('datasets/ada/kept')?.commits).toHaveLength(4);
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
      'error: the dataset ada/captures is public, and captures contain posts and names of people; make it private, or name another\n',
  });
  expect((await call(captures, args)).stderr).toMatch(/^error: HF_TOKEN is not set[^\n]+\n$/);
  await run(
    ...args.map((arg) => arg.replace('captures', 'others').replace('datasets/ada/captures', 'datasets/ada/others')),
  );
  expect(hub.repositories.get('datasets/ada/others')?.isPrivate).toBe(true);
});

test.each([['verify'], ['list'], ['keep', date, '--store', 'nowhere'], ['prune', '--retain', '1']])(
  '%s does not take a capture of a later version for one that it knows',
  async (...args) => {
    const here = temporaryFolder();
    await (await services()).take(here, '--hub', '--limit', '1');
    writeFileSync(join(here, date, 'capture.json'), '{"version": 3}');
    const { status, stderr } = await run(...args, '--folder', here);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('is of version 3') as string });
  },
);

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

test('a store that is named as the folder of captures loses nothing', async () => {
  const [here, kept] = [temporaryFolder(), temporaryFolder()];
  for (const day of ['2026-10-01', date]) {
    await (await services(day)).take(here, '--hub');
    await run('keep', day, '--folder', here, '--store', kept);
  }
  const prune = (folder: string) => run('prune', '--retain', '1', '--folder', folder);
  expect((await prune(here)).stdout).toMatch(/^would remove 2026-10-01/);
  expect((await prune(kept)).stdout).toBe('there is nothing to remove\n');
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
  [['restore', 'latest', '--store', 'x', '--newest', 'all']],
  [['restore', date, '--store', 'x', '--newest', '2']],
  [['summary', date, '--folder', '/nowhere', '--content', '/nowhere']],
  [['verify', '--folder', '/nowhere']],
  [['list', '--sparkle']],
])('%j is refused in one sentence', async (args) => {
  const { status, stderr } = await run(...args);
  expect(stderr).toMatch(oneSentence);
  expect(status).toBe(1);
});
