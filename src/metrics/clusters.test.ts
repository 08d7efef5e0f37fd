import { expect, test } from 'vitest';
import { derivatives } from './derivatives.ts';
import { formats } from './formats.ts';
import { gated } from './gated.ts';
import { metrics } from './index.ts';
import { licenceChanges } from './licence-changes.ts';
import { licenceDrift } from './licence-drift.ts';
import { licenceIdentifiers } from './licence-identifiers.ts';
import { licences, licencesByDownloads } from './licences.ts';
import { lineage } from './lineage.ts';
import { lineageDepth } from './lineage-depth.ts';
import { lineageOddities } from './lineage-oddities.ts';
import type { Count } from './metric.ts';
import { parentChildrenTraits } from './parents.ts';
import { relations } from './relations.ts';
import { counted, model, rows, type Declared, type Model } from './rows.test-support.ts';
import { templateCards } from './template-cards.ts';

/** Two of three models of one author are of a kind, the one of another is not, and that of a third is. */
const three = (kind: Model): Model[] => [
  ...['ada/a', 'ada/b'].map((id) => model(id, kind)),
  model('ada/c'),
  model('bob/a'),
  model('eve/a', kind),
];
/** statsmodels 0.15.0: Logit on a constant, cov_type 'cluster' by author, use_t. */
const interval = { low: expect.closeTo(0.05311389755619119, 9), high: expect.closeTo(0.9756760798626137, 9) };

test.each<[string, Count, string, Model, Model]>([
  ['a set of formats', formats, 'share', { formats: 'gguf' }, { formats: 'gguf' }],
  ['a class of licence', licences, 'share', { licence: 'mit' }, { class: 'permissive' } as Model],
  ['a class in a band', licencesByDownloads, 'share', { licence: 'mit' }, { class: 'permissive' } as Model],
  ['models behind a gate', gated, 'shareGated', { gated: true }, {}],
  ['cards that cite', templateCards, 'shareCiting', { cites_template: true }, {}],
])('the interval of the share of %s is by author, those without any included', async (_, metric, share, kind, of) => {
  const found = await rows(metric, three(kind));
  expect(found.find((row) => Object.entries(of).every(([name, value]) => row[name] === value))).toMatchObject({
    [share]: 0.6,
    [`${share}Low`]: interval.low,
    [`${share}High`]: interval.high,
  });
});

test('so is that of models with a relation to a parent, where a model can have several', async () => {
  const declared: Declared = {
    parents: ['ada/a', 'ada/b', 'eve/a'].flatMap((child) => [
      [child, 'x/y', 'finetune'] as const,
      [child, 'x/z', 'merge'] as const,
    ]),
  };
  const found = await rows(lineage, three({}), [], declared);
  for (const relation of ['any', 'finetune', 'merge'])
    expect(found.find((row) => row.relation === relation)).toMatchObject({
      share: 0.6,
      shareLow: interval.low,
      shareHigh: interval.high,
    });
});

/** The same five models built from a model of a sixth author, the kind by finetune and the others by merge. */
const built = three({ licence: 'mit' });
const ids = built.map(({ id }) => String(id));
const ofKind = ['ada/a', 'ada/b', 'eve/a'];
const fromOne = (parent: string) => ids.map((id) => [id, parent, ofKind.includes(id) ? 'finetune' : 'merge'] as const);
const withBase = [...built, model('x/base', { licence: 'mit' })];
/** One model that is built from those of the kind, and says so by a relation of its own. */
const above = ofKind.map((parent) => ['zoe/top', parent, 'adapter'] as const);

test.each<[string, Count, string, Record<string, string | number>, readonly Model[], Declared['parents']]>([
  ['models with a relation', derivatives, 'share', { relation: 'finetune' }, built, fromOne('x/gone')],
  [
    'models that are built upon',
    derivatives,
    'shareBuiltUpon',
    { relation: 'not-named' },
    [...built, model('zoe/top')],
    [...ids.map((id) => [id, 'x/gone'] as const), ...above],
  ],
  [
    'a generation',
    lineageDepth,
    'share',
    { generation: 1 },
    built,
    fromOne('x/gone').filter(([, , relation]) => relation === 'finetune'),
  ],
  [
    'a generation that is built upon',
    lineageDepth,
    'shareBuiltUpon',
    { generation: 1 },
    [...built, model('zoe/top')],
    [...fromOne('x/gone'), ...above],
  ],
  ['pairs with a relation', relations, 'share', { relation: 'finetune' }, withBase, fromOne('x/base')],
  [
    'declarations that are odd',
    lineageOddities,
    'share',
    { oddity: 'not-listed' },
    withBase,
    ids.map((id) => [id, ofKind.includes(id) ? 'x/gone' : 'x/base'] as const),
  ],
  ['pairs that keep a licence', licenceChanges, 'share', { outcome: 'same' }, withBase, fromOne('x/base')],
  ['pairs of two classes', licenceDrift, 'share', { childClass: 'permissive' }, withBase, fromOne('x/base')],
  ['children with a trait', parentChildrenTraits, 'share', { value: 'permissive' }, withBase, fromOne('x/base')],
])('the interval of the share of %s is by author, of pairs that of the child', async (...given) => {
  const [, metric, share, of, models, parents = []] = given;
  const found = await rows(metric, models, [], { parents });
  expect(found.find((row) => Object.entries(of).every(([name, value]) => row[name] === value))).toMatchObject({
    [share]: 0.6,
    [`${share}Low`]: interval.low,
    [`${share}High`]: interval.high,
  });
});

