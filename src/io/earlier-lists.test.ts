import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../tests/temporary-folder.ts';
import { earlierLists } from './earlier-lists.ts';

const publication = { title: 'A', location: 'a', licence: 'a', authors: ['a'], published: '2026-01-01', citation: 'A' };
const sample = { coverage: 'sample', population: 'Some.', selection: 'Some.' };
const receipt = (address: string) => ({
  part: 'hub',
  page: 1,
  address,
  fetchedAt: '2026-01-01T00:00:00.000Z',
  status: 200,
  bytes: 2,
  sha256: 'a'.repeat(64),
  rows: 0,
  rejected: 0,
  unknownFields: {},
  cursor: null,
  next: null,
});

interface Kept {
  readonly about?: object;
  readonly done?: boolean;
  readonly from?: string;
}

function folderOf(captures: Readonly<Record<string, Kept>>): string {
  const folder = temporaryFolder();
  for (const [name, { about, done = true, from = 'https://huggingface.co/api/models' }] of Object.entries(captures)) {
    mkdirSync(join(folder, name, 'hub'), { recursive: true });
    writeFileSync(join(folder, name, 'hub/000001.json.gz'), '');
    writeFileSync(join(folder, name, 'hub/000001.receipt.json'), JSON.stringify(receipt(from)));
    if (done) writeFileSync(join(folder, name, 'hub/done.json'), '{"pages": 1, "rows": 0}');
    if (about) writeFileSync(join(folder, name, 'list.json'), JSON.stringify(about));
  }
  return folder;
}
const names = (folder: string, own: string, named?: readonly string[]) =>
  earlierLists(folder, own, named).map((each) => basename(each.capture));

test('the two newest earlier lists of the same source are taken, newest first', () => {
  const months = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01'];
  const folder = folderOf(Object.fromEntries(months.map((name) => [name, {}])));
  expect(names(folder, '2026-04-01')).toEqual(['2026-03-01', '2026-02-01']);
  expect(earlierLists(folder, '2026-04-01')[0]?.day).toBe('2026-03-01');
  expect(names(folder, '2026-01-01')).toEqual([]);
});

const mixed = {
  '2026-01-01': {},
  '2026-02-01': { done: false },
  '2026-02-02-part': { about: sample },
  '2026-02-03': { about: { coverage: 'census', population: 'All.', publication } },
  '2026-02-04': { from: 'http://127.0.0.1:80/api/models' },
  '2026-03-01': {},
};

test('a list that was cut off, a sample, and one of another source are passed over', () => {
  expect(names(folderOf(mixed), '2026-03-01')).toEqual(['2026-01-01']);
});

test('a sample is compared with nothing', () => {
  expect(names(folderOf(mixed), '2026-02-02-part')).toEqual([]);
});

test.each([
  [['2026-02-01'], /2026-02-01: it has no whole list of all models/],
  [['2026-02-02-part'], /it has no whole list of all models/],
  [['2026-02-03'], /its list is that of “A”, and that of 2026-03-01 is that of huggingface.co/],
  [['2026-02-04'], /its list is that of 127.0.0.1/],
  [['2026-03-01'], /it is not earlier/],
  [['2025-01-01'], /there is no such capture/],
  [['../2026-01-01'], /there is no such capture/],
  [['2026-01-01', '2026-01-01'], /name one earlier capture, or two different ones/],
])('--previous %s is refused in a sentence', (named, sentence) => {
  expect(() => earlierLists(folderOf(mixed), '2026-03-01', named)).toThrow(sentence);
});
