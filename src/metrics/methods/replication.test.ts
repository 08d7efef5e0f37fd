import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import cardStocks from '../../../content/published/card-stocks.json' with { type: 'json' };
import claimsFile from '../../../content/published/claims.json' with { type: 'json' };
import decisionProcess from '../../../content/published/decision-process.json' with { type: 'json' };
import hubTotals from '../../../content/published/hub-totals.json' with { type: 'json' };
import papers from '../../../content/published/papers.json' with { type: 'json' };
import performanceClaims from '../../../content/published/performance-claims-by-task.json' with { type: 'json' };
import reportedChallenges from '../../../content/published/reported-challenges.json' with { type: 'json' };
import { Claims, Published } from '../../schema/published.ts';
import { formatDay } from '../../schema/written.ts';
import type { Row, Table } from '../../schema/table.ts';
import { isUnavailable } from '../../schema/unavailable.ts';
import { describeWithSharedData, sharedData } from '../../../tests/shared-data.ts';
import { derivatives } from '../lineage/derivatives.ts';
import { formatsByDownloads } from '../reuse/formats-by-downloads.ts';
import { licenceChanges } from '../lineage/licence-changes.ts';
import { cardsByMonth } from '../documentation/cards-by-month.ts';
import { challenges } from '../challenges/challenges.ts';
import { emissions } from '../reuse/emissions.ts';
import { forumCategories } from '../community/forum-categories.ts';
import type { Context } from '../metric.ts';
import { modelsBefore } from '../models/models-before.ts';
import { modelsCreated } from '../models/models-created.ts';
import { population } from '../models/population.ts';
import { replication } from './replication.ts';
import { metrics } from '../index.ts';
import { counted, foundFor } from '../rows.test-support.ts';

const published = {
  papers,
  claims: claimsFile,
  decisionProcess,
  reportedChallenges,
  performanceClaims,
  cardStocks,
  hubTotals,
};
const saner: Partial<Context> = { date: '2023-06-30', coverage: 'aggregate', source: 'saner2024' };
const liang: Partial<Context> = { date: '2022-10-01', coverage: 'census', source: 'liang2022' };
const radar: Partial<Context> = { date: '2026-08-22', coverage: 'sample', source: 'radar2026' };

/** The rows of one claim; the finding never refuses. */
function rowsOf(claim: string, context: Partial<Context>, ...tables: readonly Table[]): Row[] {
  const rows = foundFor(context, replication, ...tables);
  if (isUnavailable(rows)) throw new Error(rows.reason);
  return rows.filter((row) => row.claim === claim);
}

/** A table of another finding, with the columns that matter here and its rows as they are. */
const written = (name: string, rows: readonly Row[]): Table => ({
  name,
  kind: 'finding',
  title: name,
  method: name,
  source: 'written by hand',
  window: null,
  notes: [],
  key: [],
  columns: metrics.find(({ id }) => id === name)?.columns.slice() ?? [],
  rows: [...rows],
});

const created = (models: Readonly<Record<string, number>>) =>
  counted(
    modelsCreated,
    Object.entries(models).map(([key, count]) => {
      const [month = '', modelType = ''] = key.split(' ');
      return { month, modelType, models: count };
    }),
  );

