/** `npm run snapshot` on small captures made here: what it writes, what it refuses, and that the database does not matter. */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { capture } from '../scripts/capture.ts';
import { snapshot } from '../scripts/snapshot.ts';
import { literal, openDatabase } from '../src/io/database.ts';
import { sha256 } from '../src/io/files.ts';
import { acquireLock } from '../src/io/lock.ts';
import type { PageReceipt, Part } from '../src/schema/capture.ts';
import type { Manifest } from '../src/schema/snapshot.ts';
import type { Table } from '../src/schema/table.ts';
import { call, oneSentence } from './call.ts';
import { syntheticModels } from './stand-ins/hub-models.ts';
import { today } from './stand-ins/server.ts';
import { temporaryFolder } from './temporary-folder.ts';

const root = join(import.meta.dirname, '..');
const date = '2026-10-03';

interface Page {
  readonly records: unknown;
  readonly rows: number;
  readonly receipt?: Partial<PageReceipt>;
}

/** Writes the pages of a part as a capture does. */
function part(folder: string, name: Part, pages: readonly Page[], whole = true, day = date): void {
  const directory = join(folder, day, name);
  mkdirSync(directory, { recursive: true });
  for (const [index, { records, rows, receipt }] of pages.entries()) {
    const text = JSON.stringify(records);
    const number = String(index + 1).padStart(6, '0');
    const whatCame: PageReceipt = {
      part: name,
      page: index + 1,
      address: 'https://example.org/',
      fetchedAt: today,
      status: 200,
      bytes: Buffer.byteLength(text),
      sha256: sha256(text),
      rows,
      rejected: 0,
      unknownFields: {},
      cursor: index === 0 ? null : number,
      next: index + 1 === pages.length ? null : String(index + 2).padStart(6, '0'),
      ...receipt,
    };
    writeFileSync(join(directory, `${number}.json.gz`), gzipSync(text));
    writeFileSync(join(directory, `${number}.receipt.json`), `${JSON.stringify(whatCame)}\n`);
  }
  const done = { pages: pages.length, rows: pages.reduce((sum, { rows }) => sum + rows, 0) };
  if (whole) writeFileSync(join(directory, 'done.json'), `${JSON.stringify(done)}\n`);
}

const synthetic = syntheticModels(2000);
const listed = (from: number, to: number): Page => ({
  records: Array.from({ length: to - from }, (_, index) => synthetic.at(from + index)),
  rows: to - from,
});

/** A capture of 2,000 invented models, two of them disabled, and three topics, and a `content/` without snapshots of its own. */
function captured({
  hub = [listed(0, 1000), listed(1000, 2000)],
  whole = true,
  folder = temporaryFolder(),
}: { hub?: readonly Page[]; whole?: boolean; folder?: string } = {}) {
  part(folder, 'hub', hub, whole);
  part(folder, 'forum-site', [{ records: { categories: [{ id: 5, name: 'Beginners' }] }, rows: 1 }]);
  const months = ['2026-08', '2026-09', '2026-10'];
  const topics = months.map((month, id) => ({
    id: id + 1,
    title: `Out of memory when I load bert in ${month}`,
    category_id: 5,
    created_at: `${month}-02T10:00:00.000Z`,
    visible: true,
  }));
  part(folder, 'forum-topics', [{ records: { topic_list: { topics } }, rows: 3 }]);
  const posts = topics.map(({ id, created_at }) => ({
    id,
    topic_id: id,
    post_number: 1,
    created_at,
    username: 'ada',
    raw: 'With gpt2.',
  }));
  part(folder, 'forum-posts', [{ records: { latest_posts: posts }, rows: 3 }]);
  const content = join(folder, 'content');
  cpSync(join(root, 'content/snapshots/2022-10-01'), join(content, 'snapshots/2022-10-01'), { recursive: true });
  cpSync(join(root, 'content/published'), join(content, 'published'), { recursive: true });
  writeFileSync(join(content, 'status.json'), JSON.stringify({ doi: null, published: [] }));
  return { folder, content };
}

