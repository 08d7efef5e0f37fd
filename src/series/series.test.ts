import { expect, test } from 'vitest';
import type { Row } from '../schema/table.ts';
import type { Facts } from './edition-table.ts';
import { type Definition, defineSeries } from './series.ts';
import { factOf, material, noFacts, source, table } from './sources.test-support.ts';

const versions = [1];
const one: Readonly<Record<string, Definition>> = { listed: { text: 'Listed.' } };
const followed = (change: Partial<Parameters<typeof defineSeries>[0]> = {}) =>
  defineSeries({
    id: 'models',
    title: 'Models',
    question: 'How many?',
    topic: 'models',
    figures: [],
    unit: 'count',
    description: 'Models',
    method: 'Counted.',
    definitions: one,
    samples: false,
    readings: [{ table: 'counts', where: { measure: 'models' }, value: 'count', versions }],
    ...change,
  });
const models = (count: number): Row => ({ measure: 'models', count });
const said = (rows: readonly Row[]) =>
  rows.map(({ date, definition, coverage, value }) => [date, definition, coverage, value].join(' '));

test('a point says which row of which table it was read from, and the checksum of its file', () => {
  const { rows, from } = followed().make(material([source('2022-10-01', [table([models(7)])])]));
  expect(rows).toEqual([
    {
      date: '2022-10-01',
      definition: 'listed',
      coverage: 'census',
      value: 7,
      low: null,
      high: null,
      snapshot: '2022-10-01',
      table: 'counts',
      row: '["models"]',
      sha256: `counts${'0'.repeat(58)}`,
      source: 'somebody',
      uncertain: null,
    },
  ]);
  expect(from).toEqual(['2022-10-01']);
});

test('a snapshot without the table or the row gives no point, and no zero', () => {
  const { rows } = followed().make(
    material([source('2022-10-01', []), source('2023-10-01', [table([{ measure: 'authors', count: 3 }])])]),
  );
  expect(rows).toEqual([]);
});

test('a share keeps its interval', () => {
  const withInterval = { measure: 'models', count: 7, share: 0.5, shareLow: 0.4, shareHigh: 0.6 };
  const { rows } = followed({
    unit: 'share',
    readings: [{ table: 'counts', where: { measure: 'models' }, value: 'share', versions }],
  }).make(material([source('2022-10-01', [table([withInterval])])]));
  expect(rows).toMatchObject([{ value: 0.5, low: 0.4, high: 0.6 }]);
});

test('of a census and a sample of one day the census gives the point', () => {
  const rows = followed({ samples: true }).make(
    material([
      source('2024-07-11', [table([models(760)])]),
      source('2024-07-11-details', [table([models(8)])], 'sample'),
      source('2026-08-22', [table([models(15)])], 'sample'),
    ]),
  ).rows;
  expect(said(rows)).toEqual(['2024-07-11 listed census 760', '2026-08-22 listed sample 15']);
});

test('a count of a sample is no point where a series says so', () => {
  const { rows } = followed().make(material([source('2026-08-22', [table([models(15)])], 'sample')]));
  expect(rows).toEqual([]);
});

test('two censuses of one day with the same number to give stop the series', () => {
  const twice = [source('2024-07-11', [table([models(1)])]), source('2024-07-11-other', [table([models(2)])])];
  expect(() => followed().make(material(twice))).toThrow(
    '2024-07-11 and 2024-07-11-other both give a point of models on 2024-07-11; expected one census: correct one of them, or give the other a definition of its own',
  );
});

test.each([
  ['another version', { definition: 'counts/2' }, 'counts/2'],
  ['no known version', { definition: undefined }, 'no known definition'],
])('%s of the definition of the table stops the series', (_, change, found) => {
  expect(() => followed().make(material([source('2027-01-31', [table([models(7)], change)])]))).toThrow(
    `the table counts of 2027-01-31 is of ${found} (“Counted.”); expected counts/1: add its version to src/series/models.ts where it counts the same, or give it a definition of its own`,
  );
});

