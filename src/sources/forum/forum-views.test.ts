import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../tests/temporary-folder.ts';
import modelFile from '../../../content/classifier/model.json' with { type: 'json' };
import { createClassifier } from '../../classifier/classifier.ts';
import { openDatabase } from '../../io/database.ts';
import type { Row } from '../../schema/table.ts';
import { type ForumRead, readForum } from './forum-views.ts';

const site = {
  categories: [
    { id: 5, name: 'Beginners' },
    { id: 7, name: '\u200b ' },
    { id: 6, name: ` <b>=1+1\u001b[31m\u202e\n'; DROP TABLE topics; -- ` },
  ],
};
const topic = (fields: Record<string, unknown>) => ({
  id: 1,
  title: 'A question',
  category_id: 5,
  created_at: '2022-05-06T07:08:09.000Z',
  visible: true,
  ...fields,
});
const post = (fields: Record<string, unknown>) => ({
  id: 1,
  topic_id: 1,
  post_number: 1,
  created_at: '2022-05-06T07:08:09.000Z',
  username: 'ada',
  raw: 'How?',
  ...fields,
});

interface Forum {
  readonly topics: readonly (readonly unknown[])[];
  readonly posts?: readonly (readonly unknown[])[];
  readonly asked?: readonly number[];
}

/** What a query finds in the views of a captured forum, and what became of its records. */
async function read({ topics, posts = [[]], asked = [] }: Forum, sql: string): Promise<ForumRead & { rows: Row[] }> {
  const folder = temporaryFolder();
  const write = (part: string, pages: readonly unknown[]) =>
    pages.map((content, page) => {
      const file = join(folder, part, `00000${page}.json.gz`);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, gzipSync(JSON.stringify(content)));
      return file;
    });
  const pages = {
    site: write('forum-site', [site]),
    topics: write(
      'forum-topics',
      topics.map((list) => ({ users: [], topic_list: { per_page: 30, topics: list } })),
    ),
    posts: write(
      'forum-posts',
      posts.map((list) => ({ latest_posts: list })),
    ),
    asked,
    spill: join(folder, 'spill'),
  };
  const database = await openDatabase();
  try {
    await database.run(
      'CREATE TABLE intake (records VARCHAR, place BIGINT, field VARCHAR, "with" BIGINT, absent BIGINT, invalid BIGINT)',
    );
    const forum = await readForum(database, pages, '2026-11-20', createClassifier(modelFile));
    return { ...forum, rows: await database.rows(sql) };
  } finally {
    database.close();
  }
}
const ask = async (forum: Forum, sql: string) => (await read(forum, sql)).rows;

const state = `SELECT id, answered::VARCHAR AS answered, strftime(first_reply_at, '%H:%M') AS reply FROM topics ORDER BY id`;

describe('an accepted answer', () => {
  test.each([
    ['is told from the list, in its newer form', { has_accepted_answer: true }, 'true'],
    ['is told from the list of answers', { accepted_answers: [{ post_number: 2 }] }, 'true'],
    ['is told from the older form', { accepted_answer: { post_number: 2 } }, 'true'],
    ['is not told from an empty list of answers', { accepted_answers: [] }, 'false'],
    ['is not told from nothing', {}, 'false'],
  ])('%s', async (_, fields, answered) => {
    expect(await ask({ topics: [[topic(fields)]] }, state)).toMatchObject([{ answered }]);
  });

  test('is told from the post that was accepted', async () => {
    const posts = [[post({}), post({ id: 2, post_number: 2, username: 'bob', accepted_answer: true })]];
    expect(await ask({ topics: [[topic({})]], posts }, state)).toMatchObject([{ answered: 'true' }]);
  });
});

test('the first reply is by somebody else, and not the earliest by number alone', async () => {
  const posts = [
    [
      post({ id: 4, post_number: 3, username: 'bob', created_at: '2022-05-06T09:00:00.000Z' }),
      post({ id: 3, post_number: 2, username: 'ada', created_at: '2022-05-06T08:00:00.000Z' }),
      post({}),
    ],
  ];
  expect(await ask({ topics: [[topic({})]], posts }, state)).toMatchObject([{ reply: '09:00' }]);
});

