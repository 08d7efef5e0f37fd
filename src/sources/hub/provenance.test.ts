import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../tests/temporary-folder.ts';
import { readLeft, readReceipts } from '../../io/capture.ts';
import { openCapture } from '../../io/open-capture.ts';
import type { PageReceipt } from '../../schema/capture.ts';
import { type Effort, totalEffort } from '../../schema/fetching.ts';
import type { Description } from '../../schema/snapshot.ts';
import { assertBegins, withProvenance } from './provenance.ts';

const effort = (requests: number, status?: string): Effort => ({
  ...totalEffort([]),
  requests,
  refusals: status === undefined ? {} : { [status]: 1 },
});
const page = (text: string, next: string | null) => ({
  address: 'https://huggingface.co/api/models',
  fetchedAt: '2026-11-20T00:00:00.000Z',
  status: 200,
  bytes: Buffer.from(text),
  sha256: '0'.repeat(64),
  rows: 1,
  rejected: 0,
  unknownFields: {},
  cursor: null,
  next,
});
/** A run that takes so much for its pages, and leaves the rest. */
const run = (folder: string, ...took: Effort[]) =>
  openCapture(folder, { recorder: { program: 'a test', takeEffort: () => took.shift() ?? totalEffort([]) } });
const described = (receipts: readonly PageReceipt[], date = '2026-11-20') =>
  withProvenance({ date, title: 'The Hub', limits: [] as string[] } as Description, receipts);

test('what a run asked for a page that it did not get is counted with the page that another run got', async () => {
  const folder = join(temporaryFolder(), 'capture');
  const first = run(folder, effort(1), effort(8, '503'));
  await first.part('hub').add(page('[1]', 'b'));
  await first.close();
  expect(readLeft(folder, 'hub')).toEqual({ effort: effort(8, '503'), cutOff: false });

  const second = run(folder, effort(1));
  await second.part('hub').add(page('[2]', null));
  await second.part('hub').finish();
  await second.close();
  const receipts = readReceipts(folder, 'hub');
  expect(receipts.map((receipt) => receipt.effort)).toEqual([effort(1), effort(9, '503')]);
  expect(readLeft(folder, 'hub')).toBeNull();
  expect(described(receipts).fetched).toEqual([
    {
      part: 'hub',
      origins: ['https://huggingface.co'],
      pages: 2,
      first: '2026-11-20T00:00:00.000Z',
      last: '2026-11-20T00:00:00.000Z',
      effort: effort(10, '503'),
      pagesNotCounted: 0,
      takenOver: [],
      capturedBy: ['a test'],
    },
  ]);
});

test('after a run that was cut off, the next page says that not all is counted', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'hub'));
  writeFileSync(join(folder, 'hub/left.json'), JSON.stringify({ effort: effort(2), cutOff: true }));
  const capture = run(folder, effort(1));
  await capture.part('hub').add(page('[1]', 'b'));
  await capture.close();
  const receipts = readReceipts(folder, 'hub');
  expect(receipts).toMatchObject([{ effort: effort(3), cutOff: true }]);
  expect(described(receipts).fetched).toMatchObject([{ pagesNotCounted: 1 }]);
});

test('pages of earlier captures are no requests of this one, and name whose they are', async () => {
  const folder = join(temporaryFolder(), 'capture');
  const capture = run(folder, effort(1));
  await capture.part('hub').add(page('[1]', null));
  await capture.close();
  const [receipt] = readReceipts(folder, 'hub');
  if (!receipt) throw new Error('there is no page');
  const taken = { ...receipt, fetchedAt: '2026-10-20T00:00:00.000Z', takenFrom: '2026-10-20' };
  expect(described([receipt, taken]).fetched).toMatchObject([
    { pages: 1, effort: effort(1), takenOver: [{ capture: '2026-10-20', pages: 1 }] },
  ]);
});

const fetched = (fetchedAt: string, more: Partial<PageReceipt> = {}): PageReceipt => ({
  ...page('', null),
  ...{ part: 'hub', page: 1, bytes: 0, ...more, fetchedAt },
});

test.each([
  ['2026-11-19T23:49:59.999Z', 0, false],
  ['2026-11-19T23:50:00.000Z', 0, true],
  ['2026-11-21T00:09:59.999Z', 0, true],
  ['2026-11-21T00:10:00.000Z', 0, false],
  ['2026-11-24T00:09:59.999Z', 3, true],
  ['2026-11-24T00:10:00.000Z', 3, false],
])('a part that begins at %s, %d days later at most, is of 20 November: %s', (moment, later, isOf) => {
  const begin = () => {
    assertBegins(fetched(moment), '2026-11-20', later);
  };
  if (isOf) expect(begin).not.toThrow();
  else expect(begin).toThrow(/^huggingface\.co says that it is .* so it cannot be called 2026-11-20; leave --date out/);
});

test('what somebody recorded may be of any day', () => {
  expect(() => {
    assertBegins(fetched('2026-12-24T00:00:00.000Z', { address: 'recorded/1.json' }), '2026-11-20', 0);
  }).not.toThrow();
});

test('pages that somebody recorded have no moment at which they were fetched, whenever they were copied here', () => {
  const copied = fetched('2026-11-20T01:00:00.000Z', { address: 'recorded/1.json' });
  const asked = fetched('2026-11-20T02:00:00.000Z');
  expect(described([copied]).fetched).toMatchObject([{ origins: [], pages: 1, first: null, last: null }]);
  expect(described([copied, asked]).fetched).toMatchObject([
    { pages: 2, first: asked.fetchedAt, last: asked.fetchedAt },
  ]);
});

test('a capture is of a day in the time in which it was fetched, to ten minutes', () => {
  const from = (...moments: string[]) => moments.map((moment) => fetched(moment));
  for (const receipts of [
    from('2026-11-19T20:00:00.000Z', '2026-11-19T23:50:00.000Z'),
    from('2026-11-21T00:09:00.000Z', '2026-11-22T00:00:00.000Z'),
    from('2026-11-19T20:00:00.000Z', '2026-11-22T00:00:00.000Z'),
  ])
    expect(() => described(receipts, '2026-11-20')).not.toThrow();
  for (const receipts of [
    from('2026-11-19T20:00:00.000Z', '2026-11-19T23:49:00.000Z'),
    from('2026-11-21T00:10:00.000Z', '2026-11-22T00:00:00.000Z'),
  ])
    expect(() => described(receipts, '2026-11-20')).toThrow(
      /^the capture is named after 20 November 2026, and was fetched on .* to .*; capture again, without --date$/,
    );
});

test('a part that was begun more than three days later is none of the capture', () => {
  const posts = { part: 'forum-posts', address: 'https://discuss.huggingface.co/posts.json' } as const;
  const on = (moment: string) => [fetched('2026-11-20T12:00:00.000Z'), fetched(moment, posts)];
  expect(() => described(on('2026-11-23T23:00:00.000Z'), '2026-11-20')).not.toThrow();
  expect(() => described(on('2026-11-24T01:00:00.000Z'), '2026-11-20')).toThrow(
    /and its part forum-posts was begun on 24 November 2026 at 01:00, more than 3 days later; capture that part under/,
  );
});

test('a capture of a later version is not read', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'capture.json'), '{ "version": 3 }');
  expect(() => openCapture(folder)).toThrow(
    /says that the capture is of version 3, and this program knows versions up/,
  );
});
