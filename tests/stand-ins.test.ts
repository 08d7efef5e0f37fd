/** The stand-ins for the Hub and the forum, checked with clients, descriptions and recordings that others made. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listModels } from '@huggingface/hub';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, onTestFinished, test } from 'vitest';
import { describeWithSharedData, sharedData } from './shared-data.ts';
import { solvedFields, startForum, syntheticForum, type ForumOptions } from './stand-ins/forum.ts';
import { earliestCreatedAt, radarModels, startHub, syntheticModels, type HubOptions } from './stand-ins/hub.ts';
import type { Fault } from './stand-ins/server.ts';

type Json = Record<string, unknown>;

async function hub(options: HubOptions) {
  const server = await startHub(options);
  onTestFinished(() => server.close());
  return server;
}

async function forum(options: ForumOptions) {
  const server = await startForum(options);
  onTestFinished(() => server.close());
  return server;
}

async function got<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T;
}

/** All rows of a list of models, and the `Link` header of each page, by following `next` to the end. */
async function walk(first: string): Promise<{ rows: Json[]; links: string[] }> {
  const rows: Json[] = [];
  const links: string[] = [];
  for (let url: string | undefined = first; url !== undefined;) {
    const response: Response = await fetch(url);
    rows.push(...((await response.json()) as Json[]));
    const link = response.headers.get('link');
    if (link !== null) links.push(link);
    url = link === null ? undefined : /^<([^>]+)>; rel="next"$/.exec(link)?.[1];
  }
  return { rows, links };
}

const byCreation = 'sort=createdAt&direction=1';
const fields =
  'author baseModels cardData config createdAt disabled downloads downloadsAllTime gated gguf lastModified ' +
  'library_name likes pipeline_tag private safetensors sha siblings tags trendingScore';
const expand = fields
  .split(' ')
  .map((field) => `expand[]=${field}`)
  .join('&');

