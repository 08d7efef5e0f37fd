import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Row, Table } from '../../schema/table.ts';
import { cardsByMonth } from './cards-by-month.ts';
import { cardsRevisited, cardsRevisitedChange, cardsRevisitedScenario } from './cards-revisited.ts';
import type { Context } from '../metric.ts';
import { counted, foundFor } from '../rows.test-support.ts';

type Months = Readonly<Record<string, readonly [models: number, withCard: number]>>;

function cards(months: Months, partial: string[] = []): Table {
  const rows = Object.entries(months).map(([month, [models, withCard]]): Row => ({ month, models, withCard }));
  const names = Object.keys(months);
  const window = { from: names[0] ?? '', to: names.at(-1) ?? '', partial, floor: null };
  return { ...counted(cardsByMonth, rows), window };
}

const seenOn = (snapshot: string, table: Table) => ({ snapshot, table });

/** Seen on 1 October 2022, and again on 30 June 2023. */
function looked(metric: typeof cardsRevisited, before: Table | null, now: Table, context: Partial<Context> = {}) {
  const found = before && seenOn('2022-10-01', before);
  return foundFor(
    { date: '2023-06-30', previous: () => found, earlier: () => (found ? [found] : []), ...context },
    metric,
    now,
  );
}
/** The ranges of the parts at an age, by part. */
const rangesOf = (before: Table, now: Table, age = 'all'): Record<string, unknown> =>
  Object.fromEntries(
    (looked(cardsRevisitedScenario, before, now) as Row[])
      .filter((row) => row.age === age)
      .map(({ part, low, high }) => [part, [low, high]]),
  );
const near = (...ends: number[]) => ends.map((end): unknown => expect.closeTo(end, 12));

test('a month stands there once for each day, with the share of that day', () => {
  const rows = looked(cardsRevisited, cards({ '2022-07': [10, 5] }), cards({ '2022-07': [8, 6] }));
  expect(rows).toMatchObject([
    { seen: '2022-10-01', month: '2022-07', models: 10, withCard: 5, shareWithCard: 0.5 },
    { seen: '2023-06-30', month: '2022-07', models: 8, withCard: 6, shareWithCard: 0.75 },
  ]);
});

test('a month that one of the two saw only in part is not compared', () => {
  const before = cards({ '2022-08': [10, 5], '2022-09': [4, 2] }, ['2022-09']);
  const rows = looked(cardsRevisited, before, cards({ '2022-08': [10, 5], '2022-09': [9, 2] }));
  expect(rows).toMatchObject([{ month: '2022-08' }, { month: '2022-08' }]);
});

test('all earlier days stand beside this one, each with the months that it saw, and a sample too', () => {
  const earlier = [
    seenOn('2022-10-01', cards({ '2022-07': [10, 5] })),
    seenOn('2023-06-30-r2', cards({ '2022-07': [9, 6], '2022-08': [4, 2] })),
  ];
  const now = cards({ '2022-07': [3, 3], '2022-08': [2, 1], '2024-05': [7, 7] });
  const context = { date: '2024-07-11', coverage: 'sample', earlier: () => earlier } as const;
  const rows = looked(cardsRevisited, null, now, context) as Row[];
  expect(rows.map(({ seen, month, withCard }) => [seen, month, withCard])).toEqual([
    ['2022-10-01', '2022-07', 5],
    ['2023-06-30', '2022-07', 6],
    ['2023-06-30', '2022-08', 2],
    ['2024-07-11', '2022-07', 3],
    ['2024-07-11', '2022-08', 1],
  ]);
  for (const metric of [cardsRevisitedChange, cardsRevisitedScenario])
    expect(looked(metric, null, now, context)).toEqual({
      reason: 'A sample has other models than the whole Hub had before, so the change is not that of the same.',
    });
});

test('without an earlier snapshot, or a month in common, there is a sentence and no number', () => {
  const now = cards({ '2022-07': [8, 6] });
  for (const metric of [cardsRevisited, cardsRevisitedChange, cardsRevisitedScenario]) {
    expect(looked(metric, null, now)).toEqual({
      reason: 'There is no earlier snapshot of the whole Hub to compare with.',
    });
    expect(looked(metric, cards({ '2022-06': [1, 1] }), now)).toEqual({
      reason: 'No month of creation is whole in both snapshots.',
    });
  }
});

