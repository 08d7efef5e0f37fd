import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { syntheticModels } from '../../../tests/stand-ins/hub-models.ts';
import { today } from '../../../tests/stand-ins/server.ts';
import { temporaryFolder } from '../../../tests/temporary-folder.ts';
import { literal, openDatabase } from '../../io/database.ts';
import { sha256 } from '../../io/files.ts';
import { packed, unpacked } from '../../io/packing.ts';
import type { ListAbout, PageReceipt, Part } from '../../schema/capture.ts';
import { quickClient, within } from './capture.test-support.ts';
import { captureDumps } from './dumps.ts';
import { captureRecorded } from './hub.ts';
import { live } from './live.ts';

const date = '2026-11-20';
const database = await openDatabase();
afterAll(() => {
  database.close();
});

interface Page {
  readonly content: unknown;
  readonly rows: number;
  readonly address?: string;
  readonly fetchedAt?: string;
}

function captured(parts: Partial<Record<Part, Page>>, about?: Partial<ListAbout>): string {
  const folder = temporaryFolder();
  for (const [part, page] of Object.entries(parts)) {
    const directory = join(folder, part);
    mkdirSync(directory, { recursive: true });
    const text = JSON.stringify(page.content);
    const receipt: PageReceipt = {
      part: part as Part,
      page: 1,
      address: page.address ?? 'https://huggingface.co/api/models',
      fetchedAt: page.fetchedAt ?? `${date}T00:00:00.000Z`,
      status: 200,
      bytes: Buffer.byteLength(text),
      sha256: sha256(text),
      rows: page.rows,
      rejected: 0,
      unknownFields: {},
      cursor: null,
      next: null,
    };
    writeFileSync(join(directory, '000001.json.gz'), gzipSync(text));
    writeFileSync(join(directory, '000001.receipt.json'), JSON.stringify(receipt));
    writeFileSync(join(directory, 'done.json'), JSON.stringify({ pages: 1, rows: page.rows }));
  }
  if (about) writeFileSync(join(folder, 'list.json'), JSON.stringify(about));
  return folder;
}
const read = (folder: string) => live(database, folder, date, join(folder, 'spill'));

const forumOf = (address: string): Partial<Record<Part, Page>> => ({
  'forum-site': { content: { categories: [{ id: 5, name: 'Beginners' }] }, rows: 1, address },
  'forum-topics': {
    content: { topic_list: { topics: [{ id: 1, title: 'How?', category_id: 5, created_at: '2022-05-06T07:08:09Z' }] } },
    rows: 1,
    address,
  },
  'forum-posts': { content: { latest_posts: [] }, rows: 0, address },
});
const model = (id: string, fields: object = {}) => ({
  id,
  createdAt: '2023-05-06T07:08:09.000Z',
  downloads: 1,
  likes: 0,
  tags: [],
  ...fields,
});
const hub = (...models: readonly unknown[]): Partial<Record<Part, Page>> => ({
  hub: { content: models, rows: models.length },
});

const ownForum = forumOf('https://discuss.huggingface.co/latest.json');
const post = {
  id: 1,
  topic_id: 1,
  post_number: 1,
  created_at: '2022-05-06T07:08:09Z',
  username: 'ada',
  raw: 'With bert?',
};
const posts = { content: { latest_posts: [post] }, rows: 1, address: 'https://discuss.huggingface.co/posts.json' };
test.each([
  ['2026-11-20', '20 November 2026', ownForum],
  ['2025-02-01', '1 February 2025', ownForum],
  ['2024-12-31-forum', '31 December 2024', { ...ownForum, 'forum-posts': posts }],
])('a capture of the forum alone, %s, is titled so, and says nothing of models', async (id, day, parts) => {
  const fetchedAt = `${id.slice(0, 10)}T12:00:00.000Z`;
  const folder = captured(
    Object.fromEntries(Object.entries(parts).map(([part, page]) => [part, { ...page, fetchedAt }])),
  );
  const { material, lists } = await live(database, folder, id, join(folder, 'spill'));
  expect(material.description).toMatchObject({
    title: `The forum on ${day}`,
    population: `Every visible topic of the Hugging Face forum on ${day}.`,
    floorMonth: null,
  });
  expect(material.source).toMatch(/^the forum, /);
  expect(material.publications.map(({ name }) => name)).toEqual(['forum']);
  expect(lists.map(({ name }) => name)).toEqual(['topics', 'posts']);
  expect(material.notes).toEqual({});
  const limits = material.description.limits.join(' ');
  expect(limits).not.toMatch(/configuration|moves while/);
  expect(limits.includes('1 topic of the list has no public post')).toBe(parts === ownForum);
});

