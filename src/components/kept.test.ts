import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Manifest } from '../schema/snapshot.ts';
import { keptPaths } from './kept.ts';
import type { Snapshot } from './snapshot.ts';

const table = (name: string, title: string, sha256: string) => ({ name, title, sha256 });
const snapshot = (
  id: string,
  { tables = [table('totals', 'Totals', '1')], published = '2023-07-01' } = {},
): Snapshot => ({
  manifest: { id, tables, unavailable: [] } as unknown as Manifest,
  published,
  listed: null,
  seriesDoi: null,
});
/** The key of the second of the snapshots' pages, which names its neighbours. */
function keyOf(...all: readonly Snapshot[]): string | undefined {
  const neighbours = { previous: all[0]?.manifest.id, next: all[2]?.manifest.id };
  return keptPaths(all, [{ params: {}, props: { snapshot: all[1], chapter: 'models', ...neighbours } }])[0]?.cacheKey;
}
const [first, own, third] = [snapshot('2023-01-31'), snapshot('2023-02-28'), snapshot('2023-03-31')];
const before = keyOf(first, own, third);

test('a page is kept while nothing that it says has changed', () => {
  expect(keyOf(snapshot('2023-01-31'), snapshot('2023-02-28'), snapshot('2023-03-31'))).toBe(before);
});

test('a page is kept when a snapshot is added that it does not name', () => {
  expect(keyOf(first, own, third, snapshot('2023-04-30'))).toBe(before);
});

test('a page is kept when the status or a table of its neighbour changes: it says nothing of them', () => {
  const neighbour = snapshot('2023-03-31', { published: '2024-01-01', tables: [table('totals', 'Totals', '2')] });
  expect(keyOf(first, own, neighbour)).toBe(before);
});

test.each<[string, Snapshot, Snapshot]>([
  ['a table of its snapshot changes', snapshot('2023-02-28', { tables: [table('totals', 'Totals', '2')] }), third],
  ['the status of its snapshot changes', snapshot('2023-02-28', { published: '2024-01-01' }), third],
  ['its neighbour is another', own, snapshot('2023-02-28-r2')],
  [
    'another snapshot is the first to have a table, of which the page may say that it came later',
    own,
    snapshot('2023-03-31', { tables: [table('totals', 'Totals', '1'), table('licences', 'Licences', '1')] }),
  ],
])('a page is rendered again when %s', (_, ours, next) => {
  expect(keyOf(first, ours, next)).not.toBe(before);
});

test('a component knows other snapshots only through the page that it is on, so that they are in its key', () => {
  const root = join(import.meta.dirname, '../..');
  const asking = ['src/components', 'src/layouts'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => !name.endsWith('.test.ts'))
      .map((name) => `${folder}/${name}`)
      .filter((file) =>
        /\b(allSnapshots|newestSnapshot)\(|getCollection\('snapshots'\)/.test(readFileSync(join(root, file), 'utf8')),
      ),
  );
  expect(asking).toEqual([
    // For pages of no snapshot, which are rendered every time.
    'src/components/Preview.astro',
    // What changed from one to the other: the page is given the other one.
    'src/components/comparisons.ts',
    // For pages of no snapshot, too.
    'src/components/dataset.ts',
    // Where a chapter can be read that has nothing to say: the page is given that snapshot.
    'src/components/pages.ts',
    // For the paths, and for names that no snapshot knows.
    'src/components/snapshot.ts',
  ]);
});

test('a page of a snapshot asks for other snapshots only where it gets its paths', () => {
  const folder = join(import.meta.dirname, '../pages/[snapshot]');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.\w+$/.test(file))) {
    const text = readFileSync(join(folder, name), 'utf8');
    const paths = /export async function getStaticPaths\(\) \{\n.*?\n\}\n/s.exec(text)?.[0] ?? '';
    expect(text, name).toMatch(/keptPaths[(<]/);
    expect(text.replace(paths, ''), name).not.toMatch(/\b(allSnapshots|newestSnapshot)\(/);
  }
});
