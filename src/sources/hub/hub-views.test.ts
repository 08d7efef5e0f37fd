import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { everything } from '../../../tests/everything.ts';
import { describeWithSharedData, sharedData } from '../../../tests/shared-data.ts';
import { radarModels, syntheticModels } from '../../../tests/stand-ins/hub-models.ts';
import { temporaryFolder } from '../../../tests/temporary-folder.ts';
import { literal, openDatabase } from '../../io/database.ts';
import { listOf } from '../../io/json-pages.ts';
import type { Row } from '../../schema/table.ts';
import { type ModelList, type ModelsRead, readModels } from './hub-views.ts';
import { knownModelTypes } from './model-types.ts';

const asOf = '2026-11-20';
const database = await openDatabase();
afterAll(() => {
  database.close();
});

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

/** Pages as they were captured; a page may be given as its text. */
function pages(...lists: readonly (readonly unknown[] | string)[]): ModelList {
  const folder = temporaryFolder();
  const files = lists.map((list, index) => {
    const file = join(folder, `${String(index + 1).padStart(6, '0')}.json.gz`);
    writeFileSync(file, gzipSync(typeof list === 'string' ? list : JSON.stringify(list)));
    return file;
  });
  return { form: 'pages', files, spill: join(folder, 'spill') };
}

/** What was read of a list, and what a query finds in it. */
async function read(list: ModelList, sql = 'SELECT 1'): Promise<ModelsRead & { rows: Row[] }> {
  return { ...(await readModels(database, list, asOf)), rows: await database.rows(sql) };
}

const models = async (sql: string, ...lists: readonly (readonly unknown[])[]) =>
  (await read(pages(...lists), sql)).rows;
const one = async (fields: Record<string, unknown>, columns: string) =>
  (await models(`SELECT ${columns} FROM models`, [model(fields)]))[0];

/**
 * Models that differ in one thing each, read as one list when first asked for: to read one costs as much as to read all.
 *
 * @returns what was read, and the row of the n-th model
 */
function together(cases: readonly Record<string, unknown>[], columns: string) {
  let reading: ReturnType<typeof read> | undefined;
  const all = () => {
    const list = cases.map((fields, index) => model({ id: `ada/model-${index}`, ...fields }));
    return (reading ??= read(pages(list), `SELECT ${columns} FROM models ORDER BY rowid`));
  };
  return { all, row: async (nth: number) => (await all()).rows[nth] };
}