test('topics that posts name and no page has are gone where they were asked for, and missing where not', async () => {
  const named = [2, 3, 3, 4].map((topic_id, id) => post({ id: id + 10, topic_id }));
  const { unlisted } = await read({ topics: [[topic({})]], posts: [[post({}), ...named]], asked: [3] }, state);
  expect(unlisted).toEqual({ gone: 1, missing: 2 });
  const whole = await read({ topics: [[topic({ visible: false })]], posts: [[post({})]] }, state);
  expect(whole.unlisted).toEqual({ gone: 0, missing: 0 });
});

test('topics of which no post was read are counted, and said to be so', async () => {
  const topics = [[topic({}), topic({ id: 2 }), topic({ id: 3 }), topic({ id: 4, visible: false })]];
  const { postless, intake } = await read({ topics, posts: [[post({})]] }, state);
  expect([postless, intake.topics.counted]).toEqual([2, 3]);
});

test.each([
  ['alone', [], '03:00'],
  [
    'before one of its own',
    [post({ id: 3, post_number: 3, username: 'eve', created_at: '2022-05-07T07:00:00Z' })],
    '03:00',
  ],
  ['before one at the moment of the topic', [post({ id: 3, post_number: 3, username: 'bob' })], '03:00'],
] as const)('a reply that was moved into a topic is older than it, and stays so: %s', async (_, others, reply) => {
  const moved = post({ id: 2, post_number: 2, username: 'bob', created_at: '2021-11-30T03:00:00.000Z' });
  const { rows, intake } = await read({ topics: [[topic({})]], posts: [[...others, moved, post({})]] }, state);
  expect(rows).toEqual([{ id: 1, answered: 'false', reply }]);
  expect(intake.topics).toMatchObject({ counted: 1, rejected: {} });
  expect(intake.posts).toMatchObject({ counted: 2 + others.length, rejected: {} });
});

test('a topic that nobody answered has no reply', async () => {
  expect(await ask({ topics: [[topic({})]], posts: [[post({})]] }, state)).toMatchObject([{ reply: null }]);
});

test('a topic that moved to a later page counts once, as it was read last', async () => {
  const topics = [[topic({})], [topic({ has_accepted_answer: true })]];
  expect(await ask({ topics }, state)).toEqual([{ id: 1, answered: 'true', reply: null }]);
});

test('a hostile name of a category is text, without what would steer a terminal or the direction of writing', async () => {
  expect(await ask({ topics: [[topic({ category_id: 6 })]] }, 'SELECT category FROM topics')).toEqual([
    { category: `<b>=1+1[31m'; DROP TABLE topics; --` },
  ]);
});

test('a topic that is in no list for readers is not counted', async () => {
  expect(await ask({ topics: [[topic({ visible: false })]] }, state)).toEqual([]);
});

test('a post that stands on two pages counts once, as the newer one has it', async () => {
  const reply = { id: 2, post_number: 2, username: 'bob' };
  const posts = [[post({ ...reply, raw: 'Try bert.' })], [post({ ...reply, raw: 'Try gpt2.' }), post({})]];
  expect(await ask({ topics: [[topic({})]], posts }, 'SELECT topic_id, model_type FROM mentions')).toEqual([
    { topic_id: 1, model_type: 'bert' },
  ]);
});

test('a type is named by the title or by any post, and counts once a topic', async () => {
  const posts = [[post({ raw: 'bert and gpt2' }), post({ id: 2, post_number: 2, raw: 'BERT again' })]];
  const topics = [[topic({ title: 'T5 on one card' })]];
  expect(await ask({ topics, posts }, 'SELECT model_type FROM mentions ORDER BY model_type')).toEqual([
    { model_type: 'bert' },
    { model_type: 'gpt2' },
    { model_type: 't5' },
  ]);
});

test.each([
  ['no time', { created_at: 'soon' }, 'no time of creation'],
  ['a time before the forum', { created_at: '0001-01-01T00:00:00.000Z' }, 'created outside the time of the forum'],
  ['an id that is none', { id: 'one' }, 'no id'],
])('a topic with %s is rejected and counted', async (_, fields, problem) => {
  const topics = [[topic(fields), topic({ id: 7 })]];
  const { rows, intake } = await read({ topics }, 'SELECT id FROM topics');
  expect(rows).toEqual([{ id: 7 }]);
  expect(intake.topics).toMatchObject({ read: 2, counted: 1, rejected: { [problem]: 1 } });
});

