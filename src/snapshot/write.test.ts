import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { mentions } from '../metrics/models/mentions.ts';
import { tasks } from '../metrics/models/tasks.ts';
import { temporaryFolder } from '../../tests/temporary-folder.ts';
import { contentWith, filesIn, list, material, write } from './content.test-support.ts';
import { make } from './make.ts';
import { readSnapshots } from './read.ts';
import { programAndCommit, writeSnapshot } from './write.ts';

// Only one test lets a move fail; everywhere else files are moved as ever.
vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>();
  return { ...real, renameSync: vi.fn(real.renameSync) };
});

const snapshot = 'snapshots/2020-02-29';

test('the same material is the same bytes, wherever it is written', async () => {
  const [one, other] = [await contentWith('2020-02-29'), await contentWith('2020-02-29')];
  expect(Object.keys(filesIn(one))).toEqual([`${snapshot}/manifest.json`, `${snapshot}/mentions.json`, 'status.json']);
  expect(filesIn(other)).toEqual(filesIn(one));
});

test('the manifest names the input files, the tables, and those that could not be made', async () => {
  const { snapshots } = readSnapshots(await contentWith('2020-02-29'));
  expect(snapshots[0]?.manifest).toMatchObject({
    madeBy: 'a test',
    publications: [{ name: 'invented', files: [{ name: 'numbers.csv', bytes: 3 }] }],
    tables: [{ name: 'mentions', kind: 'count', rows: 2, from: ['invented'] }],
    unavailable: [{ name: 'tasks', reason: 'Nobody invented tasks.' }],
  });
});

test('the program is named with its version and commit, and says where files are not as committed', () => {
  const root = join(import.meta.dirname, '../..');
  expect(programAndCommit(root)).toMatch(/^model-reuse-almanac \d+\.\d+\.\d+(\+[0-9a-f]{7,}(\.changed)?)?$/);
  const bare = temporaryFolder({ 'package.json': '{"name": "a", "version": "1.0.0"}' });
  expect(programAndCommit(bare)).toBe('a 1.0.0');
});

test('a draft is not made anew by accident', async () => {
  const content = await contentWith('2020-02-29');
  const before = filesIn(content);
  await expect(write(content, material({ title: 'Another' }))).rejects.toThrow(
    'the snapshot 2020-02-29 already exists; --redo replaces a draft',
  );
  expect(filesIn(content)).toEqual(before);
});

test('a draft that is made anew leaves nothing of the old one', async () => {
  const content = await contentWith('2020-02-29');
  fs.writeFileSync(join(content, snapshot, 'left-over.json'), '{}');
  await write(content, material({ title: 'Another' }), true);
  expect(readSnapshots(content).snapshots[0]?.manifest.title).toBe('Another');
  expect(fs.readdirSync(content).sort()).toEqual(['snapshots', 'status.json']);
});

test.each([false, true])('a published snapshot is never made anew, redo %s', async (redo) => {
  const content = await contentWith('2020-02-29');
  list(content, '2020-02-29');
  const before = filesIn(content);
  await expect(write(content, material(), redo)).rejects.toThrow(
    'the snapshot 2020-02-29 is published and stays as it is; a correction is a new snapshot, 2020-02-29-r2',
  );
  expect(filesIn(content)).toEqual(before);
});

test('whoever makes a corrected snapshot anew is told the next free name', async () => {
  const content = await contentWith('2020-02-29', '2020-02-29-r2');
  list(content, '2020-02-29', '2020-02-29-r2');
  await expect(write(content, material(), true)).rejects.toThrow(/a correction is a new snapshot, 2020-02-29-r3$/);
});

test('the correction of a correction is the third', async () => {
  const content = await contentWith('2020-02-29', '2020-02-29-r2');
  list(content, '2020-02-29', '2020-02-29-r2');
  await expect(write(content, material({ id: '2020-02-29-r2' }))).rejects.toThrow('a new snapshot, 2020-02-29-r3');
});

test('a correction stands beside what it corrects', async () => {
  const content = await contentWith('2020-02-29');
  list(content, '2020-02-29');
  await write(content, material({ id: '2020-02-29-r2' }));
  expect(readSnapshots(content).snapshots).toHaveLength(2);
});

test('a table that breaks its rules is not written, and the old draft stays', async () => {
  const content = await contentWith('2020-02-29');
  const before = filesIn(content);
  const { tables, unavailable } = await make(material(), [mentions, tasks]);
  const broken = tables.map((table) => ({ ...table, rows: [{ month: '2020-01', modelType: 'bert', topics: -1 }] }));
  const again = () =>
    writeSnapshot(content, material(), { tables: broken, unavailable }, { madeBy: 'a test', redo: true });
  expect(again).toThrow(/mentions\.json is not as expected: .*topics is -1/);
  expect(filesIn(content)).toEqual(before);
});

test('a manifest that breaks its rules is not written, and neither is a folder', async () => {
  const content = await contentWith();
  await expect(write(content, material({ coverage: 'sample' }))).rejects.toThrow(
    /^the manifest of 2020-02-29 is not valid: .*a sample, and only a sample, says how it was selected/,
  );
  expect(fs.readdirSync(content)).toEqual(['status.json']);
});

test('a snapshot without any table is not written', async () => {
  const content = await contentWith();
  const nothing = { tables: [], unavailable: [] };
  expect(() => writeSnapshot(content, material(), nothing, { madeBy: 'a test' })).toThrow(
    'the manifest of 2020-02-29 is not valid',
  );
  expect(fs.readdirSync(content)).toEqual(['status.json']);
});

test('where the new folder cannot be moved into place the old draft is put back', async () => {
  const content = await contentWith('2020-02-29');
  const before = filesIn(content);
  const move = vi.mocked(fs.renameSync);
  const moveAsEver = move.getMockImplementation();
  move.mockImplementation((from, to) => {
    if (String(from).endsWith('.writing-2020-02-29')) throw new Error('the disk is full');
    moveAsEver?.(from, to);
  });
  try {
    await expect(write(content, material({ title: 'Another' }), true)).rejects.toThrow('the disk is full');
  } finally {
    if (moveAsEver) move.mockImplementation(moveAsEver);
  }
  expect(filesIn(content)).toEqual(before);
  expect(fs.readdirSync(content).sort()).toEqual(['snapshots', 'status.json']);
});

test('where no folder can be made the error says so, and nothing is left behind', async () => {
  const content = await contentWith();
  fs.writeFileSync(join(content, 'snapshots'), 'a file where the folder should be');
  await expect(write(content)).rejects.toThrow('EEXIST');
  expect(fs.readdirSync(content).sort()).toEqual(['snapshots', 'status.json']);
});

test('what an interrupted run left behind does not get into the next', async () => {
  const content = await contentWith();
  fs.mkdirSync(join(content, '.writing-2020-02-29'));
  fs.writeFileSync(join(content, '.writing-2020-02-29/half.json'), '{');
  await write(content);
  expect(readSnapshots(content).snapshots).toHaveLength(1);
  expect(fs.readdirSync(content).sort()).toEqual(['snapshots', 'status.json']);
});

test('without a list of published snapshots nothing is written: it might be one of them', async () => {
  const content = await contentWith();
  fs.rmSync(join(content, 'status.json'));
  await expect(write(content)).rejects.toThrow('status.json is missing');
  expect(fs.readdirSync(content)).toEqual([]);
});
