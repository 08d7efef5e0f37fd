import { expect, test } from 'vitest';
import { downloads } from './downloads.ts';
import { formatsByDownloads } from '../reuse/formats-by-downloads.ts';
import { gated } from '../reuse/gated.ts';
import { model, rows } from '../rows.test-support.ts';
import { sizes, typicalSizes } from '../reuse/sizes.ts';
import { topModels } from './top-models.ts';
import { unmodified } from '../reuse/unmodified.ts';

const family = [
  model('ada/base', { downloads: 100, parameters: 2e9 }),
  model('ada/tuned', { downloads: 10, parameters: 2e9 }),
  model('bob/small', { downloads: 0, parameters: 5e7 }),
  model('eve/alone', { downloads: 4 }),
];
const parents = [
  ['ada/tuned', 'ada/base', 'finetune'],
  ['bob/small', 'ada/tuned', 'quantized'],
  ['eve/alone', 'eve/alone'],
] as const;

test('what declares a parent is a derivative also where it is built upon; what names itself is neither', async () => {
  expect(await rows(downloads, family, [], { parents })).toMatchObject([
    { group: 'all', models: 4, none: 1, median: 7, total: 114, shareNone: 0.25 },
    { group: 'derivatives', models: 2, none: 1, median: 5, total: 10 },
    { group: 'bases', models: 1, none: 0, median: 100, total: 100 },
  ]);
});

test('a source that does not know of parents still has the downloads of all', async () => {
  const lacks = ['parents.child', 'parents.parent'] as const;
  expect(await rows(downloads, family, lacks)).toMatchObject([{ group: 'all', models: 4, total: 114 }]);
});

test('sizes of models, of downloads and of children stand side by side, each a share of all', async () => {
  expect(await rows(sizes, family, [], { parents })).toMatchObject([
    { size: 'below-100m', models: 1, downloads: 0, children: 0, shareOfModels: 0.25, shareOfDownloads: 0 },
    { size: 'below-10b', models: 2, downloads: 110, children: 2, shareOfDownloads: 110 / 114, shareOfChildren: 1 },
    { size: 'unknown', models: 1, downloads: 4, children: 0, shareOfDownloads: 4 / 114 },
  ]);
});

test('a share of downloads is a fact of the day, without an interval', async () => {
  const two = [model('ada/a', { downloads: 1000, parameters: 1 }), model('ada/b', { downloads: 3000 })];
  const [small] = await rows(sizes, two);
  expect(small).toMatchObject({ size: 'below-100m', downloads: 1000, shareOfDownloads: 0.25 });
  expect(Object.keys(small ?? {})).not.toContain('shareOfDownloadsLow');
});

test('where nothing was downloaded or built upon there is no share of it, rather than 0', async () => {
  expect(await rows(sizes, [model('ada/a')])).toMatchObject([
    { size: 'unknown', downloads: 0, shareOfDownloads: null, shareOfChildren: null },
  ]);
});

test('the typical size behind a download or a child is not that of the models published', async () => {
  const models = [
    model('ada/a', { parameters: 10, downloads: 1 }),
    model('ada/b', { parameters: 20, downloads: 1 }),
    model('ada/c', { parameters: 60, downloads: 8 }),
    model('ada/d', { parameters: null, downloads: 5 }),
  ];
  const built = [['ada/b', 'ada/a'] as const];
  expect(await rows(typicalSizes, models, [], { parents: built })).toMatchObject([
    { weighted: 'published', models: 3, allModels: 4, shareKnown: 0.75, median: 20, mean: 30 },
    { weighted: 'downloaded', models: 3, allModels: 4, median: 60, mean: 51 },
    { weighted: 'built-upon', models: 1, allModels: 1, median: 10, mean: 10, meanWithoutLargest: null },
  ]);
});

test('typical sizes are told again without the model, and the ten, that count the most', async () => {
  const models = [
    model('ada/absurd', { parameters: 10_000, downloads: 1 }),
    model('ada/loved', { parameters: 1, downloads: 90 }),
    ...Array.from({ length: 9 }, (_, index) => model(`ada/${index}`, { parameters: 100, downloads: 2 })),
    model('ada/last', { parameters: 40, downloads: 1 }),
  ];
  const [published, downloaded] = await rows(typicalSizes, models);
  expect(published).toMatchObject({ median: 100, medianWithoutLargest: 100, medianWithoutTen: 1 });
  // 10,941 of twelve, 941 of eleven, 41 of two
  expect(published).toMatchObject({ mean: 912, meanWithoutLargest: 86, meanWithoutTen: 21 });
  expect(downloaded).toMatchObject({ median: 1, medianWithoutLargest: 100, medianWithoutTen: 40 });
  // 11,930 of 110 downloads, 1930 of 109; the nine and the absurd one left out, 130 of 91
  expect(downloaded).toMatchObject({ mean: 108, meanWithoutLargest: 18, meanWithoutTen: 1 });
});