describe('the model type', () => {
  test.each(['id,createdAt', 'id,createdAt,likes'])(
    'is not known of any model in a list without tags and configurations: %s',
    async (head) => {
      const folder = temporaryFolder({
        'a.csv': `${head}\na/b,2023-01-01T00:00:00Z${head.endsWith('likes') ? ',1' : ''}\n`,
      });
      const { views } = await read({ form: 'csv', files: [join(folder, 'a.csv')], spill: folder });
      expect(views.models).toMatchObject({ lacks: { model_type: 'The list has no column tags.' } });
    },
  );

  const told: [string, Record<string, unknown>, string | null][] = [
    [
      'is the one that the configuration names, in lower case',
      { config: { model_type: 'LLaMA' }, tags: ['bert'] },
      'llama',
    ],
    ['is else the first tag that is a known type', { tags: ['transformers', 'safetensors', 'qwen2', 'bert'] }, 'qwen2'],
    ['is told from a tag in any case', { tags: ['GPT2', 'bert'] }, 'gpt2'],
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
  ];
  const typed = together(
    told.map(([, fields]) => fields),
    'model_type',
  );
  test.each(told.map(([name, , expected], nth) => [name, nth, expected] as const))('%s', async (_, nth, expected) => {
    expect(await typed.row(nth)).toEqual({ model_type: expected });
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
    expect(await models(`SELECT id FROM models WHERE type_of_base_model ORDER BY id`, list)).toEqual(
      ['bob/first', 'bob/last', 'bob/second'].map((id) => ({ id })),
    );
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
  const odd: [string, Record<string, unknown>, string][] = [
    ['without an id', { id: undefined }, 'no valid id'],
    ['whose id is a number', { id: 12 }, 'no valid id'],
    ['whose id has no owner before its slash', { id: '/x' }, 'no valid id'],
    ['whose id has no name behind its slash', { id: 'ada/' }, 'no valid id'],
    ['whose id has two slashes', { id: 'ada/x/y' }, 'no valid id'],
    ['whose id is empty', { id: '' }, 'no valid id'],
    ['whose id leads upwards', { id: '../x' }, 'no valid id'],
    ['whose id has a blank', { id: 'ada/x y' }, 'no valid id'],
    ['whose id has letters that the Hub does not take', { id: 'ünï/x' }, 'no valid id'],
    ['whose id is an address', { id: 'https://a.example/x' }, 'no valid id'],
    ['whose id is hostile', { id: `ada/'; DROP TABLE models; --\u001b[31m<b>=1+1` }, 'no valid id'],
    ['without a time of creation', { createdAt: null }, 'no time of creation'],
    ['whose time of creation is none', { createdAt: 'yesterday' }, 'no time of creation'],
    ['of the year 1', { createdAt: '0001-01-01T00:00:00.000Z' }, 'created outside the time of the Hub'],
    ['of the year 9999', { createdAt: '9999-12-31T00:00:00.000Z' }, 'created outside the time of the Hub'],
    ['with downloads in text', { downloads: '12' }, 'downloads are no count'],
    ['with half a like', { likes: 0.5 }, 'likes are no count'],
    ['with fewer than no downloads', { downloads: -1 }, 'downloads are no count'],
  ];
  const times = Object.groupBy(odd, ([, , problem]) => problem);
  const refused = together([...odd.map(([, fields]) => fields), { id: 'bob/fine' }], 'id');
  test.each(odd.map(([name, , problem]) => [name, problem] as const))(
    '%s is rejected and counted as that, and the others are read',
    async (_, problem) => {
      const { rows, intake } = await refused.all();
      expect(rows).toEqual([{ id: 'bob/fine' }]);
      expect(intake).toMatchObject({ read: odd.length + 1, counted: 1 });
      expect(intake.rejected[problem]).toBe(times[problem]?.length);
    },
  );

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

  test('that comes on a page that is read later, though it is an earlier one, counts as it came first', async () => {
    const long = Array.from({ length: 5000 }, (_, index) => model({ id: `b/${index}` }));
    const list = pages([...long, model({ id: 'a/a', downloads: 1 })], [model({ id: 'a/a', downloads: 2 })]);
    const two = await openDatabase({ threads: 2 });
    await readModels(two, list, asOf);
    expect(await two.rows(`SELECT downloads FROM models WHERE id = 'a/a'`)).toEqual([{ downloads: 1 }]);
    two.close();
  });

  test.each([
    ['o0/m6', 'O0/M6'],
    ['Uni_2/X.y-1', 'uni_2/x.Y-1'],
    ['a/B', 'A/b'],
  ])('whose name differs from another in case alone is the same model: %s and %s', async (first, second) => {
    const list = [model({ id: first, downloads: 1 }), model({ id: second, downloads: 2 }), model({ id: 'x/other' })];
    const { rows, intake } = await read(pages(list), 'SELECT id, downloads FROM models ORDER BY downloads, id');
    expect(rows).toContainEqual({ id: first, downloads: 1 });
    expect(intake).toMatchObject({ read: 3, counted: 2, repeated: 1 });
  });

  test('with a field of 5 MB is read like any other', async () => {
    expect(await one({ cardData: { text: 'x'.repeat(5_000_000) } }, 'id')).toEqual({ id: 'ada/model' });
  });

  test('with hostile text stays text', async () => {
    const library = `'; DROP TABLE models; --\u001b[31m\u202e<b>=1+1`;
    expect(await one({ pipeline_tag: '<b>bold</b>', library_name: library }, 'task, library')).toEqual({
      task: null,
      library,
    });
  });
});

const oneThingEach: [string, Record<string, unknown>, string, unknown][] = [
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
  [
    'other has the name that its maker gives it',
    { tags: ['license:other'], cardData: { license_name: 'gemma' } },
    'licence',
    'gemma',
  ],
  ['other without a name is other', { tags: ['license:other'], cardData: { license_name: '' } }, 'licence', 'other'],
  [
    'a name beside another licence is passed over',
    { tags: ['license:mit', 'license:other'], cardData: { license_name: 'gemma' } },
    'licence',
    'mit',
  ],
  ['"manual" is gated', { gated: 'manual' }, 'gated', true],
  ['false is not gated', { gated: false }, 'gated', false],
  [
    'a language deep in a result is not the card’s',
    { cardData: { 'model-index': [{ language: 'en' }] } },
    'has_language',
    false,
  ],
  ['a size is the safetensors total', { safetensors: { total: 7_000_000_000 } }, 'parameters', 7_000_000_000],
];
const withOneThing = together(
  oneThingEach.map(([, fields]) => fields),
  [...new Set(oneThingEach.map(([, , column]) => column))]
    .map((column) => `${column}::VARCHAR AS ${column}`)
    .join(', '),
);
test.each(oneThingEach.map(([name, , column, expected], nth) => [name, nth, column, expected] as const))(
  '%s',
  async (_, nth, column, expected) => {
    expect((await withOneThing.row(nth))?.[column]).toBe(String(expected));
  },
);

describe('a Parquet dump of the same list', () => {
  const list = Array.from({ length: 300 }, (_, index) => syntheticModels(300).at(index));
  const columns =
    'id, author, created_at::VARCHAR AS created_at, downloads, task, model_type, licence, formats, parameters, has_card::VARCHAR AS card, has_parent::VARCHAR AS parent';

  async function dump(select: string): Promise<ModelList> {
    const folder = temporaryFolder({ 'list.json': JSON.stringify(list) });
    mkdirSync(folder, { recursive: true });
    await database.run(
      `COPY (SELECT ${select} FROM read_json(${literal(join(folder, 'list.json'))}, format = 'array', sample_size = -1)) TO ${literal(join(folder, 'dump.parquet'))} (FORMAT parquet)`,
    );
    return { form: 'parquet', files: [join(folder, 'dump.parquet')], spill: folder };
  }

  test('gives the same rows as its pages, whether nested fields are columns or JSON in text', async () => {
    const expected = await models(`SELECT ${columns} FROM models ORDER BY id`, list);
    const nested = '* REPLACE (to_json(cardData)::VARCHAR AS cardData, to_json(siblings)::VARCHAR AS siblings)';
    for (const select of ['*', nested, '* REPLACE (createdAt::TIMESTAMP AS createdAt)'])
      expect((await read(await dump(select), `SELECT ${columns} FROM models ORDER BY id`)).rows).toEqual(expected);
  });

  test('without a column lacks what is told from it, and says so', async () => {
    const { views, rows } = await read(
      await dump('* EXCLUDE (gated, siblings, cardData)'),
      'SELECT count(*) AS n FROM models',
    );
    expect(views).toMatchObject({
      models: {
        lacks: {
          gated: 'The list has no column gated.',
          has_card: 'The list has no column siblings.',
          formats: 'The list has no column siblings.',
          has_licence_file: 'The list has no column siblings.',
          has_training_files: 'The list has no column siblings.',
        },
      },
      languages: 'The list has no column cardData.',
    });
    expect(rows).toEqual([{ n: 300 }]);
  });

  test.each([
    ['gated as text', `CASE id WHEN 'a/0' THEN 'manual' ELSE 'False' END AS gated`, 'gated', ['true', 'false']],
    [
      'gated as a number with holes',
      `CASE id WHEN 'a/0' THEN 1.0 ELSE 0.0 END::DOUBLE AS gated`,
      'gated',
      ['true', 'false'],
    ],
    ['gated as true and false', `id = 'a/0' AS gated`, 'gated', ['true', 'false']],
    ['private as text', `'False' AS private, 'auto' AS gated`, 'gated', ['true', 'true']],
    ['downloads as a number with a point', `12.0::DOUBLE AS downloads`, 'downloads', ['12', '12']],
    ['downloads as text', `'12' AS downloads`, 'downloads', ['12', '12']],
    ['tags as JSON in text', `'[ "license:mit" , "x"]' AS tags`, 'licence', ['mit', 'mit']],
    ['tags as a list', `['license:mit'] AS tags`, 'licence', ['mit', 'mit']],
    [
      'metadata as a column of columns, whose absent keys are null',
      `{'language': CASE id WHEN 'a/0' THEN 'en' END, 'model-index': NULL::VARCHAR} AS "cardData"`,
      'has_language',
      ['true', 'false'],
    ],
    [
      'files as a column of columns with more than names',
      `[{'rfilename': CASE id WHEN 'a/0' THEN 'README.md' ELSE 'x' END, 'size': NULL::BIGINT}] AS siblings`,
      'has_card',
      ['true', 'false'],
    ],
  ])('%s is read as what it says', async (_, columns, column, expected) => {
    const folder = temporaryFolder();
    const file = join(folder, 'list.parquet');
    await database.run(
      `COPY (SELECT *, '2023-05-06T07:08:09Z' AS "createdAt", ${columns} FROM (VALUES ('a/0'), ('a/1')) AS t(id)) TO ${literal(file)} (FORMAT parquet)`,
    );
    const { rows, intake } = await read(
      { form: 'parquet', files: [file], spill: folder },
      `SELECT ${column}::VARCHAR AS value FROM models ORDER BY id`,
    );
    expect(rows.map(({ value }) => value)).toEqual(expected);
    expect(intake.invalid).toEqual([]);
  });

  test.each([
    ['tags as Python writes a list', `'[''license:mit'']' AS tags`, 'tags', `"['license:mit']"`],
    ['tags as one text', `'license:mit, x' AS tags`, 'tags', '"license:mit, x"'],
    ['half a download', `12.5::DOUBLE AS downloads`, 'downloads', '12.5'],
    ['gated in words', `'not gated' AS gated`, 'gated', '"not gated"'],
    ['gated as a number that is neither', `2.0::DOUBLE AS gated`, 'gated', '2.0'],
    ['files as their names', `['README.md'] AS siblings`, 'siblings', '["README.md"]'],
  ])('%s is invalid, with examples', async (_, columns, field, example) => {
    const folder = temporaryFolder();
    const file = join(folder, 'list.parquet');
    await database.run(
      `COPY (SELECT 'a/' || i AS id, '2023-05-06T07:08:09Z' AS "createdAt", ${columns} FROM range(3) AS t(i)) TO ${literal(file)} (FORMAT parquet)`,
    );
    const { intake } = await read({ form: 'parquet', files: [file], spill: folder });
    expect(intake.invalid).toEqual([{ field, records: 3, of: 3, examples: [example, example, example] }]);
  });

  test.each([
    ['jsonl', false],
    ['jsonl', true],
    ['csv', false],
    ['csv', true],
  ] as const)('and so does the same list as %s, compressed: %s', async (form, isPacked) => {
    const expected = await models(`SELECT ${columns} FROM models ORDER BY id`, list);
    const fields = [
      'id',
      'createdAt',
      'downloads',
      'likes',
      'tags',
      'config',
      'cardData',
      'siblings',
      'safetensors',
      'gated',
      'pipeline_tag',
      'library_name',
      'disabled',
      'private',
    ];
    const cell = (value: unknown) => {
      const text = value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
      return `"${text.replaceAll('"', '""')}"`;
    };
    const records = list as unknown as readonly Record<string, unknown>[];
    const lines =
      form === 'jsonl'
        ? records.map((record) => JSON.stringify(record))
        : [fields.join(','), ...records.map((record) => fields.map((field) => cell(record[field])).join(','))];
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `list.${form}`);
    writeFileSync(file, isPacked ? gzipSync(lines.join('\n')) : lines.join('\n'));
    const { rows, intake } = await read(
      { form, files: [file], spill: folder },
      `SELECT ${columns} FROM models ORDER BY id`,
    );
    expect(rows).toEqual(expected);
    expect(intake.invalid).toEqual([]);
  });

  test.each([true, false])('of two tables in CSV may have one that is compressed, the first: %s', async (isFirst) => {
    const folder = temporaryFolder({});
    const files = ['a', 'b'].map((name) => {
      const [file, text] = [join(folder, `${name}.csv`), `id,createdAt\nada/${name},2023-01-01T00:00:00Z\n`];
      writeFileSync(file, (name === 'a') === isFirst ? gzipSync(text) : text);
      return file;
    });
    const { rows } = await read({ form: 'csv', files, spill: folder }, 'SELECT id FROM models ORDER BY id');
    expect(rows).toEqual([{ id: 'ada/a' }, { id: 'ada/b' }]);
  });

  test('of JSON lines has one line that is none: it is rejected, and the others are read', async () => {
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'list.jsonl');
    const fine = JSON.stringify(model({ id: 'a/fine' }));
    writeFileSync(
      file,
      [
        fine,
        '"hello"',
        '{"id": "a/b", "cardData": {"title": "cut \\ud83d"}}',
        '{"id"',
        fine.replace('fine', 'last'),
      ].join('\n'),
    );
    const { rows, intake } = await read(
      { form: 'jsonl', files: [file], spill: folder },
      'SELECT id FROM models ORDER BY id',
    );
    expect(rows).toEqual([{ id: 'a/fine' }, { id: 'a/last' }]);
    expect(intake).toMatchObject({ read: 5, counted: 2 });
  });

  test('has nothing in a cell that says "nan", "NaN", "None", "<NA>" or nothing, and keeps what begins so', async () => {
    const cells = ['nan', 'NaN', 'None', '<NA>', ''];
    const told = cells.map((cell, nth) => `a/${nth},2023-01-01T00:00:00Z,${[cell, cell, '3', '[]', cell].join(',')}`);
    const folder = temporaryFolder({
      'a.csv': `id,createdAt,pipeline_tag,library_name,downloads,tags,gated\n${told.join('\n')}\na/nan,2023-01-01T00:00:00Z,nan-task,keras,4,"[""license:mit""]",False\n`,
    });
    const list: ModelList = { form: 'csv', files: [join(folder, 'a.csv')], spill: folder };
    const { rows, intake } = await read(
      list,
      'SELECT id, task, library, gated::VARCHAR AS gated FROM models ORDER BY id',
    );
    expect(rows).toEqual([
      ...cells.map((_, nth) => ({ id: `a/${nth}`, task: null, library: null, gated: null })),
      { id: 'a/nan', task: 'nan-task', library: 'keras', gated: 'false' },
    ]);
    expect(intake).toMatchObject({ counted: 6, invalid: [] });
  });

  test('without a time of creation is refused', async () => {
    await expect(read(await dump('* EXCLUDE (createdAt)'))).rejects.toThrow('has no column createdAt; it has');
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
    expect(await parents('base_model:ada/base')).toEqual([{ parent: 'ada/base', relation: null }]);
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
      { model: 'a/a', dataset: 'rajpurkar/squad' },
      { model: 'a/b', dataset: 'imagefolder' },
    ]);
    expect(await models('SELECT * FROM languages ORDER BY ALL', lists)).toEqual([
      { model: 'a/a', language: 'en' },
      { model: 'a/b', language: 'de' },
      { model: 'a/b', language: 'en' },
    ]);
  });

  test('a data set is one in whatever case it is named, and by its name from before it had an owner', async () => {
    const named = [
      ['c4'],
      ['allenai/c4', 'C4'],
      ['AllenAI/c4', 'imagenet-1k'],
      ['allenai/c4', 'Org/Text'],
      ['org/text', 'glue'],
      ['Org/Text', 'bob/glue', 'Common_Voice'],
    ];
    const list = named.map((names, nth) => model({ id: `a/${nth}`, tags: names.map((name) => `dataset:${name}`) }));
    expect(
      await models('SELECT dataset, count(*) AS n FROM training_data GROUP BY dataset ORDER BY dataset', list),
    ).toEqual([
      { dataset: 'Common_Voice', n: 1 },
      { dataset: 'ILSVRC/imagenet-1k', n: 1 },
      { dataset: 'Org/Text', n: 3 },
      { dataset: 'allenai/c4', n: 4 },
      { dataset: 'bob/glue', n: 1 },
      { dataset: 'nyu-mll/glue', n: 1 },
    ]);
  });

  test('a record that is left out has no parents either', async () => {
    const lists = [model({ createdAt: null, tags: ['base_model:a/b'] }), model({ id: 'a/a', tags: [] })];
    expect(await models('SELECT * FROM parents', lists)).toEqual([]);
  });
});

