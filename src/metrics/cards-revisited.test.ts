import { expect, test } from 'vitest';
import type { Row, Table } from '../schema/table.ts';
import { cardsByMonth } from './cards-by-month.ts';
import { cardsRevisited, cardsRevisitedChange } from './cards-revisited.ts';
import { counted, foundFor } from './rows.test-support.ts';

type Months = Readonly<Record<string, readonly [models: number, withCard: number]>>;

function cards(months: Months, partial: string[] = []): Table {
  const rows = Object.entries(months).map(([month, [models, withCard]]): Row => ({ month, models, withCard }));
  const names = Object.keys(months);
  const window = { from: names[0] ?? '', to: names.at(-1) ?? '', partial, floor: null };
  return { ...counted(cardsByMonth, rows), window };
}

/** Seen on 1 October 2022, and again on 30 June 2023. */
function looked(metric: typeof cardsRevisited, before: Table | null, now: Table) {
  const previous = () => before && { snapshot: '2022-10-01', table: before };
  return foundFor({ date: '2023-06-30', previous }, metric, now);
}

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

test('without an earlier snapshot, or a month in common, there is a sentence and no number', () => {
  const now = cards({ '2022-07': [8, 6] });
  for (const metric of [cardsRevisited, cardsRevisitedChange]) {
    expect(looked(metric, null, now)).toEqual({
      refused: 'There is no earlier snapshot of the whole Hub to compare with.',
    });
    expect(looked(metric, cards({ '2022-06': [1, 1] }), now)).toEqual({
      refused: 'No month of creation is whole in both snapshots.',
    });
  }
});

test('deletion and gain add up to the change', () => {
  const before = cards({ '2020-06': [100, 40], '2021-06': [100, 50], '2022-06': [200, 60] });
  const now = cards({ '2020-06': [90, 41], '2021-06': [100, 40], '2022-06': [180, 120] });
  for (const row of looked(cardsRevisitedChange, before, now) as Row[])
    expect(Number(row.byDeletion) + Number(row.gained)).toBeCloseTo(Number(row.change), 12);
});

test('models that vanish without a card raise the share, and nothing was gained', () => {
  expect(looked(cardsRevisitedChange, cards({ '2022-06': [10, 5] }), cards({ '2022-06': [5, 5] }))).toMatchObject([
    { age: 'all', change: 0.5, byDeletion: 0.5, gained: 0, asTheOldest: null, beyondTheOldest: null },
    { age: 'under one year' },
  ]);
});

test('what young models gain beyond old ones was written later; the rest may be definition', () => {
  const before = cards({ '2020-09': [100, 40], '2022-06': [100, 40] });
  const now = cards({ '2020-09': [100, 42], '2022-06': [100, 50] });
  const rows = looked(cardsRevisitedChange, before, now) as Row[];
  expect(rows.map(({ age, months }) => [age, months])).toEqual([
    ['all', 2],
    ['two years or more', 1],
    ['under one year', 1],
  ]);
  expect(rows[2]?.asTheOldest).toBeCloseTo(0.02, 12);
  expect(rows[2]?.beyondTheOldest).toBeCloseTo(0.08, 12);
  expect(rows[1]).toMatchObject({ beyondTheOldest: 0 });
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

test('where more models vanished than were without a card, deletion can explain all of the rise and no more', () => {
  expect(looked(cardsRevisitedChange, cards({ '2022-06': [1000, 500] }), cards({ '2022-06': [2, 1] }))).toMatchObject([
    { change: 0, byDeletion: 0.5, gained: -0.5 },
    {},
  ]);
});
