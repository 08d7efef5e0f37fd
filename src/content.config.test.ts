/** The loaders of the content collections: what they refuse stops the build. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../tests/temporary-folder.ts';
import { contentWith, edit } from './snapshot/content.test-support.ts';

vi.mock('astro:content', () => ({ defineCollection: (collection: object) => collection }));
const { collections } = await import('./content.config.ts');

/** What a loader puts into its collection, from this `content/`. */
async function load(name: keyof typeof collections, content: string): Promise<{ id: string; data: unknown }[]> {
  const entries: { id: string; data: unknown }[] = [];
  const { loader } = collections[name] as unknown as { loader: { load: (context: object) => Promise<void> } };
  await loader.load({
    config: { root: pathToFileURL(`${join(content, '..')}/`) },
    store: { clear: () => {}, set: (entry: { id: string; data: unknown }) => entries.push(entry) },
    parseData: ({ data }: { data: unknown }) => Promise.resolve(data),
  });
  return entries;
}

const root = join(import.meta.dirname, '..');
/** A `content/` with the taxonomies and a snapshot. */
async function content(...ids: readonly string[]): Promise<string> {
  const folder = join(temporaryFolder(), 'content');
  cpSync(await contentWith(...ids), folder, { recursive: true });
  cpSync(join(root, 'content/taxonomy'), join(folder, 'taxonomy'), { recursive: true });
  return folder;
}

test('snapshots are read with their day of publication, after every table was checked', async () => {
  const folder = await content('2020-02-29');
  expect(await load('snapshots', folder)).toMatchObject([
    {
      id: '2020-02-29',
      data: { manifest: { id: '2020-02-29' }, published: null, listed: null, seriesDoi: null, rehearsal: false },
    },
  ]);
  writeFileSync(join(folder, 'status.json'), '{ "rehearsal": true, "doi": null, "published": [] }');
  expect(await load('snapshots', folder)).toMatchObject([{ data: { rehearsal: true } }]);
  edit(folder, 'mentions.json', '"topics":12', '"topics":13');
  await expect(load('snapshots', folder)).rejects.toThrow('mentions.json was changed');
});

test('no folder of snapshots stops the build', async () => {
  const folder = await content('2020-02-29');
  rmSync(join(folder, 'snapshots'), { recursive: true });
  await expect(load('snapshots', folder)).rejects.toThrow('there is no folder');
});

test('a taxonomy with a missing definition stops the build, and so does one that is not there', async () => {
  const folder = await content('2020-02-29');
  expect(await load('taxonomy', folder)).toHaveLength(3);
  const file = join(folder, 'taxonomy/benefits.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"definition": "[^"]+"/, '"definition": ""'));
  await expect(load('taxonomy', folder)).rejects.toThrow(/benefits\.json is not as expected: .*definition/);
  rmSync(file);
  await expect(load('taxonomy', folder)).rejects.toThrow('benefits.json is missing');
});

test('without prose there is no report', async () => {
  const folder = await content('2020-02-29');
  await expect(load('chapters', folder)).rejects.toThrow('there is no prose in');
  mkdirSync(join(folder, 'chapters'));
  writeFileSync(join(folder, 'chapters/notes.txt'), 'None yet.');
  await expect(load('chapters', folder)).rejects.toThrow('there is no prose in');
});
