import { expect, test } from 'vitest';
import type { Row } from '../schema/table.ts';
import { derivativeLags } from './derivative-lags.ts';
import { firstDerivative, firstDerivativeByDay } from './first-derivative.ts';
import { counted, found, foundFor, model, rows } from './rows.test-support.ts';

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

test('models that were not watched to the end count for as long as they were', () => {
  // Ten models: one derived on day 10, four watched for 20 days only, one of the five left derived on day 60.
  const told = found(
    firstDerivative,
    lags(['2022', 10, 1, 0], ['2022', 20, 0, 4], ['2022', 60, 1, 0], ['2022', 365, 0, 4]),
  );
  expect(told).toMatchObject([{ year: '2022', models: 10, derived: 2, withOlder: 2, tenthDays: 10, medianDays: null }]);
  const [row] = told as Row[];
  expect(row?.within30).toBeCloseTo(0.1, 12);
  // At risk on day 30 are the five that were watched for longer than 20 days, on day 90 the four without a child.
  expect(row).toMatchObject({ atRisk30: 5, atRisk90: 4, atRisk365: 4 });
  expect(row?.within90).toBeCloseTo(1 - 0.9 * 0.8, 12);
  expect(row?.within365).toBeCloseTo(1 - 0.9 * 0.8, 12);
});

test('a share within a time that nobody was watched for is not known', () => {
  expect(found(firstDerivative, lags(['2022', 10, 2, 0], ['2022', 40, 0, 8]))).toMatchObject([
    { within30: expect.closeTo(0.2), within90: null, within90Low: null, within90High: null, within365: null },
  ]);
});

test('where none was built upon, the upper end is not 0', () => {
  const [row] = found(firstDerivative, lags(['2022', 365, 0, 20])) as Row[];
  expect(row).toMatchObject({ within30: 0, within30Low: 0 });
  expect(row?.within30High).toBeCloseTo(0.1611, 4);
});

test('a year of three models is too few to say, and so is nothing but such years', () => {
  expect(found(firstDerivative, lags(['2022', 365, 0, 3], ['2023', 300, 0, 4]))).toMatchObject([{ year: '2023' }]);
  expect(found(firstDerivative, lags(['2022', 365, 0, 3]))).toHaveProperty('refused');
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

test('a curve tells on its last day what the shares of the year tell', () => {
  const table = lags(['2022', 10, 10, 0], ['2022', 20, 0, 40], ['2022', 60, 10, 0], ['2022', 365, 0, 40]);
  const [year] = found(firstDerivative, table) as Row[];
  expect((found(firstDerivativeByDay, table) as Row[]).at(-1)).toMatchObject({
    day: 365,
    share: year?.within365,
    shareLow: year?.within365Low,
    shareHigh: year?.within365High,
  });
});

test('a curve goes no further than ten models were followed', () => {
  const told = found(firstDerivativeByDay, lags(['2022', 20, 5, 40], ['2022', 90, 0, 9])) as Row[];
  expect(told.at(-1)).toMatchObject({ day: 20, atRisk: 54 });
});

test.each(['sample', 'aggregate'] as const)('of a %s nothing is told, and why is', (coverage) => {
  const table = lags(['2022', 10, 20, 0], ['2022', 40, 0, 80]);
  for (const metric of [firstDerivative, firstDerivativeByDay])
    expect(foundFor({ coverage }, metric, table)).toEqual({
      refused: expect.stringContaining('of a census only: a selection lacks the derivatives outside it'),
    });
});
