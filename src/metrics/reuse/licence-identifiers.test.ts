import { expect, test } from 'vitest';
import { totalsByClass } from '../../schema/licence.ts';
import { licenceClassShares, licenceIdentifiers } from './licence-identifiers.ts';
import { rows } from '../rows.test-support.ts';

const models = (licence: string | null, count: number, downloads = 0) =>
  Array.from({ length: count }, () => ({ licence, downloads }));

test('a licence is a share of the models that declare any, in lower case, from ten models on', async () => {
  const records = [...models('MIT', 4, 2), ...models('mit', 6, 1), ...models('gpl-3.0', 9), ...models(null, 30)];
  expect(await rows(licenceIdentifiers, records)).toMatchObject([
    { licence: 'mit', models: 10, declaring: 19, downloads: 14, allDownloads: 14, share: 10 / 19 },
  ]);
});

test('what cannot be an identifier has no row, and stays in the whole', async () => {
  const records = [...models('mit', 10), ...models('see the file LICENSE', 10), ...models('a\nb', 1)];
  expect(await rows(licenceIdentifiers, records)).toMatchObject([{ licence: 'mit', models: 10, declaring: 21 }]);
});

test('downloads are unknown, not none, where the source has none', async () => {
  expect(await rows(licenceIdentifiers, models('mit', 10), ['models.downloads'])).toMatchObject([
    { models: 10, downloads: null, allDownloads: null },
  ]);
});

test('classes are counted of all licences, of identifiers too that few declare', async () => {
  const records = [
    ...models('mit', 30, 1),
    ...models('Apache-2.0', 20, 1),
    ...models('gemma', 3, 2),
    ...models('the terms of a lab', 1, 5),
    ...models(null, 9, 7),
  ];
  expect(await rows(licenceClassShares, records)).toMatchObject([
    { class: 'permissive', models: 50, declaring: 54, downloads: 50, allDownloads: 61, share: 50 / 54 },
    { class: 'vendor', models: 4, downloads: 11 },
  ]);
});

test('published totals are added up by class, and unknown downloads stay unknown', () => {
  const whole = { declaring: 70, allDownloads: 90 };
  const totals = [
    { licence: 'mit', models: 30, downloads: 40, ...whole },
    { licence: 'Apache-2.0', models: 20, downloads: 20, ...whole },
    { licence: 'gemma', models: 20, downloads: 30, ...whole },
  ];
  expect(totalsByClass(totals)).toEqual([
    { class: 'permissive', models: 50, downloads: 60, ...whole },
    { class: 'vendor', models: 20, downloads: 30, ...whole },
  ]);
  expect(
    totalsByClass([{ licence: 'openrail', models: 10, declaring: 10, downloads: null, allDownloads: null }]),
  ).toEqual([{ class: 'responsible-ai', models: 10, declaring: 10, downloads: null, allDownloads: null }]);
});