describe('a count', () => {
  test('is reproduced when it is equal, and by the data that the claim was made from', () => {
    const table = created({ '2022-01 bert': 100_000, '2022-02 t5': 3047, '2022-02 untyped': 9 });
    expect(rowsOf('taraghi-typed-models', saner, table)).toMatchObject([
      {
        published: 103_047,
        ours: 103_047,
        difference: 0,
        verdict: 'reproduced',
        table: 'models-created',
        variant: null,
        dateFrom: '2023-06-01',
        dateTo: '2023-06-30',
        ourPopulation: 'Models on the Hub that state a model type',
        ourWindow: 'Models created from January 2022 to February 2022',
        ourDate: '2023-06-30',
      },
    ]);
  });

  test('differs when it is one off', () => {
    const table = created({ '2022-01 bert': 103_046 });
    expect(rowsOf('taraghi-typed-models', saner, table)).toMatchObject([
      { ours: 103_046, difference: -1, verdict: 'differs' },
    ]);
  });

  test('is not checked against the data of somebody else, even when it would be equal', () => {
    const table = created({ '2022-01 bert': 103_047 });
    expect(rowsOf('taraghi-typed-models', liang, table)).toMatchObject([
      {
        ours: null,
        difference: null,
        verdict: 'not-checkable',
        because: 'It is about the data of Taraghi et al. 2024; this snapshot is made from others, of 1 October 2022.',
        table: null,
      },
    ]);
  });

  test('of categories leaves sub-categories out', () => {
    const rows = Array.from({ length: 17 }, (_, index) => [
      { category: `c${index}`, subcategory: null, name: `C${index}`, codes: 1, allCodes: 17 },
      { category: `c${index}`, subcategory: 's', name: 'S', codes: null, allCodes: 17 },
    ]).flat();
    expect(rowsOf('taraghi-challenge-categories', saner, counted(challenges, rows))).toMatchObject([
      { ours: 17, verdict: 'reproduced' },
    ]);
  });

  const readings = (...days: readonly (readonly [string, number])[]) =>
    counted(
      forumCategories,
      days.flatMap(([day, topics]) => [
        { category: 'Beginners', day, topics },
        { category: 'Models', day, topics: 0 },
      ]),
    );

  test('of collected topics is taken on the day of the snapshot, between the readings around it', () => {
    const [row] = rowsOf('taraghi-topics', saner, readings(['2023-06-20', 7000], ['2023-07-10', 9000]));
    expect(row).toMatchObject({ ours: 8000, verdict: 'differs', ourDate: '2023-06-30', oursLow: null, oursHigh: null });
    expect(row?.because).toContain('which makes it 7,800 to 8,200');
  });

  test('of collected topics that the error of reading allows is consistent, and cannot be told from ours', () => {
    expect(rowsOf('taraghi-topics', saner, readings(['2023-06-10', 10_000], ['2023-07-10', 11_700]))).toMatchObject([
      {
        published: 11_175,
        ours: 11_133,
        verdict: 'consistent-not-distinguishable',
        compared: 'the count, with the claim’s own data, read off its chart',
      },
    ]);
  });

  test('of collected topics has no answer where the chart has readings on one side of the day only', () => {
    for (const day of ['2023-06-20', '2023-07-11'])
      expect(rowsOf('taraghi-topics', saner, readings([day, 7000]))).toMatchObject([
        { ours: null, compared: null, verdict: 'not-checkable' },
      ]);
  });
});

