import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { describeWithSharedData, sharedData } from '../../../tests/shared-data.ts';
import { temporaryFolder } from '../../../tests/temporary-folder.ts';
import { literal, openDatabase } from '../../io/database.ts';
import type { Row } from '../../schema/table.ts';
import { moved, tablesOf } from './imports.test-support.ts';
import { editionIn } from './source-editions.test-support.ts';
import { liang2022 as source } from './liang2022.ts';

const liang2022 = (folder: string) => source(folder, editionIn(folder, 'liang2022'));

describeWithSharedData('the list as it was published', () => {
  const folder = join(sharedData, 'liang2022');
  let tables: Record<string, Row[]> = {};
  beforeAll(async () => {
    tables = await tablesOf(await liang2022(folder));
  });

  test('74,970 models of 20,455 authors, 32,111 with a card, 173 of unknown age', () => {
    expect(tables.population).toMatchObject([
      { measure: 'models', count: 74_970 },
      { measure: 'authors', count: 20_455 },
      { measure: 'models-of-unknown-age', count: 173, whole: 74_970 },
      { measure: 'models-with-card', count: 32_111, whole: 74_970 },
      { measure: 'models-without-task' },
      { measure: 'models-without-download' },
    ]);
  });

  test('what the list says of a model is counted by field: 173 without a time', () => {
    expect(tables.intake?.find(({ field }) => field === 'creation_time')).toEqual({
      records: 'models',
      field: 'creation_time',
      all: 74_970,
      with: 74_970 - 173,
      absent: 173,
      invalid: 0,
    });
    expect(tables.intake?.find(({ field }) => field === 'modelId')).toMatchObject({ with: 74_970, absent: 0 });
  });

  test('however the models are cut, they are 74,970 with 32,111 cards', () => {
    for (const name of ['cards-by-month', 'cards-by-task', 'cards-by-popularity']) {
      const sum = (column: string) => tables[name]?.reduce((total, row) => total + Number(row[column]), 0);
      expect([name, sum('models'), sum('withCard')]).toEqual([name, 74_970, 32_111]);
    }
  });

  test('42.8 % have a card, and by author that lies between 36.4 and 49.5 %, not 42.5 and 43.2 %', () => {
    // statsmodels 0.15.0: logistic regression on a constant, cov_type "cluster" by author, t quantiles. A bootstrap of
    // authors (percentile, 4,000 resamples) gives 0.367 to 0.496.
    expect(tables.population?.find(({ measure }) => measure === 'models-with-card')).toMatchObject({
      share: expect.closeTo(0.4283, 4),
      shareLow: expect.closeTo(0.36412837818986565, 9),
      shareHigh: expect.closeTo(0.4950142109614418, 9),
    });
  });

  test('a month with the models of one author has a share and no interval', () => {
    const first = tables['cards-by-month']?.[0];
    expect(first).toMatchObject({ month: '2018-11', shareWithCard: expect.any(Number) });
    expect([first?.shareWithCardLow, first?.shareWithCardHigh]).toEqual([null, null]);
  });

  test('the models reach from November 2018 to September 2022', () => {
    const months = tables['cards-by-month']?.map((row) => row.month) ?? [];
    expect([months.at(0), months.at(-2), months.at(-1)]).toEqual(['2018-11', '2022-09', null]);
  });

  test('nothing is said by model type: the data do not record it, and names do not tell', async () => {
    expect(tables['models-created']).toBeUndefined();
    const { views } = await liang2022(folder);
    expect(views.models).toMatchObject({
      lacks: {
        model_type: expect.stringContaining(
          '57 % of 3,657 repositories of known type, and a wrong one for 9 % of those',
        ),
      },
    });
  });

  test('64,113 models created before 15 August 2022 are listed still, and 173 have no age', () => {
    expect(tables['models-before']).toEqual([{ day: '2022-08-15', models: 64_113, ofUnknownAge: 173 }]);
    const claim = tables.replication?.find((row) => row.claim === 'jiang-packages');
    expect(claim).toMatchObject({ published: 63_182, ours: 64_113, difference: 931, verdict: 'differs' });
  });

  test('the most downloaded hundredth has 97.9 % of all downloads', () => {
    const claim = tables.replication?.find((row) => row.claim === 'osborne-top-percent');
    expect(claim).toMatchObject({ published: 0.99, ours: expect.closeTo(0.979, 3), table: 'concentration' });
  });

  test('no number of the published snapshot moves', async () => {
    expect(moved(tables, '2022-10-01')).toEqual({
      // The adjustment for many questions goes over the corrected p since.
      'trend-tests.pAdjusted': 2,
      'trend-sensitivity.pAdjusted': 2,
    });
  });
});

interface Model {
  id?: string | null;
  author?: string | null;
  created?: string | null;
  downloads?: string;
  hasCard?: boolean | null;
  task?: string | null;
}

/** A folder with a list of these models; `change` is the query by which the file is written from a well-formed one. */
async function folderWith(models: readonly Model[], change = 'FROM models'): Promise<string> {
  const folder = temporaryFolder();
  const text = (value: string | null) => (value === null ? 'NULL' : literal(value));
  const records = models.map(
    ({ id = 'ada/model', author = 'ada', created = '2022-09-30 12:00:00+00', downloads = '0', ...rest }) => {
      const { hasCard = false, task = 'unknown' } = rest;
      return `(${text(id)}, ${text(author)}, ${text(created)}::TIMESTAMPTZ, ${downloads}::DOUBLE, ${String(hasCard)}::BOOLEAN, ${text(task)})`;
    },
  );
  const database = await openDatabase();
  await database.run(`
    CREATE TABLE models AS FROM (VALUES ${records.join(', ')})
    AS listed(modelId, author, creation_time, downloads, has_modelcard, task_category)`);
  await database.run(`COPY (${change}) TO ${literal(join(folder, 'model_info.parquet'))} (FORMAT parquet)`);
  database.close();
  return folder;
}

