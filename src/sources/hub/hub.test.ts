import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { startHub, type HubOptions as StandInOptions, syntheticModels } from '../../../tests/stand-ins/hub.ts';
import { type Fault, row, type StandIn, startServer } from '../../../tests/stand-ins/server.ts';
import { temporaryFolder } from '../../../tests/temporary-folder.ts';
import { readDone, readPage, readReceipts } from '../../io/capture.ts';
import { literal, openDatabase } from '../../io/database.ts';
import type { ClientOptions } from '../../io/http.ts';
import { captured, everythingIn, quickClient, within } from './capture.test-support.ts';
import { captureDumps, cardsPlaces, partOfList } from './dumps.ts';
import { captureHub, captureRecorded, hubPage, type HubOptions } from './hub.ts';

const token = 'hf_0123456789abcdef';

async function standIn(options: StandInOptions = {}): Promise<StandIn> {
  const hub = await startHub({ count: 95, maxPage: 20, ...options });
  onTestFinished(() => hub.close());
  return hub;
}

async function walk(
  hub: StandIn,
  options: HubOptions = {},
  folder = temporaryFolder(),
  client: Partial<ClientOptions> = {},
) {
  const reader = quickClient({ token: { value: token, origin: hub.origin }, ...client });
  const whole = await within(folder, (capture) => captureHub(capture, reader, { origin: hub.origin, ...options }));
  return { folder, whole, files: captured(folder), waits: reader.waits };
}

let alone: Record<string, string> | undefined;
const undisturbed = async () => (alone ??= (await walk(await standIn())).files);
const rowsOf = (folder: string) =>
  readReceipts(folder, 'hub').flatMap((receipt) => JSON.parse(String(readPage(folder, receipt))) as { id: string }[]);

test('the list is walked to its end, every model once, in pages as they came', async () => {
  const hub = await standIn();
  const { folder, whole } = await walk(hub);
  expect(whole).toBe(true);
  expect(readDone(folder, 'hub')).toEqual({ pages: 5, rows: 95 });
  const models = syntheticModels(95);
  expect(rowsOf(folder).map(({ id }) => id)).toEqual(Array.from({ length: 95 }, (_, i) => models.at(i)?.id));
  const receipts = readReceipts(folder, 'hub');
  expect(receipts.map(({ cursor }) => cursor).slice(1)).toEqual(receipts.map(({ next }) => next).slice(0, -1));
  expect(receipts.map(({ unknownFields, rejected }) => [unknownFields, rejected])).toEqual(Array(5).fill([{}, 0]));
});

test('every page is asked for in the order of creation, with all fields, and the last page twice', async () => {
  const hub = await standIn();
  await walk(hub);
  const queries = hub.requests.map(({ url }) => new URL(url, hub.origin).searchParams);
  expect(queries).toHaveLength(6);
  for (const query of queries) {
    expect(query.getAll('expand[]')).toHaveLength(18);
    expect([query.get('sort'), query.get('direction'), query.get('limit')]).toEqual(['createdAt', '1', '1000']);
  }
});

const page = (rows: unknown) => JSON.stringify(rows);
test.each<[string, Fault]>([
  ['429 that says how long', { kind: 'status', status: 429, headers: { 'retry-after': '3' } }],
  ['429 that says nothing', { kind: 'status', status: 429 }],
  ...[500, 502, 503, 504].map((status): [string, Fault] => [`status ${status}`, { kind: 'status', status }]),
  ['a connection reset within the body', { kind: 'reset' }],
  ['a body cut short', { kind: 'cut' }],
  ['a body cut short that nobody noticed', { kind: 'cut', chunked: true }],
  ['markup in place of JSON', { kind: 'html' }],
  ['a server that never answers', { kind: 'hang' }],
  ['an object in place of a list', { kind: 'body', body: '{"error": "busy"}' }],
  ['an empty page', { kind: 'body', body: '[]' }],
  ['what is not UTF-8', { kind: 'body', body: Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]) }],
  ['a link that cannot be read', { kind: 'body', body: page([{ id: 'a' }]), headers: { link: 'next please' } }],
  [
    'a link without a cursor',
    { kind: 'body', body: page([{ id: 'a' }]), headers: { link: '</api/models>; rel="next"' } },
  ],
  ['a page that lost its link', { kind: 'body', body: page([{ id: 'a' }]), headers: { link: '<x>; rel="prev"' } }],
])('%s leaves no trace in the capture', async (_, fault) => {
  // On the first page, in the middle, and twice in a row; in the middle only where it looks like an end.
  const hub = await standIn({ faults: ({ n }) => ([1, 4, 5].includes(n) ? fault : undefined) });
  const lostLink = fault.kind === 'body' && fault.headers?.link === '<x>; rel="prev"';
  const other = lostLink ? await standIn({ faults: ({ n }) => (n === 3 ? fault : undefined) }) : hub;
  expect((await walk(other)).files).toEqual(await undisturbed());
});

