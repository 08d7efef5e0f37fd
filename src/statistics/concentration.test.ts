import { describe, expect, test } from 'vitest';
import { type Frequency, gini, lorenz, topShare } from './concentration.ts';

const one = (values: readonly number[]): Frequency[] => values.map((value) => ({ value, count: 1 }));
const values = [0, 0, 0, 1, 1, 2, 3, 5, 8, 13, 21, 34];

function coefficient(frequencies: readonly Frequency[]) {
  const answer = gini(frequencies);
  if (answer.refused !== undefined) throw new Error(answer.refused);
  return answer.gini;
}

function top(frequencies: readonly Frequency[], part: number) {
  const answer = topShare(frequencies, part);
  if (answer.refused !== undefined) throw new Error(answer.refused);
  return answer.share;
}

test('the coefficient is half the mean absolute difference of two values, relative to the mean', () => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let differences = 0;
  for (const a of values) for (const b of values) differences += Math.abs(a - b);
  expect(coefficient(one(values)).value).toBeCloseTo(differences / (2 * values.length ** 2 * mean), 12);
});

test('all the same is 0, and one who has all of ten is 0.9', () => {
  expect(coefficient([{ value: 7, count: 10 }])).toEqual({ value: 0, low: 0, high: 0 });
  expect(
    coefficient([
      { value: 0, count: 9 },
      { value: 5, count: 1 },
    ]).value,
  ).toBeCloseTo(0.9, 12);
});

test('equal values may come apart or with their count, in any order, in any unit', () => {
  const counted = [...new Set(values)].map((value) => ({
    value,
    count: values.filter((each) => each === value).length,
  }));
  const [apart, together] = [coefficient(one(values)), coefficient(counted.toReversed())];
  const thousandfold = coefficient(one(values.map((value) => value * 1000)));
  for (const key of ['value', 'low', 'high'] as const) {
    expect(together[key]).toBeCloseTo(apart[key], 12);
    expect(thousandfold[key]).toBeCloseTo(apart[key], 12);
  }
});

/** 4,000 values drawn so that they are the same everywhere: the quantiles of a distribution with a long tail, rounded. */
const drawn = Array.from({ length: 4000 }, (_, index) => Math.round(10 * ((index + 0.5) / (4000 - index)) ** 0.7));

test('the interval is about as wide as that of resampling: 400 draws with a generator of their own', () => {
  let state = 42;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const [ginis, tops]: [number[], number[]] = [[], []];
  for (let draw = 0; draw < 400; draw += 1) {
    const sample = new Map<number, number>();
    let sampled = 0;
    while (sampled < drawn.length) {
      const value = drawn[Math.floor(random() * drawn.length)] ?? NaN;
      sampled += 1;
      sample.set(value, (sample.get(value) ?? 0) + 1);
    }
    const frequencies = [...sample].map(([value, count]) => ({ value, count }));
    ginis.push(coefficient(frequencies).value);
    tops.push(top(frequencies, 0.1).value);
  }
  const deviation = (all: readonly number[]) => {
    const mean = all.reduce((sum, each) => sum + each, 0) / all.length;
    return Math.sqrt(all.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (all.length - 1));
  };
  const halfWidth = ({ low, high }: { low: number; high: number }) => (high - low) / 2 / 1.96;
  expect(Math.abs(halfWidth(coefficient(one(drawn))) / deviation(ginis) - 1)).toBeLessThan(0.12);
  expect(Math.abs(halfWidth(top(one(drawn), 0.1)) / deviation(tops) - 1)).toBeLessThan(0.12);
});

test.each([
  [0.01, 0.046363636363636364],
  [0.1, 0.43409090909090914],
  [0.25, 0.7727272727272727],
  [0.5, 0.9545454545454546],
])('the top %f hold what summing by hand gives', (part, share) => {
  expect(top(one(values), part).value).toBeCloseTo(share, 12);
});

test('the curve runs from nothing to all, and the top share is what it leaves', () => {
  const parts = [0, 0.25, 0.9, 1];
  const points = lorenz(one(values), parts);
  expect(points.map(({ part }) => part)).toEqual(parts);
  expect(points[0]?.share).toBe(0);
  expect(points[1]?.share).toBe(0);
  expect(points[2]?.share).toBeCloseTo(1 - top(one(values), 0.1).value, 12);
  expect(points[3]?.share).toBe(1);
});

test('an interval stays within 0 and 1', () => {
  const { low, high } = top(
    [
      { value: 0, count: 9 },
      { value: 5, count: 1 },
    ],
    0.5,
  );
  expect([low >= 0, high <= 1]).toEqual([true, true]);
});

describe('what cannot be told is a sentence', () => {
  test('three holders', () => {
    expect(gini(one([1, 2, 3]))).toEqual({ n: 3, refused: 'too few observations to say: 3, at least 4 are needed' });
    expect(lorenz(one([1, 2, 3]), [0.5])).toEqual([]);
  });

  test('nothing to share out', () => {
    expect(topShare([{ value: 0, count: 8 }], 0.1)).toEqual({
      n: 8,
      refused: 'all values are 0: there is nothing to share out',
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