test.each(['forum.example.org', 'localhost:4000'])('a forum at %s reaches the manifest', async (host) => {
  const { material } = await read(captured(forumOf(`http://${host}/latest.json`)));
  expect(material.description.population).toContain(`the forum at ${host}`);
  expect(material.publications).toMatchObject([{ name: 'forum', title: `Forum at ${host}`, location: host }]);
});

test('what other servers answered is a rehearsal, and what somebody gave as a file or recorded is not', async () => {
  const forum = 'https://discuss.huggingface.co/latest.json';
  const own = { ...hub(model('a/b')), ...forumOf(forum) };
  const about = { coverage: 'sample', population: 'Some models.', selection: 'By hand.' } as const;
  const elsewhere = (part: keyof typeof own, address: string) => ({ ...own, [part]: { ...own[part], address } });
  for (const folder of [captured(own), captured(elsewhere('hub', 'recorded/1.json'), about)])
    expect((await read(folder)).material.description).not.toHaveProperty('rehearsal');

  for (const [part, address] of [
    ['hub', 'http://127.0.0.1:4000/api/models'],
    ['forum-posts', 'https://huggingface.co.example.org/posts.json'],
  ] as const) {
    const { description } = (await read(captured(elsewhere(part, address)))).material;
    expect(description).toMatchObject({ rehearsal: true, title: 'Rehearsal: Hub and forum on 20 November 2026' });
    expect(description.limits[0]).toContain(`A rehearsal, captured from ${new URL(address).origin} in the place of`);
  }
});

test('both are titled as both, the Hub alone as the Hub', async () => {
  const both = await read(captured({ ...hub(model('a/b')), ...forumOf('https://discuss.huggingface.co/') }));
  expect(both.material.description.title).toBe('Hub and forum on 20 November 2026');
  const { material } = await read(captured(hub(model('a/b'))));
  expect(material.description.title).toBe('The Hub on 20 November 2026');
  expect(material.absent).not.toHaveProperty('derivative-lags');
  expect(material.absent).not.toHaveProperty('first-derivative');
});

test('a list of 400 models that was cut at any of ten places ends more than a day before it was read', async () => {
  const models = syntheticModels(400);
  const daysShort = async (length: number) => {
    const content = Array.from({ length }, (_, place) => models.at(place));
    const folder = captured({ hub: { content, rows: length, fetchedAt: today } });
    const { lists } = await live(database, folder, today.slice(0, 10), join(folder, 'spill'));
    const { newest, until } = lists[0]?.reach ?? {};
    return (Date.parse(until ?? '') - Date.parse(newest ?? '')) / 86_400_000;
  };
  for (let places = 10; places > 0; places--) expect(await daysShort(399 - 39 * (places - 1))).toBeGreaterThan(1);
  expect(await daysShort(400)).toBe(0.5);
});

test.each([
  ['census', { newest: '2023-05-06T07:08:09.000Z', until: `${date}T23:59:59.000Z` }],
  ['sample', null],
] as const)('of a list that somebody made, a %s, the end of its day is its end', async (coverage, reach) => {
  const about = { coverage, population: 'Some models.', selection: coverage === 'sample' ? 'By hand.' : null };
  const { lists } = await read(captured(hub(model('a/b')), about));
  expect(lists).toMatchObject([{ name: 'models', reach }]);
});

const selected = expect.stringContaining('A selection lacks the derivatives outside it') as string;

