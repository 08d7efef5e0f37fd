import { expect, test } from 'vitest';
import { cardsByPopularity } from './cards-by-popularity.ts';
import { rows } from '../rows.test-support.ts';

const to = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

test('ten models with different downloads are one in each tenth, the least downloaded in the first', async () => {
  const tenths = await rows(
    cardsByPopularity,
    [7, 3, 10, 1, 5, 9, 2, 8, 6, 4].map((downloads) => ({ downloads, has_card: downloads === 10 })),
  );
  expect(tenths.map((row) => row.decile)).toEqual(to(10));
  expect(tenths.map((row) => row.toDownloads)).toEqual(to(10));
  expect(tenths.map((row) => row.withCard)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
});

test('equal downloads are never split: half of the models without any stand together, in the third tenth', async () => {
  // Twenty models: ten without downloads, places 1 to 10 with 5.5 in the middle, then one each of 1 to 10.
  const models = [...to(10).map(() => ({ downloads: 0 })), ...to(10).map((downloads) => ({ downloads }))];
  expect(await rows(cardsByPopularity, models)).toMatchObject([
    { decile: 3, models: 10, fromDownloads: 0, toDownloads: 0 },
    { decile: 6, models: 2, fromDownloads: 1, toDownloads: 2 },
    { decile: 7, models: 2, fromDownloads: 3, toDownloads: 4 },
    { decile: 8, models: 2, fromDownloads: 5, toDownloads: 6 },
    { decile: 9, models: 2, fromDownloads: 7, toDownloads: 8 },
    { decile: 10, models: 2, fromDownloads: 9, toDownloads: 10 },
  ]);
});

test('where all downloads are equal there is one row, and in the middle', async () => {
  const tenths = await rows(
    cardsByPopularity,
    to(30).map((id) => ({ downloads: 4, has_card: id <= 15 })),
  );
  expect(tenths).toMatchObject([{ decile: 5, models: 30, withCard: 15, shareWithCard: 0.5 }]);
});

test('it does not matter in which order the models came', async () => {
  const models = [0, 0, 0, 5, 5, 8, 13].map((downloads, index) => ({ downloads, has_card: index % 2 === 0 }));
  expect(await rows(cardsByPopularity, models.toReversed())).toEqual(await rows(cardsByPopularity, models));
});