const make = (
  { folder, content }: { folder: string; content: string },
  args: readonly string[] = [],
  env: Record<string, string> = {},
) => call(snapshot, [date, '--folder', folder, '--content', content, ...args], { env });

const written = (content: string, id = date): Record<string, string> => {
  const folder = join(content, 'snapshots', id);
  return Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
};
const tablesOf = (files: Record<string, string>) => ({ ...files, 'manifest.json': null });
const manifestOf = (content: string) => JSON.parse(written(content)['manifest.json'] ?? '') as Manifest;
/** The last hundred models, which is enough for a gate. */
const small = () => captured({ hub: [listed(1900, 2000)] });
/** Far fewer models than the census of 2022, so that gate is let pass. */
const accept = ['--accept', 'shrunk=invented models for a test'];

/** That capture and the snapshot that was made of it, for tests that change neither. */
const made = captured({ folder: temporaryFolder({}, afterAll) });
beforeAll(async () => {
  const { status, stderr } = await make(made, accept);
  expect(status, stderr).toBe(0);
});

test('a capture becomes a snapshot of the Hub and the forum, with every count that it allows', () => {
  const { tables, unavailable } = manifestOf(made.content);
  expect(tables.map(({ name }) => name).sort()).toEqual(
    [
      'intake',
      'attributes',
      'attributes-by-month',
      'cards-by-month',
      'cards-by-popularity',
      'cards-by-task',
      'cards-revisited',
      'cards-revisited-change',
      'challenge-prevalence',
      'challenge-prevalence-by-month',
      'classifier-accuracy',
      'classifier-errors',
      'coded-by-forum-category',
      'coded-topics',
      'coder-calibration',
      'coder-comparison',
      'coder-confusion',
      'coder-performance',
      'forum-categories',
      'formats',
      'format-tags',
      'mentions',
      'models-before',
      'models-by-month',
      'models-by-stated-type',
      'models-created',
      'open-topics',
      'popularity',
      'performance-claims',
      'population',
      'process',
      'publisher-output',
      'publishers',
      'replication',
      'concentration',
      'datasets',
      'derivative-lags',
      'derivatives',
      'distributions',
      'downloads',
      'family-trees',
      'first-derivative',
      'first-derivative-by-day',
      'formats-by-downloads',
      'gated',
      'languages',
      'licence-changes',
      'licence-classes',
      'licence-drift',
      'licence-identifiers',
      'licences',
      'licences-by-downloads',
      'lineage',
      'lineage-depth',
      'lineage-oddities',
      'lorenz',
      'parent-children',
      'parent-children-traits',
      'parents',
      'popularity-agreement',
      'popularity-four-ways',
      'relations',
      'risks',
      'repository-files',
      'sizes',
      'template-cards',
      'top-models',
      'training-data',
      'typical-sizes',
      'unmodified',
      'tasks',
      'topics-created',
      'totals',
      'trend-sensitivity',
      'trend-tests',
      'type-ranking',
      'types-of-new-models',
    ].sort(),
  );
  expect(unavailable.map(({ name }) => name).sort()).toEqual([
    // No topic is under Intermediate.
    'beginners-against-intermediate',
    'benefits',
    'card-content',
    'card-detector',
    'card-lengths',
    'card-sections',
    'card-sections-corrected',
    'card-sections-tagged',
    'cards-revisited-scenario',
    // Only a sample needs weights.
    'cards-weighted',
    'challenge-by-forum-category',
    'challenges',
    'documentation-commits',
    // No invented model reports any.
    'emissions',
    'hub-forum-agreement',
    'hub-forum-by-month',
    'mismatched-pairs',
    // There is no earlier capture.
    'model-changes',
    'model-changes-by-type',
    'repository-commits',
    'repository-upkeep',
    'root-causes',
    'root-causes-by-challenge',
    'template-cards-checked',
    // The census of 2022 was published without this list.
    'turnover',
    // No earlier snapshot counts the types of new models.
    'type-changes',
    // No month has a hundred of so few models.
    'type-shares',
  ]);
  expect(written(made.content)['mentions.json']).toContain('{"month":"2026-08","modelType":"bert","topics":1}');
});