describe('what declares nothing', () => {
  const empty: [string, Record<string, unknown>][] = [
    ['null', { language: null, 'model-index': null }],
    ['an empty list', { language: [], 'model-index': [] }],
    ['an empty text', { language: '', 'model-index': '' }],
    ['an empty object', { language: {}, 'model-index': {} }],
    ['nothing', {}],
    ['a model without results', { language: [null, ''], 'model-index': [{ name: 'a', results: [] }] }],
    ['a list of a blank, or of an empty object', { language: [' '], 'model-index': [{}] }],
    ['a blank, or a list of null', { language: ' ', 'model-index': [null] }],
    ['a list of an empty text', { language: [''], 'model-index': [''] }],
  ];
  const silent = together(
    empty.map(([, cardData]) => ({ cardData: { license: 'mit', ...cardData } })),
    'has_language::VARCHAR AS spoken, has_evaluation::VARCHAR AS evaluated',
  );
  test.each(empty.map(([name], nth) => [name, nth] as const))('%s is no language and no result', async (_, nth) => {
    expect(await silent.row(nth)).toEqual({ spoken: 'false', evaluated: 'false' });
    expect((await silent.all()).intake.invalid).toEqual([]);
  });

  test('and a field that declares nothing is counted as absent', async () => {
    const list = [
      ...empty.map(([, cardData], nth) => model({ id: `a/${nth}`, cardData: { license_name: ' ', ...cardData } })),
      model({ id: 'a/blank', library_name: ' ', pipeline_tag: ' ', config: { model_type: ' ' } }),
      model({
        id: 'a/some',
        library_name: 'keras',
        cardData: { language: ['', 'en'], 'model-index': [{}, { results: [1] }], license_name: 'gemma' },
      }),
    ];
    const { rows } = await read(
      pages(list),
      `SELECT field, "with", invalid FROM intake
       WHERE field IN ('cardData.language', 'cardData.model-index', 'cardData.license_name', 'library_name', 'pipeline_tag', 'config.model_type')`,
    );
    expect(rows.toSorted((a, b) => (String(a.field) < String(b.field) ? -1 : 1))).toEqual(
      [
        ['cardData.language', 1],
        ['cardData.license_name', 1],
        ['cardData.model-index', 1],
        ['config.model_type', 0],
        ['library_name', 1],
        ['pipeline_tag', 0],
      ].map(([field, withIt]) => ({ field, with: withIt, invalid: 0 })),
    );
  });

  const blank: [string, Record<string, unknown>, string, string | null][] = [
    ['a paper without a name', { tags: ['arxiv:'] }, 'paper', 'false'],
    ['a paper that is a blank', { tags: ['arxiv: '] }, 'paper', 'false'],
    ['a data set that is a blank', { tags: ['dataset: '] }, 'dataset', 'false'],
    ['a base model that is a blank', { tags: ['base_model: ', 'base_model:merge: '] }, 'parent', 'false'],
    ['one beside the paper of the template', { tags: ['arxiv:', 'arxiv:1910.09700'] }, 'paper', 'false'],
    ['a licence that is a blank', { tags: ['license: '] }, 'licence', null],
    [
      'a blank for a name of a licence',
      { tags: ['license:other'], cardData: { license_name: ' ' } },
      'licence',
      'other',
    ],
    ['a library that is a blank', { library_name: ' ' }, 'library', null],
  ];
  const declaring = together(
    blank.map(([, fields]) => fields),
    'has_paper::VARCHAR AS paper, has_dataset::VARCHAR AS dataset, has_parent::VARCHAR AS parent, licence, library',
  );
  test.each(blank.map(([name, , column, expected], nth) => [name, nth, column, expected] as const))(
    '%s is none',
    async (_, nth, column, expected) => {
      expect((await declaring.row(nth))?.[column]).toBe(expected);
    },
  );

  test('and a paper beside one without a name is one', async () => {
    expect(await one({ tags: ['arxiv:', 'arxiv:2401.13177'] }, 'has_paper::VARCHAR AS paper')).toEqual({
      paper: 'true',
    });
  });

  const languagesOf = async (...languages: readonly unknown[]) => {
    const list = languages.map((language, nth) => model({ id: `ada/${nth}`, cardData: { language } }));
    const { intake, rows } = await read(pages(list), 'FROM languages ORDER BY ALL');
    return { intake, languages: rows.map((row) => `${row.model}: ${row.language}`) };
  };

  test('false is the Norwegian that YAML 1.1 misreads, and never a language named false', async () => {
    const { languages } = await languagesOf(['en', false], false, ['EN', 'zh-Hans']);
    expect(languages).toEqual(['ada/0: en', 'ada/0: no', 'ada/1: no', 'ada/2: EN', 'ada/2: zh-Hans']);
  });

  test('a number, true, an object, and a list with one of them are no languages, and counted as invalid', async () => {
    const { intake, languages } = await languagesOf(7, true, { en: 1 }, ['en', 7], ['en', true]);
    expect(languages).toEqual([]);
    expect(intake.invalid).toMatchObject([{ field: 'cardData.language', records: 5 }]);
  });

  test('tags that name nothing declare no base model and no data set', async () => {
    const tags = ['base_model:', 'base_model:merge:'].map((tag, nth) =>
      model({ id: `ada/${nth}`, tags: ['x', tag, 'dataset:'] }),
    );
    const declared = await models(
      'SELECT has_parent::VARCHAR AS parent, has_dataset::VARCHAR AS data FROM models',
      tags,
    );
    expect(declared).toEqual(tags.map(() => ({ parent: 'false', data: 'false' })));
  });
});

