import { expect, test } from 'vitest';
import { fateRows } from '../rows.test-support.ts';
import { modelChanges } from './model-changes.ts';
import { modelChangesByType } from './model-changes-by-type.ts';

const [both, gone, added] = [{ before: true, after: true }, { before: true }, { after: true }];
const fates = [
  { ...both, author: 'ada' },
  { ...both, author: 'bob', renamed: true },
  { ...gone, author: 'bob', model_type: 'bert', downloads: 3, has_derivatives: true },
  { ...gone, author: 'bob', model_type: 'bert', downloads: 0 },
  { ...gone, author: 'cyd', model_type: 'bert', remade: true },
  { ...added, author: 'cyd', model_type: 'bert', remade: true, created_since: true },
  { ...added, author: 'dan', model_type: 'llama', created_since: true },
  { ...added, author: 'eve', model_type: 'llama' },
  { ...added, author: 'eve', model_type: 'llama', returned: true },
];
const counts = (rows: readonly object[]) => Object.fromEntries(rows.map((row) => [Reflect.get(row, 'change'), row]));

test('each model of either list has one fate, and the shares of a list add up to all of it', async () => {
  const rows = counts(await fateRows(modelChanges, fates));
  expect(rows).toMatchObject({
    kept: { models: 1, whole: 5 },
    renamed: { models: 1, whole: 5 },
    remade: { models: 1, whole: 5, authors: 1 },
    removed: { models: 2, whole: 5, share: 0.4, authors: 1, earlier: '2026-10-01' },
    created: { models: 1, whole: 6 },
    opened: { models: 1, whole: 6 },
    returned: { models: 1, whole: 6 },
  });
});

test('what lists without keys and without a third cannot tell is unknown, and its models are not lost', async () => {
  const rows = counts(await fateRows(modelChanges, fates, ['fates.renamed', 'fates.remade', 'fates.returned']));
  expect(rows).toMatchObject({
    kept: { models: 2 },
    renamed: { models: null, authors: null, share: null },
    remade: { models: null },
    removed: { models: 3 },
    created: { models: 2 },
    opened: { models: 2 },
    returned: { models: null },
  });
});

test('of the removed it is told by type how many were downloaded or built upon', async () => {
  expect(await fateRows(modelChangesByType, fates)).toMatchObject([
    { modelType: 'bert', before: 3, removed: 2, withDownloads: 1, withDerivatives: 1, added: 0 },
    { modelType: 'untyped', before: 2, removed: 0, added: 0 },
    { modelType: 'llama', before: null, removed: 0, share: null, added: 3 },
  ]);
});

test('downloads that the earlier list does not record are unknown, not none', async () => {
  const [row] = await fateRows(modelChangesByType, fates, ['fates.downloads']);
  expect(row).toMatchObject({ removed: 2, withDownloads: null, withDerivatives: 1 });
});

test('an owner who removes all at once widens the interval of a share', async () => {
  const of = (removers: number) =>
    Array.from({ length: 60 }, (_, index) => ({
      author: `a${index % 20}`,
      model_type: 'bert',
      before: true,
      after: removers === 1 ? index % 20 > 2 : index % 7 !== 0,
    }));
  const width = async (removers: number) => {
    const [row] = await fateRows(modelChangesByType, of(removers));
    expect(row).toMatchObject({ before: 60, removed: 9 });
    return Number(row?.shareHigh) - Number(row?.shareLow);
  };
  expect(await width(1)).toBeGreaterThan(1.3 * (await width(9)));
});
