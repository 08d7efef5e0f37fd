import { expect, test } from 'vitest';
import { licenceChanges } from '../lineage/licence-changes.ts';
import { licenceDrift } from '../lineage/licence-drift.ts';
import { licences, licencesByDownloads } from './licences.ts';
import { model, rows } from '../rows.test-support.ts';

const classOf = async (licence: string | null) => (await rows(licences, [{ licence }]))[0]?.class;

test.each([
  ['permissive', ['apache-2.0', 'mit', 'bsd-3-clause', 'cc-by-4.0', 'cc0-1.0', 'OpenMDW-1.1', 'bsl-1.0', 'odc-by']],
  ['copyleft', ['gpl-3.0', 'agpl-3.0', 'lgpl-2.1', 'mpl-2.0', 'cc-by-sa-4.0', 'cdla-sharing-1.0']],
  ['non-commercial', ['cc-by-nc-4.0', 'cc-by-nc-sa-4.0', 'cc-by-nc-nd-4.0']],
  ['responsible-ai', ['openrail', 'openrail++', 'creativeml-openrail-m', 'bigscience-bloom-rail-1.0']],
  ['vendor', ['llama3.1', 'gemma', 'qwen-research', 'modified-mit', 'bsl-1.1', 'flux-non-commercial-license']],
  ['other', ['other', 'unknown', 'cc', 'cc-by-nd-4.0']],
  ['none', [null]],
])('%s are %j', async (expected, declared) => {
  for (const licence of declared) expect([licence, await classOf(licence)]).toEqual([licence, expected]);
});

test('licences are shares of a year of creation, oldest first, unknown age at the end', async () => {
  const models = [
    { created_at: null, licence: 'mit' },
    { created_at: '2023-01-01 00:30:00', licence: 'mit' }, // still 2022 in Los Angeles
    { created_at: '2022-05-01', licence: 'mit' },
    { created_at: '2022-06-01', licence: null },
  ];
  expect(await rows(licences, models)).toMatchObject([
    { year: '2022', class: 'none', models: 1, created: 2, share: 0.5 },
    { year: '2022', class: 'permissive', models: 1, created: 2, share: 0.5 },
    { year: '2023', class: 'permissive', models: 1, created: 1 },
    { year: null, class: 'permissive', models: 1, created: 1 },
  ]);
});

test('bands of downloads begin at none, and a hundred is no longer below a hundred', async () => {
  const models = [0, 1, 99, 100, 9999, 10_000].map((downloads) => ({ downloads, licence: 'mit' }));
  expect((await rows(licencesByDownloads, models)).map(({ band, models: count }) => [band, count])).toEqual([
    ['none', 1],
    ['below-100', 2],
    ['below-10-000', 2],
    ['10-000-and-more', 1],
  ]);
});

const pair = (above: string | null, below: string | null) => [
  model('ada/base', { licence: above }),
  model('bob/child', { licence: below }),
];
const declared = { parents: [['bob/child', 'ada/base', 'finetune'] as const] };

test.each([
  ['same', 'mit', 'MIT'],
  ['same-class', 'mit', 'apache-2.0'],
  ['other-class', 'llama3.1', 'apache-2.0'],
  ['dropped', 'mit', null],
  ['added', null, 'mit'],
  ['neither', null, null],
])('%s: from %s to %s', async (outcome, above, below) => {
  expect(await rows(licenceChanges, pair(above, below), [], declared)).toMatchObject([
    { relation: 'any', outcome, pairs: 1, ofRelation: 1 },
    { relation: 'finetune', outcome, pairs: 1, ofRelation: 1 },
  ]);
});

test('a pair with two relations is one pair, and one in each', async () => {
  const parents = [
    ['bob/child', 'ada/base', 'merge'],
    ['bob/child', 'ada/base', 'quantized'],
  ] as const;
  const found = await rows(licenceChanges, pair('mit', 'mit'), [], { parents });
  expect(found.map(({ relation, pairs }) => [relation, pairs])).toEqual([
    ['any', 1],
    ['merge', 1],
    ['quantized', 1],
  ]);
  expect(await rows(licenceDrift, pair('mit', 'mit'), [], { parents })).toMatchObject([{ edges: 1 }]);
});

test('the share of a class of child is of the pairs with that class of parent', async () => {
  const models = [
    model('ada/base', { licence: 'mit' }),
    model('bob/a', { licence: 'mit' }),
    model('bob/b', { licence: 'apache-2.0' }),
    model('bob/c'),
  ];
  const parents = ['bob/a', 'bob/b', 'bob/c'].map((child) => [child, 'ada/base'] as const);
  expect(await rows(licenceDrift, models, [], { parents })).toMatchObject([
    { parentClass: 'permissive', childClass: 'permissive', edges: 2, sameLicence: 1, fromClass: 3, share: 2 / 3 },
    { parentClass: 'permissive', childClass: 'none', edges: 1, sameLicence: 0, fromClass: 3 },
  ]);
});

test('a parent that is gone, or the model itself, has no licence to hand on', async () => {
  const parents = [
    ['bob/child', 'bob/child'],
    ['bob/child', 'gone/model'],
  ] as const;
  expect(await rows(licenceChanges, pair('mit', 'mit'), [], { parents })).toEqual([]);
  expect(await rows(licenceDrift, pair('mit', 'mit'), [], { parents })).toEqual([]);
});
