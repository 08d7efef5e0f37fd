import { expect, test } from 'vitest';
import { modelsByStatedType } from './models-by-stated-type.ts';
import { rows } from '../rows.test-support.ts';

test('a model that has only the type of its base model states none', async () => {
  const models = [
    { model_type: 'llama' },
    { model_type: 'llama', type_of_base_model: true },
    { model_type: null },
    { model_type: 'bert' },
  ];
  expect(await rows(modelsByStatedType, models)).toEqual([
    { month: '2022-01', modelType: 'untyped', models: 2 },
    { month: '2022-01', modelType: 'bert', models: 1 },
    { month: '2022-01', modelType: 'llama', models: 1 },
  ]);
});