function jsonType(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

/** The cursor in a `Link` header, with its values replaced by their types. */
function cursorShape(link: string): string {
  const cursor = new URL(/<([^>]+)>/.exec(link)?.[1] ?? '').searchParams.get('cursor') ?? '';
  const filter = JSON.parse(Buffer.from(cursor, 'base64').toString()) as { $or: Json[] };
  const [equal = {}] = filter.$or;
  const key = Object.keys(equal)[0] ?? '';
  return JSON.stringify(filter)
    .replaceAll(`"${key}"`, 'key')
    .replaceAll('$gt', '$lt')
    .replaceAll(/"[0-9a-f]{24}"/g, 'id')
    .replaceAll(/:(\d+|"[-0-9T:.Z]+")/g, ':value');
}

describe('the Hub with invented models', () => {
  test('a page in the middle is the same whether walked to or jumped to, and the last names no next', async () => {
    const { origin, requests } = await hub({ count: 2345, maxPage: 500 });
    const { rows, links } = await walk(`${origin}/api/models?${byCreation}&${expand}`);
    expect(rows).toHaveLength(2345);
    expect(rows.map((row) => row.id)).toEqual(Array.from({ length: 2345 }, (_, i) => syntheticModels(2345).at(i)?.id));
    expect(new Set(rows.map((row) => row.id)).size).toBe(2345);
    expect(rows.map((row) => row.createdAt)).toEqual(rows.map((row) => row.createdAt).sort());
    expect(rows.slice(0, 24).map((row) => row.createdAt)).toEqual(Array.from({ length: 24 }, () => earliestCreatedAt));
    expect(links).toHaveLength(4);
    expect(requests).toHaveLength(5);

    const third = await fetch(/<([^>]+)>/.exec(links[1] ?? '')?.[1] ?? '');
    expect(await third.json()).toEqual(rows.slice(1000, 1500));
  });

  test('a client that others wrote walks it in its own order to the end', async () => {
    const { origin } = await hub({ count: 1203 });
    const ids = [];
    for await (const model of listModels({ hubUrl: origin, sort: 'createdAt' })) ids.push(model.name);
    const models = Array.from({ length: 1203 }, (_, i) => syntheticModels(1203).at(i));
    const moment = (model: (typeof models)[number]) => Date.parse(model?.createdAt ?? '');
    expect(ids).toEqual(models.toSorted((a, b) => moment(b) - moment(a)).map((model) => model?.id));
  });

  test('models are the same for a seed, differ between seeds, and weigh about 2 kB', () => {
    const models = syntheticModels(3_100_000, 7);
    const sample = Array.from({ length: 2000 }, (_, i) => models.at(i * 1550));
    expect(syntheticModels(3_100_000, 7).at(1_234_567)).toEqual(models.at(1_234_567));
    expect(syntheticModels(3_100_000, 8).at(1_234_567)).not.toEqual(models.at(1_234_567));
    expect(models.at(3_100_000)).toBeUndefined();
    const bytes = JSON.stringify(sample).length / sample.length;
    expect(bytes).toBeGreaterThan(1700);
    expect(bytes).toBeLessThan(2300);
    const share = (has: (model: (typeof sample)[number]) => boolean) => sample.filter(has).length / sample.length;
    expect(share((model) => model?.config?.model_type !== undefined)).toBeCloseTo(0.4, 1);
    expect(share((model) => model?.baseModels !== undefined)).toBeCloseTo(0.33, 1);
    expect(share((model) => (model?.downloads ?? 0) < 10)).toBeGreaterThan(0.6);
    expect(share((model) => (model?.downloads ?? 0) > 1000)).toBeGreaterThan(0.002);
  });

  test('every order comes to an end with every model once, and only creation can ascend', async () => {
    const { origin } = await hub({ count: 700, maxPage: 90 });
    for (const sort of ['createdAt', 'downloads', 'likes', 'lastModified', 'trendingScore'])
      for (const direction of [1, -1]) {
        const { rows } = await walk(`${origin}/api/models?sort=${sort}&direction=${direction}&expand=${sort}`);
        const values = rows.map((row) => row[sort] as string | number);
        const sorted = values.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        expect(new Set(rows.map((row) => row.id)).size).toBe(700);
        expect(values).toEqual(sort === 'createdAt' && direction === 1 ? sorted : sorted.reverse());
      }
  });

  test('an answer has the fields asked for and no others, and expand keeps no company', async () => {
    const { origin } = await hub({ count: 5 });
    const keys = async (query: string) => Object.keys((await got<Json[]>(`${origin}/api/models?${query}`))[0] ?? {});
    expect((await keys('expand[]=likes&expand=downloads')).sort()).toEqual(['_id', 'downloads', 'id', 'likes']);
    expect(await keys('full=true')).toContain('siblings');
    expect(await keys('full=true')).not.toContain('safetensors');
    expect(await keys('')).not.toContain('siblings');
    for (const query of ['expand=likes&full=true', 'expand=_id', 'expand=cardData.license', 'sort=name', 'cursor=e30='])
      expect((await fetch(`${origin}/api/models?${query}`)).status).toBe(400);
  });

  test('filters choose, and library is taken no notice of', async () => {
    const { origin } = await hub({ count: 400 });
    const ids = async (query: string) => (await walk(`${origin}/api/models?${byCreation}&${query}`)).rows;
    expect((await ids('filter=peft')).length).toBeLessThan(100);
    expect((await ids('filter=peft')).every((row) => (row.tags as string[]).includes('peft'))).toBe(true);
    expect(await ids('library=peft')).toHaveLength(400);
    const { author, id } = syntheticModels(400).at(321) ?? {};
    expect((await ids(`author=${author}`)).map((row) => row.id)).toContain(id);
    expect((await ids(`search=${id?.toUpperCase()}`)).map((row) => row.id)).toEqual([id]);
  });

  test('one model is found by its name, by a former name after a redirect, and an unknown one not', async () => {
    const id = syntheticModels(9).at(4)?.id ?? '';
    const { origin } = await hub({ count: 9, renamed: { 'old/name': id } });
    expect(await got(`${origin}/api/models/${id}`)).toMatchObject({ id, modelId: id });
    const moved = await fetch(`${origin}/api/models/old/name?expand[]=likes`, { redirect: 'manual' });
    expect(moved.status).toBe(307);
    expect(moved.headers.get('location')).toBe(`/api/models/${id}?expand[]=likes`);
    expect(Object.keys(await got<Json>(`${origin}/api/models/old/name?expand[]=likes`))).toEqual([
      '_id',
      'id',
      'likes',
    ]);
    expect((await fetch(`${origin}/api/models/no/such`)).status).toBe(404);
    expect((await fetch(`${(await hub({ count: 1, unknown: 401 })).origin}/api/models/no/such`)).status).toBe(401);
  });

  test('a window of requests is counted in every answer, refused when used up, and followed by another', async () => {
    let now = 0;
    const { origin } = await hub({ count: 3, rateLimit: { q: 3, w: 60, now: () => now } });
    const ask = async (path = '/api/models') => {
      const { status, headers } = await fetch(origin + path);
      return [status, headers.get('ratelimit'), headers.get('ratelimit-policy')];
    };
    const policy = '"fixed window";"api";q=3;w=60';
    expect(await ask()).toEqual([200, '"api";r=2;t=60', policy]);
    expect(await ask('/api/models/no/such')).toEqual([404, '"api";r=1;t=60', policy]);
    expect(await ask()).toEqual([200, '"api";r=0;t=60', policy]);
    expect(await ask()).toEqual([429, '"api";r=0;t=60', policy]);
    now = 61;
    expect(await ask()).toEqual([200, '"api";r=2;t=59', policy]);
  });
});

describe('faults', () => {
  /** What becomes of the second request when it meets the fault; the first and the third must be whole. */
  async function met(fault: Fault): Promise<Response> {
    const { origin, requests } = await hub({ count: 50, faults: ({ n }) => (n === 2 ? fault : undefined) });
    expect(await got(`${origin}/api/models`)).toHaveLength(50);
    const response = await fetch(`${origin}/api/models?limit=50`, { signal: AbortSignal.timeout(300) });
    expect(await got(`${origin}/api/models`)).toHaveLength(50);
    expect(requests.map((request) => request.url)).toEqual(['/api/models', '/api/models?limit=50', '/api/models']);
    return response;
  }

  test('a status comes with its headers and its body', async () => {
    const response = await met({ kind: 'status', status: 429, headers: { 'retry-after': '2' }, body: 'slow' });
    expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([429, '2', 'slow']);
  });

  test('HTML comes with status 200', async () => {
    const response = await met({ kind: 'html' });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await response.text()).toMatch(/^<!DOCTYPE html>/);
  });

  test('another body comes with the headers of the true one, unless others are given', async () => {
    const response = await met({ kind: 'body', body: '[{}]', headers: { link: '<http://127.0.0.2/>; rel="next"' } });
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('link')).toBe('<http://127.0.0.2/>; rel="next"');
    expect(await response.text()).toBe('[{}]');
  });

  test.each(['reset', 'cut'] as const)('a %s body cannot be read to its end', async (kind) => {
    const response = await met({ kind });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow(/terminated/);
  });

  test('a chunked body that is cut ends in good order, and only a reader of JSON notices', async () => {
    const text = await (await met({ kind: 'cut', chunked: true })).text();
    expect(text).toMatch(/^\[\{/);
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  test('a server that hangs never answers', async () => {
    await expect(met({ kind: 'hang' })).rejects.toThrow(/timeout/);
  });
});

describe('the forum', () => {
  interface Topics {
    topic_list: { topics: { id: number; visible: boolean; has_accepted_answer?: boolean }[]; more_topics_url?: string };
  }
  interface Posts {
    latest_posts: { id: number; topic_id: number; raw: string; accepted_answer?: boolean }[];
  }

  async function topicIds(origin: string, perPage: number): Promise<number[]> {
    const ids: number[] = [];
    for (let page = 0; ; page += 1) {
      const query = `order=created&ascending=true&per_page=${perPage}&page=${page}`;
      const { topic_list } = await got<Topics>(`${origin}/latest.json?${query}`);
      ids.push(...topic_list.topics.map((topic) => topic.id));
      if (topic_list.more_topics_url === undefined) return ids;
      const more = `/latest?ascending=true&order=created&page=${page + 1}&per_page=${perPage}`;
      expect(topic_list.more_topics_url).toBe(more);
    }
  }

  const { topics, posts } = syntheticForum(400);
  const all = <T>(rows: { length: number; at(i: number): T | undefined }) =>
    Array.from({ length: rows.length }, (_, i) => rows.at(i)).filter((item) => item !== undefined);
  const listed = all(topics).filter((topic) => topic.visible);
  const listedIds = new Set(listed.map((topic) => topic.id));
  const listedPosts = all(posts).filter((post) => listedIds.has(post.topic_id));

  test('the content is the same for a seed, with gaps, closed and unlisted topics, sub-categories and model types', () => {
    expect(all(syntheticForum(400).posts)).toEqual(all(posts));
    expect(all(syntheticForum(400, 2).posts)).not.toEqual(all(posts));
    const ids = all(posts).map((post) => post.id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(Math.max(...ids.map((id, k) => id - (ids[k - 1] ?? id)))).toBeGreaterThan(50);
    expect(all(posts).map((post) => post.created_at)).toEqual(
      all(posts)
        .map((post) => post.created_at)
        .sort(),
    );
    expect(posts.length / topics.length).toBeGreaterThan(2);
    expect(listed.length).toBeLessThan(400);
    expect(listed.filter((topic) => topic.closed).length).toBeGreaterThan(10);
    expect(listed.filter((topic) => topic.category_id === 31).length).toBeGreaterThan(3);
    expect(listedPosts.filter((post) => post.raw.includes('afmoe')).length).toBeGreaterThan(3);
  });

  test('topics can be walked from the oldest to the newest, and unlisted ones are reached by address alone', async () => {
    const { origin } = await forum({ count: 400, perPage: 100 });
    expect(await topicIds(origin, 60)).toEqual(listed.map((topic) => topic.id));
    expect(await topicIds(origin, 100)).toHaveLength(listed.length);
    const unlisted = all(topics).find((topic) => !topic.visible)?.id;
    expect(await got(`${origin}/t/${unlisted}.json`)).toMatchObject({ id: unlisted, visible: false });
    expect((await fetch(`${origin}/t/1.json`)).status).toBe(404);
  });

  test('a last page that is full names a next one, which is empty', async () => {
    const { origin } = await forum({ topics: listed.slice(0, 20), posts: [] });
    expect(await topicIds(origin, 10)).toHaveLength(20);
    const empty = await got<Topics>(`${origin}/latest.json?order=created&ascending=true&per_page=10&page=2`);
    expect(empty.topic_list).toEqual({ can_create_topic: false, per_page: 10, topics: [] });
  });

  test.each([
    { beforeInclusive: false, shortPages: false },
    { beforeInclusive: true, shortPages: false },
    { beforeInclusive: false, shortPages: true },
    { beforeInclusive: true, shortPages: true },
  ])('posts can be walked down from the newest with %o', async (options) => {
    const { origin } = await forum({ count: 400, ...options });
    const ids = new Set<number>();
    const lengths = new Set<number>();
    for (let before: number | undefined; before === undefined || before > 0;) {
      const page = await got<Posts>(`${origin}/posts.json${before === undefined ? '' : `?before=${before}`}`);
      const lowest = page.latest_posts.at(-1)?.id;
      lengths.add(page.latest_posts.length);
      for (const post of page.latest_posts) ids.add(post.id);
      before = lowest === undefined || lowest === before ? (before ?? 0) - 50 : lowest;
      if (options.beforeInclusive && page.latest_posts.length > 1 && lowest !== undefined)
        expect((await got<Posts>(`${origin}/posts.json?before=${lowest}`)).latest_posts[0]?.id).toBe(lowest);
    }
    expect([...ids].sort((a, b) => a - b)).toEqual(listedPosts.map((post) => post.id));
    if (options.shortPages) expect([...lengths].filter((length) => length < 50).length).toBeGreaterThan(3);
  });

  test('an accepted answer is given in the old form, in the new form, or not at all', async () => {
    const topic = listed.find((one) => one.accepted !== undefined);
    const fieldsOf = async (acceptedAnswerForm: 'older' | 'newer' | 'off') => {
      const { origin } = await forum({ count: 400, acceptedAnswerForm });
      const answer = await got<Json>(`${origin}/t/${topic?.id}.json`);
      return Object.fromEntries(Object.entries(answer).filter(([name]) => solvedFields.includes(name)));
    };
    const accepted = { post_number: topic?.accepted, username: expect.any(String), excerpt: '' };
    expect(await fieldsOf('older')).toEqual({ accepted_answer: accepted });
    expect(await fieldsOf('newer')).toEqual({ has_accepted_answer: true, accepted_answers: [accepted] });
    expect(await fieldsOf('off')).toEqual({});
  });

  test('too many requests are refused in plain text with the seconds to wait', async () => {
    let now = 0;
    const { origin } = await forum({ count: 3, rateLimit: { q: 2, w: 10, now: () => now } });
    expect((await fetch(`${origin}/robots.txt`)).status).toBe(200);
    expect((await fetch(`${origin}/site.json`)).status).toBe(200);
    const refused = await fetch(`${origin}/site.json`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
    expect(refused.headers.get('content-type')).toBe('text/plain');
    expect(refused.headers.get('discourse-rate-limit-error-code')).toBe('ip_10_secs_limit');
    now = 11;
    expect((await fetch(`${origin}/site.json`)).status).toBe(200);
  });

  test('robots.txt keeps readers from the search and not from the lists, or says what is given', async () => {
    const text = await (await fetch(`${(await forum({ count: 1 })).origin}/robots.txt`)).text();
    expect(text).toMatch(/^User-agent: \*\nDisallow: \/search\n/);
    expect(text).not.toMatch(/latest|posts|site/);
    const robots = 'User-agent: *\nDisallow: /\n';
    expect(await (await fetch(`${(await forum({ count: 1, robots })).origin}/robots.txt`)).text()).toBe(robots);
  });
});

describeWithSharedData('the stand-ins beside what others published', () => {
  const radar = radarModels(join(sharedData, 'radar2026'));
  const api = (...path: string[]) => readFileSync(join(sharedData, 'api', ...path), 'utf8');

  test('a client that others wrote walks all 15,904 models', async () => {
    const { origin, requests } = await hub({ models: radar });
    const names = [];
    for await (const model of listModels({
      hubUrl: origin,
      sort: 'createdAt',
      additionalFields: ['filePaths', 'tags'],
    }))
      names.push(model.name);
    const newestFirst = radar.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
    expect(names).toEqual(newestFirst.map((model) => model.id));
    expect(new Set(names).size).toBe(15904);
    expect(requests).toHaveLength(32);
  });

  test('in order of creation they are 16 pages of up to 1,000, each model once', async () => {
    const { origin, requests } = await hub({ models: radar });
    const { rows, links } = await walk(`${origin}/api/models?limit=1000&${byCreation}&${expand}`);
    expect(rows).toHaveLength(15904);
    expect(new Set(rows.map((row) => row.id)).size).toBe(15904);
    expect(new Set(rows.map((row) => row._id)).size).toBe(15904);
    expect(rows.map((row) => row.createdAt)).toEqual(radar.map((model) => model.createdAt).sort());
    expect([requests.length, links.length]).toEqual([16, 15]);
  });

  test('the next link and the cursor in it have the form that was observed', async () => {
    const observed = api('hub', 'hf_link_headers_observed.txt')
      .split('\n')
      .filter((line) => line.startsWith('<'));
    expect(observed).toHaveLength(3);
    const shapes = new Set(observed.map(cursorShape));
    const { origin } = await hub({ models: radar });
    for (const sort of ['trendingScore', 'downloads', 'createdAt&direction=1']) {
      const { headers } = await fetch(`${origin}/api/models?sort=${sort}`);
      const link = headers.get('link') ?? '';
      expect(link).toMatch(/^<http:\/\/127\.0\.0\.1:\d+\/api\/models\?sort=[^>]*&cursor=[A-Za-z0-9%]+>; rel="next"$/);
      expect(shapes).toContain(cursorShape(link));
    }
  });

  test('a model has the fields, of the same types, that recorded ones have', async () => {
    const inventeds = syntheticModels(300);
    const { origin } = await hub({
      // Some of the published ones, since a page is two megabytes.
      models: [...radar.slice(0, 2000), ...Array.from({ length: 300 }, (_, i) => inventeds.at(i))].filter(
        (model) => model !== undefined,
      ),
    });
    const types = (rows: Json[]) => {
      const found = new Map<string, Set<string>>();
      for (const row of rows)
        for (const [name, value] of Object.entries(row))
          found.set(name, (found.get(name) ?? new Set()).add(jsonType(value)));
      return found;
    };
    const recordedList = JSON.parse(api('hub', 'hf_api_models_list_2026-04.json')) as Json[];
    const usual = types((await walk(`${origin}/api/models`)).rows);
    for (const [name, kinds] of types(recordedList)) expect([...(usual.get(name) ?? [])]).toEqual([...kinds]);

    const recording = /string: '(\{"_id".*?\})'\n {4}headers/s.exec(api('hub', 'recorded-model-info.yaml'))?.[1] ?? '';
    const recorded = [
      JSON.parse(api('hub', 'hf_api_model_info_full_2023-12.json')) as Json,
      JSON.parse(recording.replaceAll(/\n\s+/g, ' ').replaceAll("''", "'")) as Json,
    ];
    const asked = new Set([...fields.split(' '), '_id', 'id']);
    const expanded = types((await walk(`${origin}/api/models?${expand}`)).rows);
    for (const [name, kinds] of types(recorded))
      if (asked.has(name))
        expect([name, ...(expanded.get(name) ?? [])]).toEqual(expect.arrayContaining([name, ...kinds]));
    for (const model of recorded) {
      expect(model.siblings).toContainEqual({ rfilename: expect.any(String) });
      expect(model.safetensors).toEqual({ parameters: expect.any(Object), total: expect.any(Number) });
      expect(model.config).toMatchObject({ model_type: expect.any(String) });
    }
  });

  test('a renamed model is answered as it was recorded', async () => {
    const recorded = api('hub', 'recorded-model-info.yaml');
    const { origin } = await hub({ count: 1, renamed: { 'bert-base-uncased': 'google-bert/bert-base-uncased' } });
    const moved = await fetch(`${origin}/api/models/bert-base-uncased`, { redirect: 'manual' });
    expect(recorded).toContain(`code: ${moved.status}`);
    expect(recorded).toContain(`- ${moved.headers.get('location')}\n`);
    expect(recorded).toContain(`string: ${await moved.text()}\n`);
  });

  describe('every answer of the forum is as the servers describe it', () => {
    const { paths } = JSON.parse(api('discourse', 'openapi.json')) as {
      paths: Record<string, { get: { responses: { 200: { content: { 'application/json': { schema: object } } } } } }>;
    };
    // The description leaves types out here and there, which strict mode forbids.
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats(ajv);
    const described = (path: string) => {
      const schema = paths[path]?.get.responses[200].content['application/json'].schema;
      if (schema === undefined) throw new Error(`the description has no ${path}`);
      return ajv.compile(schema);
    };
    const validators = {
      latest: described('/latest.json'),
      posts: described('/posts.json'),
      topic: described('/t/{id}.json'),
      site: described('/site.json'),
      categories: described('/categories.json'),
    };

    /** Without what the plugin adds, which the description does not know. */
    function plain(value: unknown): unknown {
      if (Array.isArray(value)) return value.map(plain);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .filter(([name]) => !solvedFields.includes(name))
          .map(([name, inner]) => [name, plain(inner)]),
      );
    }

    const variants: ForumOptions[] = [
      { acceptedAnswerForm: 'off' },
      { acceptedAnswerForm: 'older' },
      { acceptedAnswerForm: 'newer' },
      { beforeInclusive: true },
      { shortPages: true },
      { perPage: 7, postsPerPage: 7 },
      { count: 0 },
    ];
    test.each(variants)('%o', async (options) => {
      const { origin } = await forum({ count: 120, ...options });
      const check = async (name: keyof typeof validators, path: string): Promise<unknown> => {
        const answer = await got(origin + path);
        const stripped = options.acceptedAnswerForm === 'off' ? answer : plain(answer);
        const valid = validators[name](stripped);
        expect({ path, valid, errors: validators[name].errors ?? [] }).toEqual({ path, valid: true, errors: [] });
        return answer;
      };
      await check('site', '/site.json');
      await check('categories', '/categories.json');
      await check('categories', '/categories.json?include_subcategories=true');
      await check('latest', '/latest.json');
      for (const page of [0, 1, 5]) {
        const query = `order=created&ascending=true&per_page=100&page=${page}`;
        const { topic_list } = (await check('latest', `/latest.json?${query}`)) as {
          topic_list: { topics: { id: number }[] };
        };
        for (const { id } of topic_list.topics) await check('topic', `/t/${id}.json`);
      }
      for (const query of ['', '?before=300', '?before=100', '?before=12', '?before=1'])
        await check('posts', `/posts.json${query}`);
    });

    test('the description would notice a field that is missing, added or of another type', async () => {
      const { origin } = await forum({ count: 5, acceptedAnswerForm: 'off' });
      const answer = await got<{ latest_posts: Json[] }>(`${origin}/posts.json`);
      const [first, ...rest] = answer.latest_posts;
      const { raw, ...without } = first ?? {};
      expect(validators.posts({ latest_posts: [first, ...rest] })).toBe(true);
      expect(validators.posts({ latest_posts: [without, ...rest] })).toBe(false);
      expect(validators.posts({ latest_posts: [{ ...first, raw: [raw] }, ...rest] })).toBe(false);
      expect(validators.posts({ latest_posts: [{ ...first, more: 1 }, ...rest] })).toBe(false);
    });
  });
});