test('a page that comes twice is asked for again', async () => {
  const first = await fetch(hubPage((await standIn()).origin, null)).then((answer) => answer.text());
  const hub = await standIn({ faults: ({ n }) => (n === 2 ? { kind: 'body', body: first } : undefined) });
  expect((await walk(hub)).files).toEqual(await undisturbed());
});

test('a page that comes again and again is an error, and so is a link that leads back', async () => {
  const first = await fetch(hubPage((await standIn()).origin, null)).then((answer) => answer.text());
  const stuck = await standIn({ faults: ({ n }) => (n >= 2 ? { kind: 'body', body: first } : undefined) });
  await expect(walk(stuck)).rejects.toThrow(/in 4 tries, the last: it repeats a page that was read already, from \S+$/);

  let cursor = '';
  const round = await standIn({
    faults: ({ n, query }) => {
      cursor ||= query.get('cursor') ?? '';
      const headers = { link: `</api/models?cursor=${encodeURIComponent(cursor)}>; rel="next"` };
      return n > 2 ? { kind: 'body', body: page([{ id: `a${n}` }]), headers } : undefined;
    },
  });
  await expect(walk(round)).rejects.toThrow(
    /its link to the next page leads back to one that was read already, from \S+$/,
  );
});

test.each([400, 410, 422])(
  'a cursor that the Hub refuses with %d begins the list anew, and no model is lost',
  async (status) => {
    // One moment of creation on more than a page, as the Hub gives it to all that is old, and the end refused as well.
    const old = Array.from({ length: 95 }, (_, i) => ({
      ...row(syntheticModels(95), i),
      ...(i < 70 && { createdAt: '2022-03-02T23:29:04.000Z', _id: String(i).padStart(24, '0') }),
    }));
    for (const refused of [[2], [4], [5], [3, 9]]) {
      const hub = await standIn({
        models: old,
        faults: ({ n }) => (refused.includes(n) ? { kind: 'status', status } : undefined),
      });
      const { folder, whole } = await walk(hub);
      expect(whole).toBe(true);
      expect(rowsOf(folder).map(({ id }) => id)).toEqual(old.map(({ id }) => id));
    }
  },
);

test('after a refused cursor models may come twice, on pages that moved, and none is missing', async () => {
  const all = syntheticModels(95);
  let gone = 0;
  const models = {
    get length() {
      return 95 - gone;
    },
    at: (i: number) => all.at(i + gone),
  };
  const hub = await standIn({
    models,
    faults: ({ n }) => {
      if (n === 3) gone = 1;
      return n === 3 ? { kind: 'status', status: 410 } : undefined;
    },
  });
  const ids = rowsOf((await walk(hub)).folder).map(({ id }) => id);
  expect(ids).toHaveLength(95 + 19);
  expect([...new Set(ids)]).toEqual(Array.from({ length: 95 }, (_, i) => row(all, i).id));
});

test('a Hub that refuses all of its cursors is one sentence, and what was read stays', async () => {
  const hub = await standIn({
    faults: ({ query }) => (query.has('cursor') ? { kind: 'status', status: 400 } : undefined),
  });
  const folder = temporaryFolder();
  await expect(walk(hub, {}, folder)).rejects.toThrow(
    /^cursors are refused as soon as they are given, by http:\S+; go on later/,
  );
  expect(readReceipts(folder, 'hub')).toHaveLength(1);
  await walk(await standIn(), {}, folder);
  expect(captured(folder)).toEqual(await undisturbed());
});