describe('the correlation over model types', () => {
  const compared = (scope: string, compares: string, rho: number | null, refused: string | null = null) => ({
    scope,
    compares,
    from: compares === 'months' ? '2020-07' : null,
    to: compares === 'months' ? '2023-05' : null,
    n: 145,
    rho,
    low: rho === null ? null : rho - 0.1,
    high: rho === null ? null : rho + 0.1,
    p: rho === null ? null : 0.03,
    refused,
  });

  test('is reproduced where it rounds to the printed decimal places, variant by variant', () => {
    const table = written('hub-forum-agreement', [
      compared('all types', 'types on both sides, all months', 0.699),
      compared('all types', 'types on either side, all months', 0.7049),
      compared('all types', 'types on both sides, matched months', 0.677),
    ]);
    expect(rowsOf('taraghi-hub-forum-rho', saner, table)).toMatchObject([
      {
        variant: 'both-sides',
        ours: 0.699,
        oursLow: expect.closeTo(0.599, 10),
        oursHigh: expect.closeTo(0.799, 10),
        ourPopulation: '145 model types',
        ourWindow: 'All months of each side',
        verdict: 'reproduced',
        compared: 'the number to 2 decimal places, with the claim’s own data',
      },
      {
        variant: 'either-side',
        ours: 0.7049,
        verdict: 'reproduced',
        compared: 'the number to 2 decimal places, with the claim’s own data counted in another way',
      },
      {
        variant: 'matched-months',
        ours: 0.677,
        verdict: 'consistent-not-distinguishable',
        difference: expect.closeTo(-0.023, 10),
      },
    ]);
  });

  test('of a variant that is another contradicts nothing, and that of the claim’s own way does', () => {
    const table = written('hub-forum-agreement', [
      compared('all types', 'types on both sides, all months', 0.55),
      compared('all types', 'types on either side, all months', 0.55),
    ]);
    expect(rowsOf('taraghi-hub-forum-rho', saner, table)).toMatchObject([
      { verdict: 'differs' },
      {
        verdict: 'not-checkable',
        because: expect.stringMatching(/is a variant: that it differs does not contradict the claim\.$/),
      },
      { ours: null },
    ]);
  });

  test('is not checkable where the table has none, and says so', () => {
    const table = written('hub-forum-agreement', [
      compared('all types', 'types on both sides, all months', null, 'fewer than four types in common'),
    ]);
    expect(rowsOf('taraghi-hub-forum-rho', saner, table)).toMatchObject([
      { ours: null, verdict: 'not-checkable', because: 'It allows no answer: fewer than four types in common' },
      { verdict: 'not-checkable', because: 'The table does not compare types on either side, all months.' },
      { verdict: 'not-checkable' },
    ]);
  });

  test.each([
    [-0.466, 'negative', 'reproduced'],
    [0.2, 'positive', 'differs'],
    [0, 'zero', 'consistent-not-distinguishable'],
    [-0.05, 'negative', 'consistent-not-distinguishable'],
    [0.05, 'positive', 'consistent-not-distinguishable'],
  ])('of the months of bert, %d, is %s and the claim %s', (rho, oursWord, verdict) => {
    const table = written('hub-forum-agreement', [compared('t5', 'months', 0.9), compared('bert', 'months', rho)]);
    expect(rowsOf('taraghi-bert-negative', saner, table)).toMatchObject([
      { publishedWord: 'negative', oursWord, verdict, published: null, ours: null, difference: null },
    ]);
  });

  test('of the months of bert leaves the trend out in variants, which contradict nothing', () => {
    const without = (name: string, r: number) => ({
      [name]: r,
      [`${name}Low`]: r - 0.3,
      [`${name}High`]: r + 0.3,
      [`${name}P`]: 0.4,
    });
    const { scope: modelType, ...months } = compared('bert', 'months', -0.466);
    const bert = { ...months, modelType, ...without('givenTime', 0.14), ...without('changes', 0.5) };
    expect(rowsOf('taraghi-bert-negative', saner, written('hub-forum-by-month', [bert]))).toMatchObject([
      {
        variant: null,
        oursWord: 'negative',
        verdict: 'reproduced',
        because: expect.stringContaining('(95 % CI −0.566 to −0.366, p\u00a0=\u00a00.030)'),
      },
      { variant: 'given-time', oursWord: 'positive', verdict: 'consistent-not-distinguishable' },
      { variant: 'changes', oursWord: 'positive', verdict: 'not-checkable' },
    ]);
  });
});

describe('a word', () => {
  test('bert leads where it has most, and shares the place where another has as many', () => {
    const ranking = (t5: number) =>
      written('type-ranking', [
        { modelType: 't5', hubModels: t5, topics: null },
        { modelType: 'bert', hubModels: 5, topics: 3 },
      ]);
    expect(rowsOf('taraghi-bert-first-hub', saner, ranking(4))).toMatchObject([
      { publishedWord: 'bert', oursWord: 'bert', verdict: 'reproduced' },
    ]);
    expect(rowsOf('taraghi-bert-first-hub', saner, ranking(5))).toMatchObject([
      { oursWord: 't5, bert', verdict: 'differs' },
    ]);
    expect(rowsOf('taraghi-bert-first-forum', saner, ranking(9))).toMatchObject([
      {
        oursWord: 'bert',
        verdict: 'reproduced',
        because: 'Most mentions in topics, 3, among 1 model types over all months.',
      },
    ]);
  });

  const trend = (verdict: string | null, window = 'whole') =>
    written('trend-tests', [
      {
        series: 'share-with-card',
        window,
        from: '2019-12',
        to: '2023-05',
        n: 42,
        p: 0.4712,
        verdict,
        refused: verdict === null ? 'too few months' : null,
      },
    ]);

  test.each([
    ['no-clear-trend', 'reproduced'],
    ['falling', 'reproduced'],
    ['rising', 'differs'],
  ])('a share of cards that is %s: the claim of no increase is %s', (verdict, expected) => {
    expect(rowsOf('taraghi-cards-flat', saner, trend(verdict))).toMatchObject([
      { verdict: expected, because: expect.stringContaining('(p\u00a0=\u00a00.471)') as string },
    ]);
  });

  test('only the whole window answers it, and only with a verdict', () => {
    const [part] = rowsOf('taraghi-cards-flat', saner, trend('rising', 'last-24'));
    expect(part).toMatchObject({ verdict: 'not-checkable', oursWord: null });
    expect(rowsOf('taraghi-cards-flat', saner, trend(null))).toMatchObject([
      { verdict: 'not-checkable', because: 'It allows no answer: too few months' },
    ]);
    expect(() => rowsOf('taraghi-cards-flat', saner, trend('flat'))).toThrow('the verdict flat of trend-tests');
  });
});

