/** The forum, a Discourse: robots.txt, categories, the list of topics and all posts, from the network to a capture. */
import type { PageReceipt } from '../../schema/capture.ts';
import { readPage } from '../../io/capture.ts';
import type { OpenCapture } from '../../io/open-capture.ts';
import { BrokenAnswer, Stopped } from '../../io/failures.ts';
import type { Answer, Client } from '../../io/http.ts';
import { idOf, ids, postsIn, topicsIn } from './answers.ts';
import { type Earlier, earlierForum, unchangedPages } from './earlier.ts';
import { forumPost } from './forum-post.ts';
import { forumTopic } from './forum-topic.ts';
import { getRead, isObject, parseJson, tally, type WalkOptions } from '../hub/pages.ts';
import { topFields } from '../hub/record.ts';
import { assertAllowed, fetchRobots, robotsAddress } from './robots.ts';

export const forumOrigin = 'https://discuss.huggingface.co';
export const postsPerPage = 50;

const topicFields: ReadonlySet<string> = new Set([...topFields(forumTopic), ...forumTopic.unread]);
const postFields: ReadonlySet<string> = new Set([...topFields(forumPost), ...forumPost.unread]);

export interface ForumOptions extends WalkOptions {
  readonly origin?: string | undefined;
  /** The folder of an earlier capture, whose posts are taken over where they are as they were. */
  readonly since?: string | undefined;
}

export const postsAddress = (origin: string, before: string | null) =>
  new URL(before === null ? '/posts.json' : `/posts.json?before=${before}`, origin).href;
const siteAddress = (origin: string) => new URL('/site.json', origin).href;
const topicsAddress = (origin: string, page: number) =>
  new URL(`/latest.json?order=created&ascending=true&per_page=100&page=${page}`, origin).href;

/** An address of each kind that the walk reads. */
const walked = (origin: string) => [
  siteAddress(origin),
  topicsAddress(origin, 1),
  topicsByNumber(origin, [1]),
  postsAddress(origin, null),
  postsAddress(origin, '1'),
];

/**
 * Walks the forum from where the capture ended.
 *
 * @returns whether it came to the end
 * @throws {Error} if robots.txt forbids it, or the earlier capture is not done
 */
export async function captureForum(capture: OpenCapture, client: Client, options: ForumOptions = {}): Promise<boolean> {
  const earlier = options.since === undefined ? null : earlierForum(options.since, options.origin ?? forumOrigin);
  await obeyRobots(capture, client, options);
  await captureSite(capture, client, options);
  const topics = await captureTopics(capture, client, options);
  const posts = await capturePosts(capture, client, options, earlier);
  return topics && posts && captureUnlisted(capture, client, options);
}

/** Fetches robots.txt anew for every capture, and once. */
async function obeyRobots(
  capture: OpenCapture,
  client: Client,
  { origin = forumOrigin, signal, onPage }: ForumOptions,
): Promise<void> {
  const part = capture.part('forum-robots');
  if (!part.isDone()) {
    await part.restart();
    const answer = await fetchRobots(client, origin, signal);
    const receipt = await part.add({ address: robotsAddress(origin), ...facts(answer), ...single });
    await part.settled();
    onPage?.(receipt, 1, 1);
  }
  const [receipt] = part.receipts;
  if (!receipt) throw new Error('the page of robots.txt is missing');
  const robots = { status: receipt.status, bytes: readPage(capture.folder, receipt) };
  assertAllowed(client, origin, walked(origin), robots);
  // One that forbids is asked for again next time; it may have been changed.
  if (!part.isDone()) await part.finish();
}

const single = { rows: 0, rejected: 0, unknownFields: {}, cursor: null, next: null };

const facts = ({ status, sha256, fetchedAt, bytes }: Answer) => ({ fetchedAt, status, sha256, bytes });

/** How many requests the forum will take, asking two. @throws {Error} if robots.txt forbids to ask */
export async function estimateForum(
  client: Client,
  { origin = forumOrigin, signal }: ForumOptions = {},
): Promise<number> {
  assertAllowed(client, origin, walked(origin), await fetchRobots(client, origin, signal));
  const { found: posts } = await getRead(client, postsAddress(origin, null), signal, postsIn);
  const newest = (field: string) => Math.max(0, ...posts.map((post) => idOf(post, field) ?? 0));
  return 2 + Math.ceil(newest('topic_id') / 100) + Math.ceil(newest('id') / postsPerPage);
}

