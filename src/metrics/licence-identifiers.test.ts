import { expect, test } from 'vitest';
import { licenceClassShares, licenceIdentifiers } from './licence-identifiers.ts';
import { counted, found, rows } from './rows.test-support.ts';

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

const listed = (
  rows: readonly (readonly [licence: string, models: number, downloads: number | null])[],
  declaring: number,
) =>
  counted(
    licenceIdentifiers,
    rows.map(([licence, count, downloads]) => ({
      licence,
      models: count,
      declaring,
      downloads,
      allDownloads: downloads === null ? null : 100,
    })),
  );

test('identifiers are added up by class, and those that are not listed are rarer', () => {
  const table = listed(
    [
      ['mit', 30, 40],
      ['apache-2.0', 20, 20],
      ['gemma', 20, 30],
    ],
    75,
  );
  expect(found(licenceClassShares, table)).toMatchObject([
    { class: 'permissive', models: 50, declaring: 75, downloads: 60, allDownloads: 100, share: 50 / 75 },
    { class: 'vendor', models: 20, downloads: 30 },
    { class: 'rarer', models: 5, downloads: 10 },
  ]);
});

test('where all identifiers are listed none are rarer, and unknown downloads stay unknown', () => {
  expect(found(licenceClassShares, listed([['openrail', 10, null]], 10))).toMatchObject([
    { class: 'responsible-ai', models: 10, downloads: null, allDownloads: null, share: 1 },
  ]);
});