test('a next link to another origin is refused, and nothing is asked there', async () => {
  const other = await standIn();
  const headers = { link: `<${other.origin}/api/models?cursor=a>; rel="next"` };
  const hub = await standIn({
    faults: ({ n }) => (n === 2 ? { kind: 'body', body: page([{ id: 'a' }]), headers } : undefined),
  });
  const folder = temporaryFolder();
  await expect(walk(hub, {}, folder)).rejects.toThrow(
    `a next page at another origin, ${other.origin}, is refused; ${hub.origin} named it`,
  );
  expect(other.requests).toEqual([]);
  expect(readReceipts(folder, 'hub')).toHaveLength(1);
  // What was read stays, and the walk goes on from there.
  await walk(hub, {}, folder);
  expect(captured(folder)).toEqual(await undisturbed());
});

test('strange records are kept as they came, and counted', async () => {
  const rows = [
    { likes: 1 },
    { id: 7 },
    'ada/b',
    null,
    { id: 'a/large', cardData: 'x'.repeat(5_000_000) },
    { id: 'a/old', createdAt: '0001-01-01T00:00:00.000Z' },
    { id: 'a/new', createdAt: '9999-12-31T23:59:59.999Z', sparkle: 1 },
    { id: 'a/new', createdAt: 12, sparkle: 2, ['__proto__']: 3 },
  ];
  const text = JSON.stringify(rows).replace('"sparkle":2', '"sparkle":2,"__proto__":3');
  const hub = await standIn({ faults: ({ n }) => (n === 2 ? { kind: 'body', body: text } : undefined) });
  const { folder } = await walk(hub);
  const [, receipt] = readReceipts(folder, 'hub');
  if (!receipt) expect.unreachable();
  expect(receipt).toMatchObject({ rows: 8, rejected: 4 });
  expect(receipt.unknownFields.sparkle).toBe(2);
  expect(String(readPage(folder, receipt))).toBe(text);
  expect(readDone(folder, 'hub')).toEqual({ pages: 5, rows: 83 });
});

test('names of unknown fields cannot make a receipt as large as a page', async () => {
  const record = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`${i}${'x'.repeat(500)}`, 1]));
  const hub = await standIn({
    faults: ({ n }) => (n === 2 ? { kind: 'body', body: page([{ id: 'a', ...record }]) } : undefined),
  });
  const [, receipt] = readReceipts((await walk(hub)).folder, 'hub');
  expect(Object.keys(receipt?.unknownFields ?? {})).toHaveLength(201);
  expect(JSON.stringify(receipt).length).toBeLessThan(40_000);
});

test('rows that come twice and in other places are kept as they came', async () => {
  const row = (i: number) => ({ id: `a/${i}` });
  const body = page([row(1), row(2), row(1)]);
  const hub = await standIn({ faults: ({ n }) => (n === 2 ? { kind: 'body', body } : undefined) });
  const [, receipt] = readReceipts((await walk(hub)).folder, 'hub');
  expect(receipt).toMatchObject({ rows: 3, rejected: 0 });
});

test('a limit stops the walk, which is then not done, and goes on without it', async () => {
  const hub = await standIn();
  const { folder, whole } = await walk(hub, { limit: 2 });
  expect(whole).toBe(false);
  expect(readDone(folder, 'hub')).toBeNull();
  expect(readReceipts(folder, 'hub')).toHaveLength(2);
  await walk(hub, {}, folder);
  expect(captured(folder)).toEqual(await undisturbed());
  const asked = hub.requests.length;
  await walk(hub, {}, folder);
  expect(hub.requests).toHaveLength(asked);
});

test('who asks to stop gets the page in hand', async () => {
  const hub = await standIn();
  const stopping = new AbortController();
  const folder = temporaryFolder();
  const onPage = () => {
    stopping.abort();
  };
  await expect(walk(hub, { signal: stopping.signal, onPage }, folder)).rejects.toThrow('stopped');
  expect(readReceipts(folder, 'hub')).toHaveLength(1);
  await walk(hub, {}, folder);
  expect(captured(folder)).toEqual(await undisturbed());
});

test('four fifths of a window are used, and never more', async () => {
  const hub = await standIn({ rateLimit: { q: 5, w: 100 } });
  const { waits } = await walk(hub, { limit: 4 });
  expect(waits).toHaveLength(1);
  expect(hub.requests).toHaveLength(4);
});

