import { expect, test } from 'vitest';
import { meanRanks, spearman } from './spearman.ts';

test('the same order is a correlation of exactly 1, however unevenly the values grow', () => {
  expect(spearman([1, 2, 3, 4, 5], [1, 10, 100, 1000, 10000])).toEqual({ known: true, n: 5, rho: 1, p: 0 });
});

test('the opposite order is a correlation of exactly −1', () => {
  expect(spearman([1, 2, 3, 4], [9, 7, 5, 3])).toEqual({ known: true, n: 4, rho: -1, p: 0 });
});

test('the same order with the same ties is a correlation of exactly 1', () => {
  expect(spearman([0, 0, 0, 1, 1, 7], [3, 3, 3, 4, 4, 5])).toMatchObject({ rho: 1, p: 0 });
});

test('one exchanged pair among five leaves 1 − 6 · 2 / (5 · 24) = 0.9', () => {
  const correlation = spearman([1, 2, 3, 4, 5], [2, 1, 3, 4, 5]);
  expect(correlation).toMatchObject({ known: true, n: 5, rho: expect.closeTo(0.9, 12) });
  // scipy 1.17.1: scipy.stats.spearmanr
  expect(correlation).toMatchObject({ p: expect.closeTo(0.03738607346849874, 12) });
});

test('ties share the mean of their ranks and do not take them in the order they came', () => {
  // Ranks 1.5, 1.5, 3, 4 against 1, 2, 3, 4: 4.5 / √(4.5 · 5)
  expect(spearman([7, 7, 8, 9], [1, 2, 3, 4])).toMatchObject({ rho: expect.closeTo(Math.sqrt(0.9), 12) });
  expect(spearman([7, 7, 8, 9], [2, 1, 3, 4])).toMatchObject({ rho: expect.closeTo(Math.sqrt(0.9), 12) });
});

test('orders that have nothing to do with each other give 0, with a p of 1', () => {
  expect(spearman([1, 2, 3, 4], [2, 4, 1, 3])).toEqual({ known: true, n: 4, rho: 0, p: 1 });
});

test('it does not matter which series comes first', () => {
  expect(spearman([3, 1, 4, 1, 5, 9], [2, 7, 1, 8, 2, 8])).toEqual(spearman([2, 7, 1, 8, 2, 8], [3, 1, 4, 1, 5, 9]));
});

test('a tiny p keeps its digits and is not rounded to nothing', () => {
  const x = Array.from({ length: 300 }, (_, index) => index);
  const y = x.map((value) => (value % 2 === 0 ? value + 60 : value));
  const correlation = spearman(x, y);
  // scipy 1.17.1: scipy.stats.spearmanr
  expect(correlation).toMatchObject({ rho: expect.closeTo(0.9477971977466415, 12) });
  expect(correlation.known && correlation.p / 5.834234821034533e-150).toBeCloseTo(1, 9);
});

test('three observations are too few to say anything, even in the same order', () => {
  expect(spearman([1, 2, 3], [1, 2, 3])).toEqual({
    known: false,
    n: 3,
    reason: 'too few observations to say: 3, at least 4 are needed',
  });
  expect(spearman([], [])).toMatchObject({ known: false, n: 0 });
});

test.each([
  ['the first series is', [5, 5, 5, 5], [1, 2, 3, 4]],
  ['the second series is', [1, 2, 3, 4], [0, 0, 0, 0]],
  ['both series are', [5, 5, 5, 5], [0, 0, 0, 0]],
])('a series that never changes has no correlation, not one of 0: %s constant', (which, x, y) => {
  const reason = `${which} constant, so there is no order to compare`;
  expect(spearman(x, y)).toEqual({ known: false, n: 4, reason });
});

test('series of different lengths are a mistake, not a shorter comparison', () => {
  expect(() => spearman([1, 2, 3, 4, 5], [1, 2, 3, 4])).toThrow('the same length, and these have 5 and 4');
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  '%d on either side leaves no correlation, and the sentence says where it is, also where there are too few',
  (value) => {
    expect(spearman([1, 2, value, 4], [1, 2, 3, 4])).toEqual({
      known: false,
      n: 4,
      reason: `value 3 of the first series is not a finite number: ${value}`,
    });
    expect(spearman([1, 2, 3, 4], [1, 2, 3, value])).toMatchObject({
      known: false,
      reason: `value 4 of the second series is not a finite number: ${value}`,
    });
    expect(spearman([1, 2], [value, 2])).toMatchObject({ reason: expect.stringContaining('value 1 of the second') });
  },
);

test('the smallest is first in ascending order and last in descending order', () => {
  expect(meanRanks([30, 10, 20], 'ascending')).toEqual([3, 1, 2]);
  expect(meanRanks([30, 10, 20], 'descending')).toEqual([1, 3, 2]);
});

test('equal values share the mean of their places in either direction', () => {
  expect(meanRanks([5, 1, 5, 9], 'ascending')).toEqual([2.5, 1, 2.5, 4]);
  expect(meanRanks([5, 1, 5, 9], 'descending')).toEqual([2.5, 4, 2.5, 1]);
  expect(meanRanks([0, -0, 0], 'ascending')).toEqual([2, 2, 2]);
});

test('ten comes after nine: numbers are ranked as numbers', () => {
  expect(meanRanks([10, 9, 100], 'ascending')).toEqual([2, 1, 3]);
});

test('nothing has no ranks, and what is not a number has none either', () => {
  expect(meanRanks([], 'ascending')).toEqual([]);
  expect(() => meanRanks([1, Number.NaN], 'descending')).toThrow('only finite numbers have a rank, and value 2 is NaN');
});

test('ranking leaves the values where they were', () => {
  const values = Object.freeze([3, 1, 2]);
  meanRanks(values, 'descending');
  expect(values).toEqual([3, 1, 2]);
});
