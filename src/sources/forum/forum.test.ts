import { describe, expect, onTestFinished, test } from 'vitest';
import { type ForumOptions as StandInOptions, startForum, syntheticForum } from '../../../tests/stand-ins/forum.ts';
import { type Fault, row, type Rows, type StandIn } from '../../../tests/stand-ins/server.ts';
import { temporaryFolder } from '../../../tests/temporary-folder.ts';
import { readDone, readPage, readReceipts } from '../../io/capture.ts';
import { parts } from '../../schema/capture.ts';
import { captured, quickClient, within } from '../hub/capture.test-support.ts';
import { askedTopics, captureForum, estimateForum, type ForumOptions, nextBefore } from './forum.ts';

const listOf = <T>(rows: Rows<T>) => Array.from({ length: rows.length }, (_, i) => row(rows, i));
const [topics, posts] = [listOf(syntheticForum(130).topics), listOf(syntheticForum(130).posts)];
const visible = topics.filter((topic) => topic.visible).map(({ id }) => id);
const listedPosts = posts
  .filter((post) => visible.includes(post.topic_id))
  .map(({ id }) => id)
  .reverse();

async function standIn(options: StandInOptions = {}): Promise<StandIn> {
  const forum = await startForum({ topics, posts, perPage: 30, ...options });
  onTestFinished(() => forum.close());
  return forum;
}

async function walk(forum: StandIn, options: ForumOptions = {}, folder = temporaryFolder()) {
  const client = quickClient();
  const whole = await within(folder, (capture) => captureForum(capture, client, { origin: forum.origin, ...options }));
  return { folder, whole, files: captured(folder), waits: client.waits };
}

let alone: Record<string, string> | undefined;
const undisturbed = async () => (alone ??= (await walk(await standIn())).files);
const pages = <T>(folder: string, part: (typeof parts)[number]) =>
  readReceipts(folder, part).map((receipt) => JSON.parse(String(readPage(folder, receipt))) as T);
const postIds = (folder: string) => [
  ...new Set(
    pages<{ latest_posts: { id: number }[] }>(folder, 'forum-posts').flatMap((page) =>
      page.latest_posts.map((post) => post.id),
    ),
  ),
];

test('all of the forum is there: rules, categories, topics oldest first, posts newest first', async () => {
  const forum = await standIn();
  const { folder, whole } = await walk(forum);
  expect(whole).toBe(true);
  const forumParts = parts.filter((part) => part.startsWith('forum-'));
  expect(forumParts.map((part) => readDone(folder, part))).not.toContain(null);
  const list = pages<{ topic_list: { topics: { id: number }[] } }>(folder, 'forum-topics');
  expect(list.flatMap((page) => page.topic_list.topics.map(({ id }) => id))).toEqual(visible);
  expect(postIds(folder)).toEqual(listedPosts);
  expect(forum.requests[0]?.url).toBe('/robots.txt');
  const receipts = forumParts.flatMap((part) => readReceipts(folder, part));
  expect(receipts.filter(({ unknownFields }) => Object.keys(unknownFields).length > 0)).toEqual([]);
});

test.each<[string, StandInOptions]>([
  ['where before is among the posts', { beforeInclusive: true }],
  ['where pages are short or empty', { shortPages: true, postsPerPage: 50 }],
  ['where both are so', { shortPages: true, beforeInclusive: true }],
  ['where pages are small', { postsPerPage: 7 }],
  [
    'where pages have one post, which is before itself',
    { postsPerPage: 2, beforeInclusive: true, posts: posts.slice(0, 80) },
  ],
  ['with the older form of accepted answers', { acceptedAnswerForm: 'older' }],
])('every post is found %s', async (_, options) => {
  const { folder } = await walk(await standIn(options));
  const there = new Set(listOf(options.posts ?? posts).map(({ id }) => id));
  expect(postIds(folder)).toEqual(listedPosts.filter((id) => there.has(id)));
});

test('living topics that moved to a page behind the walk are asked for by their number', async () => {
  const [first = 0, second = 0] = visible;
  // After the first page of 30 two of its topics go, so that the first two of the next page are on it.
  const forum = await standIn({ deleted: { [first]: 1, [second]: 1 } });
  const { folder, whole } = await walk(forum);
  expect(whole).toBe(true);
  const list = pages<{ topic_list: { topics: { id: number }[] } }>(folder, 'forum-topics');
  const found = list.flatMap((page) => page.topic_list.topics.map(({ id }) => id));
  expect(found.toSorted((a, b) => a - b)).toEqual(visible);
  const receipts = readReceipts(folder, 'forum-topics');
  expect(askedTopics(receipts)).toEqual(visible.slice(30, 32));
  expect(readDone(folder, 'forum-topics')).toEqual({ pages: receipts.length, rows: visible.length });
});

