import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeWithSharedData, sharedData } from '../../../tests/shared-data.ts';
import { temporaryFolder } from '../../../tests/temporary-folder.ts';
import { type Database, openDatabase } from '../../io/database.ts';
import type { Row } from '../../schema/table.ts';
import { type Frequency, gini, topShare } from '../../statistics/concentration.ts';
import { moved, someTablesOf, tablesOf } from './imports.test-support.ts';
import { editionIn } from './source-editions.test-support.ts';
import { radar2026 as source } from './radar2026.ts';

const radar2026 = (folder: string) => source(folder, editionIn(folder, 'radar2026'));

describeWithSharedData('the selection as it was published', () => {
  const folder = join(sharedData, 'radar2026');
  let tables: Record<string, Row[]> = {};
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase();
    tables = await tablesOf(await radar2026(folder), { database });
  });
  afterAll(() => {
    database.close();
  });

  test('15,904 models: 748 removed, 8,587 with a base model, 461 gated, 4,403 without a licence', () => {
    const measures = Object.fromEntries((tables.population ?? []).map((row) => [String(row.measure), row.count]));
    expect(measures).toMatchObject({
      models: 15_904,
      'removed-models': 748,
      'models-with-base-model': 8_587,
      'gated-models': 461,
      'models-without-licence': 4_403,
    });
  });

  test('every field of every record is counted: 4,426 without the field of a licence, all with a gate', () => {
    const of = (field: string) => tables.intake?.find((row) => row.field === field);
    expect(of('license')).toEqual({
      records: 'models',
      field: 'license',
      all: 15_904,
      // Of 23 more the tags name a licence.
      with: 15_904 - 4_426,
      absent: 4_426,
      invalid: 0,
    });
    expect(of('gated')).toMatchObject({ with: 15_904, absent: 0, invalid: 0 });
    expect(tables.intake).toHaveLength(17);
  });

  test('however the models are cut, they are 15,904', () => {
    for (const name of ['models-created', 'popularity', 'tasks', 'formats', 'publishers']) {
      const sum = tables[name]?.reduce((total, row) => total + Number(row.models), 0);
      expect([name, sum]).toEqual([name, 15_904]);
    }
  });

  test('what has a base model or a licence is the same in two tables', () => {
    const having = Object.fromEntries((tables.attributes ?? []).map((row) => [String(row.attribute), row.having]));
    expect(having).toMatchObject({ 'base-model': 8_587, licence: 15_904 - 4_403 });
  });

  test('3,702 fine-tunes, 2,887 quantized, 1,638 adapters and 52 merges, of 15,904', () => {
    const models = Object.fromEntries((tables.derivatives ?? []).map((row) => [String(row.relation), row.models]));
    expect(models).toMatchObject({ any: 8_587, finetune: 3_702, quantized: 2_887, adapter: 1_638, merge: 52 });
    const ofMonths = (relation: string) =>
      tables.lineage?.reduce((sum, row) => sum + (row.relation === relation ? Number(row.models) : 0), 0);
    expect([ofMonths('any'), ofMonths('finetune'), ofMonths('none-declared')]).toEqual([8_587, 3_702, 15_904 - 8_587]);
  });

  test('740 models are built upon Qwen/Qwen3.8-27B, one of them by its own author', () => {
    expect(tables.parents?.[0]).toMatchObject({ parent: 'Qwen/Qwen3.8-27B', children: 740, sameAuthor: 1 });
    const ofMonths = tables['parent-children']?.filter((row) => row.parent === 'Qwen/Qwen3.8-27B') ?? [];
    expect(ofMonths.reduce((sum, row) => sum + Number(row.children), 0)).toBe(740);
    const tree = tables['family-trees']?.filter((row) => row.parent === 'Qwen/Qwen3.8-27B') ?? [];
    const ofGeneration = Map.groupBy(tree, (row) => row.generation);
    const models = [...ofGeneration.values()].map((rows) => rows.reduce((sum, row) => sum + Number(row.models), 0));
    // The same by a walk through tags and metadata in another language.
    expect(models).toEqual([740, 317, 18]);
  });

  test('461 are gated and 4,403 without a licence, however they are cut', () => {
    const sum = (name: string, column: string, keep: (row: Row) => boolean = () => true) =>
      tables[name]?.filter(keep).reduce((total, row) => total + Number(row[column]), 0);
    expect(sum('gated', 'gated')).toBe(461);
    const none = (row: Row) => row.class === 'none';
    expect([sum('licences', 'models', none), sum('licences-by-downloads', 'models', none)]).toEqual([4_403, 4_403]);
  });

  test('3,817 pairs have their base model in the selection, 41 of them by a name that differs in case', () => {
    const pairs = Object.fromEntries((tables.relations ?? []).map((row) => [String(row.relation), row.pairs]));
    // The same in plain Python from the lines.
    expect(pairs).toMatchObject({ any: 3_817, finetune: 995, quantized: 1_965, adapter: 737, merge: 55 });
  });

  test('every model has one generation, and one row by size, and the pairs of parent and child are the same', () => {
    const sum = (name: string, column: string) => tables[name]?.reduce((total, row) => total + Number(row[column]), 0);
    expect([sum('lineage-depth', 'models'), sum('sizes', 'models')]).toEqual([15_904, 15_904]);
    const anyPairs = tables['licence-changes']?.filter((row) => row.relation === 'any') ?? [];
    const pairs = anyPairs.reduce((total, row) => total + Number(row.pairs), 0);
    expect([sum('licence-drift', 'edges'), sum('sizes', 'children')]).toEqual([pairs, pairs]);
  });

  test('the classes of values change the coefficient by less than 0.0001, and shares by less than 0.001', async () => {
    for (const measure of ['downloads', 'likes']) {
      const exact = (await database.rows(
        `SELECT ${measure} AS value, count(*) AS count FROM models GROUP BY 1`,
      )) as unknown as Frequency[];
      const row = tables.concentration?.find((each) => each.measure === measure && each.population === 'all');
      const all = gini(exact);
      if (!all.known) throw new Error(all.reason);
      expect(Math.abs(Number(row?.gini) - all.value)).toBeLessThan(1e-4);
      for (const [column, part] of [
        ['topPercent', 0.01],
        ['topTenth', 0.1],
        ['topTen', 10 / 15_904],
        ['topHundred', 100 / 15_904],
      ] as const) {
        const outcome = topShare(exact, part);
        if (!outcome.known) throw new Error(outcome.reason);
        expect(Math.abs(Number(row?.[column]) - outcome.value)).toBeLessThan(1e-3);
      }
    }
  });

  test('names of accounts stand only in the tables that are about single repositories and data sets', () => {
    const naming = Object.entries(tables).filter(([, rows]) =>
      rows.some((row) =>
        Object.values(row).some((cell) => typeof cell === 'string' && /^[\w.-]+\/[\w.-]+$/.test(cell)),
      ),
    );
    expect(naming.map(([name]) => name)).toEqual([
      'parents',
      'parent-children',
      'parent-children-traits',
      'family-trees',
      'datasets',
    ]);
  });

  /** The licences of 23 models stand in their tags alone, and names of one data set are brought together. */
  const countedOtherwise = `
    population attributes attributes-by-month licences licences-by-downloads licence-identifiers licence-classes
    licence-changes licence-drift parent-children-traits family-trees risks distributions concentration lorenz
  `
    .trim()
    .split(/\s+/);
  test('of the published snapshot, no number moves but those that are counted otherwise', async () => {
    const columns = Object.keys(moved(tables, '2026-08-22-r3'));
    expect(new Set(columns.map((column) => column.split('.')[0]))).toEqual(new Set(countedOtherwise));
  });
});

