/** The topics and posts that a stand-in for the forum serves: given ones, or invented ones. */
import { knownModelTypes } from '../../src/sources/hub/model-types.ts';
import { pick, pickLongTailed, randomOf, row, type Rows } from './server.ts';

export interface ForumTopic {
  id: number;
  title: string;
  category_id: number;
  created_at: string;
  views: number;
  like_count: number;
  tags: string[];
  closed: boolean;
  archived: boolean;
  /** False for a topic that is in no list and that its address alone leads to. */
  visible: boolean;
  /** The number of the post that was accepted as the answer. */
  accepted?: number;
}

export interface ForumPost {
  id: number;
  topic_id: number;
  post_number: number;
  created_at: string;
  username: string;
  raw: string;
  /** Flagged by readers: still listed, and the text is then withheld. */
  hidden: boolean;
}

export interface ForumCategory {
  id: number;
  name: string;
  slug: string;
  parent_category_id?: number;
}

export interface ForumContent {
  /** In order of id, which is that of creation. */
  topics: Rows<ForumTopic>;
  /** In order of id. */
  posts: Rows<ForumPost>;
}

export const forumCategories: readonly ForumCategory[] = [
  { id: 5, name: 'Beginners', slug: 'beginners' },
  { id: 9, name: '🤗Transformers', slug: 'transformers' },
  { id: 6, name: 'Intermediate', slug: 'intermediate' },
  { id: 13, name: 'Models', slug: 'models' },
  { id: 7, name: 'Research', slug: 'research' },
  { id: 24, name: 'Spaces', slug: 'spaces' },
  { id: 20, name: 'Course', slug: 'course' },
  { id: 31, name: 'Course projects & events', slug: 'course-projects', parent_category_id: 20 },
  { id: 45, name: 'Flax/JAX Projects', slug: 'flax-jax-projects', parent_category_id: 9 },
  { id: 63, name: '日本語', slug: 'japanese' },
];

const firstTopic = Date.parse('2020-07-01T08:00:00.000Z');
const lastTopic = Date.parse('2026-10-01T20:00:00.000Z');
const lastPost = Date.parse('2026-10-02T20:00:00.000Z');
const people = Array.from({ length: 400 }, (_, i) => `member${i + 1}`);
const tags = ['fine-tuning', 'tokenizer', 'gpu', 'inference', 'dataset', 'spaces', 'peft', 'quantization'];

/** The sentences are our own. `#` stands for a model type, `@` for another word. */
const titles = [
  'Loading # takes much longer than expected',
  'Loss stays flat when I train # on @',
  'How to keep # from repeating itself?',
  'Which settings do you use for # with @?',
  'Out of memory with # although the batch is small',
  'A small demo of # for @',
  'Converting # to ONNX changes the output',
  'Question about @',
  'Where do I report a mistake in a card?',
  'My upload stops half way',
  'Is there a good way to measure @?',
];
const texts = [
  'I have been working with # for a week and the numbers for @ do not get better.',
  'The same script works with # but not with #, and I do not see why.',
  'My guess is that the tokenizer was saved before the new words were added.',
  'Please show the versions that you use and the whole message.',
  'That solved it, thank you!',
  'We keep the learning rate small and freeze the lower layers.',
  'After the update everything about @ looks fine again.',
  'Have a look at the configuration: the `model_type` there should read #.',
  'I would try it with half the sequence length first.',
  'I opt for the simple way, but the flowers in bloom on my desk distract me.',
];
const words = ['speech', 'long documents', 'tables', 'three languages', 'old newspapers', 'a single GPU', 'captions'];

/**
 * Invented topics, and about four posts for each: the same for the same seed.
 *
 * Ids have gaps, replies of different topics alternate as they do in a forum, and texts are made when asked for, so
 * that 200,000 topics take a few megabytes.
 */
export function syntheticForum(count: number, seed = 1): ForumContent {
  const topicOf: number[] = [];
  const numberOf: number[] = [];
  const moments: number[] = [];
  for (let i = 0; i < count; i += 1) {
    let moment = createdAt(i, count);
    for (let number = 1; number <= repliesOf(seed, i) + 1; number += 1) {
      topicOf.push(i);
      numberOf.push(number);
      moments.push(Math.min(moment, lastPost));
      moment += 60_000 * (1 + Math.floor(10 * 500 ** randomOf(seed + 3, i * 64 + number)()));
    }
  }
  const order = Uint32Array.from(moments.keys()).sort((a, b) => row(moments, a) - row(moments, b) || a - b);
  return {
    topics: { length: count, at: (i) => (i >= 0 && i < count ? topic(seed, i, count) : undefined) },
    posts: {
      length: order.length,
      at: (place) => {
        const k = order[place];
        if (k === undefined) return undefined;
        const at = { topic: row(topicOf, k), number: row(numberOf, k), moment: row(moments, k) };
        return post(seed, place, at);
      },
    },
  };
}

function createdAt(i: number, count: number): number {
  if (i === count - 1) return lastTopic;
  return firstTopic + Math.floor(((lastTopic - firstTopic) * i) / count / 1000) * 1000 + (i % 1000);
}

/** Rising with `i`; about half of the ids are not there, and now and then sixty in a row. */
function idOf(seed: number, i: number, from: number): number {
  return from + 2 * i + 60 * Math.floor(i / 97) + (randomOf(seed + 1, i)() < 0.5 ? 0 : 1);
}

function repliesOf(seed: number, i: number): number {
  return Math.min(60, Math.floor((1 - randomOf(seed + 2, i)()) ** -0.9 * 1.2 - 1));
}

function topic(seed: number, i: number, count: number): ForumTopic {
  const random = randomOf(seed, i);
  const replies = repliesOf(seed, i);
  const title = filled(pick(random, titles), random);
  return {
    id: idOf(seed, i, 7),
    title,
    category_id: pickLongTailed(random, forumCategories).id,
    created_at: new Date(createdAt(i, count)).toISOString(),
    views: Math.floor(20 * (1 - random()) ** -0.9),
    like_count: Math.floor((1 - random()) ** -0.5 - 1),
    tags: random() < 0.3 ? [pick(random, tags)] : [],
    closed: random() < 0.1,
    archived: random() < 0.02,
    visible: random() >= 0.03,
    ...(replies > 0 && random() < 0.3 ? { accepted: 2 + Math.floor(random() * replies) } : {}),
  };
}

function post(seed: number, place: number, at: { topic: number; number: number; moment: number }): ForumPost {
  const random = randomOf(seed + 4, place);
  const sentences = Array.from({ length: 1 + Math.floor(random() * 5) }, () => filled(pick(random, texts), random));
  return {
    id: idOf(seed + 5, place, 12),
    topic_id: idOf(seed, at.topic, 7),
    post_number: at.number,
    created_at: new Date(at.moment).toISOString(),
    username: pickLongTailed(random, people),
    raw: sentences.join(random() < 0.3 ? '\n\n' : ' '),
    hidden: random() < 0.005,
  };
}

function filled(sentence: string, random: () => number): string {
  return sentence.replaceAll(/[#@]/g, (sign) =>
    sign === '#' ? pickLongTailed(random, knownModelTypes) : pick(random, words),
  );
}
