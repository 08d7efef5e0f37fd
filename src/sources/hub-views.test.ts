import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { describeWithSharedData, sharedData } from '../../tests/shared-data.ts';
import { radarModels, syntheticModels } from '../../tests/stand-ins/hub-models.ts';
import { temporaryFolder } from '../../tests/temporary-folder.ts';
import { literal, openDatabase } from '../io/database.ts';
import { type HubViews, viewsOfPages, viewsOfParquet } from './hub-views.ts';

const asOf = '2026-11-20';

/** A model as the Hub lists it, with what a test does not speak of. */
const model = (fields: Record<string, unknown>) => ({
  id: 'ada/model',
  createdAt: '2023-05-06T07:08:09.000Z',
  downloads: 1,
  likes: 0,
  tags: [],
  siblings: [],
  ...fields,
});

function pages(...lists: readonly (readonly unknown[])[]): string {
  const folder = temporaryFolder();
  for (const [index, list] of lists.entries())
    writeFileSync(join(folder, `${String(index + 1).padStart(6, '0')}.json.gz`), gzipSync(JSON.stringify(list)));
  return `${folder}/*.json.gz`;
}

async function ask({ models: view }: HubViews, sql: string) {
  if (typeof view === 'string') throw new Error(view);
  const database = await openDatabase();
  try {
    for (const statement of view.sql) await database.run(statement);
    return await database.rows(sql);
  } finally {
    database.close();
  }
}

const models = (sql: string, ...lists: readonly (readonly unknown[])[]) =>
  ask(viewsOfPages(pages(...lists), asOf), sql);
const one = async (fields: Record<string, unknown>, columns: string) =>
  (await models(`SELECT ${columns} FROM models`, [model(fields)]))[0];

describe('the model type', () => {
  test.each([
    [
      'is the one that the configuration names, in lower case',
      { config: { model_type: 'LLaMA' }, tags: ['bert'] },
      'llama',
    ],
    ['is else the first tag that is a known type', { tags: ['transformers', 'safetensors', 'qwen2', 'bert'] }, 'qwen2'],
    ['is not told from a part of a tag', { tags: ['my-bert', 'bert-like', 'license:bert'] }, null],
    ['is not told from the name', { id: 'ada/bert-base' }, null],
    [
      'may be one that nobody knows yet, if the configuration says so',
      { config: { model_type: 'brand_new' } },
      'brand_new',
    ],
    ['is not markup, whatever the configuration says', { config: { model_type: '<script>alert(1)</script>' } }, null],
    ['is not read from a configuration that is none', { config: 'bert' }, null],
    ['is not read from deeper in the configuration', { config: { text_config: { model_type: 'bert' } } }, null],
  ])('%s', async (_, fields, expected) => {
    expect(await one(fields, 'model_type')).toEqual({ model_type: expected });
  });

  test('is else that of the first base model that is listed and has one, as in every other list of models', async () => {
    const list = [
      model({ id: 'ada/base', config: { model_type: 'mistral' } }),
      model({ id: 'ada/other', config: { model_type: 'bert' } }),
      model({ id: 'ada/untyped' }),
      model({ id: 'bob/first', tags: ['base_model:ada/base', 'base_model:ada/other'] }),
      model({ id: 'bob/last', tags: ['base_model:ada/other', 'base_model:ada/base'] }),
      model({ id: 'bob/second', tags: ['base_model:ada/gone', 'base_model:ada/untyped', 'base_model:ada/base'] }),
      model({ id: 'bob/twice-removed', tags: ['base_model:bob/second'] }),
    ];
    expect(await models(`SELECT id, model_type FROM models WHERE id LIKE 'bob/%' ORDER BY id`, list)).toEqual([
      { id: 'bob/first', model_type: 'mistral' },
      { id: 'bob/last', model_type: 'bert' },
      { id: 'bob/second', model_type: 'mistral' },
      { id: 'bob/twice-removed', model_type: null },
    ]);
  });

  test('is else that of the first base model, where that is listed', async () => {
    const list = [
      model({ id: 'ada/base', config: { model_type: 'mistral' } }),
      model({ id: 'bob/quantized', tags: ['base_model:quantized:ada/base', 'base_model:ada/base'] }),
      model({ id: 'bob/lost', tags: ['base_model:ada/gone'] }),
      model({ id: 'bob/itself', tags: ['base_model:bob/itself'] }),
    ];
    expect(await models('SELECT id, model_type FROM models ORDER BY id', list)).toEqual([
      { id: 'ada/base', model_type: 'mistral' },
      { id: 'bob/itself', model_type: null },
      { id: 'bob/lost', model_type: null },
      { id: 'bob/quantized', model_type: 'mistral' },
    ]);
  });
});

