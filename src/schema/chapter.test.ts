import { expect, test } from 'vitest';
import { Chapter } from './chapter.ts';
import { problem } from './problem.ts';

const chapter = { title: 'Benefits', question: 'What do people like?', order: 4, tables: ['benefits'] };

test.each([
  ['a key that means nothing', { ...chapter, author: 'somebody' }, 'Unrecognized key: "author"'],
  ['no tables', { ...chapter, tables: [] }, 'tables'],
  ['no question', { ...chapter, question: '' }, 'question'],
  ['half a place', { ...chapter, order: 1.5 }, 'order'],
])('a chapter with %s is refused', (_, front, sentence) => {
  expect(Chapter.parse(chapter)).toEqual({ ...chapter, onlyWithTables: false });
  const { error } = Chapter.safeParse(front);
  expect(error && problem(error)).toContain(sentence);
});
