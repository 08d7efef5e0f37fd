import { describe, expect, test } from 'vitest';
import { metrics } from '../metrics/index.ts';
import { definitionOf } from '../schema/definition.ts';
import type { Coverage, Manifest } from '../schema/snapshot.ts';
import type { Row, Table } from '../schema/table.ts';
import { monthBetween, monthMarkdown } from './month.ts';
import type { Snapshot } from './read.ts';

function table(name: string, rows: readonly Row[]): Table {
  const metric = metrics.find(({ id }) => id === name);
  if (!metric) throw new Error(`there is no table ${name}`);
  const { kind, title, method, key, columns } = metric;
  const definition = definitionOf(name, metric) ?? '';
  const about = { name, kind, title, method, definition, source: 'invented', window: null, notes: [] };
  return { ...about, key: [...key], columns: [...columns], rows: [...rows] };
}

interface Given {
  readonly coverage?: Coverage;
  readonly source?: string;
}

function snapshot(
  id: string,
  rows: Readonly<Record<string, readonly Row[]>>,
  { coverage = 'census', source = 'hub' }: Given = {},
): Snapshot {
  const manifest = { id, date: id, coverage, publications: [{ name: source }] } as unknown as Manifest;
  return { manifest, tables: new Map(Object.entries(rows).map(([name, each]) => [name, table(name, each)])) };
}

const population = (models: number, withCard = 0.4) => [
  { measure: 'models', count: models },
  { measure: 'models-with-card', count: models * withCard, whole: models, share: withCard },
];
const change = (name: string, models: number | null, share: number | null = null) => ({
  change: name,
  models,
  share,
  earlier: '2026-10-01',
});
const changed = [
  change('kept', 900),
  change('renamed', 30),
  change('removed', 70, 0.07),
  change('created', 200),
  change('opened', 25),
  change('returned', 5),
];
const byType = (modelType: string, withDownloads: number | null, withDerivatives: number) => ({
  modelType,
  withDownloads,
  withDerivatives,
});
const shifted = (modelType: string, low: number, high: number, models = 50) => ({
  modelType,
  earlierMonth: '2026-09',
  month: '2026-10',
  earlierModels: 10,
  models,
  earlierShare: 0.1,
  share: 0.1 + (low + high) / 2,
  change: (low + high) / 2,
  changeLow: low,
  changeHigh: high,
});
const cards = (month: string, share: number) => ({
  month,
  models: 100,
  withCard: share * 100,
  shareWithCard: share,
  shareWithCardLow: share - 0.05,
  shareWithCardHigh: share + 0.05,
});
const created = (modelType: string, models: number) => ({ month: '2026-09', modelType, models });

const october = snapshot('2026-10-01', {
  population: population(1000),
  'models-created': [created('bert', 500)],
  'cards-by-month': [cards('2026-08', 0.9), cards('2026-09', 0.4), cards('2026-10', 0.9)],
});
const november = snapshot('2026-11-01', {
  population: population(1160, 0.42),
  'models-created': [created('bert', 500), created('mamba', 20), created('untold', 19)],
  'model-changes': changed,
  'model-changes-by-type': [byType('bert', 20, 1), byType('vit', 5, 2)],
  'type-changes': [
    shifted('llama', 0.01, 0.03),
    shifted('gemma', -0.01, 0.05),
    shifted('few', 0.3, 0.5, 19),
    shifted('bert', -0.03, -0.01),
  ],
  'cards-by-month': [cards('2026-09', 0.9), cards('2026-10', 0.5)],
});
const told = (a: Snapshot, b: Snapshot) =>
  monthBetween(a, b).news.map(({ about, text }) => `${about}: ${text}`.replaceAll('\u00a0', ' '));

test('a month tells of models, types and documentation, with days, and with intervals of what is new', () => {
  expect(told(october, november)).toEqual([
    'Models: 1,160 on 1 November 2026, 1,000 on 1 October 2026 (+160).',
    'New: 200 models created since 1 October 2026; 25 older ones that were not public then, and 5 that had been public before.',
    'Removed: 70 models of those listed on 1 October 2026 (7.0 %); 25 had been downloaded in the 30 days before and 3 had derivatives.',
    'Renamed: 30 models.',
    'New model types: mamba (20 models).',
    'llama: share of the new models of known type rose from 10.0 % in September 2026 to 12.0 % in October 2026 (+2.0 percentage points, 95 % CI +1.0 to +3.0 percentage points).',
    'bert: share of the new models of known type fell from 10.0 % in September 2026 to 8.0 % in October 2026 (−2.0 percentage points, 95 % CI −3.0 to −1.0 percentage points).',
    'Model cards: 42.0 % of the models have one, 40.0 % on 1 October 2026 (+2.0 percentage points).',
    'Model cards of new models: 50.0 % (95 % CI 45.0–55.0 %) of those created in October 2026 have one; 40.0 % (95 % CI 35.0–45.0 %) of those of September 2026 had one on 1 October 2026.',
  ]);
  expect(monthBetween(october, november)).toMatchObject({
    opening: '1 November 2026, compared with 1 October 2026.',
    lacking: null,
  });
});

describe('what is not known is not told as none', () => {
  test('renames of lists without keys', () => {
    const rows = changed.map((row) => (row.change === 'renamed' ? { ...row, models: null } : row));
    const b = snapshot('2026-11-01', { population: population(1), 'model-changes': rows });
    expect(told(october, b)).toContainEqual(expect.stringMatching(/^Renamed: unknown/));
  });

  test('downloads of removed models, where one type has none recorded', () => {
    const b = snapshot('2026-11-01', {
      'model-changes': changed,
      'model-changes-by-type': [byType('bert', 20, 1), byType('vit', null, 2)],
    });
    expect(told(october, b).find((text) => text.startsWith('Removed'))).toMatch(/\(7\.0 %\); 3 had derivatives\.$/);
  });
});

