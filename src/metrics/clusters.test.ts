import { expect, test } from 'vitest';
import { formats } from './formats.ts';
import { gated } from './gated.ts';
import { metrics } from './index.ts';
import { licences, licencesByDownloads } from './licences.ts';
import { lineage } from './lineage.ts';
import type { Count } from './metric.ts';
import { model, rows, type Declared, type Model } from './rows.test-support.ts';
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

test('an author of another month is none of this one', async () => {
  const later = ['ada/x', 'zoe/a', 'zoe/b'].map((id) => model(id, { created_at: '2022-03-02' }));
  const [first] = await rows(formats, [...three({ formats: 'gguf' }), ...later]);
  expect(first).toMatchObject({ month: '2022-01', shareLow: interval.low, shareHigh: interval.high });
});

test('an interval by author is called that, and its ends say when there are none', () => {
  const declared = metrics.flatMap(({ columns }) => columns.filter(({ interval }) => interval?.unit === 'author'));
  expect(declared.length).toBeGreaterThan(0);
  for (const { interval: of } of declared) expect(['cluster-robust', 'Bayesian bootstrap']).toContain(of?.method);
  const [end] = templateCards.columns.filter(({ name }) => name === 'shareCitingLow');
  expect(end).toMatchObject({
    description: 'Lower end of the 95 % interval of shareCiting (cluster-robust, by author)',
    missing: expect.stringContaining('one author'),
  });
});
