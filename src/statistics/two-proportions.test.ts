import { expect, test } from 'vitest';
import { compareProportions } from './two-proportions.ts';

const compare = (a: number, b: number, c: number, d: number) =>
  compareProportions({ part: a, whole: b }, { part: c, whole: d });

// Newcombe (1998), table II, method 10, gives these to four decimals; here more, from the formula written anew in
// Python. p: scipy 1.17.1, scipy.stats.fisher_exact([[a, b − a], [c, d − c]])
test.each([
  { a: 56, b: 70, c: 48, d: 80, low: 0.052431472402364815, high: 0.3338726540369059, p: 0.012521129749209154 },
  { a: 9, b: 10, c: 3, d: 10, low: 0.17052272393450302, high: 0.8090179735354881, p: 0.019766611097880443 },
  { a: 6, b: 7, c: 2, d: 7, low: 0.058227927482312314, high: 0.8062496375242278, p: 0.10256410256410256 },
  { a: 5, b: 56, c: 0, d: 29, low: -0.03813714790353688, high: 0.1925600138551116, p: 0.1606214432094711 },
  { a: 0, b: 10, c: 0, d: 20, low: -0.16112515805281935, high: 0.27753279986288926, p: 1 },
  { a: 10, b: 10, c: 0, d: 20, low: 0.6790860371419147, high: 1, p: 3.328339160423118e-8 },
  { a: 10, b: 10, c: 0, d: 10, low: 0.6075093504305242, high: 1, p: 1.082508822446903e-5 },
])('$a of $b against $c of $d is as Newcombe and Fisher have it', ({ a, b, c, d, low, high, p }) => {
  const { difference, ...found } = compare(a, b, c, d);
  expect(difference).toBe(a / b - c / d);
  expect(found).toEqual({ low: expect.closeTo(low, 12), high: expect.closeTo(high, 12), p: expect.closeTo(p, 12) });
});

// scipy 1.17.1: scipy.stats.fisher_exact
test.each([
  { a: 3, b: 5, c: 40, d: 1000, p: 0.0006885174628477759 },
  { a: 1, b: 20, c: 6, d: 30, p: 0.21921200908249938 },
  { a: 500_000, b: 1_000_000, c: 501_500, d: 1_000_000, p: 0.03401373515775234 },
])('$a of $b against $c of $d happens by chance as often as scipy says', ({ a, b, c, d, p }) => {
  expect(Math.abs(compare(a, b, c, d).p - p)).toBeLessThan(1e-9);
});

test('a tiny p keeps its digits, and one below all numbers is 0', () => {
  // scipy 1.17.1: scipy.stats.fisher_exact
  expect(compare(729, 737, 112_568, 213_793).p / 1.6095750085051547e-187).toBeCloseTo(1, 7);
  expect(compare(400_000, 1_000_000, 600_000, 1_000_000).p).toBe(0);
});

test('three of four against one of four: tables as rare as this or rarer are 34 of 70', () => {
  // Of 70 ways to choose four from eight, 1, 16, 36, 16 and 1 put 0 to 4 into the first group.
  expect(compare(3, 4, 1, 4).p).toBeCloseTo(34 / 70, 14);
});

test('the mirrored table is equally rare, however many steps of rounding lie between', () => {
  for (const half of [10, 1000, 100_000]) {
    const whole = 2 * half;
    const off = Math.round(Math.sqrt(half));
    const p = compare(half + off, whole, half - off, whole).p;
    expect(compare(half - off, whole, half + off, whole).p / p).toBeCloseTo(1, 9);
    expect(p).toBeLessThan(1);
  }
  expect(compare(500_000, 1_000_000, 500_000, 1_000_000).p).toBeCloseTo(1, 12);
});

test('counts of a thousand million are compared too', () => {
  expect(compare(500_000_000, 1_000_000_000, 500_000_000, 1_000_000_000).p).toBeCloseTo(1, 9);
});

test('exchanging the groups turns the difference round and leaves its chance alone', () => {
  const one = compare(56, 70, 48, 80);
  const other = compare(48, 80, 56, 70);
  expect(other).toEqual({
    difference: -one.difference,
    low: expect.closeTo(-one.high, 14),
    high: expect.closeTo(-one.low, 14),
    p: expect.closeTo(one.p, 14),
  });
});

test('an interval holds the difference that was seen, and never leaves −1 to 1', () => {
  for (let a = 0; a <= 8; a++) {
    for (let c = 0; c <= 5; c++) {
      const { difference, low, high, p } = compare(a, 8, c, 5);
      expect(low).toBeGreaterThanOrEqual(-1);
      expect(low).toBeLessThanOrEqual(difference);
      expect(high).toBeGreaterThanOrEqual(difference);
      expect(high).toBeLessThanOrEqual(1);
      expect(p).toBeGreaterThan(0);
      expect(p).toBeLessThanOrEqual(1);
    }
  }
});

test('what is no share alone is none in a comparison, on either side', () => {
  expect(() => compare(0, 0, 1, 2)).toThrow('a share needs a whole that is a count above 0, and this one is 0');
  expect(() => compare(1, 2, 4, 3)).toThrow('a part cannot exceed its whole, and 4 exceeds 3');
  expect(() => compare(1, 2, 0.5, 3)).toThrow('a part that is a count of 0 or more, and this one is 0.5');
  expect(() => compare(1, Number.NaN, 1, 3)).toThrow('a whole that is a count above 0, and this one is NaN');
});