test('the token is sent to the Hub, and is in no file', async () => {
  const hub = await standIn();
  const { folder } = await walk(hub);
  expect(hub.requests.every(({ headers }) => headers.authorization === `Bearer ${token}`)).toBe(true);
  expect(everythingIn(folder)).not.toContain(token);
});

test('an empty list is not a list of all models', async () => {
  await expect(walk(await standIn({ count: 0 }))).rejects.toThrow(/the last: a page without models,/);
});

async function dump(name: string, select: string): Promise<string> {
  const path = join(temporaryFolder(), name);
  const database = await openDatabase();
  await database.run(`COPY (${select}) TO ${literal(path)} (FORMAT parquet)`);
  database.close();
  return path;
}

test('a dump is taken as it is, with its rows and the columns that we do not know', async () => {
  const path = await dump(
    'models.parquet',
    `SELECT *, '2023-05-06T07:08:09.000Z' AS "createdAt" FROM (VALUES ('a/b', 1, 2), ('', 1, 2)) AS t(id, likes, sparkle)`,
  );
  const folder = temporaryFolder();
  const taken = () =>
    within(folder, (capture) =>
      captureDumps(capture, quickClient(), { part: 'hub-parquet', places: [path], asOf: '2026-11-20' }),
    );
  expect([await taken(), await taken()]).toEqual([true, true]);
  expect(readDone(folder, 'hub-parquet')).toEqual({ pages: 1, rows: 2 });
  const [receipt] = readReceipts(folder, 'hub-parquet');
  if (!receipt) expect.unreachable();
  expect(receipt).toMatchObject({ address: 'models.parquet', rejected: 1, unknownFields: { sparkle: 2 } });
  expect(readPage(folder, receipt)).toHaveLength(receipt.bytes);
});

test.each<[string, string, string, RegExp]>([
  ['is no Parquet', 'a.parquet', '', /^a\.parquet is not a Parquet file$/],
  ['has no ids', 'a.parquet', 'SELECT 1 AS likes', /^a\.parquet has no column id; it has likes$/],
  ['has no cards', 'a.parquet', `SELECT 'a' AS "modelId"`, /^a\.parquet has no column card; it has modelId$/],
  ['has no rows', 'a.parquet', `SELECT 'a' AS id, 'b' AS card LIMIT 0`, /^a\.parquet has no rows$/],
])('a dump that %s is refused and leaves nothing', async (_, name, select, sentence) => {
  const path = select === '' ? join(temporaryFolder({ [name]: '<html>' }), name) : await dump(name, select);
  const folder = temporaryFolder();
  const places = [path];
  const taken = within(folder, (capture) =>
    captureDumps(capture, quickClient(), { part: 'cards-parquet', places, asOf: '2026-11-20' }),
  );
  await expect(taken).rejects.toThrow(sentence);
  expect(captured(folder)).toEqual({});
  writeFileSync(path, '');
});

test.each([
  ['an error page', { kind: 'body', body: '<html>Try again later.</html>' }],
  ['half a file', { kind: 'cut', chunked: true }],
] as const)('%s in place of a file of cards costs no file before it, and is asked for again', async (_, fault) => {
  const file = readFileSync(await dump('cards.parquet', `SELECT 'a/b' AS id, 'A card.' AS card`));
  let isBroken = true;
  const hub = await startServer(() => ({ status: 200, headers: {}, body: file }), {
    faults: ({ path }) => (isBroken && path === '/1.parquet' ? fault : undefined),
  });
  onTestFinished(() => hub.close());
  const folder = temporaryFolder();
  const places = ['0', '1'].map((name) => `${hub.origin}/${name}.parquet`);
  const take = () =>
    within(folder, (capture) =>
      captureDumps(capture, quickClient(), { part: 'cards-parquet', places, asOf: '2026-11-20', ofService: true }),
    );
  await expect(take()).rejects.toThrow(
    /^there was no good answer in 4 tries, the last: \S+ is not a Parquet file, from /,
  );
  expect(hub.requests).toHaveLength(5);
  expect(readReceipts(folder, 'cards-parquet')).toHaveLength(1);
  isBroken = false;
  expect(await take()).toBe(true);
  expect(hub.requests).toHaveLength(6);
  expect(readDone(folder, 'cards-parquet')).toEqual({ pages: 2, rows: 2 });
});

