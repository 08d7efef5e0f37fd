import { expect, test } from 'vitest';
import type { Row } from '../../schema/table.ts';
import { popularityAgreement, popularityFourWays } from './popularity-four-ways.ts';
import { counted, found, foundFor, model, rows } from '../rows.test-support.ts';
import { topModels } from './top-models.ts';
import { turnover } from './turnover.ts';

const list = (...names: readonly string[]) =>
  counted(
    topModels,
    names.map((name, k) => ({ model: name, downloads: 1000 - k, likes: null, children: null })),
  );
const named = (from: number, to: number) => Array.from({ length: to - from }, (_, k) => `ada/m${from + k}`);

test('of the first ten of the earlier list those stay that are among the first ten now', () => {
  const earlier = { snapshot: '2022-01-01', table: list(...named(0, 12)) };
  // m3 to m11 and three new ones: m10 and m11 were not among the first ten before.
  const now = list(...named(3, 12), 'bob/a', 'bob/b', 'bob/c');
  expect(foundFor({ previous: () => earlier }, turnover, now)).toMatchObject([
    { top: 10, stayed: 7, shareStayed: 0.7 },
  ]);
});

test('a model that got an owner since, or is written in another case, stayed', () => {
  const earlier = { snapshot: '2022-01-01', table: list('bert-base-uncased', 'Ada/Birds', 'gone', ...named(0, 7)) };
  const now = list('google-bert/bert-base-uncased', 'ada/birds', 'bert-base/uncased', ...named(0, 7));
  expect(foundFor({ previous: () => earlier }, turnover, now)).toMatchObject([{ top: 10, stayed: 9 }]);
});

test('without an earlier list, or with one of fewer than ten, there is nothing to compare', () => {
  const now = list(...named(0, 12));
  expect(found(turnover, now)).toHaveProperty('reason');
  const earlier = { snapshot: '2022-01-01', table: list(...named(0, 9)) };
  expect(foundFor({ previous: () => earlier }, turnover, now)).toHaveProperty('reason');
});

const models = [
  model('ada/a', { model_type: 'bert', downloads: 5 }),
  model('ada/b', { model_type: 'bert', downloads: 6 }),
  model('ada/c', { model_type: 'gpt2', downloads: 90 }),
  model('ada/d', { downloads: 1 }),
];
const parents = [
  ['ada/b', 'ada/a', 'finetune'],
  ['ada/c', 'ada/a', 'merge'],
  ['ada/c', 'ada/a', 'adapter'],
  ['ada/d', 'ada/d'],
] as const;
const mentions = [
  [1, 'gpt2'],
  [2, 'gpt2'],
  [2, 'bert'],
  [3, 'llama'],
] as const;

test('uploads, downloads, children and mentions of a type stand side by side', async () => {
  expect(await rows(popularityFourWays, models, [], { parents, mentions })).toEqual([
    { modelType: 'bert', uploads: 2, downloads: 11, children: 2, mentions: 1 },
    { modelType: 'gpt2', uploads: 1, downloads: 90, children: 0, mentions: 2 },
    { modelType: 'untyped', uploads: 1, downloads: 1, children: 0, mentions: null },
  ]);
});

test('without a forum there are no mentions, rather than none', async () => {
  const told = await rows(popularityFourWays, models, ['mentions.model_type'], { parents });
  expect(told.map((row) => row.mentions)).toEqual([null, null, null]);
});

test('the ways agree over types, without the untyped, and not over what is empty', () => {
  const table = counted(popularityFourWays, [
    { modelType: 'untyped', uploads: 99, downloads: 0, children: 9, mentions: null },
    ...[1, 2, 3, 4].map((k) => ({
      modelType: `t${k}`,
      uploads: 10 - k,
      downloads: k,
      children: 10 - k,
      mentions: null,
    })),
  ]);
  expect(found(popularityAgreement, table)).toMatchObject([
    { one: 'uploads', other: 'downloads', types: 4, rho: -1 },
    { one: 'uploads', other: 'children', types: 4, rho: 1 },
    { one: 'downloads', other: 'children', types: 4, rho: -1 },
  ]);
});

test('the interval of an agreement holds it, and is the same at the next asking', () => {
  const table = counted(
    popularityFourWays,
    Array.from({ length: 30 }, (_, k) => ({
      modelType: `t${k}`,
      uploads: 30 - k,
      downloads: (k * 7) % 30,
      children: 40 - k - (k % 5),
      mentions: null,
    })),
  );
  const told = found(popularityAgreement, table) as Row[];
  for (const { rho, low, high } of told) {
    expect(Number(low)).toBeLessThan(Number(rho));
    expect(Number(high)).toBeGreaterThan(Number(rho));
  }
  expect(found(popularityAgreement, table)).toEqual(told);
});