async function captureSite(
  capture: OpenCapture,
  client: Client,
  { origin = forumOrigin, signal, onPage }: ForumOptions,
): Promise<void> {
  const part = capture.part('forum-site');
  if (part.isDone()) return;
  await part.restart();
  const address = siteAddress(origin);
  const { answer, found } = await getRead(client, address, signal, ({ bytes }) => {
    const site = parseJson(bytes);
    if (!isObject(site) || !Array.isArray(site.categories) || site.categories.length === 0)
      throw new BrokenAnswer('no categories');
    return tally(site.categories, (category) => idOf(category) !== null, new Set());
  });
  const { rows, rejected } = found;
  const receipt = await part.add({ address, ...facts(answer), ...single, rows, rejected });
  await part.finish();
  onPage?.(receipt, 1, 1);
}

/** Topics by creation, oldest first: a list that grows at its end alone. */
async function captureTopics(
  capture: OpenCapture,
  client: Client,
  { origin = forumOrigin, limit = Infinity, signal, onPage }: ForumOptions,
): Promise<boolean> {
  const part = capture.part('forum-topics');
  if (part.isDone()) return true;
  let last = part.receipts.at(-1);
  let before = new Set(last ? ids(topicsIn(parseJson(readPage(capture.folder, last))).topics) : []);

  const fetchPage = (page: number) =>
    getRead(client, topicsAddress(origin, page), signal, ({ bytes }) => {
      const list = topicsIn(parseJson(bytes));
      const found = ids(list.topics);
      if (list.topics.length === 0 && (page === 0 || list.more)) throw new BrokenAnswer('a page without topics');
      if (found.length > 0 && found.every((id) => before.has(id)))
        throw new BrokenAnswer('it repeats the page that was read before it');
      return list;
    });

  while (last?.next !== null) {
    if (part.receipts.length >= limit) {
      await part.settled();
      return false;
    }
    const page = part.receipts.length;
    let { answer, found: list } = await fetchPage(page);
    // As with the Hub, an end is believed when it is told twice.
    if (!list.more) ({ answer, found: list } = await fetchPage(page));
    before = new Set(ids(list.topics));
    last = await part.add({
      address: topicsAddress(origin, page),
      ...facts(answer),
      ...tally(list.topics, (topic) => idOf(topic) !== null, topicFields),
      cursor: page === 0 ? null : String(page),
      next: list.more ? String(page + 1) : null,
    });
    // How many there are is not said anywhere.
    onPage?.(last, last.page, NaN);
  }
  await part.settled();
  return true;
}

/**
 * Asks for the topics that posts name and no page of the list had, and so ends the list: one that was deleted meanwhile
 * moved a living one over to a page that had been read. What is not found by its number either is gone.
 */
async function captureUnlisted(
  capture: OpenCapture,
  client: Client,
  { origin = forumOrigin, limit = Infinity, signal, onPage }: ForumOptions,
): Promise<boolean> {
  const part = capture.part('forum-topics');
  if (part.isDone()) return true;
  const named = new Set<number>();
  for (const receipt of capture.part('forum-posts').receipts)
    for (const post of postsIn({ bytes: readPage(capture.folder, receipt) })) named.add(idOf(post, 'topic_id') ?? 0);
  const known = new Set([0, ...askedTopics(part.receipts)]);
  for (const receipt of part.receipts)
    for (const id of ids(topicsIn(parseJson(readPage(capture.folder, receipt))).topics)) known.add(id);

  const unlisted = [...named].filter((id) => !known.has(id)).sort((a, b) => a - b);
  // As many as the server has on a page.
  const size = part.receipts[0]?.rows ?? 1;
  for (let from = 0; from < unlisted.length; from += size) {
    if (part.receipts.length >= limit) return false;
    const address = topicsByNumber(origin, unlisted.slice(from, from + size));
    let topics: readonly unknown[] = [];
    const answer = await client.get(address, {
      signal,
      check: ({ bytes }) => {
        ({ topics } = topicsIn(parseJson(bytes)));
      },
    });
    const counts = tally(topics, (topic) => idOf(topic) !== null, topicFields);
    const page = { address, ...facts(answer), bytes: answer.bytes, ...counts, cursor: null, next: null };
    const receipt = await part.add(page);
    await part.settled();
    onPage?.(receipt, receipt.page, NaN);
  }
  await part.finish();
  return true;
}

