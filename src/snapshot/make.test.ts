import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../tests/temporary-folder.ts';
import { cardSections } from '../metrics/documentation/card-sections.ts';
import { cardsByMonth } from '../metrics/documentation/cards-by-month.ts';
import { challenges } from '../metrics/challenges/challenges.ts';
import { hubForumAgreement } from '../metrics/models/hub-forum-agreement.ts';
import { mentions } from '../metrics/models/mentions.ts';
import type { Count, Metric } from '../metrics/metric.ts';
import { intake } from '../metrics/methods/intake.ts';
import { modelsCreated } from '../metrics/models/models-created.ts';
import { population } from '../metrics/models/population.ts';
import { typeRanking } from '../metrics/models/type-ranking.ts';
import type { Material, View } from '../schema/source.ts';
import { material, noViews } from './content.test-support.ts';
import { make } from './make.ts';
import { readSnapshot, type Snapshot } from './read.ts';
import { writeSnapshot } from './write.ts';

/** Three models with a type and a month only. */
const models: View = {
  sql: [
    `CREATE TABLE models AS SELECT * FROM (VALUES (TIMESTAMP '2022-01-15', 'bert'), (TIMESTAMP '2022-03-15', 'gpt2'), (NULL, 'bert'))
        AS listed(created_at, model_type)`,
  ],
  lacks: { has_card: 'Cards were not looked at.', id: 'No names.' },
};

const given = (parts: Partial<Omit<Material, 'views'>> & { views?: Partial<Material['views']> }): Material => ({
  ...material(),
  absent: {},
  counts: new Map(),
  ...parts,
  views: { ...noViews, ...parts.views },
});
const published = (rows: Readonly<Record<string, string | number | null>>[]) => ({ rows, notes: [], window: null });

test('records are counted, and the window reaches from the first month to the last', async () => {
  const { tables } = await make(given({ views: { models } }), [modelsCreated]);
  expect(tables).toMatchObject([
    {
      name: 'models-created',
      kind: 'count',
      source: 'Invented numbers',
      window: { from: '2022-01', to: '2022-03', partial: [], floor: null },
      rows: [{ month: '2022-01' }, { month: '2022-03' }, { month: null }],
    },
  ]);
});

test('counts are checked before a finding is made of them, wherever each is in the contents list', async () => {
  const finding: Metric = { ...typeRanking, compute: () => expect.unreachable() };
  const made = make(given({ views: { models } }), [finding, modelsCreated], {
    check: (counts) => {
      throw new Error(`checked: ${counts.map(({ name }) => name).join()}`);
    },
  });
  await expect(made).rejects.toThrow(/^checked: models-created$/);
});

test('a count that finds nothing, and says what that means, has a reason in the place of a table', async () => {
  const emptyReason = 'No model is dated.';
  const none: Count = { ...modelsCreated, sql: () => 'SELECT * FROM models WHERE false', emptyReason };
  const { tables, unavailable } = await make(given({ views: { models } }), [none]);
  expect(tables).toEqual([]);
  expect(unavailable).toEqual([{ name: 'models-created', title: modelsCreated.title, reason: emptyReason }]);
  await expect(make(given({ views: { models } }), [{ ...none, emptyReason: null }])).rejects.toThrow(
    'the table has no rows; expected at least one',
  );
});

test('a partial month is marked in the tables that reach it, and only there', async () => {
  const partialMonths = ['2022-03', '2022-09'];
  const { tables } = await make(
    { ...given({ views: { models } }), description: { ...material().description, partialMonths } },
    [modelsCreated],
  );
  expect(tables[0]?.window?.partial).toEqual(['2022-03']);
});

test('counts that were published are taken as they are, before records are asked', async () => {
  const counts = new Map([['models-created', published([{ month: '2020-01', modelType: 't5', models: 9 }])]]);
  const { tables } = await make(given({ views: { models }, counts }), [modelsCreated]);
  expect(tables[0]?.rows).toEqual([{ month: '2020-01', modelType: 't5', models: 9 }]);
});

test('published counts get the shares that counted ones get, and no interval without authors', async () => {
  const counts = new Map([['cards-by-month', published([{ month: '2020-01', models: 4, withCard: 1 }])]]);
  const { tables } = await make(given({ counts }), [cardsByMonth]);
  expect(tables[0]?.rows).toMatchObject([{ shareWithCard: 0.25, shareWithCardLow: null }]);
});

