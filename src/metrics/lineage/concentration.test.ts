import { expect, test } from 'vitest';
import { isUnavailable } from '../../schema/unavailable.ts';
import { gini } from '../../statistics/concentration.ts';
import { concentration, lorenz } from './concentration.ts';
import { distributions } from './distributions.ts';
import { counted, found, model, rows } from '../rows.test-support.ts';

const valuesOf = async (downloads: readonly number[]) => {
  const models = downloads.map((each, k) => model(`ada/m${k}`, { downloads: each }));
  return rows(distributions, models, ['models.likes', 'parents.parent', 'training_data.dataset']);
};

test('values up to 99 stay as they are, larger ones are cut to two digits, and no total is lost', async () => {
  expect(await valuesOf([0, 0, 7, 99, 100, 109, 110, 1278, 1299, 1_000_000])).toEqual([
    { measure: 'downloads', value: 0, holders: 2, total: 0 },
    { measure: 'downloads', value: 7, holders: 1, total: 7 },
    { measure: 'downloads', value: 99, holders: 1, total: 99 },
    { measure: 'downloads', value: 100, holders: 2, total: 209 },
    { measure: 'downloads', value: 110, holders: 1, total: 110 },
    { measure: 'downloads', value: 1200, holders: 2, total: 2577 },
    { measure: 'downloads', value: 1_000_000, holders: 1, total: 1_000_000 },
  ]);
});

test('children are counted for listed models, and for repositories that are declared only', async () => {
  const parents = [
    ['ada/b', 'ada/a', 'finetune'],
    ['ada/b', 'ada/a', 'merge'],
    ['ada/b', 'gone/model'],
    ['ada/c', 'gone/model'],
    ['ada/c', '/home/ada/model'],
    ['ada/c', 'ada/c'],
  ] as const;
  const trainingData = [
    ['ada/a', 'org/data'],
    ['ada/b', 'org/data'],
    ['ada/b', 'ImageFolder'],
  ] as const;
  const models = ['ada/a', 'ada/b', 'ada/c'].map((id) => model(id));
  const told = await rows(distributions, models, [], { parents, trainingData });
  expect(told.filter((row) => !['downloads', 'likes'].includes(String(row.measure)))).toEqual([
    { measure: 'children', value: 0, holders: 2, total: 0 },
    { measure: 'children', value: 1, holders: 1, total: 1 },
    { measure: 'children', value: 2, holders: 1, total: 2 },
    { measure: 'data-set-uses', value: 2, holders: 1, total: 2 },
  ]);
});

const tableOf = async (downloads: readonly number[]) => counted(distributions, await valuesOf(downloads));

test('all and those with at least one are two populations, and say different things', async () => {
  const told = found(concentration, await tableOf([0, 0, 0, 0, 5, 5, 5, 5]));
  expect(told).toMatchObject([
    { population: 'all', holders: 8, total: 20, gini: 0.5, topTen: null, topHundred: null },
    { population: 'at-least-one', holders: 4, total: 20, gini: 0 },
  ]);
});

test('where nobody has nothing there is one population', async () => {
  expect(found(concentration, await tableOf([1, 2, 3, 4]))).toMatchObject([{ population: 'at-least-one' }]);
});

test('the hundred largest of two hundred have what they have', async () => {
  const told = found(concentration, await tableOf(Array.from({ length: 200 }, (_, k) => (k < 100 ? 1 : 3))));
  expect(told).toMatchObject([
    { holders: 200, largest: 3, topTen: expect.closeTo(0.075), topHundred: 0.75, gini: 0.25 },
  ]);
});

test('what rests on a few goes when they are left out', async () => {
  // Twelve models with 10 downloads each, one with 880: by hand, 880 of 1,000, then equal shares, then three are left.
  const told = found(concentration, await tableOf([...Array.from({ length: 12 }, () => 10), 880]));
  expect(told).toMatchObject([
    { gini: expect.closeTo(0.88 - 1 / 13), giniWithoutLargest: expect.closeTo(0), giniWithoutTen: null },
  ]);
  const tenths = {
    topTenth: expect.closeTo(0.883),
    topTenthWithoutLargest: expect.closeTo(0.1),
    topTenthWithoutTen: null,
  };
  expect(told).toMatchObject([tenths]);
});

test('one who has everything leaves nothing to share out', async () => {
  const told = found(concentration, await tableOf([0, 0, 0, 0, 0, 0, 7]));
  expect(told).toMatchObject([
    { population: 'all', gini: expect.closeTo(6 / 7), giniWithoutLargest: null, topPercentWithoutLargest: null },
  ]);
});

test('from classes the coefficient is what it is from all values, to one in ten thousand', async () => {
  // A long tail, as downloads have, of numbers that no class holds exactly.
  const values = Array.from({ length: 4000 }, (_, k) => Math.floor((1 + ((k * 7919) % 4001)) ** -1.4 * 3e6));
  const told = found(concentration, await tableOf(values));
  if (isUnavailable(told)) throw new Error(told.reason);
  const exact = gini(values.map((value) => ({ value, count: 1 })));
  if (!exact.known) throw new Error(exact.reason);
  expect(Math.abs(Number(told[0]?.gini) - exact.value)).toBeLessThan(1e-4);
});

test('the curve begins at nothing, ends at all, and falls below even shares', async () => {
  const told = found(lorenz, await tableOf([0, 0, 0, 0, 5, 5, 5, 5]));
  if (isUnavailable(told)) throw new Error(told.reason);
  const all = told.filter((row) => row.population === 'all');
  expect(all.at(0)).toMatchObject({ part: 0, share: 0 });
  expect(all.at(-1)).toMatchObject({ part: 1, share: 1 });
  expect(all.find((row) => row.part === 0.5)).toMatchObject({ share: 0 });
});

test.each([
  ['fewer than four have anything', [1, 2, 3]],
  ['all have nothing', [0, 0, 0, 0, 0]],
])('where %s there is nothing to say', async (_, downloads) => {
  expect(found(concentration, await tableOf(downloads))).toHaveProperty('reason');
  expect(found(lorenz, await tableOf(downloads))).toHaveProperty('reason');
});