const asOf = '2026-11-20';
const listed = (id: string) => ({ id, createdAt: '2023-05-06T07:08:09.000Z', downloads: 1, likes: 0, tags: [] });
const recorded = (files: Record<string, unknown>) =>
  temporaryFolder(
    Object.fromEntries(
      Object.entries(files).map(([name, list]) => [name, typeof list === 'string' ? list : JSON.stringify(list)]),
    ),
  );

test('pages that somebody recorded are taken in the order of their numbers, once', async () => {
  const pages = recorded({
    'page-10.json': [listed('a/c')],
    'page-2.json': [listed('a/b'), {}],
    'page-1.json': [listed('a/a')],
    'notes.txt': 'x',
  });
  const folder = temporaryFolder();
  const take = (from: string) => within(folder, (capture) => captureRecorded(capture, from));
  expect([await take(pages), await take(pages)]).toEqual([true, true]);
  expect(readReceipts(folder, 'hub').map(({ address, rows, rejected }) => [address, rows, rejected])).toEqual([
    ['recorded/page-1.json', 1, 0],
    ['recorded/page-2.json', 2, 1],
    ['recorded/page-10.json', 1, 0],
  ]);
  for (const other of [{ 'page-1.json': [listed('b/a')] }, { 'page-1.json': [listed('a/a')] }])
    await expect(take(recorded(other))).rejects.toThrow(/holds another list already, without .+ a --name of its own$/);
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ['none', { 'a.txt': 'x' }, /has no pages; expected files that end in \.json or \.json\.gz$/],
  [
    'one twice',
    { '1.json': [listed('a/a')], '2.json': [listed('a/a')] },
    /^2\.json is the same page as 1\.json; leave one out$/,
  ],
  ['an object', { '1.json': listed('a/a') }, /^1\.json is no page of the list: JSON that is not a list of models$/],
  [
    'one that was cut off',
    { '1.json': '[{"id":"a/b"' },
    /^1\.json is no page of the list: not JSON, or not all of it$/,
  ],
  ['an empty one', { '1.json': [] }, /^1\.json is a page without models$/],
  ...['\0\0\0', '[{"id":"c/d"}]', '{"next":null}'].map((rest): [string, Record<string, unknown>, RegExp] => [
    `one with ${JSON.stringify(rest)} behind its list`,
    { '1.json': `[{"id":"a/b"}]${rest}` },
    /^1\.json is no page of the list: not JSON, or not all of it$/,
  ]),
])('of recorded pages %s is refused', async (_, files, sentence) => {
  const taken = within(temporaryFolder(), (capture) => captureRecorded(capture, recorded(files)));
  await expect(taken).rejects.toThrow(sentence);
});

test.each<[string, (packed: Buffer) => Uint8Array]>([
  ['was cut off', (packed) => packed.subarray(0, -12)],
  ['has another checksum', (packed) => Buffer.concat([packed.subarray(0, -8), Buffer.alloc(8)])],
  ['was damaged', (packed) => Buffer.concat([packed.subarray(0, 20), Buffer.alloc(9), packed.subarray(29)])],
])('a recorded page whose packing %s is named', async (_, damage) => {
  const pages = recorded({ '1.json': [listed('a/a')] });
  writeFileSync(join(pages, '2 [b]*.json.gz'), damage(gzipSync(JSON.stringify([listed('a/b')]))));
  const taken = within(temporaryFolder(), (capture) => captureRecorded(capture, pages));
  await expect(taken).rejects.toThrow('2 [b]*.json.gz is not all of a gzip file; it was cut off or damaged');
});

test('a recorded page with a bare word in a record is taken, with one record rejected', async () => {
  const folder = temporaryFolder();
  const pages = recorded({ '1.json': `[${JSON.stringify(listed('a/a'))},{"id":"a/b","downloads":NaN}]` });
  await within(folder, (capture) => captureRecorded(capture, pages));
  expect(readReceipts(folder, 'hub')).toMatchObject([{ rows: 2, rejected: 1 }]);
});

