import { expect, test } from 'vitest';
import { hubForumAgreement } from './hub-forum-agreement.ts';
import { mentions } from './mentions.ts';
import { modelsCreated } from './models-created.ts';
import { counted, found } from './rows.test-support.ts';

const hub = (models: Readonly<Record<string, number>>) =>
  counted(
    modelsCreated,
    Object.entries(models).map(([modelType, count]) => ({ month: '2022-01', modelType, models: count })),
  );
const forum = (topics: Readonly<Record<string, number>>) =>
  counted(
    mentions,
    Object.entries(topics).map(([modelType, count]) => ({ month: '2022-05', modelType, topics: count })),
  );

test('the same order on both sides is full agreement, however far the counts are apart', () => {
  const rows = found(
    hubForumAgreement,
    hub({ bert: 500, gpt2: 40, t5: 3, vit: 2, opt: 1 }),
    forum({ bert: 9, gpt2: 8, t5: 7, vit: 6, opt: 5 }),
  );
  expect(rows).toEqual([{ scope: 'all types', n: 5, rho: 1, low: 1, high: 1, p: 0, pAdjusted: 0 }]);
});

test('types that one side does not count are not compared, and untyped is not a type', () => {
  const models = hub({ bert: 5, gpt2: 4, t5: 3, vit: 2, opt: 1, llama: 900, untyped: 800 });
  const topics = forum({ bert: 4, gpt2: 5, t5: 3, vit: 2, opt: 1, bart: 900 });
  // One exchanged pair among five: 1 − 6 · 2 / (5 · 24)
  expect(found(hubForumAgreement, models, topics)).toMatchObject([{ n: 5, rho: expect.closeTo(0.9, 12) }]);
});

test('the same tables give the same interval to the last digit', () => {
  const models = hub({ bert: 5, gpt2: 4, t5: 3, vit: 2, opt: 1 });
  const topics = forum({ bert: 4, gpt2: 5, t5: 3, vit: 1, opt: 2 });
  const rows = found(hubForumAgreement, models, topics);
  expect(found(hubForumAgreement, models, topics)).toEqual(rows);
  expect(rows).toMatchObject([{ n: 5 }]);
});

test('three types in common are too few, and a sentence stands in place of a number', () => {
  const models = hub({ bert: 5, gpt2: 4, t5: 3, vit: 2 });
  expect(found(hubForumAgreement, models, forum({ bert: 3, gpt2: 2, t5: 1, bart: 9 }))).toEqual({
    refused: 'too few observations to say: 3, at least 4 are needed',
  });
});

test('a side on which all types are equal has no order to agree with', () => {
  const models = hub({ bert: 5, gpt2: 4, t5: 3, vit: 2 });
  expect(found(hubForumAgreement, models, forum({ bert: 1, gpt2: 1, t5: 1, vit: 1 }))).toEqual({
    refused: expect.stringContaining('the second series is constant'),
  });
});