describe('a record', () => {
  test.each([
    ['without an id', { id: undefined }, 'no id'],
    ['whose id is a number', { id: 12 }, 'no id'],
    ['without a time of creation', { createdAt: null }, 'no time of creation'],
    ['whose time of creation is none', { createdAt: 'yesterday' }, 'no time of creation'],
    ['of the year 1', { createdAt: '0001-01-01T00:00:00.000Z' }, 'created outside the time of the Hub'],
    ['of the year 9999', { createdAt: '9999-12-31T00:00:00.000Z' }, 'created outside the time of the Hub'],
    ['with downloads in text', { downloads: '12' }, 'downloads are no count'],
    ['with half a like', { likes: 0.5 }, 'likes are no count'],
    ['with fewer than no downloads', { downloads: -1 }, 'downloads are no count'],
  ])('%s is rejected and counted, and the others are read', async (_, fields, problem) => {
    const lists = [[model(fields), model({ id: 'bob/fine' })]] as const;
    expect(await models('SELECT id FROM models', ...lists)).toEqual([{ id: 'bob/fine' }]);
    expect(await models('FROM rejected_models', ...lists)).toEqual([{ problem, records: 1 }]);
  });

  test('that comes twice, on one page or on two, counts once, as it came first', async () => {
    const lists = [
      [model({ id: 'a/a', downloads: 1 }), model({ id: 'a/b' }), model({ id: 'a/a', downloads: 2 })],
      [model({ id: 'a/b' }), model({ id: 'a/c' })],
    ];
    expect(await models('SELECT id, downloads FROM models ORDER BY id', ...lists)).toEqual([
      { id: 'a/a', downloads: 1 },
      { id: 'a/b', downloads: 1 },
      { id: 'a/c', downloads: 1 },
    ]);
  });

  test('with a field of 5 MB is read like any other', async () => {
    expect(await one({ cardData: { text: 'x'.repeat(5_000_000) } }, 'id')).toEqual({ id: 'ada/model' });
  });

  test('with hostile text stays text', async () => {
    const id = `ada/'; DROP TABLE models; --\u001b[31m\u202e<b>=1+1`;
    expect(await one({ id, pipeline_tag: '<b>bold</b>', library_name: '=cmd()' }, 'id, task, library')).toEqual({
      id,
      task: null,
      library: '=cmd()',
    });
  });
});