test('that of an identifier is by author, of ten models where there was one', async () => {
  const ten = (author: string, licence: string, count: number) =>
    Array.from({ length: 10 * count }, (_, k) => model(`${author}/${licence}${k}`, { licence }));
  const models = [
    ...ten('ada', 'mit', 2),
    ...ten('ada', 'gemma', 1),
    ...ten('bob', 'gemma', 1),
    ...ten('eve', 'mit', 1),
  ];
  // Who declares no licence is in no whole, and an identifier that few declare has no row and stays in it.
  expect(
    await rows(licenceIdentifiers, [...models, ...ten('zoe', 'x', 1).map((each) => ({ ...each, licence: null }))]),
  ).toMatchObject([
    { licence: 'mit', models: 30, declaring: 50, share: 0.6, shareLow: interval.low, shareHigh: interval.high },
    { licence: 'gemma', share: 0.4 },
  ]);
});

const alone = { shareLow: null, shareHigh: null };
test.each<[string, Count, Declared['parents']]>([
  ['models', derivatives, fromOne('x/gone')],
  ['pairs', relations, fromOne('x/base')],
  ['declarations', lineageOddities, fromOne('x/gone')],
  ['generations', lineageDepth, fromOne('x/gone')],
  ['pairs of licences', licenceChanges, fromOne('x/base')],
  ['pairs of classes', licenceDrift, fromOne('x/base')],
  ['traits', parentChildrenTraits, fromOne('x/base')],
])('shares of %s by one author, or by one with nearly all, have no interval', async (_, metric, parents = []) => {
  const one = withBase.map((each) => ({ ...each, author: 'ada' }));
  const most = [...one, ...Array.from({ length: 95 }, (_, k) => model(`ada/more${k}`)), model('bob/one')];
  const more = most.flatMap(({ id }) =>
    String(id).startsWith('ada/more') || id === 'bob/one' ? [[String(id), 'x/base', 'merge'] as const] : [],
  );
  for (const [models, declared] of [
    [one, parents],
    [most, [...parents, ...more]],
  ] as const) {
    const found = await rows(metric, models, [], { parents: declared });
    expect(found.length).toBeGreaterThan(0);
    for (const row of found) expect(row).toMatchObject(alone);
  }
});

test('shares of published totals have no interval, since the totals do not tell the authors', () => {
  const { rows: totals } = counted(relations, [
    { relation: 'any', pairs: 9, all: 9 },
    { relation: 'merge', pairs: 3, all: 9 },
  ]);
  expect(totals).toMatchObject([
    { share: 1, ...alone },
    { share: 1 / 3, ...alone },
  ]);
});

test('an author of another month is none of this one', async () => {
  const later = ['ada/x', 'zoe/a', 'zoe/b'].map((id) => model(id, { created_at: '2022-03-02' }));
  const [first] = await rows(formats, [...three({ formats: 'gguf' }), ...later]);
  expect(first).toMatchObject({ month: '2022-01', shareLow: interval.low, shareHigh: interval.high });
});

test('an interval of a count by author is called that, and its ends say when there are none', () => {
  const counts = metrics.filter(({ kind }) => kind === 'count');
  const declared = counts.flatMap(({ columns }) => columns.filter(({ interval }) => interval?.unit === 'author'));
  expect(declared.length).toBeGreaterThan(0);
  for (const { interval: of } of declared) expect(['cluster-robust', 'Bayesian bootstrap']).toContain(of?.method);
  const [end] = templateCards.columns.filter(({ name }) => name === 'shareCitingLow');
  expect(end).toMatchObject({
    description: 'Lower end of the 95 % interval of shareCiting (cluster-robust, by author)',
    missing: expect.stringContaining('one author'),
  });
});
