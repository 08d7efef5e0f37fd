import { expect, test } from 'vitest';
import { modelSlug, modelsBySlug } from './model-address.ts';

test('a model is found by its account and name, in lower case', () => {
  expect(modelSlug('Qwen/Qwen3.8-27B')).toBe('qwen--qwen3.8-27b');
  expect(modelSlug('gpt2')).toBe('gpt2');
});

test.each([
  'a name with spaces',
  '<b>bold</b>/model',
  '../../etc/passwd',
  'account/name/more',
  'account/',
  '',
  'an--account/name',
  'an/account..name',
])('%j is no name of a repository, and has no page', (name) => {
  expect(() => modelSlug(name)).toThrow(`${JSON.stringify(name)} has no page: expected the name of a repository`);
});

test('of two names that differ in nothing but case, the later one has its number added', () => {
  expect([...modelsBySlug(['Ada/One', 'ada/Two', 'ada/one', 'ADA/one'])]).toEqual([
    ['ada--one', 'Ada/One'],
    ['ada--two', 'ada/Two'],
    ['ada--one~2', 'ada/one'],
    ['ada--one~3', 'ADA/one'],
  ]);
});

test('models keep their order', () => {
  expect([...modelsBySlug(['b/B', 'a/A'])]).toEqual([
    ['b--b', 'b/B'],
    ['a--a', 'a/A'],
  ]);
});