test('two topics deleted and five moved to the top during the walk: it finds what is there at its end, and one that went', async () => {
  const last = new Map(posts.map((post) => [post.topic_id, post]));
  const replied = visible.filter((id) => (last.get(id)?.post_number ?? 0) > 1);
  const [read = 0, ...moved] = [replied[0], replied[1], replied[9], ...replied.slice(-3)];
  const unread = replied.at(-9) ?? 0;
  // After the first list two topics go, one of it and one of a later list, and five get a reply.
  const deleted = { [read]: 1, [unread]: 1 };
  const late = Object.fromEntries(moved.map((id = 0) => [last.get(id)?.id ?? 0, 1]));
  const forum = await standIn({ deleted, late });
  const { folder } = await walk(forum);
  // Now nothing changes any more.
  const still = (await walk(forum)).folder;
  expect(postIds(folder)).toEqual(postIds(still));
  expect(Object.keys(late).filter((id) => !postIds(folder).includes(Number(id)))).toEqual([]);
  const topicIds = (capture: string) =>
    pages<{ topic_list: { topics: { id: number }[] } }>(capture, 'forum-topics')
      .flatMap((page) => page.topic_list.topics.map(({ id }) => id))
      .sort((a, b) => a - b);
  expect(topicIds(still)).toEqual(visible.filter((id) => id !== read && id !== unread));
  expect(topicIds(folder)).toEqual(visible.filter((id) => id !== unread));
});

test('a topic that posts name and that is gone when asked for is asked for once, also by who goes on', async () => {
  const gone = { ...row(topics, 0), id: 1_000_000, visible: true };
  const named = [...posts, { ...row(posts, 0), id: 2_000_000, topic_id: gone.id }];
  const lists = Math.ceil(visible.length / 30);
  const forum = await standIn({ topics: [gone, ...topics], posts: named, unlisted: [gone.id] });
  const { folder } = await walk(forum, { limit: lists });
  await walk(forum, {}, folder);
  expect(askedTopics(readReceipts(folder, 'forum-topics'))).toEqual([gone.id]);
  expect(forum.requests.filter(({ url }) => url.includes('topic_ids'))).toHaveLength(1);
});

test('posts with wide gaps between their numbers are all found', async () => {
  const sparse = posts.slice(0, 20).map((post, i) => ({ ...post, id: 3 + i * 173, topic_id: visible[i % 20] ?? 1 }));
  for (const beforeInclusive of [true, false]) {
    const forum = await standIn({ posts: sparse, shortPages: true, beforeInclusive });
    expect(postIds((await walk(forum)).folder)).toEqual(sparse.map(({ id }) => id).reverse());
  }
});

test.each<[string | null, number[], number | null]>([
  [null, [90, 89], 89],
  ['89', [88, 40], 40],
  ['89', [], 39],
  ['89', [89], 39],
  ['51', [], 1],
  ['50', [], null],
  ['1', [1], null],
  ['2', [1], null],
  ['2', [], null],
])('after the page before %s with the posts %j the next begins at %s', (before, found, next) => {
  expect(nextBefore(before, found)).toBe(next);
});

test.each<[string, Fault]>([
  ['429 as Discourse says it', { kind: 'status', status: 429, headers: { 'retry-after': '9' }, body: 'Slow down.' }],
  ['429 that says nothing', { kind: 'status', status: 429 }],
  ['status 502', { kind: 'status', status: 502 }],
  ['a connection reset within the body', { kind: 'reset' }],
  ['a body cut short', { kind: 'cut' }],
  ['a body cut short that nobody noticed', { kind: 'cut', chunked: true }],
  ['markup in place of what was asked for', { kind: 'html' }],
  ['a server that never answers', { kind: 'hang' }],
])('%s leaves no trace in the capture', async (_, fault) => {
  const forum = await standIn({
    // Half a robots.txt cannot be told from a whole one where nobody notices.
    faults: ({ n, path }) =>
      n % 2 === 1 && !(path === '/robots.txt' && fault.kind === 'cut') && n < (fault.kind === 'hang' ? 6 : 20)
        ? fault
        : undefined,
  });
  expect((await walk(forum)).files).toEqual(await undisturbed());
});