test('with the texts of cards, the same months say how many models have one and what is in it', async () => {
  const capture = captured();
  const cards = join(capture.folder, date, 'cards-parquet');
  part(capture.folder, 'cards-parquet', [{ records: [], rows: 2000 }]);
  rmSync(join(cards, '000001.json.gz'));
  const database = await openDatabase();
  const ids = Array.from({ length: 2000 }, (_, index) => synthetic.at(index)?.id ?? '');
  const text = literal('word '.repeat(60));
  await database.run(
    `COPY (SELECT unnest([${ids.map(literal).join(', ')}]) AS "modelId", ${text} AS card) TO ${literal(join(cards, '000001.parquet'))} (FORMAT parquet)`,
  );
  database.close();
  const receipt = join(cards, '000001.receipt.json');
  const digest = sha256(readFileSync(join(cards, '000001.parquet')));
  writeFileSync(receipt, readFileSync(receipt, 'utf8').replace(/"sha256": ?"\w+"/, `"sha256":"${digest}"`));
  const { status, stderr } = await make(capture, accept);
  expect(status, stderr).toBe(0);
  const { rows } = JSON.parse(written(capture.content)['card-content.json'] ?? '') as Table;
  const total = (column: string) => rows.reduce((sum, row) => sum + Number(row[column]), 0);
  expect(['models', 'read', 'fifty', 'twoHundred', 'unfilled'].map(total)).toEqual([1998, 1998, 1998, 0, 0]);
  const { publications } = manifestOf(capture.content);
  expect(publications.map(({ name }) => name)).toEqual(['hub', 'cards', 'forum']);
});

test('a gate that fails stops with its numbers, also where another is accepted, and nothing is written', async () => {
  const capture = small();
  const { status, stderr } = await make(capture, ['--accept', 'missing-months=spring was quiet']);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^error: nothing was written: shrunk: there are 100 models, but the published total of 2026-10-03 had 3117871; .*--accept shrunk="reason"\n$/,
  );
  expect(readdirSync(join(capture.content, 'snapshots'))).toEqual(['2022-10-01']);
  expect(readdirSync(capture.content).sort()).toEqual(['published', 'snapshots', 'status.json']);
});

test('a list whose end was cut off is no census, and an unknown field that most records carry is named and stops', async () => {
  const cut = captured({ hub: [{ ...listed(0, 1000), receipt: { unknownFields: { brandNew: 1000 } } }] });
  const { status, stdout, stderr } = await make(cut, accept);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^error: nothing was written: /);
  expect(stderr).toMatch(/[:;] ends-early: the list was read until 2026-10-03T12:00:00.000Z, /);
  expect(stdout).toContain('unknown field "brandNew": in 1000 of 1000 models');
  expect(stderr).toContain('1000 of 1000 models carry the field "brandNew", which is not known');
});

test('a gate that was accepted is in the manifest, with the reason', () => {
  expect(manifestOf(made.content).accepted).toEqual([
    { gate: 'shrunk', found: expect.stringContaining('3117871'), reason: 'invented models for a test' },
  ]);
});

test.each([
  ['names no gate', ['--accept', 'the numbers are right'], '--accept the numbers are right names no gate; expected'],
  [
    'names an unknown gate',
    ['--accept', 'smaller=it is right'],
    '--accept smaller=it is right names no gate; expected',
  ],
  ['gives no reason', ['--accept', 'shrunk= '], '--accept shrunk has no reason'],
  ['names a gate twice', [...accept, ...accept], '--accept names shrunk twice'],
])('an acceptance that %s ends in one sentence, and nothing is written', async (_, args, sentence) => {
  const capture = small();
  const { status, stderr } = await make(capture, args);
  expect(status).toBe(1);
  expect(stderr).toMatch(oneSentence);
  expect(stderr).toContain(sentence);
  expect(readdirSync(join(capture.content, 'snapshots'))).toEqual(['2022-10-01']);
});