test('a list that somebody made is what they say it is, with its publication', async () => {
  const publication = {
    title: 'Trending models',
    authors: ['Ada Lovelace'],
    published: '2026-11-19',
    location: 'example.org/list',
    licence: 'CC0-1.0',
    citation: 'A. Lovelace, 2026',
  };
  const about = {
    coverage: 'sample',
    population: 'Models that trended.',
    selection: 'The first 201.',
    publication,
  } as const;
  const { material } = await read(
    captured(hub(model('a/b', { gated: false })), { ...about, silent: { gated: 'Gated ones were left out.' } }),
  );
  expect(material.description).toMatchObject({
    coverage: 'sample',
    title: 'A sample of the Hub on 20 November 2026',
    population: 'Models that trended.',
    selection: 'The first 201.',
  });
  expect(material.absent).toMatchObject({ 'derivative-lags': selected, 'first-derivative': selected });
  expect(material.publications).toMatchObject([{ name: 'hub', ...publication }]);
  expect(material.views.models).toMatchObject({ lacks: { gated: 'Gated ones were left out.' } });
  await expect(read(captured(hub(model('a/b')), { ...about, silent: { colour: 'None.' } }))).rejects.toThrow(
    'list.json speaks of a field colour; the fields are id,',
  );
});

test('what is not public is said by number and not by name', async () => {
  const { material } = await read(
    captured(hub(model('a/b'), model('acme/secret', { private: true, downloads: 5000 }))),
  );
  expect(material.description.limits).toContain('1 of the models of the list is private, and is not counted.');
  expect(JSON.stringify(material)).not.toContain('acme');
});

test.each([
  [2, 'its receipts name 2 models, and 1 were read'],
  [0, 'its receipts name 0 models, and 1 were read'],
])('receipts that name %i rows where one is read stop', async (rows, sentence) => {
  const folder = captured({ hub: { content: [model('a/b')], rows } });
  await expect(read(folder)).rejects.toThrow(sentence);
});

test.each<[string, (text: string) => Buffer]>([
  ['other numbers', (text) => gzipSync(text.replace('"downloads":1', '"downloads":7'))],
  ['another name of the same length', (text) => gzipSync(text.replace('a/b', 'a/c'))],
  ['no packing', (text) => Buffer.from(text)],
])('a page that was changed after its receipt stops, with as many records as before: %s', async (_, change) => {
  const folder = captured(hub(model('a/b')));
  const page = join(folder, 'hub/000001.json.gz');
  writeFileSync(page, change(gunzipSync(readFileSync(page)).toString('utf8')));
  await expect(read(folder)).rejects.toThrow(
    `${page} is damaged: it is not what its receipt says, so it was changed after it was captured; capture it again`,
  );
});

test.each([
  ['gzip', 'gzip'],
  ['zstd', 'zstd'],
  ['gzip', 'zstd'],
] as const)(
  'pages packed by %s, and then by %s, are read in their order, also around a broken record',
  async (...kinds) => {
    const folder = captured(hub(model('a/b', { downloads: 1 })));
    const whole = readFileSync(join(folder, 'hub/000001.json.gz'));
    const receipt = JSON.parse(readFileSync(join(folder, 'hub/000001.receipt.json'), 'utf8')) as PageReceipt;
    rmSync(join(folder, 'hub/000001.json.gz'));
    const half = JSON.stringify(model('a/c', { cardData: { title: 'cut \ud83d' } }));
    const pages = [unpacked(whole).toString('utf8'), `[${JSON.stringify(model('A/B', { downloads: 2 }))},${half}]`];
    for (const [index, text] of pages.entries()) {
      const [page, kind] = [index + 1, kinds[index] ?? 'zstd'];
      const rows = index + 1;
      writeFileSync(
        join(folder, `hub/00000${page}.json.${kind === 'zstd' ? 'zst' : 'gz'}`),
        await packed(Buffer.from(text), kind),
      );
      writeFileSync(
        join(folder, `hub/00000${page}.receipt.json`),
        JSON.stringify({ ...receipt, page, rows, bytes: Buffer.byteLength(text), sha256: sha256(text) }),
      );
    }
    writeFileSync(join(folder, 'hub/done.json'), '{"pages": 2, "rows": 3}');
    const { material } = await read(folder);
    expect(material.intake?.[0]).toMatchObject({ read: 3, counted: 1, repeated: 1, rejected: { 'half a letter': 1 } });
    expect(await database.rows('SELECT id, downloads FROM models')).toEqual([{ id: 'a/b', downloads: 1 }]);
  },
);

