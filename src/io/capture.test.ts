import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../tests/temporary-folder.ts';
import { captured, within } from '../sources/hub/capture.test-support.ts';
import { readDone, readPage, readReceipts } from './capture.ts';
import { type NewPage, openCapture } from './open-capture.ts';
import { sha256 } from './files.ts';
import { packed } from './packing.ts';

function page(text: string, next: string | null): NewPage {
  const bytes = Buffer.from(text);
  const counts = { rows: 1, rejected: 0, unknownFields: {} };
  const origin = { address: 'http://server/', fetchedAt: '2026-11-20T04:05:06.000Z', status: 200, cursor: null };
  return { ...origin, ...counts, bytes, sha256: sha256(bytes), next };
}

/** A capture of two pages. */
async function twoPages(folder: string): Promise<void> {
  await within(folder, async (capture) => {
    const part = capture.part('hub');
    await part.add(page('[1]', 'b'));
    await part.add(page('[2]', null));
    await part.settled();
  });
}

test('a page and its receipt are written, and read again', async () => {
  const folder = temporaryFolder();
  await twoPages(folder);
  expect(readdirSync(join(folder, 'hub'))).toEqual([
    '000001.json.zst',
    '000001.receipt.json',
    '000002.json.zst',
    '000002.receipt.json',
  ]);
  const receipts = readReceipts(folder, 'hub');
  expect(receipts.map((receipt) => [receipt.page, receipt.bytes, receipt.next])).toEqual([
    [1, 3, 'b'],
    [2, 3, null],
  ]);
  expect(receipts.map((receipt) => String(readPage(folder, receipt)))).toEqual(['[1]', '[2]']);
  expect(readReceipts(folder, 'forum-posts')).toEqual([]);
});

test('a part is done when it was said, and takes no more', async () => {
  const folder = temporaryFolder();
  await twoPages(folder);
  expect(readDone(folder, 'hub')).toBeNull();
  await within(folder, async (capture) => {
    const part = capture.part('hub');
    expect(await part.finish()).toEqual({ pages: 2, rows: 2 });
    expect(part.isDone()).toBe(true);
    await expect(part.add(page('[3]', null))).rejects.toThrow(/takes no more pages$/);
    await expect(part.restart()).rejects.toThrow(/is not begun again$/);
  });
  expect(readDone(folder, 'hub')).toEqual({ pages: 2, rows: 2 });
});

test('the same page gives the same file, at whatever time', async () => {
  const [one, other] = [temporaryFolder(), temporaryFolder()];
  await twoPages(one);
  await twoPages(other);
  expect(captured(one)).toEqual(captured(other));
  const list = await packed(Buffer.from('[1]'), 'gzip');
  expect([...list.subarray(4, 8), list[9]]).toEqual([0, 0, 0, 0, 255]);
});

test('what a killed capture left half done is removed, and its pages stay', async () => {
  const folder = temporaryFolder();
  await twoPages(folder);
  const whole = captured(folder);
  for (const name of ['000003.json.zst', '000003.json.zst.partial', '000002.receipt.json.partial', 'done.json.partial'])
    writeFileSync(join(folder, 'hub', name), 'half');
  await within(folder, async (capture) => {
    expect(capture.part('hub').receipts).toHaveLength(2);
  });
  expect(captured(folder)).toEqual(whole);
});

test.each<[string, (hub: string) => void, RegExp]>([
  [
    'a receipt between others',
    (hub) => {
      rmSync(join(hub, '000001.receipt.json'));
    },
    /no receipt of page 1, and has one of page 2$/,
  ],
  [
    'a page',
    (hub) => {
      rmSync(join(hub, '000001.json.zst'));
    },
    /a receipt of page 1, and not the page$/,
  ],
  [
    'a receipt that is one',
    (hub) => {
      writeFileSync(join(hub, '000001.receipt.json'), '{"part": "hub"}');
    },
    /000001\.receipt\.json is not what it should be: page: /,
  ],
  [
    'a receipt in JSON',
    (hub) => {
      writeFileSync(join(hub, '000001.receipt.json'), '{');
    },
    /000001\.receipt\.json is not JSON, it may have been cut short: /,
  ],
  [
    'pages that were said to be there',
    (hub) => {
      writeFileSync(join(hub, 'done.json'), '{"pages": 3, "rows": 3}');
    },
    /should have 3 pages with 3 rows, and has 2 with 2$/,
  ],
])('a capture that lacks %s is not read', async (_, damage, sentence) => {
  const folder = temporaryFolder();
  await twoPages(folder);
  damage(join(folder, 'hub'));
  expect(() => readReceipts(folder, 'hub')).toThrow(sentence);
});

