/** What the Hub and the forum show in two months of a rehearsal. Between them, models and topics come and go. */
import { type ForumContent, syntheticForum } from '../stand-ins/forum-content.ts';
import { earliestCreatedAt, type HubModel, syntheticModels } from '../stand-ins/hub-models.ts';
import { row, type Rows, today } from '../stand-ins/server.ts';

export interface Month {
  /** The day of its capture. */
  readonly date: string;
  /** What the clocks of the services show. */
  readonly clock: string;
  readonly models: Rows<HubModel>;
  readonly forum: ForumContent;
}

/** Of so many models of the first month, one is removed in the second, and one renamed. */
const [removed, renamed] = [200, 100];
/** Of so many topics of the first month, one is deleted in the second. */
const deleted = 50;

/**
 * Both months, each on its day. The invented models and topics are those of the second; the first has what was created by
 * its day, also what is gone a month later.
 */
export function twoMonths(
  count: { readonly models: number; readonly topics: number },
  dates: readonly [first: string, second: string],
): [first: Month, second: Month] {
  const [before, end] = [clockOf(dates[0]), clockOf(dates[1])];
  const moved = spreadUntil(end);
  const models = syntheticModels(count.models);
  const created = Array.from({ length: count.models }, (_, i) => moved(row(models, i).createdAt));
  const { topics, posts } = syntheticForum(count.topics);
  const everyTopic = Array.from({ length: topics.length }, (_, i) => row(topics, i)).map((topic) => ({
    ...topic,
    created_at: moved(topic.created_at),
  }));
  const everyPost = Array.from({ length: posts.length }, (_, i) => row(posts, i)).map((post) => ({
    ...post,
    created_at: moved(post.created_at),
  }));

  const month = (date: string): Month => {
    const clock = clockOf(date);
    const isGone = (moment: string, i: number, oneOf: number) =>
      clock === end && moment <= before && i % oneOf === oneOf - 1;
    const listed = [...created.keys()].filter((i) => {
      const moment = row(created, i);
      return moment <= clock && !isGone(moment, i, removed);
    });
    const model = (i: number): HubModel => {
      const found = { ...row(models, i), createdAt: row(created, i) };
      return isGone(found.createdAt, i + 1, renamed) ? { ...found, id: `${found.id}-renamed` } : found;
    };
    const there = everyTopic.filter(({ created_at }, i) => created_at <= clock && !isGone(created_at, i, deleted));
    const ids = new Set(there.map(({ id }) => id));
    const written = everyPost.filter(({ created_at, topic_id }) => created_at <= clock && ids.has(topic_id));
    const last = new Map(written.map(({ topic_id, post_number }) => [topic_id, post_number]));
    return {
      date,
      clock,
      models: {
        length: listed.length,
        at: (place) => (place in listed ? model(row(listed, place)) : undefined),
      },
      forum: {
        // An answer that is not written yet is not accepted either.
        topics: there.map(({ accepted = Infinity, ...topic }) =>
          accepted <= (last.get(topic.id) ?? 0) ? { ...topic, accepted } : topic,
        ),
        posts: written,
      },
    };
  };
  return [month(dates[0]), month(dates[1])];
}

const clockOf = (date: string) => `${date}T12:00:00.000Z`;

/** The moments of the stand-ins end on their `today`; these are as dense, and end at another one. */
function spreadUntil(end: string): (moment: string) => string {
  const begin = Date.parse(earliestCreatedAt);
  const factor = (Date.parse(end) - begin) / (Date.parse(today) - begin);
  return (moment) =>
    moment <= earliestCreatedAt
      ? moment
      : new Date(Math.floor(begin + factor * (Date.parse(moment) - begin))).toISOString();
}