test.each<[string, string, string, RegExp]>([
  [
    'gated in words',
    'list.csv',
    'id,createdAt,gated\n' + 'a/b,2023-01-01T00:00:00Z,perhaps\na/c,2023-01-01T00:00:00Z,no\n',
    /^list\.csv: 2 of 2 values in the column gated are invalid, such as "perhaps" and "no"; expected false, "auto", "manual" or true/,
  ],
  [
    'tags as Python writes them',
    'list.csv',
    `id,createdAt,tags\na/b,2023-01-01T00:00:00Z,['x']\na/c,2023-01-01T00:00:00Z,['y']\n`,
    /^list\.csv: 2 of 2 values in the column tags are invalid, such as "\['x'\]" and "\['y'\]"; expected a list of texts$/,
  ],
  [
    'no time of creation',
    'list.jsonl',
    '{"id":"a/b","likes":1}\n',
    /^list\.jsonl has no column createdAt; it has id, likes$/,
  ],
  [
    'a line that has more values than the first',
    'list.csv',
    'id,createdAt,likes\na/b,2023-01-01T00:00:00Z,1\na/c,2023-01-01T00:00:00Z,2,7\n',
    /^list\.csv is not a CSV file with as many values on every line as on the first$/,
  ],
  [
    'semicolons',
    'list.csv',
    'id;createdAt\na/b;2023-01-01T00:00:00Z\n',
    /^list\.csv has no column id; it has id;createdAt$/,
  ],
  [
    'all of its records on one line',
    'list.jsonl',
    `[${JSON.stringify({ id: 'a/b' })}]\n`,
    /^list\.jsonl is not a JSON Lines file, with one record a line$/,
  ],
  ...['{"id":"a/c","createdAt":"2023-0', '{"id":', '\0\0\0'].map((end): [string, string, string, RegExp] => [
    `${JSON.stringify(end)} at its end`,
    'list.jsonl',
    `{"id":"a/b","createdAt":"2023-01-01T00:00:00Z"}\n${end}`,
    /^list\.jsonl ends in the middle of a record; it was cut off, so fetch it again$/,
  ]),
  [
    'a byte order mark',
    'list.jsonl',
    '\ufeff{"id":"a/b","createdAt":"2023-01-01T00:00:00Z"}\n{"id":"a/c","createdAt":"2023-01-01T00:00:00Z"}\n',
    /^list\.jsonl begins with a byte order mark, which would make its first record unreadable; remove it$/,
  ],
])('a list with %s is refused when it is taken', async (_, name, text, sentence) => {
  const places = [join(temporaryFolder({ [name]: text }), name)];
  const part = partOfList(name);
  const folder = temporaryFolder();
  await expect(
    within(folder, (capture) => captureDumps(capture, quickClient(), { part, places, asOf })),
  ).rejects.toThrow(sentence);
  expect(captured(folder)).toEqual({});
});

test.each([
  ['list.jsonl.gz', Array.from({ length: 3000 }, (_, i) => JSON.stringify(listed(`a/${i}`))).join('\n')],
  ['list.csv.gz', `id,createdAt\n${Array.from({ length: 3000 }, (_, i) => `a/${i},2023-01-01T00:00:00Z`).join('\n')}`],
])('%s that was cut off is refused, and not taken for all there is', async (name, text) => {
  const places = [join(temporaryFolder(), name)];
  writeFileSync(places[0] ?? '', gzipSync(text).subarray(0, -50));
  const folder = temporaryFolder();
  await expect(
    within(folder, (capture) => captureDumps(capture, quickClient(), { part: partOfList(name), places, asOf })),
  ).rejects.toThrow(`${name} is not all of a gzip file; it was cut off or damaged, so fetch it again`);
  expect(captured(folder)).toEqual({});
});

const wholeLists = [
  ['list.jsonl', JSON.stringify(listed('a/b'))],
  ['list.csv', 'id,createdAt\na/b,2023-01-01T00:00:00Z'],
] as const;

test.each(wholeLists)(
  '%s that is compressed by Zstandard is refused for that, whole or cut off',
  async (name, text) => {
    const packed = zstdCompressSync(text);
    for (const bytes of [packed, packed.subarray(0, -5)])
      for (const each of [name, `${name}.gz`]) {
        const places = [join(temporaryFolder(), each)];
        writeFileSync(places[0] ?? '', bytes);
        const folder = temporaryFolder();
        await expect(
          within(folder, (capture) => captureDumps(capture, quickClient(), { part: partOfList(name), places, asOf })),
        ).rejects.toThrow(
          `${each} is compressed by Zstandard, whatever its name says; decompress it, or compress it by gzip`,
        );
        expect(captured(folder)).toEqual({});
      }
  },
);

