import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { metrics } from '../metrics/index.ts';
import { statusText } from '../schema/snapshot.ts';
import { editionTables } from '../series/contents.ts';
import { compareEditions, editionChangesText } from './compare-editions.ts';
import { commit, contentWith, filesIn, list, material, startHistory, write } from './content.test-support.ts';
import { addFacts, makeEdition, publishEditionIn } from './edition.test-support.ts';
import { readSnapshots } from './read.ts';
import { correct, publishEdition, statusLines, withdraw } from './status.ts';
import { verifiedText, verify } from './verify.ts';

const ids = ['2020-02-29', '2020-03-31'];
const day = '2020-04-30';

async function content(...published: string[]): Promise<string> {
  const folder = await contentWith(...ids);
  list(folder, ...published);
  addFacts(folder);
  return folder;
}
const make = async (
  folder: string,
  { on = day, ...options }: { on?: string; redo?: boolean; method?: string; isKnown?: boolean } = {},
) => makeEdition(folder, on, options);
const publishIt = (folder: string, on = day) => {
  publishEditionIn(folder, on);
};
const rowsIn = (folder: string) => readSnapshots(folder).editions[0]?.files[0]?.rows.map(({ snapshot }) => snapshot);

test('an edition names the snapshots that it rests on, with the checksums of their manifests', async () => {
  const folder = await content(...ids);
  const { manifest } = await make(folder);
  const published = readSnapshots(folder).status.published.map(({ id, manifestSha256 }) => ({ id, manifestSha256 }));
  expect(manifest.snapshots).toEqual(published);
  expect(manifest.publications).toHaveLength(1);
  expect(readSnapshots(folder).editions.map((edition) => edition.manifest)).toEqual([manifest]);
});

test('drafts, and what was published after its day, are not in an edition', async () => {
  const folder = await content('2020-02-29');
  const { manifest } = await make(folder);
  expect(rowsIn(folder)).toEqual(['2020-02-29']);
  expect(manifest.population).toMatch(
    /^Series and vintages over a published snapshot, of 29 February 2020, and totals/,
  );
  await expect(make(folder, { on: '2020-03-01' })).rejects.toThrow(
    'nothing that was published by 2020-03-01 has a number to follow; expected snapshots that content/status.json lists',
  );
});

test('an edition of a day before a correction is made as it was, and one after it from the correction', async () => {
  const folder = await content(...ids);
  await write(folder, { ...material({ id: '2020-02-29-r2', date: '2020-02-29' }) });
  const { snapshots, status } = readSnapshots(folder);
  const manifests = snapshots.map(({ manifest }) => manifest);
  const corrected = correct(status, manifests, '2020-02-29-r2', { on: '2020-05-02', reason: 'It was wrong.' });
  writeFileSync(join(folder, 'status.json'), statusText(corrected));
  expect((await make(folder)).manifest.snapshots.map(({ id }) => id)).toEqual(ids);
  expect((await make(folder, { on: '2020-05-31' })).manifest.snapshots.map(({ id }) => id)).toEqual([
    '2020-02-29-r2',
    '2020-03-31',
  ]);
});

test('an edition that rests on a draft, or on another snapshot of that name, is refused', async () => {
  const folder = await content(...ids);
  await make(folder);
  list(folder, '2020-02-29');
  expect(() => readSnapshots(folder)).toThrow(
    `the edition ${day} rests on the snapshot 2020-03-31, which is a draft; expected published ones: make the edition again`,
  );
  await write(folder, material({ id: '2020-03-31', title: 'Made anew' }), true);
  list(folder, ...ids);
  expect(() => readSnapshots(folder)).toThrow('which is not the one that is published');
});

test('a draft is made anew only where that is asked for, and a published edition only as it was', async () => {
  const folder = await content(...ids);
  await make(folder);
  await expect(make(folder)).rejects.toThrow(`the edition ${day} already exists; --redo replaces a draft`);
  expect(await make(folder, { redo: true })).toMatchObject({ isNew: true });
  publishIt(folder);
  const before = filesIn(folder);
  expect(await make(folder, { redo: true })).toMatchObject({ isNew: false, reworded: [] });
  // Other words are no other numbers, and stay as they were published.
  expect(await make(folder, { method: 'It is read.' })).toMatchObject({ isNew: false, reworded: ['mentions-of-bert'] });

  const { snapshots, status } = readSnapshots(folder);
  const manifests = snapshots.map(({ manifest }) => manifest);
  const withdrawn = withdraw(status, manifests, '2020-03-31', { on: '2020-04-02', reason: 'It was wrong.' });
  writeFileSync(join(folder, 'status.json'), statusText(withdrawn));
  await expect(make(folder)).rejects.toThrow(
    `the edition ${day} is published and stays as it is, but its table mentions-of-bert comes out with other rows now; expected the same: make an edition of a later day`,
  );
  expect({ ...filesIn(folder), 'status.json': '' }).toEqual({ ...before, 'status.json': '' });
});