const model = {
  id: 'ada/model',
  author: 'ada',
  created_at: '2026-08-18T06:09:20.000Z',
  updated_at: '2026-08-19T06:09:20.000Z',
  license: null,
  base_model: null,
  pipeline_tag: null,
  library: null,
  languages: [],
  tags: [],
  likes: 0,
  downloads_30d: 0,
  parameters: null,
  formats: [],
  gated: false,
  removed: false,
  benchmarks: [],
};
const line = (changes: object = {}) => JSON.stringify({ ...model, ...changes });
const folderWith = (...lines: string[]) => temporaryFolder({ 'models.jsonl': `${lines.join('\n')}\n` });

describe('a selection of invented models', () => {
  const names = ['models-created', 'publishers', 'attributes', 'formats', 'parents', 'relations', 'licences'];
  const read = async (...models: object[]) => someTablesOf(await radar2026(folderWith(...models.map(line))), names);
  const typesOf = async (...models: object[]) =>
    Object.fromEntries((await read(...models))['models-created']?.map((row) => [row.modelType, row.models]) ?? []);
  const attributesOf = async (changes: object) =>
    (await read(changes)).attributes?.filter((row) => row.having === 1).map((row) => row.attribute);

  test('months are those of UTC', async () => {
    const tables = await read(
      { id: 'a/a', created_at: '2026-08-01T00:30:00.000Z' }, // still July in Los Angeles
      { id: 'a/b', created_at: '2026-07-31T23:30:00.000Z' },
      ...['a/c', 'a/d', 'a/e'].map((id) => ({ id })),
    );
    expect(tables.publishers).toMatchObject([{ month: '2026-07' }, { month: '2026-08' }]);
  });

  test('a licence is that of the field, or else of the tag', async () => {
    const tags = ['license:mit', 'license:gpl-3.0'];
    const { licences = [] } = await read({ id: 'a/a', tags }, { id: 'a/b', tags, license: 'gemma' }, { id: 'a/c' });
    expect(licences.map((row) => [row.class, row.models])).toEqual([
      ['none', 1],
      ['permissive', 1],
      ['vendor', 1],
    ]);
  });

  test('an edition of another day has its own date, commit and words', async () => {
    const folder = folderWith(line({ created_at: '2026-09-30T10:00:00.000Z' }));
    const edition = {
      ...editionIn(folder, 'radar2026'),
      date: '2026-10-03',
      published: '2026-10-04',
      commit: 'abc1234',
    };
    const { description, publications } = await source(folder, edition);
    expect(description).toMatchObject({ id: '2026-10-03', date: '2026-10-03', partialMonths: ['2026-10'] });
    expect(description.selection).toContain('created from 25 September to 3 October 2026');
    expect(publications).toMatchObject([{ published: '2026-10-04', location: expect.stringMatching(/abc1234$/) }]);
  });

  test.each([
    [
      'after its day',
      { created_at: '2026-08-23T00:00:00.000Z' },
      'created on 2026-08-23, after the day of the edition, 2026-08-22',
    ],
    [
      'long before its day',
      { created_at: '2026-08-13T23:59:59.000Z' },
      '0 of 1 models were created from 2026-08-14 to 2026-08-22',
    ],
  ])('a file whose models were created %s is of another day', async (_, change, sentence) => {
    await expect(radar2026(folderWith(line(change)))).rejects.toThrow(sentence);
  });

  test('the type is the first tag that is one, and a tag that is none says nothing', async () => {
    expect(await typesOf({ tags: ['pytorch', 'gpt2', 'bert'] })).toEqual({ gpt2: 1 });
    expect(await typesOf({ tags: ['pytorch', 'gguf'] })).toEqual({ untyped: 1 });
  });

  test('a model without such a tag takes the type of its base model, where that is in the selection', async () => {
    const base = { id: 'a/base', tags: ['llama'] };
    expect(await typesOf(base, { id: 'a/b', tags: ['base_model:quantized:a/base', 'base_model:a/base'] })).toEqual({
      llama: 2,
    });
    expect(await typesOf(base, { id: 'a/b', tags: ['base_model:a/elsewhere'] })).toEqual({ llama: 1, untyped: 1 });
    expect(await typesOf(base, { id: 'a/b', tags: ['gpt2', 'base_model:a/base'] })).toEqual({ gpt2: 1, llama: 1 });
  });

  test('a model that names itself as its base model is still one model', async () => {
    expect(await typesOf({ tags: ['base_model:ada/model'] })).toEqual({ untyped: 1 });
  });

  test.each([
    ['base-model', { tags: ['base_model:finetune:a/b'] }],
    ['training-data', { tags: ['dataset:a/b'] }],
    ['paper', { tags: ['arxiv:2401.13177'] }],
    ['evaluation-results', { benchmarks: [{ score: 1 }] }],
    ['library', { library: 'transformers' }],
    ['task', { pipeline_tag: 'fill-mask' }],
    ['language', { languages: ['de'] }],
    ['licence', { license: 'mit' }],
    ['weight-format', { formats: ['gguf'] }],
    ['size', { parameters: 12 }],
  ])('%s is told from %j, and nothing else is', async (attribute, changes) => {
    expect(await attributesOf(changes)).toEqual([attribute]);
  });

  test('a base model that only the metadata name is one; where a tag names one, the tags stand', async () => {
    const found = await read(
      { id: 'ada/tagged', tags: ['base_model:finetune:x/y'], base_model: 'x/old, x/z' },
      { id: 'ada/told', base_model: 'x/y, gpt2' },
      { id: 'ada/none' },
    );
    const having = found.attributes?.find(({ attribute }) => attribute === 'base-model');
    expect(having).toMatchObject({ models: 3, having: 2 });
    expect(found.parents?.map(({ parent, children }) => [parent, children])).toEqual([
      ['x/y', 2],
      ['openai-community/gpt2', 1],
    ]);
  });

  test('a base model is found in the selection in whatever case, and by the name from before it had an owner', async () => {
    const found = await read(
      { id: 'x/Base-E4B', license: 'mit' },
      { id: 'ada/one', license: 'mit', tags: ['base_model:finetune:x/Base-E4B'] },
      { id: 'ada/two', license: 'mit', tags: ['base_model:finetune:x/base-e4b', 'base_model:x/base-e4b'] },
      { id: 'ada/three', base_model: 'X/base-E4B' },
      { id: 'ada/four', base_model: 'bert-base-uncased' },
      { id: 'ada/five', tags: ['base_model:google-bert/bert-base-uncased'] },
    );
    expect(found.parents?.map(({ parent, children }) => [parent, children])).toEqual([
      ['x/Base-E4B', 3],
      ['google-bert/bert-base-uncased', 2],
    ]);
    expect(found.relations?.map(({ relation, pairs }) => [relation, pairs])).toEqual([
      ['any', 3],
      ['finetune', 2],
      ['not-named', 1],
    ]);
  });

  test('the paper that the card template cites is not a paper of the model', async () => {
    expect(await attributesOf({ tags: ['arxiv:1910.09700'] })).toEqual([]);
  });

  test('a set of formats is the same in whatever order it was listed', async () => {
    const tables = await read(
      { id: 'a/a', formats: ['safetensors', 'gguf'] },
      { id: 'a/b', formats: ['gguf', 'safetensors'] },
    );
    expect(tables.formats).toMatchObject([{ formats: 'gguf + safetensors', models: 2 }]);
  });

  test('a model with more parameters than JavaScript counts exactly is a model', async () => {
    expect(await attributesOf({ parameters: 19_980_000_000_000_000 })).toEqual(['size']);
  });

  test('a selection in which no model has a known type has no ranking of types', async () => {
    const tables = await tablesOf(await radar2026(folderWith(line())));
    expect(tables['type-ranking']).toBeUndefined();
    expect(tables.population).toBeDefined();
  });
});

