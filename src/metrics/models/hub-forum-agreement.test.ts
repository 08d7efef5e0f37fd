import { expect, test } from 'vitest';
import type { Row, Table } from '../../schema/table.ts';
import { hubForumAgreement } from './hub-forum-agreement.ts';
import { hubForumByMonth } from './hub-forum-by-month.ts';
import { mentions } from './mentions.ts';
import type { Count } from '../metric.ts';
import { modelsCreated } from './models-created.ts';
import { monthsBetween } from '../months.ts';
import { counted, found } from '../rows.test-support.ts';

/** Counts of types in months: `{ bert: [3, 0, 5] }` from the first month on. */
function series(metric: Count, name: string, from: string, to: string, counts: Record<string, readonly number[]>) {
  const months = monthsBetween(from, to);
  const rows = Object.entries(counts).flatMap(([modelType, values]) =>
    values.flatMap((count, index) => (count > 0 ? [{ month: months[index] ?? '', modelType, [name]: count }] : [])),
  );
  return { ...counted(metric, rows), window: { from, to, partial: [], floor: null } };
}
const hub = (counts: Record<string, readonly number[]>, from = '2022-01', to = '2022-01') =>
  series(modelsCreated, 'models', from, to, counts);
const forum = (counts: Record<string, readonly number[]>, from = '2022-01', to = '2022-01') =>
  series(mentions, 'topics', from, to, counts);

const rowsOf = (models: Table, topics: Table) => found(hubForumAgreement, models, topics) as Row[];

const byMonth = (models: Table, topics: Table) => {
  const agreement = {
    ...models,
    name: hubForumAgreement.id,
    columns: [...hubForumAgreement.columns],
    rows: rowsOf(models, topics),
  };
  return found(hubForumByMonth, models, topics, agreement) as Row[];
};

const ranked = { bert: [500], gpt2: [40], t5: [3], vit: [2], opt: [1] };
const talked = { bert: [9], gpt2: [8], t5: [7], vit: [6], opt: [5] };

test('the same order on both sides is full agreement, however far the counts are apart', () => {
  expect(rowsOf(hub(ranked), forum(talked))[0]).toMatchObject({
    scope: 'all types',
    compares: 'types on both sides, all months',
    n: 5,
    rho: 1,
    low: 1,
    high: 1,
    p: 0,
    refused: null,
  });
});

test('types that one side does not count are left out, or none there where the row says so; untyped is no type', () => {
  const models = hub({ bert: [5], gpt2: [4], t5: [3], vit: [2], opt: [1], llama: [900], untyped: [800] });
  const [both, either] = rowsOf(models, forum({ bert: [4], gpt2: [5], t5: [3], vit: [2], opt: [1], bart: [900] }));
  // One exchanged pair among five: 1 − 6 · 2 / (5 · 24)
  expect(both).toMatchObject({ n: 5, rho: expect.closeTo(0.9, 12) });
  expect(either).toMatchObject({ compares: 'types on either side, all months', n: 7 });
  expect(Number(either?.rho)).toBeLessThan(0.9);
});

test('matched months leave out what one side counted before the other began', () => {
  const models = hub({ bert: [90, 1], gpt2: [0, 2], t5: [0, 3], vit: [0, 4] }, '2021-12', '2022-01');
  const rows = rowsOf(models, forum({ bert: [1], gpt2: [2], t5: [3], vit: [4] }));
  expect(rows[0]).toMatchObject({ from: null, to: null, rho: expect.closeTo(0.2 - 0.4, 12) });
  expect(rows[2]).toMatchObject({ from: '2022-01', to: '2022-01', rho: 1 });
});

const rising = [1, 2, 3, 4, 5, 6, 7, 8];
const months = ['2022-01', '2022-08'] as const;
const four = { a: [9], b: [8], c: [7] };

test('of one type the months are compared, those with none too', () => {
  const rows = rowsOf(
    hub({ ...four, bert: rising }, ...months),
    forum({ a: [1], b: [2], c: [3], bert: [9, 8, 7, 6, 5, 4, 3, 0] }, ...months),
  );
  expect(rows.find(({ scope }) => scope === 'bert')).toMatchObject({
    compares: 'months',
    from: '2022-01',
    to: '2022-08',
    n: 8,
    rho: -1,
  });
});

test('a month that one side saw only in part is left out of the comparison of months', () => {
  const models = hub({ ...four, bert: rising }, ...months);
  const topics = forum({ a: [1], b: [2], c: [3], bert: rising }, ...months);
  const partial = { ...models, window: { from: months[0], to: months[1], partial: ['2022-08'], floor: null } };
  expect(rowsOf(partial, topics).find(({ scope }) => scope === 'bert')).toMatchObject({ n: 7, to: '2022-07' });
});

test('a type of a few topics is not tested, and says so', () => {
  const rows = rowsOf(
    hub({ ...four, bert: rising }, ...months),
    forum({ a: [1], b: [2], c: [3], bert: [1, 2] }, ...months),
  );
  expect(rows.find(({ scope }) => scope === 'bert')).toMatchObject({
    rho: null,
    p: null,
    pAdjusted: null,
    refused: 'too few to say: 36 models and 3 topics in these months, at least 10 of each are needed',
  });
});