describe('a claim about the whole Hub', () => {
  const downloads = (none: number) =>
    counted(population, [{ measure: 'models-without-download', count: none, whole: 1000 }]);

  test('two rows for one question are no answer', () => {
    const { rows, ...table } = downloads(447);
    expect(() => rowsOf('osborne-zero-downloads', liang, { ...table, rows: [...rows, ...rows] })).toThrow(
      '2 rows of population',
    );
  });

  test.each([447, 800])('is not decided where its day is not known, by %i of 1,000', (none) => {
    expect(rowsOf('osborne-zero-downloads', liang, downloads(none))).toMatchObject([
      {
        published: 0.7,
        ours: none / 1000,
        difference: expect.closeTo(none / 1000 - 0.7, 10),
        verdict: 'not-checkable',
        because:
          'The same share of another population, the 1,000 models of 1 October 2022, with downloads as the source counts them. Its day is not known, so this decides nothing.',
        compared: 'the number as a lower bound, with data of 1 October 2022, the day of the claim not being known',
      },
    ]);
  });

  test.each([
    ['2025-07-10', 674, 'reproduced'],
    ['2025-07-10', 428, 'differs'],
    ['2025-08-01', 674, 'not-checkable'],
    ['2022-10-01', 428, 'not-checkable'],
  ])('of July 2025, against a census of %s with %i of 1,000, is %s', (date, withCard, verdict) => {
    const cards = counted(cardsByMonth, [{ month: '2022-01', models: 1000, withCard }]);
    const [row] = rowsOf('laufer-card-text', { coverage: 'census', source: 'the capture', date }, cards);
    expect(row).toMatchObject({ ours: withCard / 1000, ourDate: date, verdict });
    const isOpen = verdict === 'not-checkable';
    expect(String(row?.because).endsWith('decide nothing.')).toBe(isOpen);
    expect(String(row?.compared).includes(`data of ${formatDay(date)}, the claim being of July 2025`)).toBe(isOpen);
  });

  test('of the middle of a month is placed between months, with models of unknown age as older', () => {
    const cards = counted(cardsByMonth, [
      { month: '2022-07', models: 60_000, withCard: 1 },
      { month: '2022-08', models: 6000, withCard: 1 },
      { month: '2022-09', models: 9000, withCard: 1 },
      { month: null, models: 100, withCard: 1 },
    ]);
    const [row] = rowsOf('jiang-packages', liang, cards);
    expect(row).toMatchObject({ published: 63_182, ours: null, verdict: 'not-checkable', table: 'cards-by-month' });
    expect(row?.because).toContain('60,100 models were created before August 2022 and 66,100 by its end');
    expect(row?.because).toContain('lies between');
    const [early] = rowsOf('jiang-packages', { ...liang, date: '2022-08-31' }, cards);
    expect(early).toMatchObject({ verdict: 'not-checkable', table: null });
  });

  const before = (models: number) => counted(modelsBefore, [{ day: '2022-08-15', models, ofUnknownAge: 3 }]);

  test('of a day falls short of the models that are listed still', () => {
    const [row] = rowsOf('jiang-packages', liang, before(64_113));
    expect(row).toMatchObject({ ours: 64_113, difference: 931, verdict: 'differs', table: 'models-before' });
    expect(row?.compared).toBe('the count, with a lower bound from the list of 1 October 2022');
    expect(row?.because).toContain('at least 931 short');
  });

  test.each([63_182, 40_000])(
    'of a day is allowed by %i models that are listed still, since others are gone',
    (models) => {
      const [row] = rowsOf('jiang-packages', liang, before(models));
      expect(row).toMatchObject({ ours: null, difference: null, verdict: 'not-checkable' });
      expect(row?.because).toContain('a lower bound that allows the published number');
    },
  );

  test.each([
    ['that is whole', 760_460, 'reproduced'],
    ['that ends within a page', 760_100, 'differs'],
    ['that lacks more than a page', 759_000, 'differs'],
    ['that has more', 761_000, 'differs'],
  ])('of the models of a list is compared with a list of the day %s', (_, count, verdict) => {
    const models = counted(population, [{ measure: 'models', count, whole: null }]);
    const context = { coverage: 'census', source: 'the capture', date: '2024-07-11' } as const;
    expect(rowsOf('stalnaker-models', context, models)).toMatchObject([{ ours: count, verdict }]);
  });

  test('of some day of a year is placed between the months before and those up to its end', () => {
    const months = Object.entries({ '2022-12': 886, '2023-03': 461, '2023-12': 656, '2024-01': 21 }).map(
      ([month, reporting]) => ({ month, created: 9000, reporting, reportingSoFar: null }),
    );
    const census = { coverage: 'census', source: 'the capture', date: '2024-07-11' } as const;
    const [row] = rowsOf('castano-emissions', census, counted(emissions, months));
    expect(row).toMatchObject({ published: 1417, ours: null, verdict: 'not-checkable', table: 'emissions' });
    expect(row?.because).toContain(
      '886 models that report emissions were created before January 2023 and 2,003 by the end of December 2023. The published number lies between',
    );
    const inside = { ...census, date: '2023-12-31' };
    expect(rowsOf('castano-emissions', inside, counted(emissions, months))).toMatchObject([{ table: null }]);
  });

  test('of the models of a list is answered by that list alone', () => {
    const models = counted(population, [{ measure: 'models', count: 760_000, whole: null }]);
    const census: Partial<Context> = { coverage: 'census', source: 'the capture' };
    expect(rowsOf('stalnaker-models', { ...census, date: '2024-07-11' }, models)).toMatchObject([
      {
        published: 760_460,
        ours: 760_000,
        difference: -460,
        verdict: 'consistent-not-distinguishable',
        compared: 'the count, with data of the claim’s own day, without its last page',
      },
    ]);
    expect(rowsOf('stalnaker-models', { ...census, date: '2024-07-12' }, models)).toMatchObject([
      { ours: null, verdict: 'not-checkable', table: null },
    ]);
  });

  test('of bert packages takes models of that type', () => {
    const [row] = rowsOf(
      'jiang-bert-models',
      saner,
      created({ '2022-07 bert': 9, '2022-07 t5': 50_000, '2022-08 bert': 3 }),
    );
    expect(row?.because).toContain('9 models of the type bert were created before August 2022 and 12 by its end');
    expect(row?.because).toContain('lies outside');
  });
});

