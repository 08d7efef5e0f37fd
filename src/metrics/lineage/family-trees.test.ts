import { expect, test } from 'vitest';
import { familyTrees } from './family-trees.ts';
import { model, rows } from '../rows.test-support.ts';

type Declared = readonly [child: string, parent: string, relation?: string];
const names = ['ada/base', 'bob/tuned', 'bob/small', 'cyd/small', 'cyd/again'];

/** The ways down from `ada/base`, and how many models stand at the end of each. */
async function tree(parents: readonly Declared[], ids: readonly string[] = names) {
  const models = ids.map((id) => model(id, { licence: id.startsWith('cyd') ? 'mit' : 'apache-2.0', downloads: 5 }));
  const told = await rows(familyTrees, models, [], { parents });
  return told.filter((row) => row.parent === 'ada/base');
}
const ways = (told: Awaited<ReturnType<typeof tree>>) => Object.fromEntries(told.map((row) => [row.route, row.models]));

const tuned: Declared = ['bob/tuned', 'ada/base', 'finetune'];

test('a way down names its relations from the root, and knows the one above it', async () => {
  expect(await tree([tuned, ['bob/small', 'bob/tuned', 'quantized'], ['cyd/small', 'bob/tuned', 'quantized']])).toEqual(
    [
      {
        parent: 'ada/base',
        route: 'finetune',
        above: null,
        generation: 1,
        relation: 'finetune',
        models: 1,
        authors: 1,
        builtUpon: 1,
        downloads: 5,
        sameLicence: 1,
      },
      {
        parent: 'ada/base',
        route: 'finetune/quantized',
        above: 'finetune',
        generation: 2,
        relation: 'quantized',
        models: 2,
        authors: 2,
        builtUpon: 0,
        downloads: 10,
        sameLicence: 1,
      },
    ],
  );
});

test('a model that two ways lead to stands once, on the shorter', async () => {
  const merged: Declared[] = [
    ['cyd/again', 'bob/tuned', 'merge'],
    ['cyd/again', 'ada/base', 'merge'],
  ];
  expect(ways(await tree([tuned, ...merged]))).toEqual({ finetune: 1, merge: 1 });
});

test('of two ways of one length, and of two relations to one parent, the first in the order of relations counts', async () => {
  const both: Declared[] = [
    tuned,
    ['bob/small', 'ada/base', 'quantized'],
    ['cyd/again', 'bob/small', 'finetune'],
    ['cyd/again', 'bob/tuned', 'adapter'],
    ['cyd/small', 'ada/base', 'merge'],
    ['cyd/small', 'ada/base', 'adapter'],
  ];
  expect(ways(await tree(both))).toEqual({ finetune: 1, quantized: 1, adapter: 1, 'finetune/adapter': 1 });
});

test('a relation that is not named is a way of its own', async () => {
  expect(
    ways(
      await tree([
        ['bob/tuned', 'ada/base'],
        ['bob/small', 'bob/tuned'],
      ]),
    ),
  ).toEqual({
    'not-named': 1,
    'not-named/not-named': 1,
  });
});

test('a cycle ends, and its root is no descendant of itself', async () => {
  const ring: Declared[] = [tuned, ['bob/small', 'bob/tuned', 'merge'], ['ada/base', 'bob/small', 'merge']];
  expect(ways(await tree([...ring, ['ada/base', 'ada/base']]))).toEqual({ finetune: 1, 'finetune/merge': 1 });
});

test('the fifth generation is not followed, and no child that is not in the list', async () => {
  const chain = Array.from({ length: 5 }, (_, k): Declared => [`x/m${k + 1}`, k === 0 ? 'ada/base' : `x/m${k}`]);
  const ids = ['ada/base', ...chain.map(([child]) => child)];
  expect((await tree(chain, ids)).map((row) => row.generation)).toEqual([1, 2, 3, 4]);
  expect(await tree([tuned, ['gone/model', 'ada/base']])).toHaveLength(1);
});

test('whether licences are that of the root is not known where the root is not in the list, or declares none', async () => {
  expect(await tree([tuned], ['bob/tuned'])).toMatchObject([{ models: 1, sameLicence: null }]);
});
