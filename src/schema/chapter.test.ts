import { expect, test } from 'vitest';
import { Chapter } from './chapter.ts';
import { problem } from './problem.ts';

const chapter = { title: 'Benefits', question: 'What do people like?', order: 4 };

test.each([
  ['a key that means nothing', { ...chapter, author: 'somebody' }, 'Unrecognized key: "author"'],
  ['no question', { ...chapter, question: '' }, 'question'],
  ['half a place', { ...chapter, order: 1.5 }, 'order'],
])('a chapter with %s is refused', (_, front, sentence) => {
  expect(Chapter.parse(chapter)).toEqual(chapter);
  const { error } = Chapter.safeParse(front);
  expect(error && problem(error)).toContain(sentence);
});