/** What the later studies counted, in tables small enough to check by eye. */
describe('a claim of a later study', () => {
  const shared = (population: string, topPercent: number | null) => ({
    measure: 'downloads',
    population,
    holders: 1000,
    topPercent,
  });

  test('of the top hundredth takes all models, also those that nobody downloads', () => {
    const table = written('concentration', [
      { ...shared('all', 0.5), measure: 'likes' },
      shared('at-least-one', 0.8),
      shared('all', 0.987),
    ]);
    expect(rowsOf('osborne-top-percent', liang, table)).toMatchObject([
      {
        published: 0.99,
        ours: 0.987,
        oursLow: null,
        oursHigh: null,
        verdict: 'not-checkable',
        ourPopulation: '1,000 models of the Hub',
        ourDate: '2022-10-01',
      },
    ]);
    expect(rowsOf('osborne-top-percent', liang, written('concentration', [shared('at-least-one', 0.8)]))).toMatchObject(
      [{ ours: 0.8, verdict: 'not-checkable' }],
    );
  });

  test('of the top hundredth is not answered by likes, nor where there is no hundredth', () => {
    expect(
      rowsOf('osborne-top-percent', liang, written('concentration', [{ ...shared('all', 0.5), measure: 'likes' }])),
    ).toMatchObject([{ ours: null, because: 'The table does not say how downloads are shared out.' }]);
    expect(rowsOf('osborne-top-percent', liang, written('concentration', [shared('all', null)]))).toMatchObject([
      { ours: null, verdict: 'not-checkable', because: 'There are too few models to single out a hundredth.' },
    ]);
  });

  const pairs = (relation: string, outcomes: Readonly<Record<string, number>>) =>
    Object.entries(outcomes).map(([outcome, count]) => ({ relation, outcome, pairs: count, ofRelation: 1000 }));

  test('of licences takes fine-tunes, and only pairs in which both declare one', () => {
    const table = counted(licenceChanges, [
      ...pairs('any', { same: 500, 'other-class': 400, dropped: 100 }),
      ...pairs('finetune', { same: 60, 'same-class': 15, 'other-class': 25, dropped: 400, added: 300, neither: 200 }),
    ]);
    expect(rowsOf('laufer-licence-change', liang, table)).toMatchObject([
      {
        ours: 0.4,
        oursLow: null,
        oursHigh: null,
        ourPopulation: '100 pairs of a fine-tune and its parent, both of the Hub',
      },
    ]);
    const [row] = rowsOf('laufer-licence-change', liang, counted(licenceChanges, pairs('finetune', { dropped: 3 })));
    expect(row).toMatchObject({ ours: null, ourPopulation: null, ourWindow: null, ourDate: null });
    expect(row?.because).toBe('In no pair of a fine-tune and its parent do both declare a licence.');
  });

  test.each([
    [['any', 'not-named'], 'No pair names its relation.', 'No model names its relation.'],
    [
      ['any', 'not-named', 'merge'],
      'No pair is of a fine-tune and its parent.',
      'No model declares the relation finetune.',
    ],
  ])('of one relation has its own reason where the relations are %o', (relations, ofPairs, ofModels) => {
    const licences = counted(
      licenceChanges,
      relations.flatMap((relation) => pairs(relation, { same: 500, dropped: 100 })),
    );
    expect(rowsOf('laufer-licence-change', liang, licences)).toMatchObject([{ ours: null, because: ofPairs }]);
    const models = counted(
      derivatives,
      ['none-declared', ...relations].map((relation) => ({ relation, models: 9, all: 9, builtUpon: 1 })),
    );
    expect(rowsOf('laufer-finetune-children', liang, models)).toMatchObject([{ ours: null, because: ofModels }]);
  });

  test.each([
    ['laufer-finetune-children', 0.08],
    ['laufer-quantized-children', 0.01],
    ['laufer-adapter-children', 0.002],
  ])('%s takes the models of its own relation', (claim, ours) => {
    const table = counted(
      derivatives,
      [
        ['any', 900],
        ['finetune', 80],
        ['quantized', 10],
        ['adapter', 2],
      ].map(([relation = '', builtUpon = 0]) => ({ relation, models: 1000, all: 5000, builtUpon })),
    );
    expect(rowsOf(claim, liang, table)).toMatchObject([{ ours, table: 'derivatives' }]);
    expect(
      rowsOf(claim, liang, counted(derivatives, [{ relation: 'any', models: 9, all: 9, builtUpon: 1 }])),
    ).toMatchObject([{ ours: null, verdict: 'not-checkable' }]);
  });

  test('of pickled weights needs a source that looks for them, and takes the most downloaded band', () => {
    const format = (band: string, name: string, models: number) => ({ band, format: name, models, inBand: 100 });
    const seen = counted(formatsByDownloads, [
      format('none', 'pickle', 90),
      format('10-000-and-more', 'pickle', 30),
      format('10-000-and-more', 'pickle-only', 10),
    ]);
    expect(rowsOf('pickleball-pickle', liang, seen)).toMatchObject([
      { ours: 0.3, ourPopulation: '100 models with 10,000 downloads or more of the Hub' },
    ]);
    const unseen = counted(formatsByDownloads, [
      format('10-000-and-more', 'none-seen', 50),
      format('10-000-and-more', 'safetensors', 50),
    ]);
    const [row] = rowsOf('pickleball-pickle', radar, unseen);
    expect(row).toMatchObject({ ours: null, verdict: 'not-checkable', table: 'formats-by-downloads' });
    expect(row?.because).toContain('it names safetensors');
    const few = counted(formatsByDownloads, [format('below-10-000', 'pickle', 50)]);
    expect(rowsOf('pickleball-pickle', radar, few)).toMatchObject([
      { ours: null, because: 'No model has 10,000 downloads or more.' },
    ]);
  });
});

