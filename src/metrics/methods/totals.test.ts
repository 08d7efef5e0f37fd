import { expect, test } from 'vitest';
import { cardsByMonth } from '../documentation/cards-by-month.ts';
import { challenges } from '../challenges/challenges.ts';
import { modelsCreated } from '../models/models-created.ts';
import { counted, found } from '../rows.test-support.ts';
import { tasks } from '../models/tasks.ts';
import { totals } from './totals.ts';

test('models of unknown age and type are in the sum, but are neither a month nor a type', () => {
  const created = counted(modelsCreated, [
    { month: '2022-01', modelType: 'bert', models: 5 },
    { month: '2022-02', modelType: 'untyped', models: 2 },
    { month: null, modelType: 'bert', models: 1 },
  ]);
  expect(found(totals, created)).toMatchObject([
    { table: 'models-created', measure: 'models', count: 8, whole: null, share: null },
    { table: 'models-created', measure: 'models-of-known-type', count: 6, whole: 8, share: 0.75 },
    { table: 'models-created', measure: 'model-types', count: 1, whole: null },
    { table: 'models-created', measure: 'months', count: 2, whole: null },
  ]);
});

test('sub-categories are not added to the categories that they are a part of', () => {
  const coded = counted(challenges, [
    { category: 'memory', subcategory: null, name: 'Memory', codes: 9, allCodes: 11 },
    { category: 'memory', subcategory: 'speed', name: 'Speed', codes: null, allCodes: 11 },
    { category: 'spaces', subcategory: null, name: 'Spaces', codes: 2, allCodes: 11 },
  ]);
  expect(found(totals, coded)).toMatchObject([
    { table: 'challenges', measure: 'categories', count: 2 },
    { table: 'challenges', measure: 'codes', count: 11 },
  ]);
});

test('cards add up over all months, with the share of the whole, and no interval where authors are unknown', () => {
  const cards = counted(cardsByMonth, [
    { month: '2022-01', models: 2, withCard: 1 },
    { month: null, models: 1, withCard: 0 },
  ]);
  const rows = found(totals, cards);
  expect(rows).toMatchObject([
    { measure: 'models', count: 3 },
    { measure: 'models-with-card', count: 1, whole: 3, share: 1 / 3, shareLow: null },
    { measure: 'models-of-unknown-age', count: 1, whole: 3 },
    { measure: 'months', count: 1 },
  ]);
});

test('no task is not a task', () => {
  const counts = counted(tasks, [
    { task: 'fill-mask', models: 2, downloads: 9 },
    { task: null, models: 5, downloads: 1 },
  ]);
  expect(found(totals, counts)).toMatchObject([{ table: 'tasks', measure: 'tasks', count: 1 }]);
});

test('a table that the snapshot does not have has no total', () => {
  const counts = counted(tasks, [{ task: 'fill-mask', models: 2, downloads: 9 }]);
  const rows = found(totals, counts);
  expect(Array.isArray(rows) && rows.map((row) => row.table)).toEqual(['tasks']);
});