test('types that move within their interval are no news, and that is said', () => {
  const b = snapshot('2026-11-01', { 'type-changes': [shifted('gemma', -0.01, 0.05)] });
  expect(told(october, b)).toEqual([
    'Model types: no type of new models gained or lost beyond its 95 % confidence interval.',
  ]);
});

describe('two snapshots that cannot be compared', () => {
  const other = snapshot(
    '2026-11-01',
    { population: population(1160), 'models-created': [created('mamba', 500)] },
    { source: 'else' },
  );

  test('are told to be from different sources, and neither types nor cards are news then', () => {
    const { opening, news, lacking } = monthBetween(october, other);
    expect(opening).toMatch(/from different sources/);
    expect(news.map(({ about }) => about)).toEqual(['Models']);
    expect(lacking).toMatch(
      /new model types and model types that gain or lose \(the two sources classify types differently\)/,
    );
    expect(lacking).toMatch(/model cards \(the two sources define a card differently\)/);
  });

  test('are not told of where the tables are defined differently', () => {
    const redefined = structuredClone(november.tables.get('population'));
    const b = {
      ...november,
      tables: new Map(november.tables).set('population', {
        ...redefined,
        definition: 'population/99',
        method: 'Other.',
      } as Table),
    };
    expect(monthBetween(october, b).lacking).toMatch(/models in all and model cards \(they are defined differently\)/);
  });

  test('a sample is refused', () => {
    const sample = snapshot('2026-11-02', {}, { coverage: 'sample' });
    expect(() => monthBetween(october, sample)).toThrow(
      /2026-11-02 is a sample, expected two snapshots of the whole Hub/,
    );
  });
});

test('a correction has nothing new', () => {
  const b = { ...november, manifest: { ...november.manifest, id: '2026-10-01-r2' } };
  expect(() => monthBetween(october, b)).toThrow(
    /2026-10-01-r2 corrects 2026-10-01, expected two snapshots of different days/,
  );
});

test('texts of cards and the forum beside a list make it no other source, and a list that somebody else made does', () => {
  const of = (id: string, publications: readonly object[]) => ({
    ...snapshot(id, {}),
    manifest: { ...november.manifest, id, date: id, publications } as unknown as Manifest,
  });
  const own = { name: 'hub', title: 'List of models' };
  const isOne = (...[one, other]: readonly (readonly object[])[]) =>
    !monthBetween(of('2026-10-01', one ?? []), of('2026-11-01', other ?? [])).opening.includes('different sources');
  expect(isOne([own], [own, { name: 'forum', title: 'F' }, { name: 'cards', title: 'C' }])).toBe(true);
  expect(isOne([{ name: 'hub', title: 'A list of somebody' }], [own])).toBe(false);
});

describe('models that must have been removed, from counts by month alone', () => {
  const months = (id: string, models: number, most: number | null = null) =>
    snapshot(id, {
      'models-by-month': [
        { month: '2026-09', models, fewest: most === null ? null : models - 50, most },
        { month: '2026-10', models: 999, fewest: null, most: null },
      ],
    });

  test('are those of whole months before the earlier list, no fewer than the bounds of counts allow', () => {
    const [text] = told(months('2026-10-05', 500), months('2026-11-01', 400, 450));
    expect(text).toBe(
      'Removed: at least 50 models of the 500 that were created before October 2026 and listed on 5 October 2026.',
    );
  });

  test('are unknown, not none, where more are listed than before', () => {
    expect(monthBetween(months('2026-10-05', 500), months('2026-11-01', 600))).toMatchObject({
      news: [],
      lacking: expect.stringMatching(/removed and renamed models/) as string,
    });
  });
});

test('in Markdown it is a list under a heading, and then what cannot be said', () => {
  const { tables, ...rest } = november;
  const b = { ...rest, tables: new Map([...tables].filter(([name]) => name !== 'type-changes')) };
  expect(monthMarkdown(october, b)).toMatch(
    /^## What is new\n\n1 November 2026, compared with 1 October 2026\.\n\n- Models: (.|\n)*\.\n\nNot comparable: model types that gain or lose \(2026-11-01 does not count them\)\.\n$/,
  );
});

test.each([
  ['a|b', '` a|b `'],
  ['``x`', '``` ``x` ```'],
  ['[bert](https://example.org)', '` [bert](https://example.org) `'],
  ['<img src=x onerror=alert(1)>', '` <img src=x onerror=alert(1)> `'],
  ['www.example.org', '` www.example.org `'],
  ['@ada', '` @ada `'],
  ['# bert', '` # bert `'],
  ['_bert_', '` _bert_ `'],
  ['one\n- two', '` one - two `'],
  ['xlm-roberta', 'xlm-roberta'],
  ['qwen2_5_vl', 'qwen2_5_vl'],
])('a model type by the name of %s is read in Markdown, and nothing else', (type, written) => {
  const of = (id: string, types: readonly string[]) =>
    snapshot(id, {
      'models-created': types.map((modelType) => ({ month: '2026-09', modelType, models: 30 })),
      'type-changes': types.map((modelType) => ({ ...shifted('bert', 0.01, 0.03), modelType })),
    });
  const text = monthMarkdown(of('2026-10-01', []), of('2026-11-01', [type]));
  expect(text).toContain(`\n- New model types: ${written} (30 models).\n- ${written}: share of`);
  expect(text.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(2);
});