describe('a selection', () => {
  const downloads = (none: number) =>
    counted(population, [
      // Of 1,000 authors with one model each.
      {
        measure: 'models-without-download',
        count: none,
        whole: 1000,
        shareClusters: 1000,
        sharePartSquared: none,
        sharePartByWhole: none,
        shareWholeSquared: 1000,
      },
    ]);

  test.each([400, 700, 900])('with %i of 1,000 is set beside a share of the Hub, and decides nothing', (none) => {
    const [row] = rowsOf('osborne-zero-downloads', radar, downloads(none));
    expect(row).toMatchObject({
      published: 0.7,
      ours: none / 1000,
      difference: expect.closeTo(none / 1000 - 0.7, 10),
      verdict: 'not-checkable',
      ourPopulation: '1,000 models of a selection',
      ourDate: '2026-08-22',
    });
    expect(row?.oursLow).toBeLessThan(none / 1000);
    expect(row?.oursHigh).toBeGreaterThan(none / 1000);
    expect(row?.because).toMatch(/A selection neither confirms nor contradicts a claim about the Hub\.$/);
  });

  test('has no count to set beside a count of the Hub', () => {
    const cards = counted(cardsByMonth, [{ month: '2022-07', models: 63_182, withCard: 1 }]);
    expect(rowsOf('jiang-packages', radar, cards)).toMatchObject([
      {
        ours: null,
        ourPopulation: null,
        table: null,
        because: 'It is about the Hub as a whole; this snapshot is a selection of its models, of 22 August 2026.',
      },
    ]);
  });

  test('that is itself what a claim was made from can still reproduce it', () => {
    const table = created({ '2022-01 bert': 103_047 });
    expect(rowsOf('taraghi-typed-models', { ...saner, coverage: 'sample' }, table)).toMatchObject([
      { verdict: 'reproduced' },
    ]);
  });
});

