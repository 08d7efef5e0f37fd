import { expect, test } from 'vitest';
import { modelsCreated } from './models-created.ts';
import { rows } from '../rows.test-support.ts';

test('months are counted in UTC wherever the code runs', async () => {
  const models = [
    { created_at: '2022-01-01 00:30:00', model_type: 'bert' }, // still 2021 in Los Angeles
    { created_at: '2022-01-31 23:59:59', model_type: 'bert' },
    { created_at: '2022-02-01 00:00:00', model_type: 'bert' },
  ];
  expect(await rows(modelsCreated, models)).toEqual([
    { month: '2022-01', modelType: 'bert', models: 2 },
    { month: '2022-02', modelType: 'bert', models: 1 },
  ]);
});

test('a model without a known type is counted as untyped, not left out', async () => {
  expect(await rows(modelsCreated, [{ model_type: null }, { model_type: 'bert' }, { model_type: null }])).toEqual([
    { month: '2022-01', modelType: 'untyped', models: 2 },
    { month: '2022-01', modelType: 'bert', models: 1 },
  ]);
});

test('a model of unknown age has no month, and stands at the end', async () => {
  const models = [
    { created_at: null, model_type: 'bert' },
    { created_at: '2022-03-01', model_type: 'bert' },
  ];
  expect((await rows(modelsCreated, models)).map((row) => row.month)).toEqual(['2022-03', null]);
});

test('within a month the largest type comes first, and equal ones by name', async () => {
  const models = [{ model_type: 't5' }, { model_type: 'gpt2' }, { model_type: 'vit' }, { model_type: 'vit' }];
  expect((await rows(modelsCreated, models)).map((row) => row.modelType)).toEqual(['vit', 'gpt2', 't5']);
});