test('cells stand in the order of the columns, in whatever order they were given', async () => {
  const counts = new Map([['mentions', published([{ topics: 1, modelType: 'bert', month: '2020-01' }])]]);
  const { tables } = await make(given({ counts }), [mentions]);
  expect(Object.keys(tables[0]?.rows[0] ?? {})).toEqual(['month', 'modelType', 'topics']);
});

test('a count for which a column is lacking is not made, and the reason is that of the column', async () => {
  const { tables, unavailable } = await make(given({ views: { models } }), [cardsByMonth, population, modelsCreated]);
  expect(tables.map(({ name }) => name)).toEqual(['models-created']);
  expect(unavailable).toEqual([
    { name: 'cards-by-month', title: cardsByMonth.title, reason: 'Cards were not looked at.' },
    { name: 'population', title: population.title, reason: 'No names.' },
  ]);
});

test('a finding is made from the tables before it', async () => {
  const { tables, from } = await make(given({ views: { models } }), [modelsCreated, typeRanking]);
  expect(from?.get('type-ranking')).toContain('models-created');
  expect(from?.get('models-created')?.every((column) => column.startsWith('models.'))).toBe(true);
  expect(tables[1]).toMatchObject({
    kind: 'finding',
    rows: [
      { modelType: 'bert', hubRank: 1 },
      { modelType: 'gpt2', hubRank: 2 },
    ],
  });
});

/** A snapshot of a day, made from one published ranking's models. */
async function ranked(id: string, parts: Partial<Material['description']>, types: Record<string, number>) {
  const rows = Object.entries(types).map(([modelType, count]) => ({ month: '2020-01', modelType, models: count }));
  const counts = new Map([['models-created', { ...published(rows), notes: [`As of ${id}.`] }]]);
  const given = { ...material(parts), description: { ...material({ id, ...parts }).description }, absent: {}, counts };
  return {
    given,
    async snapshot(): Promise<Snapshot> {
      const content = temporaryFolder({ 'status.json': '{"doi": null, "published": []}' });
      const made = await make(given, [modelsCreated, typeRanking]);
      writeSnapshot(content, given, made, { madeBy: 'a test', redo: false });
      return readSnapshot(join(content, 'snapshots', id), id);
    },
  };
}
const selection = 'Picked.';

test('a finding is compared with the newest earlier snapshot of the whole Hub, and says what both say', async () => {
  const earlier = await Promise.all([
    (await ranked('2020-01-31', {}, { t5: 9, bert: 1 })).snapshot(),
    (await ranked('2020-02-29', {}, { bert: 9, t5: 1 })).snapshot(),
    (await ranked('2020-03-31', { coverage: 'sample', selection }, { t5: 9, bert: 1 })).snapshot(),
    (await ranked('2020-05-31', {}, { t5: 9, bert: 1 })).snapshot(),
  ]);
  const { given } = await ranked('2020-04-30', {}, { t5: 9, bert: 1 });
  const { tables } = await make(given, [modelsCreated, typeRanking], { earlier });
  expect(tables[1]?.rows).toMatchObject([
    { modelType: 't5', hubRankChange: 1 },
    { modelType: 'bert', hubRankChange: -1 },
  ]);
  expect(tables[1]?.notes[0]).toBe('The earlier snapshot is 2020-02-29.');
});

test('a sample is compared with nothing', async () => {
  const earlier = [await (await ranked('2020-01-31', {}, { t5: 9, bert: 1 })).snapshot()];
  const { given } = await ranked('2020-04-30', { coverage: 'sample', selection }, { t5: 9, bert: 1 });
  const { tables } = await make(given, [modelsCreated, typeRanking], { earlier });
  expect(tables[1]).toMatchObject({ notes: [], rows: [{ hubRankChange: null }, { hubRankChange: null }] });
});

