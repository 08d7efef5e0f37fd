import { expect, test } from 'vitest';
import { forumCategories } from './community/forum-categories.ts';
import { mentions } from './models/mentions.ts';
import { openTopics } from './community/open-topics.ts';
import { forumRows } from './rows.test-support.ts';
import { topicsCreated } from './community/topics-created.ts';

test('the median wait is null, not large, when half the topics have no reply', async () => {
  const topics = [
    { id: 1, created: '2022-01-05 10:00:00', reply: '2022-01-05 11:00:00' },
    { id: 2, created: '2022-01-06 10:00:00' },
  ];
  expect(await forumRows(topicsCreated, topics)).toMatchObject([
    { topics: 2, replied: 1, shareReplied: 0.5, medianHours: null },
  ]);
});

test('a topic without a reply waits without end, and so lengthens the median', async () => {
  const topics = [1, 2, 3].map((hours) => ({
    id: hours,
    created: '2022-01-05 10:00:00',
    reply: hours === 3 ? null : `2022-01-05 1${hours}:00:00`,
  }));
  expect(await forumRows(topicsCreated, topics)).toMatchObject([{ replied: 2, medianHours: 2 }]);
});

test('topics are counted by category and by month in UTC', async () => {
  const topics = [
    { id: 1, created: '2022-01-01 00:30:00', category: 'Hub', answered: true }, // still 2021 in Los Angeles
    { id: 2, created: '2022-01-31 23:30:00', category: 'Hub' },
    { id: 3, created: '2022-01-31 23:30:00', category: 'Models' },
  ];
  expect(await forumRows(topicsCreated, topics)).toMatchObject([
    { month: '2022-01', category: 'Hub', topics: 2, answered: 1 },
    { month: '2022-01', category: 'Models', topics: 1, answered: 0 },
  ]);
});

test('a topic stands open at the end of its month and of every later month that has ended', async () => {
  const topics = [
    { id: 1, created: '2022-01-30 00:00:00' },
    { id: 2, created: '2022-03-31 00:00:00' },
    { id: 3, created: '2022-01-30 00:00:00', answered: true },
  ];
  expect(await forumRows(openTopics, topics, { asOf: '2022-04-15' })).toEqual([
    { month: '2022-01', open: 1, medianAgeDays: 2 },
    { month: '2022-02', open: 1, medianAgeDays: 30 },
    { month: '2022-03', open: 2, medianAgeDays: 31 },
  ]);
});

test('a month in which every topic was answered has none open and no age', async () => {
  const topics = [{ id: 1, created: '2022-01-30 00:00:00', answered: true }];
  expect(await forumRows(openTopics, topics, { asOf: '2022-02-15' })).toEqual([
    { month: '2022-01', open: 0, medianAgeDays: null },
  ]);
});

test('categories grow by month, and the last month reaches to the day of the snapshot only', async () => {
  const topics = [
    { id: 1, created: '2022-01-30 00:00:00', category: 'Hub' },
    { id: 2, created: '2022-06-01 00:00:00', category: 'Hub' },
    { id: 3, created: '2022-06-02 00:00:00', category: 'Models' },
  ];
  expect(await forumRows(forumCategories, topics)).toEqual([
    { category: 'Hub', day: '2022-01-31', topics: 1 },
    { category: 'Hub', day: '2022-06-15', topics: 2 },
    { category: 'Models', day: '2022-06-15', topics: 1 },
  ]);
});

test('a topic that names two types counts once for each, in the month it was opened', async () => {
  const topics = [
    { id: 1, created: '2022-01-30 00:00:00' },
    { id: 2, created: '2022-01-31 00:00:00' },
  ];
  const named = [
    [1, 'bert'],
    [1, 'gpt2'],
    [2, 'bert'],
  ] as const;
  expect(await forumRows(mentions, topics, { mentions: named })).toEqual([
    { month: '2022-01', modelType: 'bert', topics: 2 },
    { month: '2022-01', modelType: 'gpt2', topics: 1 },
  ]);
});

test.each(['2022-02-20 10:00:00', '2022-03-05 09:59:59', '2019-12-31 23:59:59', '1970-01-01 00:00:00'])(
  'a reply of %s that is older than its topic was moved there: the topic counts, and its wait is unknown',
  async (reply) => {
    const moved = { id: 1, created: '2022-03-05 10:00:00', reply };
    expect(await forumRows(topicsCreated, [moved])).toMatchObject([{ topics: 1, replied: 1, medianHours: null }]);
    const others = [moved, { id: 2, created: '2022-03-06 10:00:00', reply: '2022-03-06 13:00:00' }];
    expect(await forumRows(topicsCreated, others)).toMatchObject([{ topics: 2, replied: 2, medianHours: 3 }]);
    const atOnce = [moved, { id: 2, created: '2022-03-06 10:00:00', reply: '2022-03-06 10:00:00' }];
    expect(await forumRows(topicsCreated, atOnce)).toMatchObject([{ topics: 2, replied: 2, medianHours: 0 }]);
  },
);
