import { expect, test } from 'vitest';
import { compareSnapshotIds, correctionOf, dayAndRevision, nextCorrection } from './snapshot-id.ts';

test('snapshots are ordered by day, and corrections by number', () => {
  const ids = ['2020-01-31-details', '2020-01-31-r10', '2020-02-29', '2020-01-31-r2', '2020-01-31', '2019-12-31-r11'];
  expect(ids.sort(compareSnapshotIds)).toEqual([
    '2019-12-31-r11',
    '2020-01-31',
    '2020-01-31-r2',
    '2020-01-31-r10',
    '2020-01-31-details',
    '2020-02-29',
  ]);
});

test('a name that goes on otherwise than as a correction is no correction', () => {
  expect(dayAndRevision('2020-01-31-repositories')).toEqual({ day: '2020-01-31', label: 'repositories', revision: 1 });
  expect(correctionOf('2020-01-31-repositories')).toBeNull();
  expect(correctionOf('2020-01-31-repositories-r2')).toBe('2020-01-31-repositories');
  expect(nextCorrection('2020-01-31-repositories-r2')).toBe('2020-01-31-repositories-r3');
});

test('corrections follow one another', () => {
  expect([correctionOf('2020-01-31'), nextCorrection('2020-01-31')]).toEqual([null, '2020-01-31-r2']);
  expect([correctionOf('2020-01-31-r10'), nextCorrection('2020-01-31-r9')]).toEqual([
    '2020-01-31-r9',
    '2020-01-31-r10',
  ]);
});