test('a page that is not what its receipt says is found when it is read', async () => {
  const folder = temporaryFolder();
  await twoPages(folder);
  const [receipt] = readReceipts(folder, 'hub');
  if (!receipt) expect.unreachable();
  writeFileSync(join(folder, 'hub/000001.json.zst'), 'damaged');
  expect(() => readPage(folder, receipt)).toThrow(/000001\.json\.zst is damaged: it is not what its receipt says,/);
});

test.each([1, 2, 3, 4])(
  'a disk that is full at write %d is one sentence, and nothing is half counted',
  async (full) => {
    const folder = temporaryFolder();
    let n = 0;
    const capture = openCapture(folder, {
      write: async (path, bytes) => {
        n += 1;
        writeFileSync(path, n === full ? 'half' : bytes);
        if (n === full) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      },
    });
    const part = capture.part('hub');
    const writing = async () => {
      await part.add(page('[1]', 'b'));
      await part.add(page('[2]', null));
      await part.settled();
    };
    await expect(writing()).rejects.toThrow(
      /^the disk is full: \S+ could not be written; free some space and run the same command again$/,
    );
    await expect(capture.close()).rejects.toThrow(/^the disk is full/);
    expect(readReceipts(folder, 'hub')).toHaveLength(full > 2 ? 1 : 0);

    // With room again, the same work ends as if nothing had been.
    await within(folder, async (again) => {
      const rest = again.part('hub');
      if (rest.receipts.length === 0) await rest.add(page('[1]', 'b'));
      await rest.add(page('[2]', null));
    });
    const undisturbed = temporaryFolder();
    await twoPages(undisturbed);
    expect(captured(folder)).toEqual(captured(undisturbed));
  },
);

/** Another process that has a folder open. */
async function holding(folder: string): Promise<ChildProcess> {
  const opens = `import(${JSON.stringify(new URL('open-capture.ts', import.meta.url).href)}).then((it) => {
    it.openCapture(${JSON.stringify(folder)});
    // Collecting what is not needed any more must not let others in.
    globalThis.gc();
    process.stdout.write('open');
    setInterval(() => undefined, 1000);
  })`;
  const child = spawn(process.execPath, ['--expose-gc', '-e', opens], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

test('two captures do not write one folder, and one after the other may', async () => {
  const folder = temporaryFolder();
  const capture = openCapture(folder);
  expect(() => openCapture(folder)).toThrow(`is in use by process ${process.pid}; wait for it, or stop it`);
  await capture.close();
  await within(folder, async () => undefined);
  expect(readdirSync(folder)).toEqual(['.lock']);
});

test('a folder that another process writes is refused, also while that one sleeps, and free once it was killed', async () => {
  const folder = temporaryFolder();
  const other = await holding(folder);
  const refusal = `${folder} is in use by process ${String(other.pid)}; wait for it, or stop it`;
  expect(() => openCapture(folder)).toThrow(refusal);
  other.kill('SIGSTOP');
  expect(() => openCapture(folder)).toThrow(refusal);
  const ended = once(other, 'exit');
  other.kill('SIGKILL');
  await ended;
  await within(folder, async () => undefined);
});

test.each([String(process.pid), '1', '999999999', '', 'not a number'])(
  'what one that was killed left behind does not matter: %j',
  async (holder) => {
    const folder = temporaryFolder({ '.lock': '', '.lock.pid': holder, lock: `${process.pid} 1` });
    await within(folder, async () => undefined);
    expect(readdirSync(folder).sort()).toEqual(['.lock', 'lock']);
  },
);

test('a lock that cannot be taken for another reason says the reason', () => {
  const folder = temporaryFolder({ '.lock': 'no lock of ours, and longer than the header of a database'.repeat(20) });
  expect(() => openCapture(folder)).toThrow(/^\S+\.lock cannot be locked: [^\n]+$/);
});

test('pages of an earlier capture are taken over with their receipts', async () => {
  const [earlier, folder] = [temporaryFolder(), temporaryFolder()];
  await twoPages(earlier);
  await within(folder, async (capture) => {
    const part = capture.part('hub');
    await part.add(page('[0]', 'a'));
    for (const receipt of readReceipts(earlier, 'hub')) await part.addEarlier(earlier, receipt);
    await part.finish();
  });
  rmSync(earlier, { recursive: true });
  mkdirSync(earlier);
  const receipts = readReceipts(folder, 'hub');
  expect(receipts.map((receipt) => String(readPage(folder, receipt)))).toEqual(['[0]', '[1]', '[2]']);
});