test('a type with the same number every month has no order to compare, and says so', () => {
  const rows = rowsOf(
    hub({ ...four, bert: rising.map(() => 5) }, ...months),
    forum({ a: [1], b: [2], c: [3], bert: rising }, ...months),
  );
  expect(rows.find(({ scope }) => scope === 'bert')).toMatchObject({
    rho: null,
    refused: expect.stringContaining('the first series is constant'),
  });
});

test('months of a type are compared with the trend left out too', () => {
  const rows = byMonth(
    hub({ ...four, bert: rising, gpt2: [1, 5, 2, 8, 3, 1, 9, 2] }, ...months),
    forum({ a: [1], b: [2], c: [3], bert: [2, 1, 4, 3, 6, 5, 8, 7], gpt2: [2, 6, 3, 9, 4, 2, 10, 3] }, ...months),
  );
  const [bert, gpt2, rare] = ['bert', 'gpt2', 'a'].map((type) => rows.find(({ modelType }) => modelType === type));
  // A straight line has nothing left when time is given: its rank correlation has an answer, and this has none.
  expect(bert).toMatchObject({ n: 8, refused: null, givenTime: null, changes: null });
  expect(bert?.rho).toBeGreaterThan(0.8);
  expect(gpt2).toMatchObject({ givenTime: expect.closeTo(1, 12), changes: expect.closeTo(1, 12) });
  expect(gpt2?.givenTimePAdjusted).toBe(gpt2?.givenTimeP);
  expect(rare).toMatchObject({ rho: null, givenTime: null, refused: expect.stringContaining('too few to say') });
});

test('p of months without their trend is adjusted over the types', () => {
  const ups = [1, 5, 2, 8, 3, 1, 9, 2];
  const rows = byMonth(
    hub({ ...four, bert: ups, gpt2: [1, 5, 2, 8, 3, 1, 9, 3] }, ...months),
    forum({ a: [1], b: [2], c: [3], bert: [4, 3, 8, 2, 1, 9, 5, 6], gpt2: ups }, ...months),
  );
  for (const name of ['givenTimeP', 'changesP']) {
    const [small = 0, large = 0] = rows
      .flatMap(({ [name]: p }) => (typeof p === 'number' ? [p] : []))
      .sort((a, b) => a - b);
    const adjusted = rows.flatMap(({ [`${name}Adjusted`]: p }) => (typeof p === 'number' ? [p] : []));
    expect(Math.min(...adjusted)).toBeCloseTo(Math.min(2 * small, large), 12);
  }
});

test('three months have no changes enough to compare, and no number stands for them', () => {
  const rows = byMonth(
    hub({ ...four, bert: [5, 9, 7] }, '2022-01', '2022-03'),
    forum({ a: [1], b: [2], c: [3], bert: [9, 6, 7] }, '2022-01', '2022-03'),
  );
  expect(rows.find(({ modelType }) => modelType === 'bert')).toMatchObject({
    n: 3,
    rho: null,
    givenTime: null,
    changesP: null,
  });
});

test('p is adjusted for all the questions that the table asks', () => {
  const rows = rowsOf(
    hub({ ...four, bert: rising, gpt2: [1, 5, 2, 8, 3, 1, 9, 2] }, ...months),
    forum({ a: [1], b: [2], c: [3], bert: [2, 1, 4, 3, 6, 5, 8, 7], gpt2: rising }, ...months),
  );
  const asked = rows.filter(({ p }) => p !== null);
  expect(asked.length).toBeGreaterThan(3);
  for (const { p, pAdjusted } of asked) expect(Number(pAdjusted)).toBeGreaterThanOrEqual(Number(p));
  expect(asked.some(({ p, pAdjusted }) => Number(pAdjusted) > Number(p))).toBe(true);
});

test('the same tables give the same interval to the last digit', () => {
  const models = hub({ bert: [5], gpt2: [4], t5: [3], vit: [2], opt: [1] });
  const topics = forum({ bert: [4], gpt2: [5], t5: [3], vit: [1], opt: [2] });
  expect(rowsOf(models, topics)).toEqual(rowsOf(models, topics));
});

test('three types in common are too few, and a sentence stands in place of a number', () => {
  const models = hub({ bert: [5], gpt2: [4], t5: [3], vit: [2] });
  expect(found(hubForumAgreement, models, forum({ bert: [3], gpt2: [2], t5: [1], bart: [9] }))).toEqual({
    reason: 'too few observations to say: 3, at least 4 are needed',
  });
});

test('a side on which all types are equal has no order to agree with', () => {
  const models = hub({ bert: [5], gpt2: [4], t5: [3], vit: [2] });
  expect(found(hubForumAgreement, models, forum({ bert: [1], gpt2: [1], t5: [1], vit: [1] }))).toEqual({
    reason: expect.stringContaining('the second series is constant'),
  });
});
