import { expect, test } from 'vitest';
import { openDatabase } from '../../io/database.ts';
import { lineageDepth } from './lineage-depth.ts';
import { lineageOddities } from './lineage-oddities.ts';
import { model, rows } from '../rows.test-support.ts';

type Edge = readonly [child: string, parent: string, relation?: string];
const named = (count: number) => Array.from({ length: count }, (_, k) => `ada/m${k}`);
/** Each built from the one before. */
const chain = (count: number) => named(count).flatMap((id, k): Edge[] => (k > 0 ? [[id, `ada/m${k - 1}`]] : []));
const ring = (count: number): Edge[] => [...chain(count), ['ada/m0', `ada/m${count - 1}`]];
const models = (count: number) => named(count).map((id) => model(id));

async function generations(count: number, parents: readonly Edge[]) {
  const found = await rows(lineageDepth, models(count), [], { parents });
  return Object.fromEntries(found.map((row) => [String(row.generation), row.models]));
}

async function oddities(given: Parameters<typeof rows>[1], parents: readonly Edge[]) {
  const found = await rows(lineageOddities, given, [], { parents });
  return Object.fromEntries(found.map((row) => [String(row.oddity), row.declarations]));
}

test('a chain has a generation for each link, and all but the last are built upon', async () => {
  expect(await rows(lineageDepth, models(3), [], { parents: chain(3) })).toMatchObject([
    { generation: 0, models: 1, builtUpon: 1, all: 3 },
    { generation: 1, models: 1, builtUpon: 1, all: 3 },
    { generation: 2, models: 1, builtUpon: 0, all: 3 },
  ]);
});

test('a model merged from two stands below the higher one', async () => {
  expect(await generations(4, [...chain(3), ['ada/m3', 'ada/m2', 'merge'], ['ada/m3', 'ada/m0', 'merge']])).toEqual({
    0: 1,
    1: 2,
    2: 1,
  });
});

test('a parent that is not listed counts as a root above', async () => {
  expect(await generations(1, [['ada/m0', 'gone/model']])).toEqual({ 1: 1 });
});

test('a model that names itself is a root', async () => {
  expect(await generations(2, [['ada/m0', 'ada/m0'], ...chain(2)])).toEqual({ 0: 1, 1: 1 });
});

test.each([2, 20])(
  'a cycle of %i ends, its models have no generation, and each of its links is counted',
  async (length) => {
    expect(await generations(length, ring(length))).toEqual({ null: length });
    expect(await oddities(models(length), ring(length))).toMatchObject({ 'in-cycle': length, itself: 0 });
  },
);

test('who stands below a cycle has no generation either, and is in no cycle', async () => {
  const parents: Edge[] = [
    ['ada/m0', 'ada/m1'],
    ['ada/m1', 'ada/m0'],
    ['ada/m2', 'ada/m1'],
  ];
  expect(await generations(3, parents)).toEqual({ null: 3 });
  expect(await oddities(models(3), parents)).toMatchObject({ 'in-cycle': 2 });
});

test('a cycle to which a root leads is walked once', async () => {
  const parents: Edge[] = [
    ['ada/m1', 'ada/m0'],
    ['ada/m1', 'ada/m2'],
    ['ada/m2', 'ada/m1'],
  ];
  expect(await generations(3, parents)).toEqual({ 0: 1, 1: 1, 2: 1 });
  expect(await oddities(models(3), parents)).toMatchObject({ 'in-cycle': 2 });
});

test('a chain of a hundred links is no cycle, and is followed for 64', async () => {
  expect(await oddities(models(101), chain(101))).toMatchObject({ 'in-cycle': 0 });
  expect(await generations(101, chain(101))).toMatchObject({ 64: 1, null: 36 });
});

test('declarations are counted as what they are', async () => {
  const given = [
    model('ada/base', { created_at: '2022-05-01' }),
    model('ada/older', { created_at: '2022-04-01' }),
    model('ada/floor', { created_at: '2022-03-02 23:29:04' }),
    model('ada/undated', { created_at: null }),
    model('ada/plain', { created_at: '2022-06-01' }),
  ];
  const parents: Edge[] = [
    ['ada/base', 'ada/base'],
    ['ada/older', 'ada/base', 'finetune'],
    ['ada/floor', 'gone/model'],
    ['ada/undated', './checkpoint-500'],
    ['ada/plain', 'ada/base', 'finetune'],
    ['ada/plain', 'ada/base', 'adapter'],
    ['ada/plain', '<b onclick="x()">bold</b>/model'],
  ];
  expect(await oddities(given, parents)).toEqual({
    itself: 1,
    'no-repository': 2,
    'not-listed': 1,
    'several-relations': 1,
    'parent-younger': 1,
    undated: 2,
    'in-cycle': 0,
  });
});

test('where nothing is declared there is nothing odd, and no table', async () => {
  expect(await rows(lineageOddities, models(2))).toEqual([]);
});

test.each([
  ['a root', [], { 0: 1, 1: 300_000 }, 0],
  ['in a cycle of two', [['ada/base', 'ada/m0']], { null: 300_001 }, 2],
] as const)('a parent of 300,000 children that is %s is one parent, and ends', async (_, beside, expected, inCycle) => {
  const database = await openDatabase();
  try {
    await database.run(`
      CREATE TABLE models AS
      SELECT 'ada/m' || n AS id, 'ada' AS author, TIMESTAMP '2022-05-01' AS created_at FROM range(300000) AS numbers(n)
      UNION ALL SELECT 'ada/base', 'ada', TIMESTAMP '2022-04-01'`);
    await database.run(
      `CREATE TABLE parents AS SELECT id AS child, 'ada/base' AS parent, 'finetune' AS relation FROM models WHERE id <> 'ada/base'`,
    );
    for (const [child, parent] of beside)
      await database.run(`INSERT INTO parents VALUES ('${child}', '${parent}', NULL)`);
    const depth = await database.rows(lineageDepth.sql(() => true));
    expect(Object.fromEntries(depth.map((row) => [String(row.generation), row.models]))).toEqual(expected);
    const odd = await database.rows(lineageOddities.sql(() => true));
    expect(odd.find((row) => row.oddity === 'in-cycle')).toMatchObject({ declarations: inCycle });
  } finally {
    database.close();
  }
});
