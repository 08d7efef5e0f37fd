import { expect, test } from 'vitest';
import { derivatives } from './derivatives.ts';
import { lineage } from './lineage.ts';
import { model, rows } from '../rows.test-support.ts';

const family = [model('ada/base'), model('ada/tuned'), model('bob/small'), model('eve/alone')];
const parents = [
  ['ada/tuned', 'ada/base', 'finetune'],
  ['bob/small', 'ada/tuned', 'quantized'],
  ['bob/small', 'ada/tuned', 'finetune'],
] as const;

test('a model with two relations to one parent counts once in each, and once among those that declare any', async () => {
  expect(await rows(lineage, family, [], { parents })).toMatchObject([
    { month: '2022-01', relation: 'any', models: 2, created: 4, share: 0.5 },
    { month: '2022-01', relation: 'finetune', models: 2, created: 4 },
    { month: '2022-01', relation: 'none-declared', models: 2, created: 4 },
    { month: '2022-01', relation: 'quantized', models: 1, created: 4 },
  ]);
});

test('months are those of UTC, oldest first, with models of unknown age at the end', async () => {
  const models = [
    model('ada/a', { created_at: null }),
    model('ada/b', { created_at: '2022-03-01 00:30:00' }), // still February in Los Angeles
    model('ada/c', { created_at: '2022-02-10' }),
  ];
  const declared = { parents: [['ada/a', 'ada/c'] as const] };
  expect(await rows(lineage, models, [], declared)).toMatchObject([
    { month: '2022-02', relation: 'none-declared', created: 1 },
    { month: '2022-03', relation: 'none-declared', created: 1 },
    { month: null, relation: 'any', models: 1, created: 1 },
    { month: null, relation: 'not-named', models: 1, created: 1 },
  ]);
});

test('a model that names itself, a path or a model that is gone has declared something', async () => {
  const declared = {
    parents: [
      ['ada/base', 'ada/base'],
      ['ada/tuned', '/home/ada/checkpoint', 'finetune'],
      ['bob/small', 'gone/model', 'quantized'],
    ] as const,
  };
  expect(await rows(lineage, family, [], declared)).toContainEqual(
    expect.objectContaining({ relation: 'any', models: 3, created: 4 }),
  );
});

test('over all months: models by relation, and those that another model is built upon', async () => {
  expect(await rows(derivatives, family, [], { parents })).toMatchObject([
    { relation: 'none-declared', models: 2, all: 4, share: 0.5, builtUpon: 1, shareBuiltUpon: 0.5 },
    { relation: 'any', models: 2, builtUpon: 1 },
    { relation: 'finetune', models: 2, builtUpon: 1 },
    { relation: 'quantized', models: 1, builtUpon: 0 },
  ]);
});

test('a model that names itself is not built upon', async () => {
  const declared = { parents: [['ada/base', 'ada/base', 'finetune'] as const] };
  expect(await rows(derivatives, [model('ada/base')], [], declared)).toMatchObject([
    { relation: 'any', models: 1, builtUpon: 0 },
    { relation: 'finetune', models: 1, builtUpon: 0 },
  ]);
});