test('no count depends on where the database is, or on an earlier run that it holds', async () => {
  // Rows came twice, and moved between pages.
  const moved = captured({ hub: [listed(0, 1000), listed(990, 1000), listed(1000, 1700), listed(1500, 2000)] });
  const env = { ALMANAC_DATABASE: join(moved.folder, 'counts.duckdb') };
  expect((await make(moved, accept, env)).status).toBe(0);
  expect(existsSync(env.ALMANAC_DATABASE)).toBe(true);
  const first = written(made.content);
  expect(tablesOf(written(moved.content))).toEqual(tablesOf(first));

  // A correction has the tables of its day, and is compared with earlier days like what it corrects.
  const id = `${date}-r2`;
  expect((await make(made, [...accept, '--as', id, '--doi', '10.5281/zenodo.1234567'], env)).status).toBe(0);
  const corrected = written(made.content, id);
  expect(JSON.parse(corrected['manifest.json'] ?? '')).toEqual({
    ...manifestOf(made.content),
    id,
    doi: '10.5281/zenodo.1234567',
  });
  expect(tablesOf(corrected)).toEqual(tablesOf(first));
  expect(written(made.content)).toEqual(first);
  rmSync(join(made.content, 'snapshots', id), { recursive: true });
});

test('a capture that was not walked to its end is refused', async () => {
  const { status, stderr } = await make(captured({ whole: false }));
  expect(status).toBe(1);
  expect(stderr).toMatch(/the part hub of .* was not captured to its end; run the same capture again to go on/);
});

test.each([
  ['a part of which no page came yet', (capture: string) => mkdirSync(join(capture, 'cards-parquet'))],
  [
    'the forum without its topics, of which only the rest was restored',
    (capture: string) => {
      rmSync(join(capture, 'forum-topics'), { recursive: true });
    },
  ],
  [
    'categories of the forum alone, after which an outage began',
    (capture: string) => {
      for (const name of ['forum-topics', 'forum-posts']) rmSync(join(capture, name), { recursive: true });
    },
  ],
])('a capture that has %s is no capture without it', async (_, change) => {
  const { folder, content } = small();
  change(join(folder, date));
  const { status, stderr } = await make({ folder, content }, accept);
  expect(stderr).toMatch(oneSentence);
  expect(stderr).toMatch(/run the same capture again/);
  expect({ status, left: existsSync(join(content, 'snapshots', date)) }).toEqual({ status: 1, left: false });
});

test('no snapshot is made of a capture that another process works with, as one that removes it', async () => {
  const { folder, content } = small();
  const unlock = acquireLock(join(folder, date));
  const { status, stderr } = await make({ folder, content }, accept);
  expect(stderr).toMatch(/^error: \S+2026-10-03 is in use by process \d+; wait for it, or stop it\n$/);
  expect({ status, left: existsSync(join(content, 'snapshots', date)) }).toEqual({ status: 1, left: false });
  unlock();
  expect((await make({ folder, content }, accept)).status).toBe(0);
});

test('a database that is none is one sentence, and leaves the capture as it was, and free', async () => {
  const { folder, content } = small();
  const ALMANAC_DATABASE = join(temporaryFolder({ 'notes.txt': 'No database.' }), 'notes.txt');
  const { status, stderr } = await make({ folder, content }, accept, { ALMANAC_DATABASE });
  expect(stderr).toMatch(oneSentence);
  expect(status).toBe(1);
  expect(readdirSync(join(folder, date))).not.toContain('spill');
  acquireLock(join(folder, date))();
});

test('a capture that is a file is refused in a sentence that names it', async () => {
  const { stderr } = await call(snapshot, [date, '--folder', temporaryFolder({ [date]: '' })]);
  expect(stderr).toMatch(
    /^error: \S+2026-10-03\/\.lock cannot be made: [^\n]+; expected a folder that may be written to\n$/,
  );
});

test('a date without a capture is refused', async () => {
  const { status, stderr } = await call(snapshot, ['2020-01-01', '--folder', temporaryFolder()]);
  expect(status).toBe(1);
  expect(stderr).toContain('there is no capture');
});

test('nothing is left in the capture', () => {
  expect(readdirSync(join(made.folder, date))).not.toContain('spill');
});