describe('a field', () => {
  const without = (...fields: readonly string[]) =>
    Object.fromEntries(
      Object.entries(model({ cardData: {}, gated: false })).filter(([name]) => !fields.includes(name)),
    );

  test('that no record carries makes what needs it unavailable, with the reason', async () => {
    const { views } = await read(pages([without('siblings', 'gated', 'cardData')]));
    expect(views).toMatchObject({
      models: {
        lacks: {
          has_card: 'No model of the list has a value in the field siblings.',
          gated: 'No model of the list has a value in the field gated.',
        },
      },
      languages: 'No model of the list has a value in the field cardData.',
    });
  });

  test('that some carry is unknown for the others, and a note says so', async () => {
    const list = [
      model({ id: 'a/a', gated: 'auto' }),
      model({ id: 'a/b', siblings: undefined }),
      model({ id: 'a/c', gated: null }),
    ];
    const { views, rows } = await read(
      pages(list),
      'SELECT id, gated::VARCHAR AS gated, has_card::VARCHAR AS card, formats FROM models ORDER BY id',
    );
    expect(rows).toEqual([
      { id: 'a/a', gated: 'true', card: 'false', formats: '' },
      { id: 'a/b', gated: null, card: null, formats: null },
      { id: 'a/c', gated: null, card: 'false', formats: '' },
    ]);
    expect(views).toMatchObject({
      models: {
        partly: {
          has_card: expect.stringContaining('2 of 3 models carry the field siblings'),
          gated: expect.stringContaining('1 of 3 models carry the field gated'),
        },
      },
    });
  });

  test('that is a column without values is not a column that is not there', async () => {
    const folder = temporaryFolder({ 'a.csv': 'id,createdAt,tags\na/b,2023-01-01T00:00:00Z,\n' });
    const { views } = await read({ form: 'csv', files: [join(folder, 'a.csv')], spill: folder });
    expect(views.models).toMatchObject({
      lacks: {
        licence: 'No model of the list has a value in the field tags.',
        gated: 'The list has no column gated.',
      },
    });
  });

  test('that some carry is unknown for the others also where a record is rejected', async () => {
    const list = [
      model({ id: 'a/a', gated: 'auto' }),
      model({ id: 'a/b', gated: undefined }),
      model({ id: '', gated: false }),
      model({ id: '/', siblings: undefined }),
    ];
    const { views, intake } = await read(pages(list));
    expect(intake).toMatchObject({ read: 4, counted: 2 });
    expect(views.models).toMatchObject({
      partly: { gated: expect.stringMatching(/^1 of 2 models carry the field gated;/) },
    });
    expect(views.models).not.toMatchObject({ partly: { has_card: expect.anything() } });
  });

  test('of which some values are invalid is unknown for these, and a note says so', async () => {
    const list = Array.from({ length: 3000 }, (_, nth) => model({ id: `a/${nth}`, gated: nth < 2 ? 'yes' : false }));
    expect((await read(pages(list))).views.models).toMatchObject({
      partly: {
        gated:
          '2,998 of 3,000 models carry a valid field gated; of the others nothing is known, and shares are of those that carry it.',
      },
    });
  });

  const odd: [string, Record<string, unknown>][] = [
    ['gated', { gated: 'False' }],
    ['gated', { gated: 0 }],
    ['siblings', { siblings: ['README.md'] }],
    ['siblings', { siblings: [{ rfilename: 7 }] }],
    ['siblings', { siblings: [{ rfilename: 'README.md' }, { name: 'x' }] }],
    ['siblings', { siblings: 'README.md' }],
    ['pipeline_tag', { pipeline_tag: ['fill-mask'] }],
    ['library_name', { library_name: 12 }],
    ['lastModified', { lastModified: 'long ago' }],
    ['safetensors.total', { safetensors: { total: '7B' } }],
    ['safetensors.total', { safetensors: { total: -1 } }],
    ['config.model_type', { config: { model_type: { a: 1 } } }],
    ['config', { config: 'bert' }],
    ['cardData', { cardData: ['en'] }],
  ];
  const holding = together(
    odd.map(([, fields]) => fields),
    'gated::VARCHAR AS gated, has_card::VARCHAR AS has_card, task, library',
  );
  test.each(odd.map(([field], nth) => [field, nth] as const))(
    '%s that holds something else is invalid, and no guess',
    async (field, nth) => {
      const { intake } = await holding.all();
      expect(intake.counted).toBe(odd.length);
      const times = odd.filter(([other]) => other === field).length;
      expect(intake.invalid).toContainEqual(expect.objectContaining({ field, records: times }));
      const column = { gated: 'gated', siblings: 'has_card', pipeline_tag: 'task', library_name: 'library' }[field];
      if (column !== undefined) expect((await holding.row(nth))?.[column]).toBeNull();
    },
  );

  test('of which more than one in a thousand is invalid comes with three examples', async () => {
    const list = Array.from({ length: 5 }, (_, index) => model({ id: `a/${index}`, gated: `No ${index}` }));
    const { intake } = await read(pages(list));
    expect(intake.invalid).toEqual([{ field: 'gated', records: 5, of: 5, examples: ['"No 0"', '"No 1"', '"No 2"'] }]);
  });

  test('a moment with an offset, to the west too, or with fractions is one in UTC', async () => {
    const moments = ['2023-05-06T07:08:09+02:00', '2023-05-06T23:30:00-0130', '2023-05-06T07:08:09.250Z'];
    const { all } = together(
      moments.map((createdAt) => ({ createdAt })),
      'created_at::VARCHAR AS created',
    );
    expect((await all()).rows.map(({ created }) => created)).toEqual([
      '2023-05-06 05:08:09',
      '2023-05-07 01:00:00',
      '2023-05-06 07:08:09.25',
    ]);
  });
});

