import { describe, expect, test } from 'vitest';
import { type Frequency, gini, lorenz, topShare, withoutLargest } from './concentration.ts';

const one = (values: readonly number[]): Frequency[] => values.map((value) => ({ value, count: 1 }));
const values = [0, 0, 0, 1, 1, 2, 3, 5, 8, 13, 21, 34];

function coefficient(frequencies: readonly Frequency[]) {
  const answer = gini(frequencies);
  if (!answer.known) throw new Error(answer.reason);
  return answer.value;
}

function top(frequencies: readonly Frequency[], part: number) {
  const answer = topShare(frequencies, part);
  if (!answer.known) throw new Error(answer.reason);
  return answer.value;
}

test('the coefficient is half the mean absolute difference of two values, relative to the mean', () => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let differences = 0;
  for (const a of values) for (const b of values) differences += Math.abs(a - b);
  expect(coefficient(one(values))).toBeCloseTo(differences / (2 * values.length ** 2 * mean), 12);
});

test('all the same is 0, and one who has all of ten is 0.9', () => {
  expect(coefficient([{ value: 7, count: 10 }])).toBe(0);
  expect(
    coefficient([
      { value: 0, count: 9 },
      { value: 5, count: 1 },
    ]),
  ).toBeCloseTo(0.9, 12);
});

test('equal values may come apart or with their count, in any order, in any unit', () => {
  const counted = [...new Set(values)].map((value) => ({
    value,
    count: values.filter((each) => each === value).length,
  }));
  const [apart, together] = [coefficient(one(values)), coefficient(counted.toReversed())];
  const thousandfold = coefficient(one(values.map((value) => value * 1000)));
  expect(together).toBeCloseTo(apart, 12);
  expect(thousandfold).toBeCloseTo(apart, 12);
});

test('without the largest ones, a class of several loses as many as that', () => {
  expect(withoutLargest(one([3, 1, 2]), 1)).toEqual([
    { value: 2, count: 1 },
    { value: 1, count: 1 },
  ]);
  const classes = [
    { value: 1, count: 5 },
    { value: 9, count: 2 },
    { value: 4, count: 3 },
  ];
  expect(withoutLargest(classes, 3)).toEqual([
    { value: 4, count: 2 },
    { value: 1, count: 5 },
  ]);
  expect(withoutLargest(classes, 0)).toHaveLength(3);
  expect(withoutLargest(classes, 10)).toEqual([]);
  expect(withoutLargest(classes, 11)).toEqual([]);
});

test.each([
  [0.01, 0.046363636363636364],
  [0.1, 0.43409090909090914],
  [0.25, 0.7727272727272727],
  [0.5, 0.9545454545454546],
])('the top %f hold what summing by hand gives', (part, share) => {
  expect(top(one(values), part)).toBeCloseTo(share, 12);
});

test('the curve runs from nothing to all, and the top share is what it leaves', () => {
  const parts = [0, 0.25, 0.9, 1];
  const points = lorenz(one(values), parts);
  expect(points.map(({ part }) => part)).toEqual(parts);
  expect(points[0]?.share).toBe(0);
  expect(points[1]?.share).toBe(0);
  expect(points[2]?.share).toBeCloseTo(1 - top(one(values), 0.1), 12);
  expect(points[3]?.share).toBe(1);
});

describe('what cannot be told is a sentence', () => {
  test('three holders', () => {
    expect(gini(one([1, 2, 3]))).toEqual({
      known: false,
      n: 3,
      reason: 'too few observations to say: 3, at least 4 are needed',
    });
    expect(lorenz(one([1, 2, 3]), [0.5])).toEqual([]);
  });

  test('nothing to share out', () => {
    expect(topShare([{ value: 0, count: 8 }], 0.1)).toEqual({
      known: false,
      n: 8,
      reason: 'all values are 0: there is nothing to share out',
    });
  });
});

describe('is refused as broken', () => {
  test.each([
    ['a debt', [{ value: -1, count: 5 }], 'what is shared out cannot be -1'],
    ['no number', [{ value: NaN, count: 5 }], 'what is shared out cannot be NaN'],
    ['nobody', [{ value: 1, count: 0 }], 'a value is had by a count above 0, and not by 0'],
  ])('%s', (_, frequencies, message) => {
    expect(() => gini(frequencies)).toThrow(message);
  });

  test('the top none, or all', () => {
    expect(() => topShare(one(values), 0)).toThrow('a part between 0 and 1 of all, and not 0');
    expect(() => topShare(one(values), 1)).toThrow('a part between 0 and 1 of all, and not 1');
    expect(() => lorenz(one(values), [1.5])).toThrow('not at 1.5');
  });
});