test('the list is compared with that of the earlier capture, and the snapshot says which that is', async () => {
  const earlier = captured();
  const models = Array.from({ length: 2000 }, (_, index) => synthetic.at(index)).filter((model) => model !== undefined);
  const renamed = models
    .slice(1, 4)
    .map((model) => ({ ...model, id: `new-owner/${model.id.split('/').at(-1) ?? ''}` }));
  const page = (records: readonly object[]): Page => ({ records, rows: records.length });
  // Three are renamed, and the first is gone.
  part(earlier.folder, 'hub', [page([...renamed, ...models.slice(4, 1000)]), page(models.slice(1000))]);
  part(earlier.folder, 'hub', [page(models.slice(0, 1900))], true, '2026-09-03');
  const { status, stderr } = await make(earlier, accept);
  expect(status, stderr).toBe(0);
  const table = JSON.parse(written(earlier.content)['model-changes.json'] ?? '') as Table;
  const counts = Object.fromEntries(table.rows.map(({ change, models }) => [change, models]));
  // Two of the 2,000 are disabled, and not counted in either list.
  expect(counts).toMatchObject({ renamed: 3, removed: 1, remade: 0, created: 100, opened: 0, returned: null });
  expect(table.notes[0]).toMatch(/^Compared with the list of 3 September 2026: 1 pages, .* SHA-256 [0-9a-f]{64}\.$/);
});

test('without an earlier capture nothing is told of changes, with the reason', () => {
  expect(manifestOf(made.content).unavailable).toContainEqual(
    expect.objectContaining({ name: 'model-changes', reason: expect.stringMatching(/no earlier list/) as string }),
  );
});

test('an earlier capture that is not there is refused in a sentence', async () => {
  const { status, stderr } = await make(made, [...accept, '--redo', '--previous', '2020-01-01']);
  expect(status).toBe(1);
  expect(stderr).toMatch(oneSentence);
  expect(stderr).toMatch(/cannot be compared with 2020-01-01: there is no such capture/);
});

/** Takes a list that somebody made, and makes the draft of it. @returns the draft's folder */
async function fromList(list: string, ...described: readonly string[]): Promise<string> {
  const folder = temporaryFolder({ 'content/status.json': '{"doi": null, "published": []}' });
  cpSync(join(root, 'content/published'), join(folder, 'content/published'), { recursive: true });
  const captures = ['--folder', join(folder, 'captures')];
  const taken = await call(capture, ['--hub-file', list, '--date', date, ...described, ...captures]);
  expect(taken.status, taken.stderr).toBe(0);
  const { status, stderr } = await call(snapshot, [date, ...captures, '--content', join(folder, 'content')]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return join(folder, 'content/snapshots', date);
}
const modelsIn = (draft: string) =>
  (JSON.parse(readFileSync(join(draft, 'population.json'), 'utf8')) as Table).rows.find(
    ({ measure }) => measure === 'models',
  )?.count;
const ofSample = ['--coverage', 'sample', '--population', 'Models on a page.', '--selection', 'The first of the page.'];

test('the three lines that CONTRIBUTING prints for a first try make a snapshot of two models', async () => {
  const prose = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const [, text = ''] = /^printf '([^']+)' > trending\.csv$/m.exec(prose) ?? [];
  const list = join(temporaryFolder({ 'trending.csv': text.replaceAll(String.raw`\n`, '\n') }), 'trending.csv');
  expect(modelsIn(await fromList(list, ...ofSample))).toBe(2);
});

test.each([
  ['no type', { downloads: 1, likes: 0, tags: ['license:mit'] }],
  ['no text of any kind', { downloads: 1, likes: 0, tags: [], siblings: [] }],
  ['a name and a time of creation alone', {}],
])('a list of models of which one, or three, have %s makes a snapshot', async (_, fields) => {
  for (const names of [['ada/a'], ['ada/a', 'ada/b', 'bob/c']]) {
    const lines = names.map((id) => JSON.stringify({ id, createdAt: '2026-09-06T07:08:09Z', ...fields }));
    const list = join(temporaryFolder({ 'list.jsonl': `${lines.join('\n')}\n` }), 'list.jsonl');
    expect(modelsIn(await fromList(list, ...ofSample))).toBe(names.length);
  }
});
