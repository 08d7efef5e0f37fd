import { expect, test, vi } from 'vitest';
import { type Edition, amongEditions, newestEdition } from './edition.ts';

const collection = vi.hoisted(() => ({ all: [] as unknown[] }));
vi.mock('astro:content', () => ({ getEntry: () => Promise.resolve({ data: { all: collection.all } }) }));

/** Editions by their ids, oldest first; those with a star are published. */
function given(...ids: readonly string[]): Edition[] {
  const all = ids.map((id) => ({
    manifest: { id: id.replace('*', '') },
    listed: id.endsWith('*') ? { published: id.replace('*', '') } : null,
  }));
  collection.all = all;
  return all as unknown as Edition[];
}

test('a published edition is replaced by the newest published one, and by no draft', async () => {
  const [first, second, third, draft] = given('2026-01-01*', '2026-02-01*', '2026-03-01*', '2026-04-01');
  if (!first || !second || !third || !draft) throw new Error('four were given');
  expect(await amongEditions(first)).toEqual({ previous: undefined, next: '2026-02-01', newer: '2026-03-01' });
  expect(await amongEditions(second)).toEqual({ previous: '2026-01-01', next: '2026-03-01', newer: '2026-03-01' });
  expect(await amongEditions(third)).toEqual({ previous: '2026-02-01', next: undefined, newer: undefined });
  expect(await amongEditions(draft)).toEqual({ previous: '2026-03-01', next: undefined, newer: undefined });
});

test('a draft that is older than a published edition has neighbours, and is not superseded', async () => {
  const [, draft] = given('2026-01-01*', '2026-02-01', '2026-03-01*');
  if (!draft) throw new Error('three were given');
  expect(await amongEditions(draft)).toEqual({ previous: '2026-01-01', next: '2026-03-01', newer: undefined });
});

test('the newest edition is a published one, and a draft as long as none is published', async () => {
  given('2026-01-01*', '2026-02-01');
  expect((await newestEdition())?.manifest.id).toBe('2026-01-01');
  given('2026-01-01', '2026-02-01');
  expect((await newestEdition())?.manifest.id).toBe('2026-02-01');
});