describe('a record that is not public', () => {
  test.each([
    ['private', { id: 'acme-internal/project-x', private: true, downloads: 5000, tags: ['base_model:a/b'] }],
    ['disabled', { id: 'acme-internal/project-x', disabled: true, downloads: 5000, tags: ['dataset:secret'] }],
  ])('as %s is left out and counted, and stands in no table', async (reason, fields) => {
    const { intake, rows } = await read(
      pages([model(fields), model({ id: 'bob/open', private: false })]),
      `SELECT id FROM models UNION ALL SELECT child FROM parents UNION ALL SELECT model FROM training_data`,
    );
    expect(rows).toEqual([{ id: 'bob/open' }]);
    expect(intake).toMatchObject({ read: 2, counted: 1, leftOut: { [reason]: 1 } });
  });

  test('is not guessed at where private is a text, a number or an object', async () => {
    const { intake } = await together(
      ['yes', 1, {}].map((value) => ({ private: value })),
      'id',
    ).all();
    expect(intake).toMatchObject({ counted: 0, rejected: { 'private is neither true nor false': 3 } });
  });
});

describe('one broken record', () => {
  const fine = '{"id":"a/fine","createdAt":"2023-01-01T00:00:00.000Z","downloads":1,"likes":0,"tags":[]}';
  const broken: [string, string, string][] = [
    ['with half a letter', '{"id":"a/b","cardData":{"title":"cut \\ud83d"}}', 'half a letter'],
    ['with the other half', '{"id":"a/b","author":"\\udc00x"}', 'half a letter'],
    ['that is a text', '"hello"', 'not an object'],
    ['that is a number', '12', 'not an object'],
    ['that is a list', '[{"id":"a/b"}]', 'not an object'],
    ['with a key twice', '{"id":"a/b","tags":[],"id":"a/c"}', 'a key twice'],
    ['with a bare word', '{"id":"a/b","downloads":none}', 'not JSON'],
    ...['NaN', 'Infinity', '-NaN'].map((value): [string, string, string] => [
      `whose downloads are ${value}`,
      fine.replace('"downloads":1', `"downloads":${value}`),
      'not JSON',
    ]),
  ];
  const sound = (name: string, nth: number) => fine.replace('fine', `${name}-${nth}`);
  const inPages = () =>
    pages(...broken.map(([, record], nth) => `[${sound('first', nth)}, ${record} ,${sound('last', nth)}]`));
  const inLines = (isPacked: boolean) => () => {
    const folder = temporaryFolder();
    const text = broken.map(([, record], nth) => `${sound('first', nth)}\n${record}\r\n${sound('last', nth)}\n`);
    writeFileSync(join(folder, 'a.jsonl'), isPacked ? gzipSync(text.join('\n')) : text.join('\n'));
    return { form: 'jsonl', files: [join(folder, 'a.jsonl')], spill: folder } as const;
  };
  describe.each([
    ['of a page each, with sound records on both sides', inPages],
    ['on a line of one file', inLines(false)],
    ['on a line of one file by gzip', inLines(true)],
  ])('%s', (_, list) => {
    let reading: ReturnType<typeof read> | undefined;
    test.each(broken.map(([name, , problem], nth) => [name, problem, nth] as const))(
      '%s is rejected by that name, and the others are read',
      async (_, problem, nth) => {
        const { intake, rows } = await (reading ??= read(list(), 'SELECT id FROM models ORDER BY rowid'));
        expect(rows.slice(2 * nth, 2 * nth + 2)).toEqual([{ id: `a/first-${nth}` }, { id: `a/last-${nth}` }]);
        expect(intake).toMatchObject({ read: 3 * broken.length, counted: 2 * broken.length });
        expect(intake.rejected[problem]).toBe(broken.filter(([, , other]) => other === problem).length);
      },
    );
  });

  test('with a line break in a text is rejected, of a page', async () => {
    const { intake } = await read(pages(`[${fine},{"id":"a/b\n"}]`));
    expect(intake).toMatchObject({ read: 2, counted: 1, rejected: { 'not JSON': 1 } });
  });

  test('that is not UTF-8 is rejected, of a page and on a line', async () => {
    const folder = temporaryFolder();
    const odd = Buffer.concat([Buffer.from('{"id":"a/b","author":"'), Buffer.from([0xe9]), Buffer.from('"}')]);
    const [page, lines] = [join(folder, 'a.json'), join(folder, 'a.jsonl')];
    writeFileSync(page, Buffer.concat([Buffer.from(`[${fine},`), odd, Buffer.from(']')]));
    writeFileSync(lines, Buffer.concat([Buffer.from(`${fine}\n`), odd, Buffer.from(`\n${fine.replace('fine', 'é')}`)]));
    for (const list of [
      { form: 'pages', files: [page], spill: folder },
      { form: 'jsonl', files: [lines], spill: folder },
    ] as const)
      expect((await read(list)).intake.rejected).toMatchObject({ 'not UTF-8': 1 });
  });

  test('that is null has no id on a line either, and two records on one line are none', async () => {
    const folder = temporaryFolder({ 'a.jsonl': `${fine}\nnull\n\n{"id":"a/b"} {"id":"a/c"}\n` });
    const { intake } = await read({ form: 'jsonl', files: [join(folder, 'a.jsonl')], spill: folder });
    expect(intake).toMatchObject({ read: 3, counted: 1, rejected: { 'no valid id': 1, 'not JSON': 1 } });
  });

  test('is rejected also where another has a text of many megabytes', async () => {
    const long = fine.replace('{', `{"card":"\\n${'x'.repeat(16e6)}\\\\",`);
    const folder = temporaryFolder({ 'a.jsonl': `${long}\n{"id":}\n` });
    for (const list of [
      pages(`[${long},{"id":}]`),
      { form: 'jsonl', files: [join(folder, 'a.jsonl')], spill: folder } as const,
    ])
      expect((await read(list)).intake).toMatchObject({ read: 2, counted: 1, rejected: { 'not JSON': 1 } });
  });

  test('that is null has no id, whatever else is broken in the list', async () => {
    const { intake } = await read(pages(`[${fine},null]`));
    expect(intake).toMatchObject({ read: 2, counted: 1, rejected: { 'no valid id': 1 } });
    const more = await read(pages(`[${fine},null]`, '[12, null]'));
    expect(more.intake).toMatchObject({ read: 4, counted: 1, rejected: { 'no valid id': 2, 'not an object': 1 } });
  });

  test('in a text stays text: brackets, quotes and backslashes of a sound record next to it break nothing', async () => {
    const odd = JSON.stringify(model({ id: 'a/odd', cardData: { title: '}],[{"id":"x"}\\', a: '\\ud83d' } }));
    const { rows } = await read(pages(`[${odd},"broken",${fine}]`), 'SELECT id FROM models ORDER BY id');
    expect(rows).toEqual([{ id: 'a/fine' }, { id: 'a/odd' }]);
  });

  test('of a page that was cut off stops, as there is no telling what is missing', async () => {
    await expect(read(pages(`[${fine},{"id":"a/b"`))).rejects.toThrow();
  });
});

