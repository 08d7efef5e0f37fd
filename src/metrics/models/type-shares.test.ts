import { expect, test } from 'vitest';
import { mentions } from './mentions.ts';
import { modelsCreated } from './models-created.ts';
import { counted, found } from '../rows.test-support.ts';
import { typeShares } from './type-shares.ts';

const created = (cells: Readonly<Record<string, Readonly<Record<string, number>>>>) =>
  counted(
    modelsCreated,
    Object.entries(cells).flatMap(([month, types]) =>
      Object.entries(types).map(([modelType, models]) => ({ month, modelType, models })),
    ),
  );

test('a share is of the models of known type in the month; the others are not in the whole', () => {
  expect(found(typeShares, created({ '2022-01': { bert: 150, gpt2: 50, untyped: 800 } }))).toMatchObject([
    { side: 'hub', modelType: 'bert', month: '2022-01', count: 150, whole: 200, share: 0.75 },
    { side: 'hub', modelType: 'gpt2', month: '2022-01', count: 50, whole: 200, share: 0.25 },
  ]);
});

test('a month with 99 models has no share, one with 100 has', () => {
  const rows = found(typeShares, created({ '2022-01': { bert: 99 }, '2022-02': { bert: 100 } }));
  expect(rows).toMatchObject([{ month: '2022-02', count: 100 }]);
});

test('a leading type without a model in the month has the share 0 there, not a gap', () => {
  expect(found(typeShares, created({ '2022-01': { bert: 100 }, '2022-02': { gpt2: 200 } }))).toMatchObject([
    { modelType: 'gpt2', month: '2022-01', count: 0, share: 0 },
    { modelType: 'gpt2', month: '2022-02', share: 1 },
    { modelType: 'bert', month: '2022-01', share: 1 },
    { modelType: 'bert', month: '2022-02', count: 0, share: 0 },
  ]);
});

test('the ninth type is in the whole, and has no line of its own', () => {
  const types = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  const month = Object.fromEntries(types.map((type, index) => [type, 100 - index]));
  const rows = found(typeShares, created({ '2022-01': month }));
  expect(Array.isArray(rows) && rows.map((row) => row.modelType)).toEqual(types.slice(0, 8));
  expect(rows).toMatchObject(types.slice(0, 8).map(() => ({ whole: 864 })));
});

test('each side has its own leading types and its own months', () => {
  const topics = counted(mentions, [{ month: '2023-01', modelType: 't5', topics: 120 }]);
  expect(found(typeShares, created({ '2022-01': { bert: 100 } }), topics)).toMatchObject([
    { side: 'hub', modelType: 'bert', month: '2022-01' },
    { side: 'forum', modelType: 't5', month: '2023-01', count: 120, whole: 120 },
  ]);
});

test('where no month has enough there is a sentence, and no share', () => {
  expect(found(typeShares, created({ '2022-01': { bert: 99 }, '2022-02': { bert: 1 } }))).toEqual({
    reason: 'No month has 100 models of known type.',
  });
});
