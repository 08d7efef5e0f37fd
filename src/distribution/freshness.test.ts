import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { almanac } from './almanac.ts';
import type { Dataset } from './dataset.ts';
import { freshnessOf } from './freshness.ts';

const list = { name: 'hub', location: 'huggingface.co/api/models' };
const dataset = (date: string, rest: object = {}) =>
  ({ date, coverage: 'census', status: 'current', sources: [list], ...rest }) as unknown as Dataset;

test.each([
  ['2026-11-01', 1, '2026-12-01', '2026-12-15'],
  ['2026-11-20', 1, '2026-12-01', '2026-12-15'],
  ['2026-12-01', 1, '2027-01-01', '2027-01-15'],
  ['2026-11-03', 20, '2026-11-20', '2026-12-04'],
  ['2028-01-28', 28, '2028-02-28', '2028-03-13'],
])(
  'after a census of %s, with captures on day %i, the next is expected on %s, and late after %s',
  (date, day, nextExpected, overdueAfter) => {
    expect(freshnessOf([dataset(date)], day).next).toEqual({ nextExpected, overdueAfter });
  },
);

test('nothing is promised without a schedule, or as long as all censuses are of lists that others made', () => {
  expect(freshnessOf([dataset('2026-11-01')], undefined).next).toEqual({ reason: 'No schedule captures the Hub.' });
  const ofOthers = [
    { sources: [{ name: 'hub', location: 'a repository' }] },
    { sources: [{ name: 'liang2022', location: 'x/api/models' }] },
  ];
  for (const each of ofOthers)
    expect(freshnessOf([dataset('2026-11-01', each)], 1).next).toEqual({
      reason: 'Every census so far was counted from a list that others made.',
    });
});

test('what was corrected or withdrawn is not the newest, and a sample is no census', () => {
  const all = [
    dataset('2026-10-01'),
    dataset('2026-11-01', { status: 'withdrawn' }),
    dataset('2026-12-01', { status: 'corrected' }),
    dataset('2026-12-02', { coverage: 'sample' }),
    dataset('2027-01-01', { status: 'draft' }),
  ];
  expect(freshnessOf(all, 1)).toMatchObject({
    newest: { date: '2026-12-02' },
    census: { date: '2026-10-01' },
    next: { nextExpected: '2026-11-01' },
  });
});

test('where all were withdrawn, there is no newest', () => {
  const found = freshnessOf([dataset('2026-11-01', { status: 'withdrawn' })], 1);
  expect([found.newest, found.census]).toEqual([undefined, undefined]);
});

test('the day that readers are told is that of the workflow', () => {
  const path = join(import.meta.dirname, '../../.github/workflows/snapshot.yml');
  const { on } = parse(readFileSync(path, 'utf8')) as { on: { schedule: { cron: string }[] } };
  // The days that follow only go on with a capture that was cut off.
  const days = on.schedule.map(({ cron }) => cron.split(' ').slice(2).join(' ').replace(/-\d+/, ''));
  expect(days).toEqual([`${almanac.captureDay ?? '?'} * *`]);
});
