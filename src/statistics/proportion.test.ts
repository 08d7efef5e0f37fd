import { expect, test } from 'vitest';
import { wilson } from './proportion.ts';

// scipy 1.17.1: scipy.stats.binomtest(part, whole).proportion_ci(method='wilson')
test.each([
  { part: 112568, whole: 213793, low: 0.5244110830547482, high: 0.5286439570599804 },
  { part: 729, whole: 737, low: 0.9787280247622533, high: 0.9944896474070678 },
  { part: 5, whole: 10, low: 0.236593090512564, high: 0.7634069094874361 },
  { part: 1, whole: 3, low: 0.06149194472039626, high: 0.7923403991979523 },
  { part: 0, whole: 10, low: 0, high: 0.27753279986288926 },
  { part: 10, whole: 10, low: 0.7224672001371109, high: 1 },
  { part: 0, whole: 1, low: 0, high: 0.7934506856227626 },
  { part: 1, whole: 1, low: 0.20654931437723745, high: 1 },
  { part: 1, whole: 1_000_000, low: 1.765245767453709e-7, high: 5.664911804311442e-6 },
])('$part of $whole lies where scipy puts it', ({ part, whole, low, high }) => {
  const interval = wilson(part, whole);
  expect(Math.abs(interval.low - low)).toBeLessThan(1e-12);
  expect(Math.abs(interval.high - high)).toBeLessThan(1e-12);
});

test('none of many is exactly 0 at the low end, and not 0 at the high one', () => {
  for (const whole of [1, 7, 213793]) {
    expect(wilson(0, whole).low).toBe(0);
    expect(wilson(0, whole).high).toBeGreaterThan(0);
  }
});

test('all of many is exactly 1 at the high end, and not 1 at the low one', () => {
  for (const whole of [1, 7, 213793]) {
    expect(wilson(whole, whole).high).toBe(1);
    expect(wilson(whole, whole).low).toBeLessThan(1);
  }
});

test('an interval never leaves 0 to 1, and holds the share that was seen', () => {
  for (let whole = 1; whole <= 60; whole++) {
    for (let part = 0; part <= whole; part++) {
      const { low, high } = wilson(part, whole);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(part / whole);
      expect(high).toBeGreaterThanOrEqual(part / whole);
      expect(high).toBeLessThanOrEqual(1);
    }
  }
});

test('no share can be taken of nothing', () => {
  expect(() => wilson(0, 0)).toThrow('a share needs a whole that is a count above 0, and this one is 0');
  expect(() => wilson(0, -3)).toThrow('a count above 0, and this one is -3');
});

test('a part larger than its whole is a mistake, not a share above 1', () => {
  expect(() => wilson(4, 3)).toThrow('a part cannot exceed its whole, and 4 exceeds 3');
});

test.each([
  [-1, 3, 'a part that is a count of 0 or more, and this one is -1'],
  [0.5, 3, 'a part that is a count of 0 or more, and this one is 0.5'],
  [Number.NaN, 3, 'a part that is a count of 0 or more, and this one is NaN'],
  [1, 2.5, 'a whole that is a count above 0, and this one is 2.5'],
  [1, Number.NaN, 'a whole that is a count above 0, and this one is NaN'],
  [1, Number.POSITIVE_INFINITY, 'a whole that is a count above 0, and this one is Infinity'],
])('%d of %d is refused, because neither can be counted', (part, whole, sentence) => {
  expect(() => wilson(part, whole)).toThrow(sentence);
});
