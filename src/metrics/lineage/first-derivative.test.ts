import { expect, test } from 'vitest';
import type { Row } from '../../schema/table.ts';
import { derivativeLags } from './derivative-lags.ts';
import { firstDerivative, firstDerivativeByDay } from './first-derivative.ts';
import { counted, found, foundFor, model, rows } from '../rows.test-support.ts';

const asOf = '2023-06-01';
const base = model('ada/base', { created_at: '2023-01-10 12:00:00' });
const child = (id: string, created: string | null) => model(id, { created_at: created });

/** What is told of `ada/base`, with these children; what they become themselves is left out. */
async function lag(...children: ReturnType<typeof child>[]) {
  const parents = children.map(({ id }) => [String(id), 'ada/base'] as const);
  const lone = children.map((each) => ({ ...each, created_at: each.created_at ?? null }));
  const told = await rows(derivativeLags, [base, ...lone], [], { parents, asOf });
  return told.filter((row) => row.derived === 1 || row.withOlder === 1 || children.length === 0);
}

test('the time runs to the first child by another author, and a begun day is a day', async () => {
  const told = await lag(
    child('ada/own', '2023-01-11'),
    child('bob/second', '2023-03-01'),
    child('bob/first', '2023-01-12 13:00:00'),
  );
  expect(told).toEqual([{ year: '2023', day: 3, derived: 1, censored: 0, withOlder: 0 }]);
});

test('a model without one was watched for the full days to the day of the snapshot', async () => {
  expect(await lag()).toEqual([{ year: '2023', day: 141, derived: 0, censored: 1, withOlder: 0 }]);
});

test('a child older than its parent does not end the time, and is counted', async () => {
  const told = await lag(child('bob/before', '2022-12-01'), child('bob/after', '2023-01-11 12:00:00'));
  expect(told).toEqual([{ year: '2023', day: 1, derived: 1, censored: 0, withOlder: 1 }]);
  expect(await lag(child('bob/before', '2022-12-01'))).toEqual([
    { year: '2023', day: 141, derived: 0, censored: 1, withOlder: 1 },
  ]);
});

test('models that carry the first date of the Hub are not followed, nor those of unknown age', async () => {
  const models = [model('ada/old', { created_at: '2022-03-02 23:29:04' }), model('ada/undated', { created_at: null })];
  expect(await rows(derivativeLags, models, [], { asOf })).toEqual([]);
});

test('a year after its creation a model is followed no further', async () => {
  const models = [model('ada/a', { created_at: '2022-04-01' }), model('bob/b', { created_at: '2023-05-01' })];
  const told = await rows(derivativeLags, models, [], { parents: [['bob/b', 'ada/a']], asOf });
  expect(told).toMatchObject([
    { year: '2022', day: 365, derived: 0, censored: 1 },
    { year: '2023', day: 31 },
  ]);
});

const lags = (...rest: (readonly [year: string, day: number, derived: number, censored: number])[]) =>
  counted(
    derivativeLags,
    rest.map(([year, day, derived, censored]): Row => ({ year, day, derived, censored, withOlder: derived })),
  );

const life = (name: string, created: string) => model(`${name}/base`, { created_at: created });

test('a share is of the models that were watched for so long, whatever became of the others', async () => {
  // On 1 June 2023: five of January and one of 20 May; children come after 3, 50 and 3 days.
  const bases = ['ada', 'bea', 'cyd', 'dot', 'eve'].map((name) => life(name, '2023-01-10'));
  const young = life('fay', '2023-05-20');
  const children = [child('kim/a', '2023-01-12 12:00:00'), child('kim/b', '2023-03-01'), child('kim/c', '2023-05-23')];
  const parents = [
    ['kim/a', 'ada/base'],
    ['kim/b', 'bea/base'],
    ['kim/c', 'fay/base'],
  ] as const;
  const told = await rows(firstDerivative, [...bases, young, ...children], [], { parents, asOf });
  expect(told).toMatchObject([
    {
      models: 9,
      derived: 3,
      // The children of January and March were watched too, and nobody built upon them.
      ...{ watched30: 7, builtUpon30: 1, within30: 1 / 7 },
      ...{ watched90: 7, builtUpon90: 2, within90: 2 / 7 },
      ...{ watched365: null, builtUpon365: 0, within365: null, within365Low: null },
    },
  ]);
  // Of seven models, kim has two: the interval is by author, and has ends.
  expect(Number(told[0]?.within30High)).toBeGreaterThan(2 / 7);
});

test('a child of a day that was not seen whole does not count, as those without one are not counted on it', async () => {
  // On 1 June 2023 at midnight the model is 141 days and twelve hours old.
  expect(await lag(child('bob/late', '2023-05-31 18:00:00'))).toEqual([]);
  const told = await rows(derivativeLags, [base, child('bob/late', '2023-05-31 18:00:00')], [], {
    parents: [['bob/late', 'ada/base']],
    asOf,
  });
  expect(told).toContainEqual({ year: '2023', day: 141, derived: 0, censored: 1, withOlder: 0 });
});

test('a curve begins at none, rises on the day of a child, and ends where nobody is watched any more', () => {
  const told = found(firstDerivativeByDay, lags(['2022', 10, 20, 0], ['2022', 40, 0, 80])) as Row[];
  const on = (day: number) => told.find((row) => row.day === day)?.share;
  expect([on(0), on(9), on(10), on(35)]).toEqual([0, 0, expect.closeTo(0.2), expect.closeTo(0.2)]);
  expect(told.map((row) => row.day)).toEqual([...Array.from({ length: 31 }, (_, day) => day), 35]);
});

test('a curve goes no further than ten models were followed', () => {
  const told = found(firstDerivativeByDay, lags(['2022', 20, 5, 40], ['2022', 90, 0, 9])) as Row[];
  expect(told.at(-1)).toMatchObject({ day: 20, atRisk: 54 });
});

test.each(['sample', 'aggregate'] as const)('of a %s nothing is told, and why is', (coverage) => {
  const table = lags(['2022', 10, 20, 0], ['2022', 40, 0, 80]);
  expect(foundFor({ coverage }, firstDerivativeByDay, table)).toEqual({
    reason: expect.stringContaining('from a census only. A selection lacks the derivatives outside it'),
  });
});
