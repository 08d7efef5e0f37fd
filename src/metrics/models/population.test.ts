import { expect, test } from 'vitest';
import type { ViewColumn } from '../../schema/views.ts';
import { population } from './population.ts';
import { rows, type Model } from '../rows.test-support.ts';

const count = async (models: readonly Model[], lacks: readonly ViewColumn[] = []) =>
  Object.fromEntries(
    (await rows(population, models, lacks)).map((row) => [String(row.measure), [row.count, row.whole]]),
  );

test('an author of two models is one author', async () => {
  const models = [{ author: 'ada' }, { author: 'ada' }, { author: 'bob' }];
  expect(await count(models)).toMatchObject({ models: [3, null], authors: [2, null] });
});

test('each measure counts what it is named after, out of all models', async () => {
  const models = [
    {
      created_at: null,
      has_card: true,
      model_type: 'bert',
      task: 'fill-mask',
      downloads: 1,
      licence: 'mit',
      has_parent: true,
      gated: true,
      removed: true,
    },
    {},
    {},
  ];
  expect(await count(models)).toEqual({
    models: [3, null],
    authors: [1, null],
    'models-of-unknown-age': [1, 3],
    'models-with-card': [1, 3],
    'models-of-known-type': [1, 3],
    'models-without-task': [2, 3],
    'models-without-download': [2, 3],
    'models-without-licence': [2, 3],
    'models-with-base-model': [1, 3],
    'gated-models': [1, 3],
    'removed-models': [1, 3],
  });
});

test('what the data do not record has no row, and is not zero', async () => {
  const lacks = (['licence', 'has_parent', 'gated', 'removed', 'model_type', 'task', 'downloads'] as const).map(
    (column) => `models.${column}` as const,
  );
  expect(Object.keys(await count([{}], lacks))).toEqual([
    'models',
    'authors',
    'models-of-unknown-age',
    'models-with-card',
  ]);
});

test('a share comes with its interval, and the number of models has none', async () => {
  const [models, , , withCard] = await rows(population, [
    { author: 'ada', has_card: true },
    { author: 'ada' },
    { author: 'bob', has_card: true },
    { author: 'bob' },
    { author: 'bob' },
    { author: 'eve' },
  ]);
  expect(models).toMatchObject({ measure: 'models', share: null, shareLow: null, shareHigh: null });
  // statsmodels 0.15.0: Logit on a constant, cov_type 'cluster' by author, use_t
  expect(withCard).toMatchObject({
    measure: 'models-with-card',
    share: 1 / 3,
    shareLow: expect.closeTo(0.07200769420133227, 9),
    shareHigh: expect.closeTo(0.7631370810918007, 9),
  });
});