test.each(wholeLists)('%s that is compressed by gzip is taken, though its name does not say so', async (name, text) => {
  const places = [join(temporaryFolder(), name)];
  writeFileSync(places[0] ?? '', gzipSync(text));
  const folder = temporaryFolder();
  const part = partOfList(name);
  await within(folder, (capture) => captureDumps(capture, quickClient(), { part, places, asOf }));
  expect(readReceipts(folder, part)).toMatchObject([{ rows: 1 }]);
});

test.each(['"a text"', '{"id":"a/b"'])(
  '%s among the lines of a list is a rejected record, and no end',
  async (line) => {
    const places = [
      join(temporaryFolder({ 'list.jsonl': `${line}\n${JSON.stringify(listed('a/a'))}\n` }), 'list.jsonl'),
    ];
    const folder = temporaryFolder();
    await within(folder, (capture) => captureDumps(capture, quickClient(), { part: 'hub-jsonl', places, asOf }));
    expect(readReceipts(folder, 'hub-jsonl')).toMatchObject([{ rows: 2, rejected: 1, unknownFields: {} }]);
  },
);

test('a list that was taken is no other one: neither by name, nor by content, nor by the number of its files', async () => {
  const [one, other, alike, changed] = (
    [
      ['one.jsonl', 'a/a'],
      ['other.jsonl', 'a/a'],
      ['one.jsonl', 'a/a'],
      ['one.jsonl', 'a/b'],
    ] as const
  ).map(([name, id]) => join(temporaryFolder({ [name]: `${JSON.stringify(listed(id))}\n` }), name));
  const take = (folder: string, ...places: (string | undefined)[]) =>
    within(folder, (capture) =>
      captureDumps(capture, quickClient(), { part: 'hub-jsonl', places: places.map(String), asOf }),
    );
  const folder = temporaryFolder();
  for (const same of [one, one, alike]) expect(await take(folder, same)).toBe(true);
  const before = captured(folder);
  for (const [places, sentence] of [
    [[other], /holds another list already, without other\.jsonl; a capture can have only one list/],
    [[one, other], /holds another list already, without other\.jsonl/],
    [[changed], /holds another file named one\.jsonl already; a capture can have only one list/],
  ] as const)
    await expect(take(folder, ...places)).rejects.toThrow(sentence);
  expect(captured(folder)).toEqual(before);

  const two = temporaryFolder();
  expect(await take(two, one, other)).toBe(true);
  await expect(take(two, one)).rejects.toThrow(/holds 2 files of a list, and 1 of them are given; name all of them/);

  const half = temporaryFolder();
  await expect(take(half, one, `${String(other)}.gone`)).rejects.toThrow();
  await expect(take(half, one)).rejects.toThrow(/holds only the first 1 of the files of a list; name all of them/);
  expect(await take(half, one, other)).toBe(true);
});

test.each(['list.xlsx', 'list.json', 'https://example.org/list?format=parquet'])(
  'the ending of %s tells no kind of list',
  (place) => {
    expect(() => partOfList(place)).toThrow(/has another ending than \.parquet, \.jsonl, \.ndjson or \.csv/);
  },
);

test('a JSON list is led to --hub-pages, and other files are not', () => {
  const refusal = (place: string) => expect(() => partOfList(place), place);
  refusal('list.json').toThrow(
    /; a JSON list is a page of the API: put it into a folder, and give that as --hub-pages$/,
  );
  refusal('list.xlsx').toThrow(/with or without \.gz$/);
});

test('lists of card files are believed when they stay at home', async () => {
  const list = (origin: string) =>
    JSON.stringify({ default: { train: [`${origin}/0.parquet`, `${origin}/1.parquet`] } });
  let body = '';
  const hub = await standIn({ faults: () => ({ kind: 'body', body }) });
  body = list(hub.origin);
  expect(await cardsPlaces(quickClient(), { origin: hub.origin })).toEqual([
    `${hub.origin}/0.parquet`,
    `${hub.origin}/1.parquet`,
  ]);
  body = list('https://evil.example');
  await expect(cardsPlaces(quickClient(), { origin: hub.origin })).rejects.toThrow(
    /^a file at another origin, https:\/\/evil\.example, is refused; it is named at http:\S+$/,
  );
});
