import { expect, test } from 'vitest';
import type { Row } from '../../schema/table.ts';
import { beginnersAgainstIntermediate } from './beginners-against-intermediate.ts';
import { codedByForumCategory } from './coded-by-forum-category.ts';
import { counted, found } from '../rows.test-support.ts';

const coded = (forum: Readonly<Record<string, Readonly<Record<string, number>>>>) =>
  counted(
    codedByForumCategory,
    Object.entries(forum).flatMap(([forumCategory, categories]) => {
      const created = Object.values(categories).reduce((a, b) => a + b, 0);
      return Object.entries(categories).map(([category, topics]) => ({
        forumCategory,
        category: category === 'unclassified' ? null : category,
        topics,
        created,
      }));
    }),
  );

test('each category is compared, also one that only one side has; unclassified comes last', () => {
  const rows = found(
    beginnersAgainstIntermediate,
    coded({
      Beginners: { unclassified: 20, memory: 60, onboarding: 20 },
      Intermediate: { memory: 40, training: 10 },
      Models: { memory: 9 },
    }),
  ) as Row[];
  expect(rows.map(({ category }) => category)).toEqual(['memory', 'onboarding', 'training', null]);
  expect(rows[0]).toMatchObject({
    beginners: 60,
    allBeginners: 100,
    shareOfBeginners: 0.6,
    intermediate: 40,
    allIntermediate: 50,
    shareOfIntermediate: 0.8,
    difference: expect.closeTo(-0.2, 12),
  });
  expect(rows[2]).toMatchObject({ beginners: 0, intermediate: 10 });
  for (const { p, pAdjusted } of rows) expect(Number(pAdjusted)).toBeGreaterThanOrEqual(Number(p));
});

test('without topics of one of the two there is a sentence', () => {
  expect(found(beginnersAgainstIntermediate, coded({ Beginners: { memory: 3 } }))).toEqual({
    reason: 'The forum has no topics under Beginners, or none under Intermediate.',
  });
});