test.each([
  ['a card is a README.md', { siblings: [{ rfilename: 'README.md' }] }, 'has_card', true],
  ['a README in a folder is no card', { siblings: [{ rfilename: 'docs/README.md' }] }, 'has_card', false],
  ['a licence is told from the name of a file', { siblings: [{ rfilename: 'LICENSE.txt' }] }, 'has_licence_file', true],
  [
    'a licence in a folder is that of something else',
    { siblings: [{ rfilename: 'x/LICENSE' }] },
    'has_licence_file',
    false,
  ],
  [
    'the state of a trainer is a training file',
    { siblings: [{ rfilename: 'checkpoint-5/trainer_state.json' }] },
    'has_training_files',
    true,
  ],
  ['weights are no training file', { siblings: [{ rfilename: 'model.safetensors' }] }, 'has_training_files', false],
  ['PyTorch’s own files are pickles', { siblings: [{ rfilename: 'pytorch_model.bin' }] }, 'formats', 'pickle'],
  [
    'files of the training run are not weights',
    {
      siblings: [{ rfilename: 'training_args.bin' }, { rfilename: 'x/optimizer.pt' }, { rfilename: 'rng_state_0.pth' }],
    },
    'formats',
    '',
  ],
  [
    'several formats are one set',
    { siblings: [{ rfilename: 'm.safetensors' }, { rfilename: 'm-Q4.gguf' }, { rfilename: 'training_args.bin' }] },
    'formats',
    'gguf + safetensors',
  ],
  ['the card template’s paper is not the model’s', { tags: ['arxiv:1910.09700'] }, 'has_paper', false],
  ['a paper beside it is', { tags: ['arxiv:1910.09700', 'arxiv:2401.13177'] }, 'has_paper', true],
  ['a licence is what its tag says', { tags: ['license:apache-2.0'] }, 'licence', 'apache-2.0'],
  ['"manual" is gated', { gated: 'manual' }, 'gated', true],
  ['false is not gated', { gated: false }, 'gated', false],
  [
    'a language deep in a result is not the card’s',
    { cardData: { 'model-index': [{ language: 'en' }] } },
    'has_language',
    false,
  ],
  ['a size is the safetensors total', { safetensors: { total: 7_000_000_000 } }, 'parameters', 7_000_000_000],
])('%s', async (_, fields, column, expected) => {
  const cast = typeof expected === 'boolean' ? `${column}::VARCHAR AS value` : `${column} AS value`;
  expect(await one(fields, cast)).toEqual({ value: typeof expected === 'boolean' ? String(expected) : expected });
});

describe('a Parquet dump of the same list', () => {
  const list = Array.from({ length: 300 }, (_, index) => syntheticModels(300).at(index));
  const columns =
    'id, author, created_at::VARCHAR AS created_at, downloads, task, model_type, licence, formats, parameters, has_card::VARCHAR AS card, has_parent::VARCHAR AS parent';

  async function dump(select: string): Promise<string> {
    const folder = temporaryFolder({ 'list.json': JSON.stringify(list) });
    mkdirSync(folder, { recursive: true });
    const database = await openDatabase();
    await database.run(
      `COPY (SELECT ${select} FROM read_json(${literal(join(folder, 'list.json'))}, format = 'array', sample_size = -1)) TO ${literal(join(folder, 'dump.parquet'))} (FORMAT parquet)`,
    );
    database.close();
    return join(folder, 'dump.parquet');
  }

  test('gives the same rows as its pages, whether nested fields are columns or JSON in text', async () => {
    const expected = await models(`SELECT ${columns} FROM models ORDER BY id`, list);
    const nested = '* REPLACE (to_json(cardData)::VARCHAR AS cardData, to_json(siblings)::VARCHAR AS siblings)';
    for (const select of ['*', nested, '* REPLACE (createdAt::TIMESTAMP AS createdAt)'])
      expect(
        await ask(await viewsOfParquet(await dump(select), asOf), `SELECT ${columns} FROM models ORDER BY id`),
      ).toEqual(expected);
  });

  test('without a column lacks what is told from it, and says so', async () => {
    const views = await viewsOfParquet(await dump('* EXCLUDE (gated, siblings, cardData)'), asOf);
    expect(views).toMatchObject({
      models: {
        lacks: {
          gated: 'The dump has no column gated.',
          has_card: 'The dump has no column siblings.',
          formats: 'The dump has no column siblings.',
          has_licence_file: 'The dump has no column siblings.',
          has_training_files: 'The dump has no column siblings.',
        },
      },
      languages: 'The dump has no column cardData.',
    });
    expect(await ask(views, 'SELECT count(*) AS n FROM models')).toEqual([{ n: 300 }]);
  });

  test('without a time of creation is refused', async () => {
    await expect(viewsOfParquet(await dump('* EXCLUDE (createdAt)'), asOf)).rejects.toThrow(
      'has no column createdAt; it has',
    );
  });
});