test('0 parameters are an unknown size', async () => {
  expect(await rows(sizes, [model('ada/a', { parameters: 0 })])).toMatchObject([{ size: 'unknown' }]);
  expect(await rows(typicalSizes, [model('ada/a', { parameters: 0 })])).toEqual([]);
});

test('pickle alone is told from pickle among others, and a model may be in several rows', async () => {
  const models = [
    { downloads: 5, formats: 'pickle' },
    { downloads: 5, formats: 'pickle + safetensors', custom_code: true },
    { downloads: 5, formats: '' },
  ];
  expect((await rows(formatsByDownloads, models)).map(({ format, models: count }) => [format, count])).toEqual([
    ['custom-code', 1],
    ['none-seen', 1],
    ['pickle', 2],
    ['pickle-only', 1],
    ['safetensors', 1],
  ]);
});

test('a format that no model has is not said to be absent, and one that others have is', async () => {
  const models = [
    { downloads: 0, formats: 'gguf' },
    { downloads: 500, formats: 'onnx' },
  ];
  expect(
    (await rows(formatsByDownloads, models)).map(({ band, format, models: count }) => [band, format, count]),
  ).toEqual([
    ['none', 'gguf', 1],
    ['none', 'onnx', 0],
    ['below-10-000', 'gguf', 0],
    ['below-10-000', 'onnx', 1],
  ]);
});

test('gated models are counted by year and band, those of unknown age at the end', async () => {
  const models = [{ gated: true }, { gated: false }, { created_at: null, downloads: 20_000, gated: true }];
  expect(await rows(gated, models)).toMatchObject([
    { year: '2022', band: 'none', models: 2, gated: 1, shareGated: 0.5 },
    { year: null, band: '10-000-and-more', models: 1, gated: 1 },
  ]);
});

test('a model counts as untouched for a year once it is a year old, and changed within a day is unchanged', async () => {
  const models = [
    { created_at: '2023-01-01 00:00:00', updated_at: '2023-01-01 20:00:00' },
    { created_at: '2023-01-01 00:00:00', updated_at: '2024-12-31 00:00:00' },
    { created_at: '2024-12-01 00:00:00', updated_at: '2024-12-03 00:00:00' },
    { created_at: '2024-12-01 00:00:00', updated_at: '2024-11-01 00:00:00' }, // clocks that went back
    { created_at: '2022-03-02 23:29:04', updated_at: '2022-03-03 00:00:00' }, // created then, or years before
    { created_at: null, updated_at: '2024-12-03 00:00:00' },
  ];
  expect(await rows(unmodified, models, [], { asOf: '2025-01-15' })).toMatchObject([
    { year: '2023', models: 2, firstDay: 1, medianDays: 365.42, yearOld: 2, oneYear: 1, twoYearsOld: 2, twoYears: 1 },
    { year: '2024', models: 2, firstDay: 1, medianDays: 1, yearOld: null, shareOneYear: null, twoYearsOld: null },
  ]);
});

test('the most downloaded models are listed by name, without those that have none', async () => {
  const likes = family.map((each, k) => ({ ...each, likes: k }));
  expect(await rows(topModels, likes, [], { parents })).toEqual([
    { model: 'ada/base', downloads: 100, likes: 0, children: 1 },
    { model: 'ada/tuned', downloads: 10, likes: 1, children: 1 },
    { model: 'eve/alone', downloads: 4, likes: 3, children: 0 },
  ]);
});

test('a name that is none is not listed, and what a source does not record is empty', async () => {
  const models = [model('<i>x</i>', { downloads: 9 }), model('ada/a', { downloads: 1 })];
  expect(await rows(topModels, models, ['models.likes', 'parents.parent'])).toEqual([
    { model: 'ada/a', downloads: 1, likes: null, children: null },
  ]);
});