test('the month that holds everything older is marked where models are counted, and in what is made from that', async () => {
  const description = { ...material().description, floorMonth: '2022-01' };
  const { tables } = await make({ ...given({ views: { models } }), description }, [modelsCreated, typeRanking]);
  expect(tables[0]?.window?.floor).toBe('2022-01');
  const counts = new Map([['mentions', published([{ month: '2022-01', modelType: 'bert', topics: 1 }])]]);
  const topics = await make({ ...given({ counts: counts }), description }, [mentions]);
  expect(topics.tables[0]?.window ?? null).toBeNull();
});

test('a finding that lacks a table passes on the reason that the table is lacking', async () => {
  const absent = { mentions: 'There is no forum.' };
  const { unavailable } = await make(given({ views: { models }, absent }), [
    modelsCreated,
    mentions,
    hubForumAgreement,
  ]);
  expect(unavailable).toMatchObject([
    { name: 'mentions', reason: 'There is no forum.' },
    {
      name: 'hub-forum-agreement',
      reason: 'It is made from the table mentions, which is not available: There is no forum.',
    },
  ]);
});

test('what a source says of records that it does not have is the reason for every count that needs them', async () => {
  const { unavailable } = await make(given({ views: { models } }), [mentions, cardSections]);
  expect(unavailable).toMatchObject([
    { name: 'mentions', reason: 'Nobody invented topics.' },
    { name: 'card-sections', reason: 'Nobody invented cards.' },
  ]);
});

test('nothing is claimed of the fields of a source whose records were not counted by field', async () => {
  const { unavailable } = await make(given({ views: { models } }), [intake]);
  expect(unavailable).toMatchObject([
    { name: 'intake', reason: 'The fields of the source’s records were not counted.' },
  ]);
});

test('a finding that refuses is not available, with its own reason', async () => {
  const counts = new Map([['mentions', published([{ month: '2020-01', modelType: 'bert', topics: 1 }])]]);
  const { unavailable } = await make(given({ views: { models }, counts }), [
    modelsCreated,
    mentions,
    hubForumAgreement,
  ]);
  expect(unavailable).toMatchObject([{ name: 'hub-forum-agreement', reason: expect.stringContaining('too few') }]);
});

test.each([
  [
    'a count that only published totals can fill, and is neither given nor excused',
    given({ views: { models } }),
    [challenges],
    'invented gives no challenges and does not say why',
  ],
  [
    'rows for a table that does not exist',
    given({ counts: new Map([['mention', published([])]]) }),
    [mentions],
    'invented speaks of a table mention that is not in the contents list',
  ],
  [
    'an excuse for a table that does not exist',
    given({ absent: { forum: 'There is none.' } }),
    [mentions],
    'invented speaks of a table forum that is not in the contents list',
  ],
  [
    'a note on a table that does not exist',
    given({ notes: { forum: ['Beware.'] } }),
    [mentions],
    'invented speaks of a table forum that is not in the contents list',
  ],
  [
    'a count without rows',
    given({ counts: new Map([['mentions', published([])]]) }),
    [mentions],
    /^the table mentions of 2020-02-29 is not valid: .*the table has no rows; expected at least one/,
  ],
  [
    'half a topic',
    given({ counts: new Map([['mentions', published([{ month: '2020-01', modelType: 'bert', topics: 0.5 }])]]) }),
    [mentions],
    /^the table mentions of 2020-02-29 is not valid: .*topics is 0\.5/,
  ],
  [
    'a column that nobody described',
    given({
      counts: new Map([['mentions', published([{ month: '2020-01', modelType: 'bert', topics: 1, views: 2 }])]]),
    }),
    [mentions],
    /^the table mentions of 2020-02-29 is not valid: .*there is no column views/,
  ],
  [
    'an empty cell whose meaning is not stated',
    given({ counts: new Map([['mentions', published([{ month: null, modelType: 'bert', topics: 1 }])]]) }),
    [mentions],
    /^the table mentions of 2020-02-29 is not valid: .*month is empty/,
  ],
  [
    'a finding before its table',
    given({ views: { models } }),
    [modelsCreated, { ...typeRanking, from: ['challenges'] }],
    'type-ranking is made from challenges, which must come before it in the contents list',
  ],
] satisfies [string, Material, Metric[], string | RegExp][])('%s is an error', async (_, source, metrics, sentence) => {
  await expect(make(source, metrics)).rejects.toThrow(sentence);
});
