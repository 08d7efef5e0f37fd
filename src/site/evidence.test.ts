import { expect, test } from 'vitest';
import type { Coverage, PublishedSnapshot } from '../schema/snapshot.ts';
import { evidenceOf } from './evidence.ts';

const snapshot = (id: string, coverage: Coverage, status: PublishedSnapshot['status'] | null = 'current') => ({
  manifest: { id, coverage },
  listed: status && { status },
});
const census2022 = snapshot('2022-10-01', 'census', 'superseded');
const census2024 = snapshot('2024-07-11', 'census');
const totals2025 = snapshot('2025-07-14', 'aggregate');
const sample2026 = snapshot('2026-08-22', 'sample');
const all = [census2022, census2024, totals2025, sample2026];
const found = (snapshots: typeof all, having: readonly string[], asked?: string) =>
  evidenceOf(snapshots, ({ manifest }) => having.includes(manifest.id), asked)?.manifest.id;
const ids = all.map(({ manifest }) => manifest.id);

test('a census goes before newer totals and samples, and the newer of two before the older', () => {
  expect(found(all, ids)).toBe('2024-07-11');
  expect(found(all, ['2022-10-01', '2025-07-14', '2026-08-22'])).toBe('2022-10-01');
  expect(found(all, ['2025-07-14', '2026-08-22'])).toBe('2025-07-14');
  expect(found(all, ['2026-08-22'])).toBe('2026-08-22');
});

test('what nobody has is found nowhere', () => {
  expect(found(all, [])).toBeUndefined();
  expect(found([], ids)).toBeUndefined();
});

test('another coverage, or one snapshot, can be asked for', () => {
  expect(found(all, ids, 'sample')).toBe('2026-08-22');
  expect(found(all, ids, '2022-10-01')).toBe('2022-10-01');
  expect(found(all, ['2024-07-11'], '2022-10-01')).toBeUndefined();
});

test('what was corrected or withdrawn is no evidence, even where it is asked for by name', () => {
  const corrected = [snapshot('2024-07-11', 'census', 'corrected'), snapshot('2024-07-11-r2', 'census', 'withdrawn')];
  expect(found([census2022, ...corrected], ['2022-10-01', '2024-07-11', '2024-07-11-r2'])).toBe('2022-10-01');
  expect(found(corrected, ['2024-07-11'], '2024-07-11')).toBeUndefined();
});

test('a draft is evidence only as long as nothing is published', () => {
  const draft = snapshot('2026-11-20', 'census', null);
  expect(found([census2022, draft], ['2022-10-01', '2026-11-20'])).toBe('2022-10-01');
  expect(found([draft], ['2026-11-20'])).toBe('2026-11-20');
});