test('population, window and dates stand with every claim, or what is not known does', () => {
  const rows = foundFor(radar, replication);
  if (isUnavailable(rows)) throw new Error(rows.reason);
  for (const { claim, unit, population: whom, window, dateFrom, dateTo, unknown } of rows) {
    expect(unit, String(claim)).not.toBeNull();
    if ([whom, window, dateFrom, dateTo].includes(null)) expect(unknown, String(claim)).toMatch(/known to us/);
  }
  expect(rows.find(({ claim }) => claim === 'jiang-packages')).toMatchObject({
    dateFrom: '2022-08-15',
    dateTo: '2022-08-16',
    unknown: null,
  });
});

test('without a single table every claim is there, with a reason', () => {
  for (const context of [saner, liang, radar]) {
    const rows = foundFor(context, replication);
    if (isUnavailable(rows)) throw new Error(rows.reason);
    expect(rows.map(({ claim }) => claim)).toEqual(claimsFile.map(({ id }) => id));
    expect(rows.map(({ verdict }) => verdict)).toEqual(rows.map(() => 'not-checkable'));
    expect(rows.map(({ table }) => table)).toEqual(rows.map(() => null));
  }
});

test('a part is published with its whole', () => {
  expect(rowsOf('jiang-missing-attributes', saner)).toMatchObject([{ published: 10, whole: 12, unit: 'count' }]);
});

describe('what is published', () => {
  const problems = (value: unknown) => Published.safeParse(value).error?.issues.map(({ message }) => message) ?? [];
  const [claim] = claimsFile;
  const withClaim = (change: object) =>
    problems({ ...published, claims: [...claimsFile, { ...claim, id: 'x', ...change }] });

  test('keeps its own rules', () => {
    expect(problems(published)).toEqual([]);
  });

  test.each([
    [{ id: 'taraghi-posts' }, 'the id taraghi-posts is used twice'],
    [{ paper: 'nobody1999' }, 'there is no paper nobody1999'],
    [{ value: 13, of: 12 }, 'x: the part 13 is larger than the whole 12'],
    [{ value: 'many' }, 'x: "many" is not a count'],
    [{ value: 1.5 }, 'x: 1.5 is not a count'],
    [{ value: 1.5, unit: 'share' }, 'x: 1.5 is not a share'],
    [{ value: 3, unit: 'sign' }, 'x: 3 is not a sign'],
    [{ value: 0.5, unit: 'share', of: 2 }, 'x: only a count can be a part of a whole'],
    [{ value: 0.705, unit: 'correlation', digits: 2 }, 'x: 0.705 has more than 2 decimal places'],
    [{ window: null, unknown: null }, 'x: population, window or date is empty, and nothing says why'],
    [{ date: { from: '2023-07-01', to: '2023-06-30' } }, 'the days begin after they end'],
  ])('a claim with %o stops', (change, message) => {
    expect(withClaim(change)).toContain(message);
  });

  test('a claim without a reason, and one with a field that is not known, stop', () => {
    expect(withClaim({ unchecked: '' })).not.toEqual([]);
    expect(withClaim({ note: 'see there' })).not.toEqual([]);
  });

  test('more models with a claim than models, and a task listed twice, stop', () => {
    const tasks = [
      { task: 'fill-mask', withClaim: 2, models: 1 },
      { task: 'fill-mask', withClaim: 1, models: 2 },
    ];
    const wrong = problems({ ...published, performanceClaims: { ...performanceClaims, tasks } });
    expect(wrong).toContain('more models of fill-mask make a claim than there are');
    expect(
      problems({ ...published, performanceClaims: { ...performanceClaims, tasks: [tasks[1], tasks[1]] } }),
    ).toEqual(['the task fill-mask is used twice']);
  });

  test('a reported challenge rests on a claim that is there', () => {
    const [first] = reportedChallenges.challenges;
    const unfounded = { ...reportedChallenges, challenges: [{ ...first, claim: 'nobody-said-so' }] };
    expect(problems({ ...published, reportedChallenges: unfounded })).toEqual([
      'missing-attributes rests on a claim nobody-said-so that is not there',
    ]);
  });
});