describe('what a model declares', () => {
  const parents = (...tags: unknown[]) =>
    models('SELECT parent, relation FROM parents ORDER BY ALL', [model({ tags: ['pytorch', ...tags] })]);

  test('a parent that is repeated without its relation is one parent, with it', async () => {
    expect(await parents('base_model:a/b', 'base_model:finetune:a/b')).toEqual([
      { parent: 'a/b', relation: 'finetune' },
    ]);
  });

  test('a parent without a relation is a parent', async () => {
    expect(await parents('base_model:gpt2')).toEqual([{ parent: 'gpt2', relation: null }]);
  });

  test('two relations to one parent, and several parents, are all there', async () => {
    expect(
      await parents('base_model:merge:a/b', 'base_model:adapter:a/b', 'base_model:merge:c/d', 'base_model:merge:c/d'),
    ).toEqual([
      { parent: 'a/b', relation: 'adapter' },
      { parent: 'a/b', relation: 'merge' },
      { parent: 'c/d', relation: 'merge' },
    ]);
  });

  test('the model itself, a path and markup are kept as they were written', async () => {
    const odd = ['ada/model', 'C:\\Models\\x', '/cache/x', '<b>a</b>', `'; DROP TABLE models; --`, 'finetuned:x'];
    expect((await parents(...odd.map((name) => `base_model:finetune:${name}`))).map(({ parent }) => parent)).toEqual(
      odd.toSorted(),
    );
  });

  test('a tag that names nothing is no parent', async () => {
    expect(await parents('base_model:', 'base_model:merge:', 'base_models:a/b', 'x-base_model:a/b', 7, null)).toEqual(
      [],
    );
  });

  test('data sets are named in tags, languages in the card as one or as a list', async () => {
    const lists = [
      model({ id: 'a/a', tags: ['dataset:squad', 'dataset:squad', 'dataset:'], cardData: { language: 'en' } }),
      model({ id: 'a/b', tags: ['dataset:imagefolder'], cardData: { language: ['de', 'en', ''] } }),
      model({ id: 'a/c', tags: {}, cardData: { language: { en: 1 } } }),
    ];
    expect(await models('SELECT * FROM training_data ORDER BY ALL', lists)).toEqual([
      { model: 'a/a', dataset: 'squad' },
      { model: 'a/b', dataset: 'imagefolder' },
    ]);
    expect(await models('SELECT * FROM languages ORDER BY ALL', lists)).toEqual([
      { model: 'a/a', language: 'en' },
      { model: 'a/b', language: 'de' },
      { model: 'a/b', language: 'en' },
    ]);
  });

  test('a record that is left out has no parents either', async () => {
    const lists = [model({ createdAt: null, tags: ['base_model:a/b'] }), model({ id: 'a/a', tags: [] })];
    expect(await models('SELECT * FROM parents', lists)).toEqual([]);
  });
});

describeWithSharedData('real rows in the shape of the list', () => {
  test('15,904 models: 8,279 with a base model, 461 gated', async () => {
    const all = radarModels(join(sharedData, 'radar2026'));
    const lists = Array.from({ length: Math.ceil(all.length / 1000) }, (_, page) =>
      all.slice(page * 1000, page * 1000 + 1000),
    );
    const counts =
      'SELECT count(*) AS models, count(*) FILTER (has_parent) AS parents, count(*) FILTER (gated) AS gated FROM models';
    expect(await models(counts, ...lists)).toEqual([{ models: 15_904, parents: 8279, gated: 461 }]);
    const named =
      'SELECT relation, count(DISTINCT child) AS models FROM parents GROUP BY relation ORDER BY models DESC';
    expect(await models(named, ...lists)).toEqual([
      { relation: 'finetune', models: 3702 },
      { relation: 'quantized', models: 2887 },
      { relation: 'adapter', models: 1638 },
      { relation: 'merge', models: 52 },
      { relation: null, models: 2 },
    ]);
  });
});