test('other words for the same version change nothing', () => {
  const reworded = table([models(7)], { method: 'They are counted.' });
  expect(followed().make(material([source('2027-01-31', [reworded])])).rows).toHaveLength(1);
});

test('a column that comes beside those that are read changes nothing', () => {
  const wider = table([{ ...models(7), likes: 1 }], {
    columns: [...table([]).columns, { name: 'likes', unit: 'count', description: 'Likes' }],
  });
  expect(followed().make(material([source('2027-01-31', [wider])])).rows).toHaveLength(1);
});

test('the notes of a snapshot say by which definition it counts, and an unknown one stops', () => {
  const definitions = {
    text: { text: 'Text.', notes: ['A card is text.', 'A card is a long text.'] },
    file: { text: 'A file.', notes: ['A card is a file.'] },
  };
  const series = followed({ definitions, noted: ['counts'] });
  const noted = (id: string, ...notes: string[]) => source(id, [table([models(1)], { notes })]);
  const { rows } = series.make(
    material([
      noted('2022-10-01', 'A card is text.'),
      noted('2023-06-30', 'A card is a file.'),
      noted('2025-07-14', 'A card is a long text.', 'More.'),
    ]),
  );
  expect(rows.map(({ definition }) => definition)).toEqual(['text', 'file', 'text']);
  expect(() => series.make(material([noted('2027-01-31', 'A card is a picture.')]))).toThrow(
    '2027-01-31 does not say by which definition of models it counts (counts: “A card is a picture.”); expected one of the notes in src/series/models.ts',
  );
});

test('a number is of the end of the last month that was counted whole where that is before the day of the snapshot', () => {
  const until = (to: string, partial: string[] = []) =>
    followed({
      readings: [{ table: 'counts', where: { measure: 'models' }, value: 'count', months: 'counts', versions }],
    })
      .make(
        material([
          source('2023-06-30', [table([models(7)], { window: { from: '2020-01', to, partial, floor: null } })]),
        ]),
      )
      .rows.map(({ date }) => date);
  expect(until('2023-05')).toEqual(['2023-05-31']);
  expect(until('2023-06')).toEqual(['2023-06-30']);
  expect(until('2023-05', ['2023-05'])).toEqual(['2023-06-30']);
});

test('a group has a row a snapshot, and those that lead in any of them are kept in all', () => {
  const of = (...counts: number[]) =>
    table(
      counts.map((count, index) => ({ measure: ['a', 'b', 'c'][index] ?? '', count, share: (index + 1) / 10 })),
      {},
    );
  const { rows } = followed({
    by: { name: 'measure', text: { unit: 'slug', description: 'Which' } },
    readings: [{ table: 'counts', value: 'share', versions }],
    leading: { column: 'count', count: 1 },
  }).make(material([source('2022-10-01', [of(1, 2, 3)]), source('2023-10-01', [of(2, 3, 1)])]));
  expect(rows.map(({ measure, date, value }) => [measure, date, value])).toEqual([
    ['c', '2022-10-01', 0.3],
    ['c', '2023-10-01', 0.3],
    ['a', '2022-10-01', 0.1],
    ['a', '2023-10-01', 0.1],
  ]);
});

test('a number for each of another row is divided by it, and both rows are named', () => {
  const per = followed({
    unit: 'number',
    readings: [
      { table: 'counts', where: { measure: 'models' }, value: 'count', per: { measure: 'authors' }, versions },
    ],
  });
  const { rows } = per.make(material([source('2022-10-01', [table([models(6), { measure: 'authors', count: 4 }])])]));
  expect(rows).toMatchObject([{ value: 1.5, row: '["models"] / ["authors"]' }]);
});

test('a published total stands for a day without a snapshot, with its doubt', () => {
  const series = followed({ fact: { measure: 'models', definition: 'listed' } });
  const { rows } = series.make(
    material([source('2022-10-01', [table([models(7)])])], factOf('2025-10-23', 'models', 21, 'Nobody can check it.')),
  );
  expect(rows[1]).toMatchObject({
    date: '2025-10-23',
    coverage: 'aggregate',
    value: 21,
    snapshot: null,
    table: 'published/hub-totals.json',
    source: 'Somebody',
    uncertain: 'Nobody can check it.',
  });
});

