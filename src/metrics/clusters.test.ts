import { expect, test } from 'vitest';
import { type ClusterInterval, clusterInterval } from '../statistics/cluster.ts';
import { attributesByMonth } from './reuse/attributes-by-month.ts';
import { attributes } from './reuse/attributes.ts';
import { cardsByPopularity } from './documentation/cards-by-popularity.ts';
import { cardsByTask } from './documentation/cards-by-task.ts';
import { countInClusters } from './clusters.ts';
import { datasets, trainingData } from './reuse/datasets.ts';
import { derivatives } from './lineage/derivatives.ts';
import { downloads } from './lineage/downloads.ts';
import { formatsByDownloads } from './reuse/formats-by-downloads.ts';
import { formats } from './models/formats.ts';
import { gated } from './reuse/gated.ts';
import { metrics } from './index.ts';
import { languages } from './lineage/languages.ts';
import { licenceChanges } from './lineage/licence-changes.ts';
import { licenceDrift } from './lineage/licence-drift.ts';
import { licenceIdentifiers } from './reuse/licence-identifiers.ts';
import { licences, licencesByDownloads } from './reuse/licences.ts';
import { lineage } from './lineage/lineage.ts';
import { lineageDepth } from './lineage/lineage-depth.ts';
import { lineageOddities } from './lineage/lineage-oddities.ts';
import type { Count } from './metric.ts';
import { parentChildrenTraits } from './lineage/parents.ts';
import { repositoryFiles } from './reuse/repository-files.ts';
import { risks } from './reuse/risks.ts';
import { sizes, typicalSizes } from './reuse/sizes.ts';
import { unmodified } from './reuse/unmodified.ts';
import { relations } from './lineage/relations.ts';
import { counted, model, rows, type Declared, type Model } from './rows.test-support.ts';
import { templateCards } from './documentation/template-cards.ts';

/** Two of three models of one author are of a kind, the one of another is not, and that of a third is. */
const three = (kind: Model): Model[] => [
  ...['ada/a', 'ada/b'].map((id) => model(id, kind)),
  ...['ada/c', 'bob/a'].map((id) => model(id, { downloads: kind.downloads === 0 ? 1 : 0 })),
  model('eve/a', kind),
];
const ofKind = ['ada/a', 'ada/b', 'eve/a'];
/** statsmodels 0.15.0: Logit on a constant, cov_type 'cluster' by author, use_t. */
const interval = { low: expect.closeTo(0.05311389755619119, 9), high: expect.closeTo(0.9756760798626137, 9) };
const low = (found: ClusterInterval) => (found.known ? expect.closeTo(found.low, 9) : null);
const high = (found: ClusterInterval) => (found.known ? found.high : null);

test.each<[string, Count, string, Model, Model]>([
  ['a set of formats', formats, 'share', { formats: 'gguf' }, { formats: 'gguf' }],
  ['a class of licence', licences, 'share', { licence: 'mit' }, { class: 'permissive' } as Model],
  ['a class in a band', licencesByDownloads, 'share', { licence: 'mit' }, { class: 'permissive' } as Model],
  ['models behind a gate', gated, 'shareGated', { gated: true }, {}],
  ['cards that cite', templateCards, 'shareCiting', { cites_template: true }, {}],
  ['models with a card, of a task', cardsByTask, 'shareWithCard', { has_card: true }, {}],
  ['models with a card, of a tenth', cardsByPopularity, 'shareWithCard', { has_card: true }, {}],
  ['repositories with files', repositoryFiles, 'shareWithTrainingFiles', { has_training_files: true }, {}],
  ['models with a risk', risks, 'share', { custom_code: true }, { risk: 'custom-code' } as Model],
  ['a format in a band', formatsByDownloads, 'share', { formats: 'gguf' }, { format: 'gguf' } as Model],
  ['an attribute by month', attributesByMonth, 'shareHaving', { task: 'x' }, { attribute: 'task' } as Model],
  ['a class of size', sizes, 'shareOfModels', { parameters: 5 }, { size: 'below-100m' } as Model],
  ['models without a download', downloads, 'shareNone', { downloads: 0 }, {}],
  ['models of known size', typicalSizes, 'shareKnown', { parameters: 5 }, { weighted: 'published' } as Model],
])('the interval of the share of %s is by author, those without any included', async (_, metric, share, kind, of) => {
  const found = await rows(metric, three(kind));
  expect(found.find((row) => Object.entries(of).every(([name, value]) => row[name] === value))).toMatchObject({
    [share]: 0.6,
    [`${share}Low`]: interval.low,
    [`${share}High`]: interval.high,
  });
});

test('so is that of models that were left alone, and of those that name data', async () => {
  const alone = three({ updated_at: '2022-04-01 01:00:00' }).map((each) => ({
    created_at: '2022-04-01',
    updated_at: '2022-05-01',
    ...each,
  }));
  const trainingDataOf = ofKind.map((id) => [id, 'org/text'] as const);
  expect(await rows(unmodified, alone)).toMatchObject([
    { shareFirstDay: 0.6, shareFirstDayLow: interval.low, shareFirstDayHigh: interval.high, medianDays: 0.04 },
  ]);
  expect(await rows(trainingData, three({}), [], { trainingData: trainingDataOf })).toMatchObject([
    { shareNaming: 0.6, shareNamingLow: interval.low, shareNamingHigh: interval.high },
  ]);
});