describe('a selection that is not as it was', () => {
  test.each(Object.keys(model))('a record without %s is not one in which it is empty', async (field) => {
    await expect(radar2026(folderWith(line(), line({ id: 'ada/other', [field]: undefined })))).rejects.toThrow(
      `models.jsonl: line 2: ${field}: `,
    );
  });

  test.each([
    ['downloads_30d', 'many'],
    ['downloads_30d', '12'],
    ['downloads_30d', 12.5],
    ['downloads_30d', -1],
    ['downloads_30d', true],
    ['downloads_30d', null],
    ['likes', '3'],
    ['parameters', '7B'],
    ['parameters', 0.5],
    ['gated', 'auto'],
    ['removed', null],
    ['tags', 'bert'],
    ['formats', null],
    ['id', 'ada/'],
    ['id', 'ada/x/y'],
    ['author', ''],
    ['created_at', 'yesterday'],
    ['created_at', '2026-08-18'],
    ['updated_at', null],
  ])('%s cannot be %j', async (field, value) => {
    await expect(radar2026(folderWith(line({ id: 'ada/other' }), line({ [field]: value })))).rejects.toThrow(
      `models.jsonl: line 2: ${field}: `,
    );
  });

  test('a tag that is a number is named with its place in the list', async () => {
    await expect(radar2026(folderWith(line({ tags: ['bert', 7] })))).rejects.toThrow('models.jsonl: line 1: tags.1: ');
  });

  test.each([
    ['at the end', [line(), line({ id: 'ada/other' }).slice(0, 60)], 2],
    ['in the middle', [line(), line().slice(0, 60), line({ id: 'ada/other' })], 2],
    ['to nothing', [line(), '', line({ id: 'ada/other' })], 2],
    ['to one empty line', [''], 1],
  ])('a line that was cut short %s is named', async (_, lines, place) => {
    await expect(radar2026(folderWith(...lines))).rejects.toThrow(
      `models.jsonl: line ${place} is not JSON, it may have been cut short`,
    );
  });

  test('a line that is no record is named', async () => {
    await expect(radar2026(folderWith(line(), '[]'))).rejects.toThrow('models.jsonl: line 2: ');
  });

  test('a model that occurs twice is not counted once, nor twice', async () => {
    await expect(radar2026(folderWith(line(), line({ id: 'ada/other' }), line({ likes: 1 })))).rejects.toThrow(
      'models.jsonl: line 3: the model "ada/model" occurs twice',
    );
  });
});
