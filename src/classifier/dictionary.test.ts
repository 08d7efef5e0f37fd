import { expect, test } from 'vitest';
import type { Dictionary } from '../schema/classifier.ts';
import { createLexicon, forumCategoryKey, dictionaryPoints } from './dictionary.ts';
import { wordsOf } from './text.ts';

const none = { strong: [], medium: [], weak: [], against: [] };
const dictionary: Dictionary = {
  forumCategories: { 'hugging face hub': { b: 1 } },
  categories: {
    a: { ...none, strong: ['out of memory', 'load .. model'], weak: ['memory'] },
    b: { ...none, medium: ['space'], against: ['disk space'] },
  },
};
const lexicon = createLexicon(dictionary, ['a', 'b']);
const points = (text: string, title = '', forumCategory = '') =>
  Array.from(dictionaryPoints(lexicon, { title: wordsOf(title), text: wordsOf(text), forumCategory }));

test('every term that is found gives its points, once', () => {
  expect(points('out of memory')).toEqual([3.5, 0]);
  expect(points('memory memory memory')).toEqual([0.5, 0]);
  expect(points('nothing of it')).toEqual([0, 0]);
});

test('the parts of a term may stand apart, but not far, and in either order', () => {
  expect(points('loading my own model')).toEqual([3, 0]);
  expect(points('a model that I loaded')).toEqual([3, 0]);
  expect(points('load one and two and three and four and five and six model')).toEqual([0, 0]);
});

test('what only looks like a term takes points away', () => {
  expect(points('my space')).toEqual([0, 1.5]);
  expect(points('no disk space')).toEqual([0, -0.5]);
});

test('the title counts more, and a long text less', () => {
  expect(points('', 'out of memory')[0]).toBeCloseTo(5.25);
  expect(points(`out of memory ${'word '.repeat(157)}`)[0]).toBeCloseTo(3.5 / 2);
});

test('a forum category counts however it is written', () => {
  expect(points('', '', '🤗 HuggingFace Hub')).toEqual([0, 1]);
  expect(points('', '', 'elsewhere')).toEqual([0, 0]);
  expect(forumCategoryKey('Flax/JAX Projects')).toBe('flaxjaxprojects');
});

test.each([
  ['a category that is not there', { ...dictionary, categories: { ...dictionary.categories, c: none } }, '"c"'],
  ['a category without terms', { ...dictionary, categories: { a: none } }, 'no terms for b'],
  [
    'a term without words',
    { ...dictionary, categories: { ...dictionary.categories, a: { ...none, strong: ['!'] } } },
    '"!" for a',
  ],
])('%s is refused', (_, wrong, said) => {
  expect(() => createLexicon(wrong, ['a', 'b'])).toThrow(said);
});
