import { expect, test } from 'vitest';
import { cardsByMonth } from './cards-by-month.ts';
import { counted, rows } from '../rows.test-support.ts';

test('a month counts its own models, with and without a card', async () => {
  const models = [
    { created_at: '2022-01-31 23:30:00', has_card: true },
    { created_at: '2022-01-01 00:30:00', has_card: false }, // still 2021 in Los Angeles
    { created_at: '2022-02-01 00:30:00', has_card: true },
  ];
  expect(await rows(cardsByMonth, models)).toMatchObject([
    { month: '2022-01', models: 2, withCard: 1, shareWithCard: 0.5 },
    { month: '2022-02', models: 1, withCard: 1, shareWithCard: 1 },
  ]);
});

test('models of unknown age are a row of their own at the end', async () => {
  const models = [{ created_at: null, has_card: true }, { created_at: '2022-01-15' }, { created_at: null }];
  expect(await rows(cardsByMonth, models)).toMatchObject([
    { month: '2022-01', models: 1, withCard: 0 },
    { month: null, models: 2, withCard: 1 },
  ]);
});

test('two models with a card of two authors are not certain: the interval begins far below', async () => {
  const [row] = await rows(cardsByMonth, [
    { author: 'ada', has_card: true },
    { author: 'bob', has_card: true },
  ]);
  expect(row).toMatchObject({ shareWithCard: 1, shareWithCardHigh: 1 });
  expect(row?.shareWithCardLow).toBeLessThan(0.25);
});

test('the models of one author say nothing of those of others: there is no interval', async () => {
  const [row] = await rows(cardsByMonth, [{ has_card: true }, {}, {}]);
  expect(row).toMatchObject({ shareWithCard: 1 / 3, shareWithCardLow: null, shareWithCardHigh: null });
});

test('published totals get the same shares as counted ones, and no interval without authors', () => {
  const { rows: published } = counted(cardsByMonth, [{ month: '2022-01', models: 4, withCard: 3 }]);
  expect(published).toMatchObject([{ shareWithCard: 0.75, shareWithCardLow: null, shareWithCardHigh: null }]);
});

test('more cards than models are refused, not a share above 1', () => {
  expect(() => counted(cardsByMonth, [{ month: '2022-01', models: 3, withCard: 4 }])).toThrow('4 exceeds 3');
});
