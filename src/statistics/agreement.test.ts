import { expect, test } from 'vitest';
import { cohenKappa } from './agreement.ts';

// Kappa in exact fractions, and its standard error from numerical derivatives of kappa in every cell (delta method), in
// Python. The first table is the example of Fleiss, Cohen and Everitt (1969): kappa 0.429, standard error 0.0537.
test.each([
  {
    counts: [
      [106, 10, 4],
      [22, 28, 10],
      [2, 12, 6],
    ],
    n: 200,
    kappa: 0.42857142857142855,
    low: 0.32329979345440507,
    high: 0.533843063688452,
  },
  {
    counts: [
      [45, 15],
      [25, 15],
    ],
    n: 100,
    kappa: 0.13043478260869565,
    low: -0.06293827779258951,
    high: 0.3238078430099808,
  },
  {
    counts: [
      [9, 1, 0],
      [0, 8, 2],
      [1, 0, 9],
    ],
    n: 30,
    kappa: 0.8,
    low: 0.6178650745724944,
    high: 0.9821349254275057,
  },
])('$n judgements agree as closely, and as surely, as derivatives say', ({ counts, n, kappa, low, high }) => {
  expect(cohenKappa(counts)).toEqual({
    known: true,
    n,
    kappa: expect.closeTo(kappa, 12),
    low: expect.closeTo(low, 9),
    high: expect.closeTo(high, 9),
  });
});

test('35 of 50 agree where 25 would by chance: kappa is 0.4, and not 0.7', () => {
  expect(
    cohenKappa([
      [20, 5],
      [10, 15],
    ]),
  ).toMatchObject({ n: 50, kappa: expect.closeTo((35 - 25) / (50 - 25), 12) });
});

test('it does not matter who judged first, nor in which order the categories stand', () => {
  const { kappa, low, high } = measured([
    [106, 10, 4],
    [22, 28, 10],
    [2, 12, 6],
  ]);
  const same = { kappa: expect.closeTo(kappa, 12), low: expect.closeTo(low, 12), high: expect.closeTo(high, 12) };
  const judgesExchanged = [
    [106, 22, 2],
    [10, 28, 12],
    [4, 10, 6],
  ];
  const categoriesReversed = [
    [6, 12, 2],
    [10, 28, 22],
    [4, 10, 106],
  ];
  expect(cohenKappa(judgesExchanged)).toMatchObject(same);
  expect(cohenKappa(categoriesReversed)).toMatchObject(same);
});

test('a category that nobody used changes nothing', () => {
  const without = [
    [20, 5],
    [10, 15],
  ];
  expect(cohenKappa([...without.map((row) => [...row, 0]), [0, 0, 0]])).toEqual(cohenKappa(without));
});

test('an interval does not leave −1 to 1', () => {
  // −0.75 − 1.96 · 0.226 would be −1.19
  expect(
    cohenKappa([
      [1, 3],
      [4, 0],
    ]),
  ).toMatchObject({ kappa: -0.75, low: -1, high: expect.closeTo(-0.30620974204792917, 9) });
});

test.each([
  [
    'all judgements agree',
    1,
    [
      [5, 0],
      [0, 4],
    ],
  ],
  [
    'none agree, in two categories',
    -1,
    [
      [0, 5],
      [5, 0],
    ],
  ],
  [
    'one judge used a single category',
    0,
    [
      [5, 3],
      [0, 0],
    ],
  ],
])('a standard error of 0 is no certainty: %s', (_, kappa, counts) => {
  expect(cohenKappa(counts)).toMatchObject({ known: true, kappa, low: null, high: null });
  expect(cohenKappa(counts)).toHaveProperty('reason', expect.stringContaining('too uniform'));
});

test('when both used the same single category, agreement is full and kappa still unknown', () => {
  expect(
    cohenKappa([
      [5, 0],
      [0, 0],
    ]),
  ).toEqual({
    known: false,
    n: 5,
    reason: 'both judges used only one and the same category, so agreement beyond chance is not defined',
  });
});

test('nothing judged is nothing known, with categories or without', () => {
  const unknown = { known: false, n: 0, reason: 'nothing was judged by both, so there is no agreement to measure' };
  expect(cohenKappa([])).toEqual(unknown);
  expect(
    cohenKappa([
      [0, 0],
      [0, 0],
    ]),
  ).toEqual(unknown);
});

test('a table that is not square, or holds what cannot be counted, is a mistake', () => {
  expect(() => cohenKappa([[1, 2], [3]])).toThrow('as many columns as rows, and row 2 of 2 has 1');
  expect(() =>
    cohenKappa([
      [1, 2, 3],
      [4, 5, 6],
    ]),
  ).toThrow('row 1 of 2 has 3');
  expect(() =>
    cohenKappa([
      [1, 2],
      [-3, 4],
    ]),
  ).toThrow('holds counts, and row 2, column 1 is -3');
  expect(() =>
    cohenKappa([
      [1, 0.5],
      [3, 4],
    ]),
  ).toThrow('row 1, column 2 is 0.5');
  expect(() => cohenKappa([[Number.NaN]])).toThrow('row 1, column 1 is NaN');
});

function measured(counts: readonly (readonly number[])[]) {
  const result = cohenKappa(counts);
  if (!result.known || result.low === null) throw new Error(result.reason);
  return result;
}