test('models that vanished without a card raised the share, and up to twice as many as are missing did', () => {
  // Net 10 of 100 are missing, so gross up to 20: 40 of 80 had a card.
  expect(rangesOf(cards({ '2020-06': [100, 40] }), cards({ '2020-06': [90, 45] })).deletion).toEqual(near(0, 0.1));
});

test('where more models may have vanished than were without a card, deletion goes to a share of all', () => {
  expect(rangesOf(cards({ '2020-06': [1000, 500] }), cards({ '2020-06': [2, 1] })).deletion).toEqual([0, 0.5]);
});

test('where models were added, none is taken to have vanished', () => {
  expect(rangesOf(cards({ '2020-06': [10, 5] }), cards({ '2020-06': [12, 6] })).deletion).toEqual([0, 0]);
});

test('what old models gain is definition: as many points, or the same share of models without a card, or nothing', () => {
  // The oldest gain 10 points, which is a fifth of those without a card; of the young ones 80 % have none.
  const before = cards({ '2020-09': [100, 50], '2022-06': [100, 20] });
  const now = cards({ '2020-09': [100, 60], '2022-06': [100, 50] });
  expect(rangesOf(before, now, 'under one year')).toEqual({
    deletion: [0, 0],
    definition: near(0, 0.16),
    'written-later': near(0.14, 0.3),
  });
  expect(rangesOf(before, now, 'two years or more')['written-later']).toEqual(near(0, 0.1));
});

test('a stricter definition, by which old models lose, leaves more to what was written later', () => {
  const before = cards({ '2020-09': [100, 50], '2022-06': [100, 20] });
  const ranges = rangesOf(before, cards({ '2020-09': [100, 40], '2022-06': [100, 30] }), 'under one year');
  expect(ranges).toMatchObject({ definition: near(-0.1, 0), 'written-later': near(0.1, 0.2) });
});

test('without months that were two years old there is no yardstick, and a sentence in place of ranges', () => {
  expect(looked(cardsRevisitedScenario, cards({ '2022-06': [10, 5] }), cards({ '2022-06': [10, 6] }))).toEqual({
    reason: 'No month was two years old at the earlier snapshot.',
  });
});

test('a month is two years old when its last day is', () => {
  const months = { '2020-09': [10, 5], '2020-10': [10, 5], '2021-09': [10, 5], '2021-10': [10, 5] } as const;
  const rows = looked(cardsRevisitedChange, cards(months), cards(months)) as Row[];
  expect(rows.map(({ age, months: count }) => [age, count])).toEqual([
    ['all', 4],
    ['two years or more', 1],
    ['one year to two', 2],
    ['under one year', 1],
  ]);
});

test('of the 7.8 points between 2022 and 2023, 4.5 to 7.8 were written later under these assumptions', () => {
  const published = (snapshot: string) =>
    Table.parse(
      JSON.parse(
        readFileSync(join(import.meta.dirname, `../../../content/snapshots/${snapshot}/cards-by-month.json`), 'utf8'),
      ),
    );
  const [then, now] = [published('2022-10-01'), published('2023-06-30')];
  expect((looked(cardsRevisitedChange, then, now) as Row[])[0]).toMatchObject({
    modelsBefore: 67_022,
    withCardBefore: 28_586,
    modelsNow: 65_448,
    withCardNow: 33_033,
    change: expect.closeTo(0.0782, 4),
  });
  expect(rangesOf(then, now)).toEqual({
    deletion: [0, expect.closeTo(0.021, 4)],
    definition: [0, expect.closeTo(0.0321, 4)],
    'written-later': [expect.closeTo(0.0455, 4), expect.closeTo(0.0782, 4)],
  });
  // What is the yardstick of a definition leaves nothing, and no rounding error below it.
  expect(rangesOf(then, now, 'two years or more')['written-later']).toEqual([0, expect.closeTo(0.02, 4)]);
});
