import { expect, test } from 'vitest';
import type { Row } from '../../schema/table.ts';
import { mentions } from './mentions.ts';
import { modelsCreated } from './models-created.ts';
import { counted, found, foundFor } from '../rows.test-support.ts';
import { typeRanking } from './type-ranking.ts';

const hub = (...cells: [string | null, string, number][]) =>
  counted(
    modelsCreated,
    cells.map(([month, modelType, models]) => ({ month, modelType, models })),
  );
const forum = (...cells: [string, string, number][]) =>
  counted(
    mentions,
    cells.map(([month, modelType, topics]) => ({ month, modelType, topics })),
  );

test('all months of a type count together, those of unknown age among them', () => {
  const created = hub(['2022-01', 'bert', 2], ['2022-02', 'bert', 3], [null, 'bert', 1], ['2022-01', 't5', 4]);
  expect(found(typeRanking, created)).toMatchObject([
    { modelType: 'bert', hubRank: 1, hubModels: 6, hubShare: 0.6 },
    { modelType: 't5', hubRank: 2, hubModels: 4, hubShare: 0.4 },
  ]);
});

test('equal counts share the mean of their places, and stand by name', () => {
  expect(found(typeRanking, hub(['2022-01', 't5', 1], ['2022-01', 'gpt2', 3], ['2022-01', 'bert', 3]))).toMatchObject([
    { modelType: 'bert', hubRank: 1.5 },
    { modelType: 'gpt2', hubRank: 1.5 },
    { modelType: 't5', hubRank: 3 },
  ]);
});

test('a type that one side does not count has nothing there: neither a rank, nor zero', () => {
  const created = hub(['2022-01', 'bert', 3], ['2022-01', 'vit', 1]);
  const mentioned = forum(['2022-01', 'llama', 4], ['2022-01', 'bert', 1]);
  expect(found(typeRanking, created, mentioned)).toMatchObject([
    { modelType: 'bert', hubRank: 1, forumRank: 2, topics: 1, forumShare: 0.2 },
    { modelType: 'vit', hubRank: 2, forumRank: null, topics: null, forumShare: null },
    { modelType: 'llama', hubRank: null, hubModels: null, hubShare: null, forumRank: 1, topics: 4 },
  ]);
});

test('without a forum there are ranks on the Hub only', () => {
  expect(found(typeRanking, hub(['2022-01', 'bert', 3]))).toMatchObject([
    { modelType: 'bert', hubRank: 1, hubShare: 1, forumRank: null, topics: null, forumShare: null },
  ]);
});

test('untyped models have no rank, and are not in the whole of which shares are taken', () => {
  expect(found(typeRanking, hub(['2022-01', 'untyped', 90], ['2022-01', 'bert', 10]))).toMatchObject([
    { modelType: 'bert', hubRank: 1, hubModels: 10, hubShare: 1 },
  ]);
});

test('places won are counted from the earlier snapshot; a type new since has none to count from', () => {
  const table = hub(['2022-01', 'bert', 1], ['2022-01', 't5', 2], ['2022-01', 'vit', 3]);
  const before = { ...table, name: 'type-ranking', columns: [...typeRanking.columns] };
  const rows = found(typeRanking, table) as Row[];
  const previous = () => ({ snapshot: '2021-12-01', table: { ...before, rows } });
  const now = hub(['2022-02', 'bert', 9], ['2022-02', 'llama', 8], ['2022-02', 'vit', 3], ['2022-02', 't5', 3]);
  expect(foundFor({ previous }, typeRanking, now)).toMatchObject([
    { modelType: 'bert', hubRank: 1, hubRankChange: 2, forumRankChange: null },
    { modelType: 'llama', hubRank: 2, hubRankChange: null },
    { modelType: 't5', hubRank: 3.5, hubRankChange: -1.5 },
    { modelType: 'vit', hubRank: 3.5, hubRankChange: -2.5 },
  ]);
});

test('where no type is known there is no ranking, and a sentence says so', () => {
  expect(found(typeRanking, hub(['2022-01', 'untyped', 90]))).toEqual({ reason: 'No model type is known.' });
});

test('a month and type that stand there twice are a broken table, not a larger type', () => {
  expect(() => hub(['2022-01', 'bert', 3], ['2022-01', 'bert', 4])).toThrow('occurs twice');
});
