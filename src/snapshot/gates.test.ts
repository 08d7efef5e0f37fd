import { describe, expect, test } from 'vitest';
import type { Table } from '../schema/table.ts';
import { material } from './content.test-support.ts';
import { failures } from './gates.ts';
import type { HubTotals } from '../schema/hub-totals.ts';
import type { RecordList } from '../schema/views.ts';
import type { Snapshot } from './read.ts';

const fine: RecordList = {
  name: 'models',
  records: 10_000,
  rejected: {},
  unknownFields: {},
  invalid: [],
  reach: null,
  missing: 0,
};

const table = (name: string, rows: Table['rows'], window: Table['window'] = null): Table => ({
  name,
  kind: 'count',
  title: name,
  method: 'written by hand',
  source: 'nowhere',
  window,
  notes: [],
  key: ['month'],
  columns: Object.keys(rows[0] ?? {}).map((column) => ({ name: column, unit: 'name', description: column })),
  rows,
});
const population = (models: number) => table('population', [{ measure: 'models', count: models }]);
const check = (tables: Table[], records = fine, earlier: Snapshot[] = [], totals: HubTotals['totals'] = []) =>
  failures(tables, [records], { date: '2026-11-20', coverage: 'census', earlier, totals });
const before = (id: string, coverage: 'census' | 'sample', tables: Table[]): Snapshot => ({
  manifest: {
    ...material({ id, coverage }).description,
    doi: null,
    madeBy: 'a test',
    accepted: [],
    publications: [],
    tables: [],
    unavailable: [],
  },
  tables: new Map(tables.map((each) => [each.name, each])),
});

test('a clean capture passes', () => {
  const months = { from: '2026-10', to: '2026-11', partial: [], floor: null };
  const reach = { newest: '2026-11-20T11:00:00.000Z', until: '2026-11-20T12:00:00.000Z' };
  const made = table('models-created', [{ month: '2026-10' }, { month: '2026-11' }], months);
  expect(check([population(10), made], { ...fine, reach })).toEqual([]);
});

test('one broken record in a thousand passes, one more does not', () => {
  expect(check([], { ...fine, rejected: { 'no id': 10 } })).toEqual([]);
  expect(check([], { ...fine, rejected: { 'no id': 6, 'no time': 5 } })).toMatchObject([
    {
      gate: 'rejected-records',
      found: expect.stringContaining('11 of 10000 models cannot be counted (no id: 6, no time: 5)'),
    },
  ]);
});

test.each([
  ['models', 1],
  ['topics', 1],
  ['cards', 1],
])('one broken record among few %s is let pass and counted, a second one is not', (name) => {
  const few = (broken: number): RecordList => ({ ...fine, name, records: 3, rejected: { 'not JSON': broken } });
  expect(check([], few(1))).toEqual([]);
  expect(check([], few(2))).toMatchObject([{ gate: 'rejected-records' }]);
});

test('values that are none of their kind stop with field, count and examples, unless they are few', () => {
  const invalid = (records: number) => [
    { field: 'tags', records, of: 10_000, examples: [`"['a', 'b']"`, '"[]"', '7'] },
    { field: 'gated', records: 1, of: 5, examples: [] },
  ];
  expect(check([], { ...fine, invalid: invalid(10) })).toEqual([]);
  expect(check([], { ...fine, invalid: invalid(11) })).toMatchObject([
    {
      gate: 'invalid-values',
      found: expect.stringContaining(
        `11 of 10000 values of the field tags of models are invalid, such as "['a', 'b']" and "[]" and 7;`,
      ),
    },
  ]);
});

describe('a field that the last census had', () => {
  const intake = (field: string, withIt: number, all = 1000) =>
    table('intake', [
      { records: 'models', field, all, with: withIt },
      { records: 'posts', field: 'raw', all: 0, with: 0 },
    ]);
  const lost = (then: Table, now: Table, coverage: 'census' | 'sample' = 'census') =>
    check([now], fine, [before('2026-10-20', coverage, [then])]);

  test.each([
    ['nine in ten carried and fewer than half do now', 900, 450],
    ['nearly nine in ten carried and none do now', 899, 0],
    ['half carried and fewer than a tenth of them do now', 500, 49],
    ['one in twenty carried and none do now', 50, 0],
  ])('stops where %s', (_, then, now) => {
    const words = (count: number) => `${(count / 10).toFixed(0)} %`;
    expect(lost(intake('siblings', then), intake('siblings', now))).toMatchObject([
      {
        gate: 'lost-field',
        found: expect.stringContaining(
          `${words(now)} of the records carry the field siblings of models, and in 2026-10-20 ${words(then)} did`,
        ),
      },
    ]);
  });

  test.each([
    ['nine in ten carried and most do still', 900, 451],
    ['half carried and a tenth of them do still', 500, 50],
    ['fewer than one in twenty carried', 49, 0],
  ])('passes where %s', (_, then, now) => {
    expect(lost(intake('config', then), intake('config', now))).toEqual([]);
  });

  test('and few would carry among few records, may be there by chance in none of them', () => {
    expect(lost(intake('safetensors', 160, 200), intake('safetensors', 0, 220))).toHaveLength(1);
    expect(lost(intake('cardData', 50), intake('cardData', 0, 200))).toHaveLength(1);
    expect(lost(intake('cardData', 50), intake('cardData', 0, 199))).toEqual([]);
    expect(lost(intake('siblings', 900), intake('siblings', 0, 3))).toHaveLength(1);
  });

  test('is not compared with that of a sample', () => {
    expect(lost(intake('siblings', 900), intake('siblings', 0), 'sample')).toEqual([]);
  });
});