test.each(['/latest.json', '/posts.json'])('a page of %s that comes again and again is an error', async (stuck) => {
  let body = '';
  const source = await standIn();
  body = await fetch(`${source.origin}${stuck}?order=created&ascending=true&per_page=100`).then((it) => it.text());
  const forum = await standIn({ faults: ({ path }) => (path === stuck ? { kind: 'body', body } : undefined) });
  await expect(walk(forum)).rejects.toThrow(/in 4 tries, the last: (it repeats the page|posts that are newer)/);
});

test.each(['Disallow: /', 'Disallow: /posts.json', 'Disallow: /latest', 'Disallow: /*?before='])(
  'robots.txt that says %s is obeyed, and asked again next time',
  async (line) => {
    const forum = await standIn({ robots: `User-agent: *\n${line}\n` });
    const folder = temporaryFolder();
    const sentence = /^the forum is not read, as its robots\.txt does not allow \/\S+: \S+\/robots\.txt$/;
    await expect(walk(forum, {}, folder)).rejects.toThrow(sentence);
    await expect(walk(forum, {}, folder)).rejects.toThrow(sentence);
    await expect(estimateForum(quickClient(), { origin: forum.origin })).rejects.toThrow(sentence);
    expect(forum.requests.map(({ url }) => url)).toEqual(Array(3).fill('/robots.txt'));
    const [receipt] = readReceipts(folder, 'forum-robots');
    expect(receipt?.status).toBe(200);
    await walk(await standIn(), {}, folder);
  },
);

test('a forum without robots.txt may be read, one that refuses it may not', async () => {
  const missing = (status: number) =>
    standIn({ faults: ({ n }) => (n === 1 ? { kind: 'status', status } : undefined) });
  const { folder } = await walk(await missing(404));
  expect(readReceipts(folder, 'forum-robots')[0]?.status).toBe(404);
  await expect(walk(await missing(403))).rejects.toThrow(/^status 403: .*, from \S+\/robots\.txt$/);
});

test('a limit stops each list, and without it the walk goes on', async () => {
  const forum = await standIn();
  const { folder, whole } = await walk(forum, { limit: 2 });
  expect(whole).toBe(false);
  expect([readDone(folder, 'forum-topics'), readDone(folder, 'forum-posts')]).toEqual([null, null]);
  await walk(forum, {}, folder);
  expect(captured(folder)).toEqual(await undisturbed());
});

test('who asks to stop after any page gets the same capture by going on', async () => {
  const forum = await standIn();
  const folder = temporaryFolder();
  for (let stops = 0; stops < 100; stops++) {
    const stopping = new AbortController();
    const onPage = () => {
      stopping.abort();
    };
    const ended = await walk(forum, { signal: stopping.signal, onPage }, folder).then(
      () => true,
      (error: unknown) => {
        expect(String(error)).toBe('Error: stopped');
        return false;
      },
    );
    if (ended) break;
  }
  expect(captured(folder)).toEqual(await undisturbed());
});