test.each(['hub/000001.json.zst', 'hub-csv/000001.csv', 'hub-jsonl/000001.jsonl'])(
  'so does %s where the receipt is of the file itself',
  async (name) => {
    const folder = temporaryFolder({
      'a.csv': 'id,createdAt\na/b,2023-01-01T00:00:00Z\n',
      'a.jsonl': `${JSON.stringify(model('a/b'))}\n`,
      'pages/1.json': JSON.stringify([model('a/b')]),
    });
    const target = join(folder, 'capture');
    await within(target, (capture) =>
      name.startsWith('hub/')
        ? captureRecorded(capture, join(folder, 'pages'))
        : captureDumps(capture, quickClient(), {
            part: name.startsWith('hub-csv') ? 'hub-csv' : 'hub-jsonl',
            places: [join(folder, name.endsWith('csv') ? 'a.csv' : 'a.jsonl')],
            asOf: date,
          }),
    );
    await read(target);
    const file = join(target, name);
    const bytes = readFileSync(file);
    writeFileSync(
      file,
      name.endsWith('.zst')
        ? await packed(Buffer.from(unpacked(bytes).toString('utf8').replace('a/b', 'a/c')), 'zstd')
        : bytes.toString('utf8').replace('a/b', 'a/c'),
    );
    await expect(read(target)).rejects.toThrow(`${file} is damaged`);
  },
);

test.each([
  ['a card was added', `('ada/a', 'Hello.'), ('ada/b', 'Hello.'), ('ada/c', NULL)`, 3],
  ['a card is gone', `('ada/a', 'Hello.')`, 1],
])(
  'cards of which the receipts name two stop where %s, and are counted where they are two',
  async (_, others, count) => {
    const folder = temporaryFolder();
    const dump = async (name: string, rows: string) => {
      await database.run(
        `COPY (FROM (VALUES ${rows}) AS dump("modelId", card)) TO ${literal(join(folder, name))} (FORMAT parquet)`,
      );
      return join(folder, name);
    };
    const two = await dump('two.parquet', `('ada/a', 'Hello.'), ('bob', 'Hello.')`);
    const target = captured(hub(model('ada/a')));
    await within(target, (capture) =>
      captureDumps(capture, quickClient(), { part: 'cards-parquet', places: [two], asOf: date }),
    );
    const { material, lists } = await read(target);
    expect(material.intake?.[1]).toMatchObject({ records: 'cards', read: 2, counted: 2, rejected: {}, repeated: 0 });
    expect(lists[1]).toMatchObject({ name: 'cards', records: 2 });

    const file = join(target, 'cards-parquet/000001.parquet');
    const receipt = join(target, 'cards-parquet/000001.receipt.json');
    const bytes = readFileSync(await dump('others.parquet', others));
    const { sha256: before } = JSON.parse(readFileSync(receipt, 'utf8')) as PageReceipt;
    writeFileSync(file, bytes);
    writeFileSync(receipt, readFileSync(receipt, 'utf8').replaceAll(before, sha256(bytes)));
    await expect(read(target)).rejects.toThrow(`its receipts name 2 cards, and ${count} were read`);
  },
);

test.each([
  [[{ tags: "['x']" }], `tags are no list of texts: 1`],
  [[{ id: 7 }, { createdAt: 'soon' }], 'no time of creation: 1, no valid id: 1'],
])('a list of which no model can be counted stops, with what is wrong: %j', async (fields, sentence) => {
  const folder = captured(hub(...fields.map((each) => model('a/b', each))));
  await expect(read(folder)).rejects.toThrow(sentence);
});