test('a few broken topics are not made few by millions of models', () => {
  const lists = [
    { ...fine, records: 3_000_000 },
    { ...fine, name: 'topics', records: 1000, rejected: { 'no id': 2 } },
  ];
  expect(
    failures([], lists, {
      date: '2026-11-20',
      coverage: 'census',
      earlier: [],
      totals: [],
    }),
  ).toMatchObject([{ gate: 'rejected-records', found: expect.stringContaining('2 of 1000 topics') }]);
});

test('a field that most records carry and nobody knows stops, a rare one does not', () => {
  expect(check([], { ...fine, unknownFields: { rare: 5000, common: 5001 } })).toMatchObject([
    { gate: 'unknown-fields', found: expect.stringContaining('5001 of 10000 models carry the field "common"') },
  ]);
});

test('a month without a model between two that have some stops, over the turn of a year too', () => {
  const months = { from: '2025-11', to: '2026-02', partial: [], floor: null };
  expect(
    failures([table('models-created', [{ month: '2025-11' }, { month: null }, { month: '2026-02' }], months)], [], {
      date: '2026-02-20',
      coverage: 'census',
      earlier: [],
      totals: [],
    }),
  ).toMatchObject([{ gate: 'missing-months', found: expect.stringContaining('no row for 2025-12, 2026-01,') }]);
});

test.each([
  ['2026-12-02', 'census', ['no row for 2026-11, 2026-12, expected one for every month from 2026-09 to 2026-12']],
  // On the first of a month nothing need have been made yet.
  ['2026-12-01', 'census', ['no row for 2026-11, expected one for every month from 2026-09 to 2026-11']],
  ['2026-11-01', 'census', []],
  ['2026-12-02', 'sample', []],
] as const)('the months of a list read on %s, a %s, reach that of the day before', (date, coverage, found) => {
  const months = { from: '2026-09', to: '2026-10', partial: [], floor: null };
  const created = table('topics-created', [{ month: '2026-09' }, { month: '2026-10' }], months);
  expect(failures([created], [], { date, coverage, earlier: [], totals: [] })).toMatchObject(
    found.map((text) => ({ gate: 'missing-months', found: expect.stringContaining(text) })),
  );
});

test('a list whose newest record is more than a day older than its end was cut short', () => {
  const until = '2026-11-20T12:00:00.000Z';
  expect(check([], { ...fine, reach: { newest: '2026-11-19T12:00:00.000Z', until } })).toEqual([]);
  expect(check([], { ...fine, reach: { newest: '2026-11-19T11:59:59.000Z', until } })).toMatchObject([
    { gate: 'ends-early', found: expect.stringContaining('created at 2026-11-19T11:59:59.000Z; expected one of') },
  ]);
  expect(check([], { ...fine, reach: { newest: null, until } })).toMatchObject([{ gate: 'ends-early' }]);
});

const total = (date: string, value: number) => ({
  date,
  measure: 'models' as const,
  value,
  unit: 'count' as const,
  population: 'All models on the Hub',
  source: 'nobody',
  uncertain: null,
});

test('a list that lacks a topic which a post names is not whole', () => {
  const list = { ...fine, name: 'topics' };
  expect(check([], { ...list, missing: 0 })).toEqual([]);
  expect(check([], { ...list, missing: 1 })).toMatchObject([
    { gate: 'lost-records', found: expect.stringContaining('1 topics that other records name are in no page') },
  ]);
});

test('texts of cards are of nine in ten of the models that have a card, where there are any', () => {
  const months = [0, 400, 600].map((withCard, index) => ({ month: `2026-0${index + 1}`, models: 1000, withCard }));
  const cards = (records: number) => ({ ...fine, name: 'cards', records });
  const found = (of: RecordList, coverage: 'census' | 'sample' = 'census') =>
    failures([table('cards-by-month', months)], [fine, of], {
      date: '2026-03-20',
      coverage,
      earlier: [],
      totals: [],
    }).filter(({ gate }) => gate === 'few-cards');
  expect([found(cards(900)), found(fine), found(cards(1), 'sample')]).toEqual([[], [], []]);
  expect(found(cards(899))).toEqual([
    {
      gate: 'few-cards',
      found: 'there are 899 texts of cards, and 1000 models have a card; expected at least 90 % of them',
    },
  ]);
});