describe('after an earlier capture', () => {
  const day = 24 * 60 * 60 * 1000;
  /** The moment of the earlier capture: a tenth of the posts is written after it. */
  const then = row(posts, Math.floor(posts.length * 0.9)).created_at;
  const before = posts.filter((post) => post.created_at <= then);
  const earlierForum = () => standIn({ posts: before, clock: then, postsPerPage: 10 });
  const isOld = (post: { created_at: string }) => Date.parse(post.created_at) < Date.parse(then) - 60 * day;
  const listedOnly = (list: typeof posts) => list.filter((post) => visible.includes(post.topic_id));
  const old = listedOnly(before.filter(isOld)).filter((post) => post.post_number > 1);
  const young = listedOnly(before.filter((post) => !isOld(post)));
  const asked = (forum: StandIn) => forum.requests.filter(({ url }) => url.startsWith('/posts.json')).length;

  /** The posts of a capture as they count: of topics that are listed, each as it is on the first page that has it. */
  function counted(folder: string): Map<number, string> {
    const listed = new Set(
      pages<{ topic_list: { topics: { id: number }[] } }>(folder, 'forum-topics').flatMap((page) =>
        page.topic_list.topics.map(({ id }) => id),
      ),
    );
    const found = new Map<number, string>();
    for (const page of pages<{ latest_posts: Record<string, unknown>[] }>(folder, 'forum-posts'))
      for (const { id, topic_id, raw, username, accepted_answer } of page.latest_posts)
        if (listed.has(Number(topic_id)) && !found.has(Number(id)))
          found.set(Number(id), JSON.stringify({ topic_id, raw, username, accepted_answer }));
    return new Map([...found].sort(([a], [b]) => b - a));
  }

  test('only newer posts and those of the last weeks are asked for, and the new capture is whole', async () => {
    const earlier = (await walk(await earlierForum())).folder;
    const forum = await standIn({ postsPerPage: 10 });
    const full = (await walk(forum)).folder;
    const needed = asked(forum);
    const { folder } = await walk(forum, { since: earlier });
    expect(counted(folder)).toEqual(counted(full));
    expect(postIds(folder).toSorted((a, b) => b - a)).toEqual(listedPosts);
    expect(asked(forum) - needed).toBeLessThan(needed / 3);

    // Stopped on the way, and gone on with and without the earlier one.
    for (const [since, limit] of [
      [earlier, 8],
      [undefined, 3],
    ] as const) {
      const other = temporaryFolder();
      await walk(forum, { since: earlier, limit }, other);
      await walk(forum, { since }, other);
      expect(counted(other)).toEqual(counted(full));
    }
  });

  test.each<[string, StandInOptions]>([
    ['on small pages', { postsPerPage: 5 }],
    ['where before is among the posts', { beforeInclusive: true }],
    ['where pages are short or empty', { shortPages: true, postsPerPage: 50 }],
  ])('deletions, edits, moves and accepted answers count as in a full walk, %s', async (_, paging) => {
    const [deletedOld, movedOld] = [row(old, 3), row(old, 40)];
    const [deletedYoung, movedYoung] = [row(young, 1), row(young, 9)];
    const edited = new Set(young.filter(({ created_at }) => Date.parse(created_at) > Date.parse(then) - 30 * day));
    const goneTopic = row(old, 90).topic_id;
    const acceptedIn = row(old, 120);
    const target = visible.find(
      (id) => ![deletedOld, movedOld, acceptedIn].some(({ topic_id }) => topic_id === id) && id !== goneTopic,
    );
    const now = posts
      .filter(({ id }) => id !== deletedOld.id && id !== deletedYoung.id)
      .map((post) => {
        const raw = edited.has(post) ? 'Edited since.' : post.raw;
        const isMoved = post.id === movedOld.id || post.id === movedYoung.id;
        return isMoved ? { ...post, raw, topic_id: target ?? 0, post_number: 900 } : { ...post, raw };
      });
    const topicsNow = topics
      .filter(({ id }) => id !== goneTopic)
      .map((topic) => (topic.id === acceptedIn.topic_id ? { ...topic, accepted: acceptedIn.post_number } : topic));
    const options = { postsPerPage: 10, ...paging };
    const earlier = (await walk(await standIn({ posts: before, clock: then, ...options }))).folder;
    const forum = await standIn({ posts: now, topics: topicsNow, ...options });
    const full = (await walk(forum)).folder;
    const needed = asked(forum);
    const { folder } = await walk(forum, { since: earlier });
    expect(counted(folder)).toEqual(counted(full));
    expect(counted(folder)).not.toEqual(counted(earlier));
    expect(asked(forum) - needed).toBeLessThan(needed);
  });

  test('an old post that was edited and bumped nothing is as it was, and one capture after another is as good', async () => {
    const edited = row(old, 10);
    const now = posts.map((post) => (post.id === edited.id ? { ...post, raw: 'Edited in silence.' } : post));
    const first = (
      await walk(
        await standIn({
          posts: before.slice(0, -60),
          clock: row(before, before.length - 60).created_at,
          postsPerPage: 10,
        }),
      )
    ).folder;
    const second = (await walk(await earlierForum(), { since: first })).folder;
    const forum = await standIn({ posts: now, postsPerPage: 10 });
    const { folder } = await walk(forum, { since: second });
    const [found, full] = [counted(folder), counted((await walk(forum)).folder)];
    expect(found.get(edited.id)).toContain(JSON.stringify(edited.raw));
    found.delete(edited.id);
    full.delete(edited.id);
    expect(found).toEqual(full);
  });
});

test('nothing can follow a capture that is not done', async () => {
  const forum = await standIn();
  const { folder } = await walk(forum, { limit: 1 });
  await expect(walk(forum, { since: folder })).rejects.toThrow(/has no topics that were captured to the end/);
});