interface SharedClaims {
  papers: Record<string, { title: string; arxiv?: string; doi?: string; package?: string; authors?: string[] }>;
  claims: { id: string; paper: string; value: unknown; of?: number; unit: string; digits?: number; basis: string }[];
  decision_process: string[];
  attributes: Record<string, string[]>;
  claims_by_task: [string, number, number][];
}

describeWithSharedData('the papers as they were handed to us', () => {
  const shared = JSON.parse(readFileSync(join(sharedData, 'published', 'claims.json'), 'utf8')) as SharedClaims;

  test('every claim is taken over with its value, and those that came later are of later papers or of known ones', () => {
    const units: Record<string, string> = { rho: 'correlation', 'model type': 'model-type' };
    const claims = Claims.parse(claimsFile);
    const handed = claims.filter(({ id }) => shared.claims.some((claim) => claim.id === id));
    expect(claims.filter((claim) => !handed.includes(claim)).map(({ id, value }) => [id, value])).toEqual([
      ['osborne-models', 348_181],
      ['laufer-finetune-pairs', 189_391],
      ['laufer-task-change', 0.411],
      ['laufer-language-change', 0.242],
      ['laufer-parent-card', 9773],
      ['laufer-child-card', 4402],
      ['stalnaker-models', 760_460],
      ['stalnaker-datasets', 175_000],
      ['jewitt-restrictive', 0.355],
      ['longpre-size', 17],
      ['longpre-quantization', 5],
    ]);
    expect(
      handed.map(({ id, paper, value, of, unit, digits, basis }) => ({
        id,
        paper,
        value,
        of,
        unit,
        digits,
        basis,
      })),
    ).toEqual(
      shared.claims.map(({ id, paper, value, of, unit, digits, basis }) => ({
        id,
        paper,
        value,
        of: of ?? null,
        unit: units[unit] ?? unit,
        digits: digits ?? null,
        basis,
      })),
    );
  });

  test('every paper is there, with its number', () => {
    const later = ['stalnaker2025', 'jewitt2025', 'longpre2025'];
    expect(papers.map(({ id }) => id)).toEqual([...Object.keys(shared.papers), ...later]);
    for (const paper of papers) {
      const { arxiv, doi, package: location, authors } = shared.papers[paper.id] ?? {};
      expect(paper).toMatchObject({
        ...(arxiv === undefined ? {} : { arxiv }),
        ...(doi === undefined ? {} : { doi }),
        ...(location === undefined ? {} : { package: location }),
        ...(authors === undefined ? {} : { authors }),
      });
    }
  });

  test('the stages are in order, and every group has its attributes', () => {
    expect(decisionProcess.stages.map(({ name }) => name.toLowerCase())).toEqual(shared.decision_process);
    const named = decisionProcess.groups.map(
      ({ id, attributes }) => [id, attributes.filter(({ basis }) => basis === 'paper').length] as const,
    );
    expect(Object.fromEntries(named.filter(([, count]) => count > 0))).toEqual(
      Object.fromEntries(Object.entries(shared.attributes).map(([group, names]) => [group, names.length])),
    );
  });

  test('claims of performance are those of the source, task by task', () => {
    expect(performanceClaims.tasks.map(({ task, withClaim, models }) => [task, withClaim, models])).toEqual(
      shared.claims_by_task,
    );
  });
});
