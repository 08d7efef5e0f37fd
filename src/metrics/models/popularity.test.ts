import { expect, test } from 'vitest';
import { popularity } from './popularity.ts';
import { rows } from '../rows.test-support.ts';

test('downloads and likes are added over the models of a type, those of unknown type among them', async () => {
  const models = [
    { model_type: 'bert', downloads: 10, likes: 1 },
    { model_type: null, downloads: 7, likes: 0 },
    { model_type: 'bert', downloads: 5, likes: 2 },
  ];
  expect(await rows(popularity, models)).toEqual([
    { modelType: 'bert', models: 2, downloads: 15, likes: 3 },
    { modelType: 'untyped', models: 1, downloads: 7, likes: 0 },
  ]);
});

test('the order is by models, not by downloads, and equal ones by name', async () => {
  const models = [
    { model_type: 't5', downloads: 1000 },
    { model_type: 'bert', downloads: 1 },
    { model_type: 'gpt2' },
    { model_type: 'gpt2' },
  ];
  expect((await rows(popularity, models)).map((row) => row.modelType)).toEqual(['gpt2', 'bert', 't5']);
});

test('downloads beyond what 32 bits hold are still exact', async () => {
  const models = [{ downloads: 4_000_000_001 }, { downloads: 4_000_000_002 }];
  expect(await rows(popularity, models)).toMatchObject([{ downloads: 8_000_000_003 }]);
});