describe('a list of invented models', () => {
  const read = async (models: readonly Model[]) => tablesOf(await liang2022(await folderWith(models)));

  test('months are those of UTC, in whatever zone the file keeps its times', async () => {
    const tables = await read([
      { id: 'a', created: '2022-10-01 00:30:00+00' }, // still September in Los Angeles
      { id: 'b', created: '2022-10-01 00:30:00+02' }, // still September in London
      { id: 'c', created: null, hasCard: true },
    ]);
    expect(tables['cards-by-month']).toMatchObject([
      { month: '2022-09', models: 1 },
      { month: '2022-10', models: 1 },
      { month: null, models: 1, withCard: 1 },
    ]);
  });

  test('the task "unknown" is no task', async () => {
    const tables = await read([{ id: 'a' }, { id: 'b', task: 'fill-mask', downloads: '7' }]);
    expect(tables.tasks).toEqual([
      { task: 'fill-mask', models: 1, downloads: 7 },
      { task: null, models: 1, downloads: 0 },
    ]);
  });

  test('columns that nobody asked for do no harm', async () => {
    const folder = await folderWith([{}], 'SELECT *, 1 AS stars FROM models');
    await expect(liang2022(folder)).resolves.toMatchObject({ description: { id: '2022-10-01' } });
  });
});

describe('a list that is not as it was', () => {
  const refusal = async (models: readonly Model[], change?: string) =>
    liang2022(await folderWith(models, change)).then(
      () => 'none',
      (error: unknown) => (error as Error).message,
    );

  test('a file that is no Parquet is named, whole or cut short', async () => {
    await expect(liang2022(temporaryFolder({ 'model_info.parquet': 'id,author\na,b\n' }))).rejects.toThrow(
      /model_info\.parquet/,
    );
    await expect(liang2022(temporaryFolder({ 'model_info.parquet': 'PAR1' }))).rejects.toThrow(/model_info\.parquet/);
  });

  test('a list of no models is not a Hub without models', async () => {
    expect(await refusal([{}], 'FROM models WHERE false')).toContain('model_info.parquet has no rows');
  });

  test.each([
    [
      'a column is missing',
      'SELECT * EXCLUDE downloads FROM models',
      'model_info.parquet has no column downloads; it has modelId, author, creation_time, has_modelcard, task_category',
    ],
    [
      'a column was renamed',
      'SELECT * RENAME (author AS owner) FROM models',
      'model_info.parquet has no column author; it has modelId, owner,',
    ],
    [
      'downloads are text',
      'SELECT * REPLACE (downloads::VARCHAR AS downloads) FROM models',
      'model_info.parquet: the column downloads holds VARCHAR, expected DOUBLE',
    ],
    [
      'times are without a zone',
      'SELECT * REPLACE (creation_time::TIMESTAMP AS creation_time) FROM models',
      'model_info.parquet: the column creation_time holds TIMESTAMP, expected TIMESTAMP WITH TIME ZONE',
    ],
  ])('where %s the sentence names it', async (_, change, sentence) => {
    expect(await refusal([{}], change)).toContain(sentence);
  });

  test.each([
    ['has no valid id', { id: null }],
    ['has no valid id', { id: '' }],
    ['has no valid id', { id: 'ada/' }],
    ['has no valid id', { id: 'ada/x/y' }],
    ['has no author', { author: null }],
    ['does not say whether it has a card', { hasCard: null }],
    ['has an empty task', { task: null }],
    ['has downloads that are no whole number', { downloads: '1.5' }],
    ['has downloads that are no whole number', { downloads: '-1' }],
    ['has downloads that are no whole number', { downloads: 'NULL' }],
    ['has downloads that are no whole number', { downloads: `'NaN'` }],
    ['has downloads that are no whole number', { downloads: `'Infinity'` }],
    ['was created outside the years of the Hub', { created: '2022-10-02 00:00:00+00' }],
    ['was created outside the years of the Hub', { created: '1970-01-01 00:00:00+00' }],
  ])('a model that %s is not counted: %o', async (problem, model) => {
    const id = 'id' in model ? model.id : 'ada/broken';
    expect(await refusal([{}, { id: 'ada/broken', ...model }])).toContain(
      `model_info.parquet: the model ${JSON.stringify(id)} ${problem}`,
    );
  });

  test('a model that occurs twice is not counted once, nor twice', async () => {
    expect(await refusal([{ id: 'ada/a' }, { id: 'ada/b' }, { id: 'ada/a', author: 'bob' }])).toContain(
      'model_info.parquet: the model "ada/a" occurs twice',
    );
  });

  test.each([
    ['2024-10-01', '2022-09-30 05:46:00+00', '2022-09-30'],
    ['2022-10-01', '2022-09-27 23:59:59+00', '2022-09-27'],
  ])('a list said to be of %s whose newest model is of %s is of another day', async (date, created, newest) => {
    const folder = await folderWith([
      { id: 'ada/a', created },
      { id: 'ada/b', created: null },
    ]);
    await expect(source(folder, { ...editionIn(folder, 'liang2022'), date })).rejects.toThrow(
      `model_info.parquet: the newest model was created on ${newest}, expected one of the 3 days before ${date}, as the edition is said to be of that day; it may be of another`,
    );
  });
});
