import { expect, test } from 'vitest';
import { counted, foundFor, rows } from '../rows.test-support.ts';
import { typeChanges } from './type-changes.ts';
import { typesOfNewModels } from './types-of-new-models.ts';

const created = (month: string, type: string | null, author: string) => ({
  author,
  created_at: `${month}-10 12:00:00`,
  model_type: type,
});

/** The table for a day, with so many models of each type in the month before it, each by one of ten authors. */
async function before(asOf: string, month: string, types: Readonly<Record<string, number>>) {
  const models = Object.entries(types).flatMap(([type, count]) =>
    Array.from({ length: count }, (_, index) => created(month, type, `a${index % 10}`)),
  );
  const found = await rows(typesOfNewModels, models, [], { asOf });
  // The sums for the intervals are gone from the rows.
  return { ...counted(typesOfNewModels, found), rows: found };
}

test('models of the last whole month count, be the day the first or the last of its month', async () => {
  const models = ['2022-03', '2022-04', '2022-05'].map((month) => created(month, 'bert', 'ada'));
  for (const asOf of ['2022-05-01', '2022-05-31'])
    expect(await rows(typesOfNewModels, models, [], { asOf })).toMatchObject([
      { month: '2022-04', models: 1, whole: 1 },
    ]);
});

test('shares are of the models of known type', async () => {
  const models = [created('2022-04', 'bert', 'ada'), created('2022-04', 'vit', 'bob'), created('2022-04', null, 'cyd')];
  expect(await rows(typesOfNewModels, models, [], { asOf: '2022-05-01' })).toMatchObject([
    { modelType: 'bert', share: 0.5 },
    { modelType: 'vit', share: 0.5 },
  ]);
});

test('a change has the sign of its direction, an interval around it, and none where a month has no model', async () => {
  const earlier = await before('2022-05-01', '2022-04', { bert: 60, llama: 40 });
  const now = await before('2022-06-01', '2022-05', { bert: 30, llama: 60, mamba: 10 });
  const found = foundFor({ previous: () => ({ snapshot: '2022-05-01', table: earlier }) }, typeChanges, now);
  expect(found).toMatchObject([
    { modelType: 'llama', earlierMonth: '2022-04', month: '2022-05', earlierModels: 40, models: 60 },
    { modelType: 'mamba', earlierModels: 0, earlierShare: 0, changeLow: null, changeHigh: null },
    { modelType: 'bert' },
  ]);
  const [llama, mamba, bert] = found as Record<string, number>[];
  expect([llama?.change, mamba?.change, bert?.change].map((change) => change?.toFixed(6))).toEqual([
    '0.200000',
    '0.100000',
    '-0.300000',
  ]);
  expect(llama?.changeLow).toBeLessThan(0.2);
  expect(llama?.changeHigh).toBeGreaterThan(0.2);
});

test('without an earlier snapshot, or with one of the same month, it is said why there is no change', async () => {
  const now = await before('2022-06-01', '2022-05', { bert: 3 });
  expect(foundFor({}, typeChanges, now)).toEqual({ reason: expect.stringMatching(/^No earlier snapshot/) as string });
  const same = { previous: () => ({ snapshot: '2022-06-01', table: now }) };
  expect(foundFor(same, typeChanges, now)).toEqual({
    reason: expect.stringMatching(/same last whole month/) as string,
  });
});