const without = followed({
  unit: 'share',
  fact: { measure: 'used', of: 'models', isRest: true, definition: 'listed', since: '2026-12-01' },
});
const ofOneDay: Facts = {
  ...noFacts,
  totals: [21, 84].flatMap(
    (value, index) => factOf('2025-10-23', ['used', 'models'][index] ?? '', value, 'Nobody can check it.').totals,
  ),
};

test('what a published total leaves of another one is its share without it, and names both', () => {
  expect(without.make(material([], ofOneDay)).rows).toMatchObject([
    {
      value: 0.75,
      row: '1 − ["2025-10-23","used","somebody"] / ["2025-10-23","models","somebody"]',
      uncertain: 'Nobody can check it.',
    },
  ]);
});

const withTotal = (measure: string, change: Partial<Facts['totals'][number]>): Facts => ({
  ...ofOneDay,
  totals: ofOneDay.totals.map((total) => (total.measure === measure ? { ...total, ...change } : total)),
});

test.each([
  [
    'without its whole',
    withTotal('models', { date: '2025-10-24' }),
    'has used of somebody on 2025-10-23 without models of the same day; expected both for a share in models',
  ],
  [
    'of a share',
    withTotal('used', { value: 0.25, unit: 'share' }),
    'used of somebody on 2025-10-23 is a share in published/hub-totals.json; expected a count for models',
  ],
  [
    'that is more than its whole',
    withTotal('used', { value: 85 }),
    'has 85 used of somebody on 2025-10-23 and only 84 models; expected a part of them for models',
  ],
  ['of nothing', withTotal('models', { value: 0 }), 'has 21 used of somebody on 2025-10-23 and only 0 models'],
])('a rest %s stops the edition', (_, facts, sentence) => {
  expect(() => without.make(material([], facts))).toThrow(sentence);
});

test('a doubt about the whole is a doubt about its part, on the day of a snapshot too', () => {
  const facts = { ...ofOneDay, totals: ofOneDay.totals.map((total) => ({ ...total, uncertain: null })) };
  const doubted = facts.totals.map((total) =>
    total.measure === 'models' ? { ...total, uncertain: 'Rounded.' } : total,
  );
  const same = source('2025-10-23', [table([models(0.75)])]);
  for (const snapshots of [[], [same]])
    expect(without.make(material(snapshots, { ...facts, totals: doubted })).rows).toMatchObject([
      { value: 0.75, uncertain: 'Rounded.' },
    ]);
});

test('a published total in another unit than the series stops it', () => {
  const series = followed({ unit: 'share', fact: { measure: 'models', definition: 'listed' } });
  expect(() => series.make(material([], factOf('2025-10-23', 'models', 84)))).toThrow('expected a share for models');
});

test.each(['2026-12', '1 December 2026', '2026-13-01', ''])('since “%s” is no day to begin with', (since) => {
  expect(() => followed({ fact: { measure: 'models', definition: 'listed', since } })).toThrow(
    `models takes published totals since ${since}; expected a day such as 2026-12-01`,
  );
});

test('a published total is in no edition from before the series took it', () => {
  expect(without.make(material([], ofOneDay, '2026-11-30')).rows).toEqual([]);
  expect(without.make(material([], ofOneDay, '2026-12-01')).rows).toHaveLength(1);
});

test('a published total of a snapshot’s own day adds its doubt, and stops where it is another number', () => {
  const series = followed({ fact: { measure: 'models', definition: 'listed' } });
  const snapshots = [source('2024-07-11', [table([models(760)])])];
  expect(
    series.make(material(snapshots, factOf('2024-07-11', 'models', 760, 'A page is missing.'))).rows,
  ).toMatchObject([{ value: 760, snapshot: '2024-07-11', uncertain: 'A page is missing.' }]);
  expect(() => series.make(material(snapshots, factOf('2024-07-11', 'models', 761)))).toThrow(
    'models of 2024-07-11 is 761 in published/hub-totals.json and 760 in 2024-07-11; expected one number of models for one day',
  );
});
