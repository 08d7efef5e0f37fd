import { beforeEach, expect, test, vi } from 'vitest';
import { sourceOf } from './edition.ts';
import type { Source } from './snapshot.ts';
import { allCards, cardFor, describeCard } from './social-card.ts';

const collection = vi.hoisted(() => ({ snapshots: [] as unknown[], editions: [] as unknown[] }));
vi.mock('astro:content', () => ({
  getCollection: (name: string) =>
    Promise.resolve(
      name === 'snapshots'
        ? collection.snapshots.map((data) => ({ data }))
        : ['overview', 'models'].map((id, order) => ({ id, data: { order, title: `Title ${id}`, question: 'What?' } })),
    ),
  getEntry: () => Promise.resolve({ data: { all: collection.editions } }),
}));
vi.mock('astro:config/server', () => ({ root: new URL('../../', import.meta.url) }));

beforeEach(() => {
  Object.assign(collection, { snapshots: [], editions: [] });
});

function snapshot(
  id: string,
  listed: object | null,
  { rehearsal, ofSite = false }: { rehearsal?: true; ofSite?: boolean } = {},
) {
  const manifest = { id, date: id.slice(0, 10), title: 'Models', coverage: 'sample', ...(rehearsal && { rehearsal }) };
  const data = { manifest, listed, rehearsal: ofSite };
  collection.snapshots.push(data);
  return data as unknown as Source;
}
function edition(id: string, snapshots: readonly string[], listed: object | null = null) {
  const manifest = {
    id,
    date: id,
    title: 'Numbers over snapshots',
    snapshots: snapshots.map((each) => ({ id: each })),
  };
  collection.editions.push({ manifest, listed });
  return sourceOf({ manifest, listed } as never);
}
const said = async (path: readonly string[], source?: Source) => describeCard(await cardFor(path, source));

test('as long as there is no edition, a topic has a card, of no day', async () => {
  snapshot('2026-01-01', null);
  expect(await said(['models', 'bert'])).toBe('Title models: What?');
  expect(await said(['compare', 'a...b'])).toBe('Title overview: What?');
});

test('a snapshot says what became of it, and an edition how many snapshots it follows', async () => {
  expect(await said([], snapshot('2026-01-01-r2', { status: 'withdrawn' }))).toBe(
    'Snapshot: Models, revision 2 · Snapshot of 1 January 2026, revision 2, withdrawn · A selection, not the whole',
  );
  expect(await said([], edition('2026-02-01', ['2026-01-01']))).toBe(
    'Edition: Numbers over snapshots · Edition of 1 February 2026, draft · 1 snapshot, 1 January 2026',
  );
  expect(await said([], edition('2026-03-01', ['2026-01-02', '2025-12-01-details', '2026-01-01'], {}))).toBe(
    'Edition: Numbers over snapshots · Edition of 1 March 2026 · 3 snapshots, 1 December 2025 to 2 January 2026',
  );
});

test('what is a rehearsal is called one, a snapshot alone or all of the site', async () => {
  expect(await said([], snapshot('2026-01-01', null, { rehearsal: true }))).toMatch(/^Rehearsal: Snapshot: /);
  expect(await said(['models'])).toMatch(/^Title models: /);
  snapshot('2026-01-02', null, { ofSite: true });
  edition('2026-02-01', ['2026-01-01']);
  const titles = (await allCards()).map(({ title }) => title);
  expect(titles).toEqual(
    ['Title overview', 'Title models', 'Snapshot', 'Snapshot', 'Edition'].map((title) => `Rehearsal: ${title}`),
  );
});

test('each page has a card that is made', async () => {
  const sources = [snapshot('2022-10-01', null), edition('2026-02-01', ['2022-10-01'])];
  const places = (await allCards()).map(({ source, name }) => `${source ?? ''}/${name}`);
  for (const [path, source] of [
    [['models'], undefined],
    [[], undefined],
    ...sources.map((each) => [['x', 'models'], each] as const),
  ] as const) {
    const card = await cardFor(path, source);
    expect(places).toContain(`${card.source ?? ''}/${card.name}`);
  }
  expect(places).toContain('2022-10-01/models');
});