test('a table whose words mean no known version is refused, and nothing is written', async () => {
  const folder = await content(...ids);
  await expect(make(folder, { isKnown: false })).rejects.toThrow(
    /^the words of the table mentions-of-bert \([0-9a-f]{8}\) are those of no version of its definition; expected them in content\/definitions\.json: as the table is new, add the line "mentions-of-bert": \[\["[0-9a-f]{8}"\]\]$/,
  );
  expect(existsSync(join(folder, 'editions', day))).toBe(false);
});

test('an edition is not published before its day, by which more may be published', async () => {
  const folder = await content(...ids);
  await make(folder);
  const { editions, status } = readSnapshots(folder);
  const manifests = editions.map(({ manifest }) => manifest);
  expect(() => publishEdition(status, manifests, day, '2020-04-29')).toThrow(
    `the edition ${day} takes what is published by its day, so it cannot be published on 2020-04-29; expected ${day} or later`,
  );
  expect(publishEdition(status, manifests, day, day).editions).toMatchObject([{ id: day, published: day }]);
});

test('an edition is published once, and the list says so', async () => {
  const folder = await content(...ids);
  await make(folder);
  expect(() => publishIt(folder, '2020-05-31')).toThrow(`there is no edition 2020-05-31; there are ${day}`);
  publishIt(folder);
  const { editions, snapshots, status } = readSnapshots(folder);
  const [manifests, ofEditions] = [snapshots.map(({ manifest }) => manifest), editions.map(({ manifest }) => manifest)];
  expect(statusLines(status, manifests, ofEditions)).toContain(`editions/${day}  edition    published ${day}`);
  expect(() => publishIt(folder)).toThrow(`the edition ${day} is published since ${day}`);
});

test('a published edition that was edited is refused, and history knows who did it', async () => {
  const folder = await content(...ids);
  await make(folder);
  publishIt(folder);
  startHistory(folder);
  const publication = commit(folder, 'publish it');
  expect(verifiedText(verify(folder))).toContain(
    `editions/${day}  edition    published   1 table  checked, unchanged since ${publication}`,
  );
  const file = join(folder, `editions/${day}/mentions-of-bert.json`);
  writeFileSync(file, readFileSync(file, 'utf8').replace('"value":12', '"value":13'));
  expect(() => verify(folder)).toThrow(
    `the working tree changed content/editions/${day}/mentions-of-bert.json, but the edition ${day} is published since commit ${publication} and stays as it was`,
  );
  const culprit = commit(folder);
  expect(() => verify(folder)).toThrow(`commit ${culprit} changed content/editions/${day}/mentions-of-bert.json`);
});

test('no table of an edition has the name of a table of snapshots', () => {
  const names = editionTables.map(({ id }) => id);
  expect(new Set(names).size).toBe(names.length);
  expect(metrics.filter(({ id }) => names.includes(id))).toEqual([]);
});

test('two editions are compared by snapshots and rows', async () => {
  const folder = await content('2020-02-29');
  await make(folder);
  list(folder, ...ids);
  await make(folder, { on: '2020-05-31' });
  const [first, second] = readSnapshots(folder).editions;
  if (!first || !second) throw new Error('there are no two editions');
  const changes = compareEditions(first, second);
  expect(changes.snapshots).toEqual({ added: ['2020-03-31'], gone: [] });
  expect(changes.tables).toEqual([{ name: 'mentions-of-bert', title: 'Mentions of bert', said: '1 new row' }]);
  expect(editionChangesText(changes)).toBe(
    'snapshots added: 2020-03-31\nsnapshots gone: none\nmentions-of-bert             1 new row',
  );
  expect(() => compareEditions(second, first)).toThrow(
    'the edition 2020-04-30 is not later than 2020-05-31; the earlier one goes first',
  );
});