test('the interval of a data set is by author, out of the models that name any', async () => {
  const named = { ada: [2, 1], bob: [1, 0], cy: [1, 0], dee: [1, 1], eve: [1, 0] };
  const given = Object.entries(named).flatMap(([author, [text = 0, other = 0]]) => [
    ...Array.from({ length: text }, (_, k) => [`${author}/t${k}`, 'org/text'] as const),
    ...Array.from({ length: other }, (_, k) => [`${author}/o${k}`, 'org/other'] as const),
  ]);
  // The sums of [2, 3], [1, 1], [1, 1], [1, 2] and [1, 1], by hand; who names none is in no whole.
  const by = clusterInterval({ clusters: 5, part: 6, whole: 8, partSquared: 8, partByWhole: 11, wholeSquared: 16 });
  const models = [...new Set(given.map(([id]) => id)), 'zoe/none'].map((id) => model(id));
  expect(await rows(datasets, models, [], { trainingData: given })).toMatchObject([
    { dataset: 'org/text', models: 6, naming: 8, authors: 5, shareLow: low(by), shareHigh: high(by) },
  ]);
});

test('so is that of a language, and of what children keep of it', async () => {
  const ten = three({}).flatMap(({ id }) => Array.from({ length: 10 }, (_, k) => model(`${String(id)}${k}`)));
  const isKind = (id: unknown) => ofKind.some((each) => String(id).startsWith(each));
  const above = model('x/base');
  const given: Declared = {
    languages: [['x/base', 'de'], ...ten.map(({ id }) => [String(id), isKind(id) ? 'de' : 'en'] as const)],
    parents: ten.map(({ id }) => [String(id), 'x/base'] as const),
  };
  const [first] = await rows(languages, [...ten, above], [], given);
  expect(first).toMatchObject({ language: 'de', pairs: 50, kept: 30, lost: 20, silent: 0 });
  expect(first).toMatchObject({ shareKept: 0.6, shareKeptLow: interval.low, shareKeptHigh: interval.high });
  // Lost are those that were not kept: the same interval, seen from the other end.
  expect(first?.shareLostLow).toBeCloseTo(1 - Number(first?.shareKeptHigh), 9);
  const alone = await rows(languages, ten, [], { languages: given.languages?.slice(1) ?? [] });
  expect(alone[0]).toMatchObject({ declaring: 50, share: 0.6, shareLow: interval.low, shareHigh: interval.high });
});

test('a class that nobody is in has a row where every class is to have one, with an interval from zero', async () => {
  const found = await rows(
    risks,
    three({ custom_code: true }).map((each) => ({ ...each, licence: 'mit' })),
  );
  const none = found.find(({ risk }) => risk === 'no-licence');
  expect(none).toMatchObject({ models: 0, created: 5, share: 0, shareLow: 0 });
  expect(none?.shareHigh).toBeCloseTo(Number(high(clusterInterval(ofNone))), 9);
});
/** None of three, one and one. */
const ofNone = { clusters: 3, part: 0, whole: 5, partSquared: 0, partByWhole: 0, wholeSquared: 11 };

test.each([
  ['one author only', ['ada/a', 'ada/b']],
  [
    'one author with 88 % of the models',
    [...Array.from({ length: 88 }, (_, k) => `ada/${k}`), ...Array.from({ length: 12 }, (_, k) => `author${k}/a`)],
  ],
])('%s: each share without an interval, and none is lost', async (_, all) => {
  const models = all.map((id, k) => model(id, { has_card: k % 2 === 0, licence: k % 2 === 0 ? 'mit' : null }));
  const [byTask] = await rows(cardsByTask, models);
  expect(byTask).toMatchObject({ shareWithCard: 0.5, shareWithCardLow: null, shareWithCardHigh: null });
  const licence = (await rows(attributes, models)).find(({ attribute }) => attribute === 'licence');
  expect(licence).toMatchObject({ shareHaving: 0.5, shareHavingLow: null, shareLackingHigh: null });
});

test('a share of an empty whole is empty, with its interval', async () => {
  const models = ['ada/a', 'bob/a'].map((id) => model(id));
  expect(await rows(repositoryFiles, models)).toMatchObject([
    { permissive: null, shareWithLicenceFile: null, shareWithLicenceFileLow: null, shareWithTrainingFiles: 0 },
  ]);
});

test('a query gives the sums of every share whose interval is by cluster', () => {
  const lacking = metrics.flatMap((metric) => {
    // That one takes its ends from the cards themselves.
    if (metric.kind === 'finding' || metric.needs === null || metric.id === 'card-sections-corrected') return [];
    const sql = metric.sql(() => true);
    return metric.columns
      .filter(
        ({ name, interval }) =>
          interval?.method === 'cluster-robust' && !new RegExp(`["_]${name}PartSquared"`).test(sql),
      )
      .map(({ name }) => `${metric.id}: ${name}`);
  });
  expect(lacking).toEqual([]);
});

test.each<[string, Partial<Parameters<typeof countInClusters>[0]>]>([
  ['units that come in no clusters', { cluster: undefined }],
  ['none of the counts of a share', { shares: { share: { part: 'k', whole: 'all' } } }],
])('it is a mistake to count %s', (_, wrong) => {
  const counted = { units: 'FROM x', counts: { n: 'true', k: 'k' }, key: ['month'], cluster: 'author' } as const;
  const shares = { share: { part: 'k', whole: 'n' } };
  expect(() => countInClusters({ ...counted, shares, ...wrong })).toThrow('the shares of n, k come in no clusters');
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
    description: 'Share of the month’s models: lower end of the 95 % CI (cluster-robust, by author)',
    missing: expect.stringContaining('only one author'),
  });
});
