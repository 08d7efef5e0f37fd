import { expect, test } from 'vitest';
import { model, rows } from '../rows.test-support.ts';
import { relations } from './relations.ts';

const listed = ['a/base', 'a/other', 'b/one', 'b/two'].map((id) => model(id));
const of = async (parents: readonly (readonly [string, string, string?])[]) =>
  (await rows(relations, listed, [], { parents })).map(({ relation, pairs, all }) => [relation, pairs, all]);

test('a pair counts once in each relation, and once among any', async () => {
  const parents = [
    ['b/one', 'a/base', 'finetune'],
    ['b/one', 'a/base', 'adapter'],
    ['b/one', 'a/other', 'adapter'],
    ['b/two', 'a/base'],
  ] as const;
  expect(await of(parents)).toEqual([
    ['any', 3, null],
    ['adapter', 2, 3],
    ['finetune', 1, 3],
    ['not-named', 1, 3],
  ]);
});

test('base models that are not listed, and models that name themselves, are in no pair', async () => {
  const parents = [
    ['b/one', 'gone/model', 'finetune'],
    ['b/one', 'b/one', 'finetune'],
    ['b/two', 'a/base', 'merge'],
  ] as const;
  expect(await of(parents)).toEqual([
    ['any', 1, null],
    ['merge', 1, 1],
  ]);
});