test('names of people and their words are in no table that stays', async () => {
  const left = await ask(
    { topics: [[topic({})]], posts: [[post({})]] },
    `SELECT table_name || '.' || column_name AS place FROM information_schema.columns ORDER BY place`,
  );
  expect(left.map(({ place }) => place)).toEqual([
    'categories.id',
    'categories.name',
    'codings.category',
    'codings.topic_id',
    'intake.absent',
    'intake.field',
    'intake.invalid',
    'intake.place',
    'intake.records',
    'intake.with',
    'mentions.model_type',
    'mentions.topic_id',
    'topics.answered',
    'topics.category',
    'topics.created_at',
    'topics.first_reply_at',
    'topics.id',
  ]);
});

describe('the classifier', () => {
  const codings = 'SELECT topic_id, category FROM codings ORDER BY topic_id';

  test('reads title and first post, and nothing of the replies', async () => {
    const topics = [
      [
        topic({ id: 1, title: 'CUDA out of memory' }),
        topic({ id: 2, title: 'What now?' }),
        topic({ id: 3, title: 'What now?' }),
      ],
    ];
    const posts = [
      [
        post({ id: 1, topic_id: 2, raw: 'The GPU runs out of memory at the first batch.' }),
        post({ id: 2, topic_id: 3, raw: 'Nothing.' }),
        post({ id: 3, topic_id: 3, post_number: 2, raw: 'The GPU runs out of memory at the first batch.' }),
      ],
    ];
    expect(await ask({ topics, posts }, codings)).toEqual([
      { topic_id: 1, category: 'memory-and-performance' },
      { topic_id: 2, category: 'memory-and-performance' },
      { topic_id: 3, category: null },
    ]);
  });

  test('leaves a topic without a post, or in another language, unclassified', async () => {
    const topics = [[topic({ id: 1, title: '???' }), topic({ id: 2, title: '如何加载这个模型并在本地运行它' })]];
    expect(await ask({ topics }, codings)).toEqual([
      { topic_id: 1, category: null },
      { topic_id: 2, category: null },
    ]);
  });

  test('reads every visible topic once', async () => {
    const twice = topic({ id: 7, title: 'CUDA out of memory' });
    const hidden = topic({ id: 8, title: 'CUDA out of memory', visible: false });
    expect(await ask({ topics: [[twice, hidden], [twice]] }, codings)).toHaveLength(1);
  });
});

test.each([
  ['that the site does not name', { category_id: 77 }],
  ['without a number', { category_id: null }],
  ['whose name is empty', { category_id: 7 }],
])('a topic in a category %s is counted, without a category', async (_, fields) => {
  const { rows, intake } = await read({ topics: [[topic(fields)]] }, 'SELECT id, category FROM topics');
  expect(rows).toEqual([{ id: 1, category: null }]);
  expect(intake.topics.counted).toBe(1);
});

test.each([
  [
    'half a letter in a post',
    { posts: [[post({ raw: 'cut \ud83d' }), post({ id: 2, raw: 'Try bert.' })]], topics: [[topic({})]] },
    'posts',
  ],
  [
    'half a letter in a topic',
    { posts: [[post({ raw: 'Try bert.' })]], topics: [[topic({ id: 9, title: '\udc00' }), topic({})]] },
    'topics',
  ],
] as const)('%s is one rejected record, and the others are read', async (_, forum, kind) => {
  const { rows, intake } = await read(forum, 'SELECT model_type FROM mentions');
  expect(rows).toEqual([{ model_type: 'bert' }]);
  expect(intake[kind]).toMatchObject({ read: 2, counted: 1, rejected: { 'half a letter': 1 } });
});

test.each([
  ['a category in words', { category_id: 'Beginners' }, 'category_id', '"Beginners"'],
  ['half a category', { category_id: 5.5 }, 'category_id', '5.5'],
  ['a flag in words', { visible: 'yes' }, 'visible', '"yes"'],
  ['a title that is somebody’s words in a list', { title: ['I, Ada'] }, 'title', 'array'],
  ['an answer by name', { accepted_answer: 'by ada' }, 'accepted_answer', 'varchar'],
])('of many topics with %s there are examples, and none of what people wrote', async (_, fields, field, example) => {
  const topics = [Array.from({ length: 4 }, (_, id) => topic({ ...fields, id: id + 1 }))];
  const { intake } = await read({ topics }, state);
  expect(intake.topics.invalid).toEqual([{ field, records: 4, of: 4, examples: [example, example, example] }]);
});