test.each([
  ['gpt2', 'ada/m.1_x', 'ada/x', []],
  ['/x', 'ada/', 'ada/x/y', ['/x', 'ada/', 'ada/x/y']],
  ['ada x', '.ada/x', 'ada/x-', ['ada x', '.ada/x', 'ada/x-']],
])('ids such as %s, %s and %s are those of repositories or invalid, with examples', async (...ids) => {
  const examples = ids.pop() as readonly string[];
  const { intake, rows } = await read(
    pages([...ids, 'bob/fine'].map((id) => model({ id }))),
    `SELECT "with", invalid FROM intake WHERE field = 'id'`,
  );
  expect(rows).toEqual([{ with: 4 - examples.length, invalid: examples.length }]);
  expect(intake.counted).toBe(4 - examples.length);
  expect(intake.invalid.flatMap((each) => each.examples)).toEqual(examples.map((id) => JSON.stringify(id)));
});

test.each(['private', 'disabled'])('examples of invalid values show none of a record that is %s', async (field) => {
  const open = [model({ id: 'a/1', gated: 'No 1' }), model({ id: 'a/2', gated: 'No 2' })];
  const hidden = model({ id: 'a/0', gated: 'a secret', [field]: true });
  const { intake } = await read(pages([hidden, ...open]));
  expect(intake.invalid).toEqual([{ field: 'gated', records: 2, of: 2, examples: ['"No 1"', '"No 2"'] }]);
});

