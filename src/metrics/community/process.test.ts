import { expect, test } from 'vitest';
import { openTopics } from './open-topics.ts';
import { process } from './process.ts';
import { publishers } from './publishers.ts';
import { counted, found } from '../rows.test-support.ts';

const month = { month: '2022-01', models: 10, authors: 4, busFactor: 2, downloads: 6, busFactorOfDownloads: 1 };

test('productivity is models per author, topic density open topics per thousand new models', () => {
  const open = counted(openTopics, [{ month: '2022-01', open: 3, medianAgeDays: 12.5 }]);
  expect(found(process, counted(publishers, [month]), open)).toEqual([
    {
      month: '2022-01',
      productivity: 2.5,
      topicDensity: 300,
      spoilage: 3,
      spoilageAgeDays: 12.5,
      busFactor: 2,
      busFactorOfDownloads: 1,
    },
  ]);
});

test('without the forum the measures of topics are empty, not nought', () => {
  expect(found(process, counted(publishers, [month]))).toMatchObject([
    { topicDensity: null, spoilage: null, spoilageAgeDays: null, busFactor: 2 },
  ]);
});

test('a month that the forum does not know has no topics to speak of', () => {
  const open = counted(openTopics, [{ month: '2022-02', open: 3, medianAgeDays: 12.5 }]);
  expect(found(process, counted(publishers, [month]), open)).toMatchObject([{ month: '2022-01', spoilage: null }]);
});

test('models of unknown age belong to no month', () => {
  expect(found(process, counted(publishers, [month, { ...month, month: null }]))).toHaveLength(1);
  expect(found(process, counted(publishers, [{ ...month, month: null }]))).toEqual({
    reason: 'The time of creation is unknown for every model.',
  });
});
