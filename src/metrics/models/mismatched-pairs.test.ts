import { mersenne } from 'pure-rand/generator/mersenne';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { expect, test } from 'vitest';
import type { Row } from '../../schema/table.ts';
import { mentions } from './mentions.ts';
import type { Count } from '../metric.ts';
import { mismatchedPairs } from './mismatched-pairs.ts';
import { modelsCreated } from './models-created.ts';
import { monthsBetween } from '../months.ts';
import { counted, found } from '../rows.test-support.ts';

const months = monthsBetween('2020-01', '2022-12');

function series(metric: Count, name: string, counts: Record<string, readonly number[]>) {
  const rows = Object.entries(counts).flatMap(([modelType, values]) =>
    values.map((count, index) => ({ month: months[index] ?? '', modelType, [name]: count })),
  );
  const window = { from: months[0] ?? '', to: months[values(counts) - 1] ?? '', partial: [], floor: null };
  return { ...counted(metric, rows), window };
}
const values = (counts: Record<string, readonly number[]>) => Object.values(counts)[0]?.length ?? 0;

const random = mersenne(1);
/** Months that grow, with ups and downs of their own. */
const growing = (length = 36) => Array.from({ length }, (_, month) => 100 + 20 * month + uniformInt(random, 0, 80));
const types = (length?: number) => Object.fromEntries('abcdefgh'.split('').map((type) => [type, growing(length)]));

const rowsOf = (hub: Record<string, readonly number[]>, forum: Record<string, readonly number[]>) =>
  found(mismatchedPairs, series(modelsCreated, 'models', hub), series(mentions, 'topics', forum));

test('all that grows goes together as counted, types that have nothing to do with each other too', () => {
  const [counted, given, changes] = rowsOf(types(), types()) as Row[];
  expect(counted).toMatchObject({
    way: 'as-counted',
    mismatched: 56,
    shareMismatched: 1,
    matched: 8,
    shareMatched: 1,
    months: 36,
  });
  for (const row of [given, changes]) {
    expect(row).toMatchObject({ mismatched: 56, matched: 8 });
    expect(Number(row?.shareMismatched)).toBeLessThan(0.2);
  }
});

test('types whose talk follows their uploads are told from the others once the trend is out', () => {
  const hub = types();
  const [, given, changes] = rowsOf(hub, hub) as Row[];
  for (const row of [given, changes]) {
    expect(row).toMatchObject({ matchedSignificant: 8, shareMatched: 1 });
    expect(Number(row?.shareMismatched)).toBeLessThan(0.2);
  }
});

test('types of too few models or topics are in no pair', () => {
  const hub = { ...types(), rare: months.map((_, month) => Number(month < 9)) };
  expect(rowsOf(hub, { ...types(), rare: growing() })).toMatchObject([{ matched: 8 }, { matched: 8 }, { matched: 8 }]);
});

test('a type that says nothing beyond its trend leaves that comparison, and only that', () => {
  const hub = { ...types(), z: months.map((_, month) => 100 + month) };
  expect(rowsOf(hub, { ...types(), z: growing() })).toMatchObject([
    { matched: 9, mismatched: 72 },
    { matched: 8, mismatched: 64 },
    { matched: 8, mismatched: 64 },
  ]);
});

test('without months enough for a comparison nothing is counted, and no share is made up', () => {
  const [counted, given] = rowsOf(types(3), types(3)) as Row[];
  for (const row of [counted, given])
    expect(row).toMatchObject({ months: 3, mismatched: 0, shareMismatched: null, matched: 0, shareMatched: null });
});

test('four types are too few', () => {
  const few = Object.fromEntries(Object.entries(types()).slice(0, 4));
  expect(rowsOf(few, few)).toEqual({ reason: '4 types can be compared by month, and at least 5 are needed.' });
});