describe('names of repositories', () => {
  const declaring = (count: number, parent: string) =>
    Array.from({ length: count }, (_, index) =>
      model({ id: `${parent}-child-${index}-of-${count}`, tags: [`base_model:${parent}`] }),
    );
  const families = 'SELECT parent, count(*) AS children FROM parents GROUP BY parent ORDER BY ALL';

  test.each([
    [
      'as most declarations write them where the list has none',
      ['Meta/Llama-X', 3],
      ['meta/llama-x', 2],
      [],
      'Meta/Llama-X',
    ],
    ['as the list writes them', ['Meta/Llama-X', 3], ['meta/llama-x', 2], ['META/llama-x'], 'META/llama-x'],
    [
      'as the list writes the owner of one that had none',
      ['bert-base-uncased', 3],
      ['google-bert/bert-base-uncased', 2],
      ['google-bert/bert-base-uncased'],
      'google-bert/bert-base-uncased',
    ],
    ['by the name that is certain where the list has neither', ['GPT2', 3], ['gpt2', 2], [], 'openai-community/gpt2'],
    ['as they are where the list has one without an owner', ['GPT2', 3], ['gpt2', 2], ['gpt2'], 'gpt2'],
  ] as const)('are one name, %s', async (_, [one, times], [other, more], listed, expected) => {
    const list = [
      ...declaring(times, one),
      ...declaring(more, other),
      ...listed.map((id) => model({ id, config: { model_type: 'bert' } })),
    ];
    const { rows } = await read(pages(list), families);
    expect(rows).toEqual([{ parent: expected, children: times + more }]);
    if (listed.length > 0)
      expect(await database.rows('SELECT count(*) AS n FROM models WHERE model_type IS NULL')).toEqual([{ n: 0 }]);
  });

  test('that differ in case for one child are one declaration', async () => {
    const tags = ['base_model:A/b', 'base_model:finetune:a/B'];
    expect(await models('SELECT parent, relation FROM parents', [model({ tags }), model({ id: 'a/b' })])).toEqual([
      { parent: 'a/b', relation: 'finetune' },
    ]);
  });

  test.each([
    ['/content/drive/x', 'C:\\models\\x'],
    ['ada/x/y', 'a sentence of words'],
    ['ada/', '/x'],
  ])('that name no repository, %s and %s, stay and are counted apart', async (one, other) => {
    const { names, rows } = await read(
      pages(
        [one, other, 'bob/gone'].map((parent, index) => model({ id: `a/${index}`, tags: [`base_model:${parent}`] })),
      ),
      families,
    );
    expect(rows.map(({ parent }) => parent)).toEqual([one, other, 'bob/gone'].sort());
    expect(names).toEqual({ byCase: 0, byOldName: 0, unresolved: [], rest: 0, unresolvable: 2 });
  });

  test('without an owner that nobody is sure of stay, and are counted', async () => {
    const { names, rows } = await read(
      pages([...declaring(2, 'SDXL_model'), ...declaring(1, 'output'), ...declaring(1, 't5-small')]),
      families,
    );
    expect(rows.map(({ parent }) => parent)).toEqual(['SDXL_model', 'google-t5/t5-small', 'output']);
    expect(names).toEqual({
      byCase: 0,
      byOldName: 1,
      unresolvable: 0,
      rest: 3,
      unresolved: [
        { name: 'SDXL_model', declarations: 2 },
        { name: 'output', declarations: 1 },
      ],
    });
  });
});

test.each(['x[12]', 'a b', '100 %*', "it's", 'what?', '{a,b}'])(
  'a capture in a folder named %s has its own files only',
  async (name) => {
    const folder = temporaryFolder();
    const write = (place: string, id: string) => {
      mkdirSync(join(folder, place), { recursive: true });
      const file = join(folder, place, '000001.json.gz');
      writeFileSync(file, gzipSync(JSON.stringify([model({ id })])));
      return file;
    };
    for (const other of ['x1', 'x2', 'ab', '100 %1', 'whats', 'a']) write(other, 'bob/other');
    const files = [write(name, 'ada/own')];
    const { rows } = await read({ form: 'pages', files, spill: join(folder, 'spill') }, 'SELECT id FROM models');
    expect(rows).toEqual([{ id: 'ada/own' }]);
  },
);

describeWithSharedData('real rows in the shape of the list', () => {
  test('15,904 rows are 15,900 models, as four pairs differ in case alone: 8,278 with a base model, 461 gated', async () => {
    const all = radarModels(join(sharedData, 'radar2026'));
    const lists = Array.from({ length: Math.ceil(all.length / 1000) }, (_, page) =>
      all.slice(page * 1000, page * 1000 + 1000),
    );
    const counts =
      'SELECT count(*) AS models, count(*) FILTER (has_parent) AS parents, count(*) FILTER (gated) AS gated FROM models';
    expect(await models(counts, ...lists)).toEqual([{ models: 15_900, parents: 8278, gated: 461 }]);
    const named =
      'SELECT relation, count(DISTINCT child) AS models FROM parents GROUP BY relation ORDER BY models DESC';
    expect(await models(named, ...lists)).toEqual([
      { relation: 'finetune', models: 3702 },
      { relation: 'quantized', models: 2886 },
      { relation: 'adapter', models: 1638 },
      { relation: 'merge', models: 52 },
      { relation: null, models: 2 },
    ]);
  });
});

describeWithSharedData('the 760 pages of July 2024', () => {
  test('looking for letters tells of every model what parsing its tags tells', { timeout: 300_000 }, async () => {
    const folder = join(sharedData, 'stalnaker2024/hub');
    // All pages take most of a minute: every twentieth is read here, and all of them every night.
    const files = readdirSync(folder)
      .filter((_, index) => everything || index % 20 === 0)
      .map((name) => join(folder, name));
    const all = files.length * 1000;
    const { intake, views } = await read({ form: 'pages', files, spill: temporaryFolder() });
    expect(intake).toEqual({
      records: 'models',
      read: all,
      counted: all,
      rejected: {},
      repeated: 0,
      leftOut: {},
      invalid: [],
    });
    expect(views.languages).toBe('No model of the list has a value in the field cardData.');
    const listed = `(SELECT id, tags FROM read_json(${listOf(files)}, format = 'array', compression = 'gzip', columns = {'id': 'VARCHAR', 'tags': 'VARCHAR[]'}))`;
    const having = (prefix: string) => `list_filter(tags, tag -> starts_with(tag, '${prefix}') AND tag <> '${prefix}')`;
    const types = `list_filter(list_transform(tags, tag -> lower(tag)), tag -> list_contains([${knownModelTypes.map(literal).join(', ')}], tag))[1]`;
    const [found] = await database.rows(`
      SELECT count(*) AS models,
             count(*) FILTER (licence IS DISTINCT FROM substr(${having('license:')}[1], 9)) AS licences,
             count(*) FILTER (has_parent <> (len(${having('base_model:')}) > 0)) AS parents,
             count(*) FILTER (has_dataset <> (len(${having('dataset:')}) > 0)) AS datasets,
             count(*) FILTER (has_paper <> (len(list_filter(tags, tag -> starts_with(tag, 'arxiv:') AND tag <> 'arxiv:1910.09700')) > 0)) AS papers,
             count(*) FILTER (cites_template <> list_contains(tags, 'arxiv:1910.09700')) AS templates,
             count(*) FILTER (custom_code <> list_contains(tags, 'custom_code')) AS code,
             count(*) FILTER (has_emissions <> list_contains(tags, 'co2_eq_emissions')) AS emissions,
             count(*) FILTER (format_tags <> array_to_string(list_sort(list_filter(tags, tag -> tag IN ('gguf', 'jax', 'onnx', 'pytorch', 'safetensors', 'tf'))), ' + ')) AS formats,
             count(*) FILTER (${types} IS NOT NULL AND model_type <> ${types}) AS types
      FROM models JOIN ${listed} USING (id)`);
    expect(found).toEqual({
      models: all,
      licences: 0,
      parents: 0,
      datasets: 0,
      papers: 0,
      templates: 0,
      code: 0,
      emissions: 0,
      formats: 0,
      types: 0,
    });
    if (!everything) return;
    expect(
      await database.rows(`
        SELECT count(licence) AS licences, count(*) FILTER (has_parent) AS parents, count(*) FILTER (has_dataset) AS datasets,
               count(*) FILTER (contains(format_tags, 'safetensors')) AS safetensors, count(*) FILTER (contains(format_tags, 'gguf')) AS gguf,
               count(*) FILTER (has_emissions) AS emitting, count(DISTINCT author) AS owners, count(*) FILTER (task IS NULL) AS taskless, count(*) FILTER (downloads = 0) AS unloaded
        FROM models`),
    ).toEqual([
      {
        licences: 286_978,
        parents: 117_155,
        datasets: 75_881,
        safetensors: 205_157,
        gguf: 23_176,
        emitting: 2110,
        owners: 190_087,
        taskless: 355_152,
        unloaded: 376_281,
      },
    ]);
    expect(await database.rows(`SELECT count(*) AS typed FROM ${listed} WHERE ${types} IS NOT NULL`)).toEqual([
      { typed: 328_036 },
    ]);
  });
});