const topicsByNumber = (origin: string, topics: readonly number[]) =>
  new URL(`/latest.json?order=created&ascending=true&per_page=100&topic_ids=${topics.join(',')}`, origin).href;

/** The topics that were asked for by their number. */
export function askedTopics(receipts: readonly PageReceipt[]): number[] {
  const lists = receipts.flatMap(({ address }) => new URL(address).searchParams.get('topic_ids') ?? []);
  return lists.flatMap((list) => list.split(',').map(Number));
}

/** Posts by their number, newest first, down to the first one; pages of the earlier capture that still hold are taken over. */
async function capturePosts(
  capture: OpenCapture,
  client: Client,
  { origin = forumOrigin, limit = Infinity, signal, onPage }: ForumOptions,
  earlier: Earlier | null,
): Promise<boolean> {
  const part = capture.part('forum-posts');
  if (part.isDone()) return true;
  const [first] = part.receipts;
  let newest = first ? newestOf(capture.folder, first) : 0;
  let last = part.receipts.at(-1);
  let unchanged: ReadonlySet<PageReceipt> | undefined;
  const pageBelow = async (place: number | null) => {
    if (earlier === null || place === null || place > earlier.newest) return null;
    await part.settled();
    unchanged ??= new Set(unchangedPages(earlier, capture.folder, part.receipts));
    const page = earlier.pages.find(({ receipt }) => Number(receipt.next ?? 0) < place)?.receipt;
    return page && unchanged.has(page) ? page : null;
  };

  while (last?.next !== null) {
    if (part.receipts.length >= limit) {
      await part.settled();
      return false;
    }
    const cursor: string | null = last?.next ?? null;
    const taken = await pageBelow(cursor === null ? null : Number(cursor));
    if (earlier && taken) {
      if (signal?.aborted) throw new Stopped();
      await part.addEarlier(earlier.folder, taken);
      last = taken;
      continue;
    }
    const address = postsAddress(origin, cursor);
    const { answer, found: posts } = await getRead(client, address, signal, (candidate) => {
      const list = postsIn(candidate);
      if (cursor === null && ids(list).length === 0) throw new BrokenAnswer('no posts at all');
      if (cursor !== null && ids(list).some((id) => id > Number(cursor)))
        throw new BrokenAnswer('posts that are newer than those asked for');
      return list;
    });
    newest ||= Math.max(...ids(posts));
    const next = nextBefore(cursor, ids(posts));
    last = await part.add({
      address,
      ...facts(answer),
      ...tally(posts, (post) => idOf(post) !== null, postFields),
      cursor,
      next: next === null ? null : String(next),
    });
    // Numbers of posts that were removed make pages fewer, so places in the walk are told by number.
    onPage?.(last, (newest - (next ?? 0)) / postsPerPage, newest / postsPerPage);
  }
  await part.finish();
  return true;
}

/**
 * Where the next page of posts begins, null at the end.
 *
 * Servers differ: `before` is among the posts of some, and some give only what there is among the fifty numbers below
 * it, which may be nothing. So a page that leads no further says only that those fifty are known.
 */
export function nextBefore(before: string | null, found: readonly number[]): number | null {
  const from = before === null ? Infinity : Number(before);
  const lowest = Math.min(Infinity, ...found);
  if (lowest <= 1) return null;
  const next = lowest < from ? lowest : from - postsPerPage;
  return next >= 1 ? next : null;
}

function newestOf(folder: string, receipt: PageReceipt): number {
  return Math.max(0, ...ids(postsIn({ bytes: readPage(folder, receipt) })));
}
