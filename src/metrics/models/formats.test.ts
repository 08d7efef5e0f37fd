import { expect, test } from 'vitest';
import { formats } from './formats.ts';
import { rows } from '../rows.test-support.ts';

test('a model with two formats is counted once, under both', async () => {
  const models = [{ formats: 'gguf + safetensors' }, { formats: 'safetensors' }, { formats: 'safetensors' }];
  expect(await rows(formats, models)).toMatchObject([
    { month: '2022-01', formats: 'safetensors', models: 2, created: 3, share: 2 / 3 },
    { month: '2022-01', formats: 'gguf + safetensors', models: 1, created: 3, share: 1 / 3 },
  ]);
});

test('no format seen is an empty cell, not a format', async () => {
  expect(await rows(formats, [{ formats: '' }])).toMatchObject([
    { month: '2022-01', formats: null, models: 1, share: 1 },
  ]);
});

test('months are those of UTC, oldest first, with models of unknown age at the end', async () => {
  const models = [
    { created_at: null, formats: 'onnx' },
    { created_at: '2022-03-01 00:30:00', formats: 'onnx' }, // still February in Los Angeles
    { created_at: '2022-02-10', formats: 'onnx' },
  ];
  expect((await rows(formats, models)).map((row) => row.month)).toEqual(['2022-02', '2022-03', null]);
});