describeWithSharedData('the nine pages of details of July 2024', () => {
  interface Detailed {
    readonly id: string;
    readonly siblings?: readonly { readonly rfilename: string }[];
    readonly cardData?: {
      readonly language?: unknown;
      readonly 'model-index'?: readonly { readonly results?: unknown }[] | null;
    };
    readonly safetensors?: { readonly total?: number };
  }
  const inPickle = /\.(bin|pt|pth|ckpt|pkl|pickle)$/;
  const ofTraining = /(training_args\.bin|(optimizer|scheduler|scaler|rng_state.*)\.(pt|pth|bin))$/;

  function told({ id, siblings = [], cardData = {}, safetensors = {} }: Detailed) {
    const names = siblings.map(({ rfilename }) => rfilename);
    const having = (test: (name: string) => boolean) => names.some(test);
    const formats = [
      having((name) => name.endsWith('.gguf')) && 'gguf',
      having((name) => name.endsWith('.onnx')) && 'onnx',
      having((name) => inPickle.test(name) && !ofTraining.test(name)) && 'pickle',
      having((name) => name.endsWith('.safetensors')) && 'safetensors',
    ].filter((format) => format !== false);
    const { language } = cardData;
    const languages = (Array.isArray(language) ? language : [language])
      .map((each: unknown) => (each === false ? 'no' : each))
      .filter((each) => typeof each === 'string' && each !== '');
    const results = (cardData['model-index'] ?? []).some(({ results: list }) => Array.isArray(list) && list.length > 0);
    return {
      id,
      card: names.includes('README.md'),
      licence: having((name) => /^([Ll]icen[cs]e|LICEN[CS]E)/.test(name)),
      training: having((name) => /(training_args\.bin|trainer_state\.json)$/.test(name)),
      formats: formats.join(' + '),
      languages: [...new Set(languages)].sort().join(' '),
      results,
      parameters: safetensors.total ?? null,
    };
  }

  test('looking for letters tells of every model what parsing its files and its card tells', async () => {
    const folder = join(sharedData, 'stalnaker2024/details');
    const files = readdirSync(folder).map((name) => join(folder, name));
    const { intake } = await read({ form: 'pages', files, spill: temporaryFolder() });
    expect(intake).toMatchObject({ read: 8650, counted: 8650, rejected: {}, invalid: [] });
    const found = await database.rows(`
      SELECT id, has_card::INTEGER AS card, has_licence_file::INTEGER AS licence, has_training_files::INTEGER AS training, formats,
             coalesce((SELECT string_agg(language, ' ' ORDER BY language) FROM languages WHERE model = id), '') AS languages,
             has_evaluation::INTEGER AS results, parameters FROM models ORDER BY id`);
    const expected = files
      .flatMap((file) => JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Detailed[])
      .map(told)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(found).toEqual(
      expected.map((row) => ({
        ...row,
        card: Number(row.card),
        licence: Number(row.licence),
        training: Number(row.training),
        results: Number(row.results),
      })),
    );
  });
});

test.each([
  ['gated', 'False', 'gated'],
  ['siblings', 'README.md', 'has_card'],
])(
  'a field %s that no record holds in its kind makes what is told from it unavailable',
  async (field, value, column) => {
    const { views, intake } = await read(pages([model({ [field]: value }), model({ id: 'a/b', [field]: value })]));
    expect(views.models).toMatchObject({
      lacks: { [column]: `None of the 2 values of the field ${field} can be read.` },
    });
    expect(intake.invalid).toEqual([
      { field, records: 2, of: 2, examples: [JSON.stringify(value), JSON.stringify(value)] },
    ]);
  },
);

test.each([
  ['tags', ['licence', 'has_parent']],
  ['downloads', ['downloads']],
  ['likes', ['likes']],
])(
  'models are counted also where no record has %s, and what is told from them is not known',
  async (field, columns) => {
    const record = model({ [field]: undefined });
    const text = [record, { ...record, id: 'a/b', [field]: null }].map((each) => JSON.stringify(each));
    const folder = temporaryFolder({ 'a.jsonl': text.join('\n') });
    const reason = `No model of the list has a value in the field ${field}.`;
    for (const list of [
      pages(`[${text.join(',')}]`),
      { form: 'jsonl', files: [join(folder, 'a.jsonl')], spill: folder } as const,
    ]) {
      const { views, intake } = await read(list);
      expect(intake).toMatchObject({ read: 2, counted: 2, rejected: {} });
      for (const column of columns) expect(views.models).toMatchObject({ lacks: { [column]: reason } });
    }
  },
);

test('a record without tags among others is rejected all the same', async () => {
  const { intake } = await read(pages([model({ tags: null }), model({ id: 'a/b' })]));
  expect(intake).toMatchObject({ counted: 1, rejected: { 'tags are no list of texts': 1 } });
});

test.each<[string, (packed: Buffer) => Uint8Array, string]>([
  ['its packing', (packed) => packed.subarray(0, -20), 'unexpected end of file'],
  ['its list', (packed) => gzipSync(gunzipSync(packed).subarray(0, -20)), 'a list of records that has no end'],
])('a page that was cut off in %s is named', async (_, cut, reason) => {
  const list = pages([model({})], [model({ id: 'a/b' })]);
  const [, last = ''] = list.files;
  writeFileSync(last, cut(readFileSync(last)));
  await expect(read(list)).rejects.toThrow(`${last} cannot be read: ${reason}; it was cut off or changed`);
});

test.each([
  ['downloads', ['downloads']],
  ['likes', ['likes']],
  ['tags', ['licence', 'has_parent', 'has_dataset', 'format_tags']],
])('%s that only some records carry are unknown, and no record is rejected for it', async (field, columns) => {
  const list = Array.from({ length: 6 }, (_, index) => model({ id: `a/${index}`, tags: ['base_model:a/0'] }));
  const without = list.map((each, index) => (index < 2 ? { ...each, [field]: index === 0 ? null : undefined } : each));
  const { intake, views, rows } = await read(
    pages([...without, model({ id: 'a/odd', [field]: 'many' })]),
    'SELECT field, absent FROM intake WHERE absent = 2',
  );
  expect(intake).toMatchObject({ read: 7, counted: 6 });
  expect(Object.values(intake.rejected)).toEqual([1]);
  expect(rows).toEqual([{ field, absent: 2 }]);
  const reason = `Only 4 of 6 models carry the field ${field}; of the others nothing is known.`;
  for (const column of columns) expect(views.models).toMatchObject({ lacks: { [column]: reason } });
  if (field === 'tags') expect(views.parents).toBe(reason);
});
