/** What a walk of the forum takes over of an earlier capture, and what it has to read anew. */
import { max } from 'd3-array';
import { readDone, readPage, readReceipts } from '../../io/capture.ts';
import type { PageReceipt } from '../../schema/capture.ts';
import { isObject, parseJson } from '../hub/pages.ts';
import { idOf, postsIn, topicsIn } from './answers.ts';

/** Posts that were written so many days before the earlier capture, or later, are read anew: they are edited the most. */
export const daysReadAnew = 35;

/** A page of posts of an earlier capture. */
interface EarlierPage {
  readonly receipt: PageReceipt;
  readonly topics: ReadonlySet<number>;
  /** When the newest of its posts was written. */
  readonly until: string;
}

export interface Earlier {
  readonly folder: string;
  /** The number of its newest post. */
  readonly newest: number;
  readonly pages: readonly EarlierPage[];
  readonly listed: ReadonlyMap<number, Listed>;
}

/** What the list of topics says of one, as far as its posts go. */
interface Listed {
  readonly posts: number;
  readonly bumpedAt: string;
  readonly accepted: string;
  /** When the list said so. */
  readonly at: string;
}

interface Posted {
  readonly id: number;
  readonly topic: number;
  readonly at: string;
}

/** Whether the topics and posts of a capture came from the server of this address, by its name. */
export const isOfForum = (folder: string, origin: string): boolean =>
  (['forum-topics', 'forum-posts'] as const).every((part) =>
    readReceipts(folder, part).every(({ address }) => new URL(address).hostname === new URL(origin).hostname),
  );

/** @throws {Error} if it has no topics or no posts that were captured to the end, or they are of another forum */
export function earlierForum(folder: string, origin: string): Earlier {
  for (const part of ['forum-topics', 'forum-posts'] as const)
    if (!readDone(folder, part))
      throw new Error(`${folder} has no ${part.slice(6)} that were captured to the end, so nothing can follow it`);
  if (!isOfForum(folder, origin))
    throw new Error(`${folder} is of another forum than ${origin}; name a capture of the same one with --since`);
  const pages = readReceipts(folder, 'forum-posts').map((receipt) => ({ receipt, posts: postsOn(folder, receipt) }));
  return {
    folder,
    newest: max(pages, ({ posts }) => max(posts, ({ id }) => id)) ?? 0,
    pages: pages.map(({ receipt, posts }) => ({
      receipt,
      topics: new Set(posts.map(({ topic }) => topic)),
      until: latest(posts.map(({ at }) => at)),
    })),
    listed: listedTopics(folder),
  };
}

/**
 * Which pages of an earlier capture are as a walk would find them today.
 *
 * A page is not where one of its posts is younger than `daysReadAnew`, or belongs to a topic that the list describes
 * otherwise than before: it is gone, has more or fewer posts than came to it meanwhile, was active without a new post
 * (its last one was edited), or has another accepted answer.
 *
 * @param folder of the new capture, with its topics and all posts newer than those of the earlier one
 */
export function unchangedPages(
  { folder: from, newest, pages, listed: before }: Earlier,
  folder: string,
  receipts: readonly PageReceipt[],
): readonly PageReceipt[] {
  const now = listedTopics(folder);
  const came = new Map<number, Set<number>>();
  const note = ({ id, topic, at }: Posted) => {
    if (at > (before.get(topic)?.at ?? '') && at <= (now.get(topic)?.at ?? ''))
      came.set(topic, (came.get(topic) ?? new Set()).add(id));
  };
  for (const receipt of receipts) for (const post of postsOn(folder, receipt)) if (post.id > newest) note(post);
  const begun = [...before.values()].reduce((a, { at }) => (a < at ? a : at), '9999');
  for (const { receipt, until } of pages) if (until > begun) postsOn(from, receipt).forEach(note);

  const hasChanged = (topic: number) => {
    const [then, today] = [before.get(topic), now.get(topic)];
    if (!then || !today) return true;
    const more = came.get(topic)?.size ?? 0;
    const wasActive = more === 0 && today.bumpedAt !== then.bumpedAt;
    return wasActive || today.posts !== then.posts + more || today.accepted !== then.accepted;
  };
  const youngest = new Date(Date.parse(begun) - daysReadAnew * 24 * 60 * 60 * 1000).toISOString();
  return pages
    .filter(({ until, topics }) => until < youngest && ![...topics].some(hasChanged))
    .map(({ receipt }) => receipt);
}

/** By the pages of the list; a topic on two of them as it was read last. */
function listedTopics(folder: string): ReadonlyMap<number, Listed> {
  const listed = new Map<number, Listed>();
  for (const receipt of readReceipts(folder, 'forum-topics'))
    for (const topic of topicsIn(parseJson(readPage(folder, receipt))).topics) {
      const id = idOf(topic);
      if (id === null || !isObject(topic)) continue;
      const {
        posts_count: posts,
        bumped_at: bumpedAt,
        has_accepted_answer: has,
        accepted_answer: one,
        accepted_answers: all,
      } = topic;
      listed.set(id, {
        // What a server does not say is never the same as before.
        posts: typeof posts === 'number' ? posts : NaN,
        bumpedAt: typeof bumpedAt === 'string' ? bumpedAt : '',
        accepted: JSON.stringify([has, one, all]),
        at: receipt.fetchedAt,
      });
    }
  return listed;
}

function postsOn(folder: string, receipt: PageReceipt): Posted[] {
  return postsIn({ bytes: readPage(folder, receipt) }).flatMap((post) => {
    const id = idOf(post);
    const at = isObject(post) && typeof post.created_at === 'string' ? post.created_at : '';
    return id === null ? [] : [{ id, topic: idOf(post, 'topic_id') ?? 0, at }];
  });
}

const latest = (moments: readonly string[]) => moments.reduce((a, b) => (a > b ? a : b), '');
