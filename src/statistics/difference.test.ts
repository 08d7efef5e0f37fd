import { expect, test } from 'vitest';
import { difference } from './difference.ts';
import { wilson } from './proportion.ts';

const share = (part: number, whole: number) => ({ value: part / whole, ...wilson(part, whole) });

test.each([
  // Newcombe (1998), table II, method 10: contrasts a, b, c, d and h.
  [
    [56, 70],
    [48, 80],
    [0.0524, 0.3339],
  ],
  [
    [9, 10],
    [3, 10],
    [0.1705, 0.809],
  ],
  [
    [6, 7],
    [2, 7],
    [0.0582, 0.8062],
  ],
  [
    [5, 56],
    [0, 29],
    [-0.0381, 0.1926],
  ],
  [
    [10, 10],
    [0, 10],
    [0.6075, 1],
  ],
] as const)('of %s and %s the interval is that which Newcombe prints', ([k, n], [l, m], [low, high]) => {
  const found = difference(share(l, m), share(k, n));
  expect(found.low).toBeCloseTo(low, 4);
  expect(found.high).toBeCloseTo(high, 4);
});

test('the other way round it is the same with the sign turned', () => {
  const [one, other] = [share(56, 70), share(48, 80)];
  const [there, back] = [difference(one, other), difference(other, one)];
  expect(back.low).toBeCloseTo(-there.high, 12);
  expect(back.high).toBeCloseTo(-there.low, 12);
});

test('a share outside its interval is refused', () => {
  expect(() => difference({ value: 0.5, low: 0.6, high: 0.7 }, share(1, 2))).toThrow(/lies within its interval/);
});