test('a census has at least 98 in 100 of the last known total, and no more than the Hub can have grown', () => {
  const totals = [
    total('2026-01-01', 1000),
    total('2026-01-11', 1100),
    { ...total('2026-01-11', 5), measure: 'pairs' as const },
  ];
  // Ten a day, and 313 days after the last of them twice as many: 1100 / 0.98 + 2 × 10 × 313.
  const counted = (models: number) => check([population(models)], fine, [], totals);
  expect([counted(1078), counted(7382)]).toEqual([[], []]);
  expect(counted(1077)).toMatchObject([
    {
      gate: 'shrunk',
      found: 'there are 1077 models, but the published total of 2026-01-11 had 1100; expected at least 98 % of them',
    },
  ]);
  expect(counted(7383)).toMatchObject([
    {
      gate: 'grown',
      found: 'there are 7383 models, but the published total of 2026-01-11 had 1100; expected at most 7382',
    },
  ]);
  const sample = { date: '2026-11-20', coverage: 'sample', earlier: [], totals } as const;
  expect(failures([population(3)], [], sample)).toEqual([]);
});

test('a table without a total, or with two, stops: it is not one of no models', () => {
  const totals = [total('2026-01-01', 1000)];
  const none = table('population', [{ measure: 'models-with-card', count: 9 }]);
  expect(() => check([none], fine, [], totals)).toThrow('population has no row of all models');
  const two = table('population', [...population(1000).rows, ...population(10).rows]);
  expect(() => check([two], fine, [], totals)).toThrow('2 rows of population');
});

test('a census of the past lies below the total that followed it', () => {
  const later = [total('2026-12-01', 980)];
  expect(check([population(1000)], fine, [], later)).toEqual([]);
  expect(check([population(1001)], fine, [], later)).toMatchObject([{ gate: 'grown' }]);
});

test.each([
  ['a census', 'census', 1],
  ['published totals', 'aggregate', 1],
  ['a sample', 'sample', 0],
] as const)('of %s, months without a model stop or not', (_, coverage, stops) => {
  const months = { from: '2023-05', to: '2024-05', partial: [], floor: null };
  const tables = [table('models-created', [{ month: '2023-05' }, { month: '2024-05' }], months)];
  const given = { date: '2024-05-20', coverage, earlier: [], totals: [] };
  expect(failures(tables, [fine], given).filter(({ gate }) => gate === 'missing-months')).toHaveLength(stops);
});

test('fewer than 98 in 100 of the models of the newest comparable snapshot stop', () => {
  const earlier = [
    before('2026-09-20', 'census', [population(50)]),
    before('2026-10-20', 'census', [population(1000)]),
  ];
  expect(check([population(980)], fine, earlier)).toEqual([]);
  expect(check([population(979)], fine, earlier)).toMatchObject([
    { gate: 'shrunk', found: 'there are 979 models, but 2026-10-20 had 1000; expected at least 98 % of them' },
  ]);
});

test('a sample is not comparable, and neither is a later snapshot', () => {
  const earlier = [
    before('2026-10-20', 'sample', [population(1000)]),
    before('2026-12-20', 'census', [population(1000)]),
  ];
  expect(check([population(10)], fine, earlier)).toEqual([]);
});

test('topics are compared by the last count of each category', () => {
  const categories = (last: number) =>
    table('forum-categories', [
      { category: 'Hub', topics: 1 },
      { category: 'Hub', topics: last },
      { category: 'Models', topics: 10 },
    ]);
  expect(check([categories(50)], fine, [before('2026-10-20', 'census', [categories(90)])])).toMatchObject([
    { found: expect.stringContaining('there are 60 topics, but 2026-10-20 had 100') },
  ]);
});

const coded = (topics: Readonly<Record<string, number>>) =>
  table(
    'coded-topics',
    Object.entries(topics).map(([category, count]) => ({
      month: '2026-01',
      category: category === 'unclassified' ? null : category,
      topics: count,
    })),
  );

test('a classifier that leaves most topics unclassified no longer knows the forum', () => {
  expect(check([coded({ memory: 5, unclassified: 5 })])).toEqual([]);
  expect(check([coded({ memory: 4, unclassified: 6 })])).toMatchObject([
    { gate: 'classifier-drift', found: 'the classifier leaves 60 % of the topics unclassified, expected at most 50 %' },
  ]);
});

test('a jump of topics between categories is held against the last snapshot, with the largest of them named', () => {
  const earlier = [before('2026-10-20', 'census', [coded({ memory: 50, spaces: 40, unclassified: 10 })])];
  expect(check([coded({ memory: 60, spaces: 30, unclassified: 10 })], fine, earlier)).toEqual([]);
  expect(check([coded({ memory: 62, spaces: 26, unclassified: 12 })], fine, earlier)).toMatchObject([
    {
      gate: 'classifier-drift',
      found:
        '14 % of the topics are in other categories than in 2026-10-20, expected at most 10 %; most of all spaces, from 40 % to 26 %',
    },
  ]);
});
