import { expect, test } from 'vitest';
import { twoSidedP, z95 } from './normal.ts';

// scipy 1.17.1: 2 * scipy.stats.norm.sf(z); the series ends and the fraction begins between 2.8284 and 2.83
test.each([
  [0.5, 0.6170750774519738],
  [1.96, 0.04999579029644087],
  [2.8284, 0.0046781313909331915],
  [2.83, 0.004654800413463103],
  [5, 5.733031437583866e-7],
  [10, 1.523970604832094e-23],
  [37, 1.1451142445047853e-299],
])('%d lies out as far as scipy says, however small the chance', (z, p) => {
  expect(twoSidedP(z) / p).toBeCloseTo(1, 11);
  expect(twoSidedP(-z)).toBe(twoSidedP(z));
});

test('everything lies twoSidedP 0, one in twenty twoSidedP the ends of an interval, nothing twoSidedP infinity', () => {
  expect(twoSidedP(0)).toBe(1);
  expect(twoSidedP(z95)).toBeCloseTo(0.05, 14);
  expect(twoSidedP(Number.NEGATIVE_INFINITY)).toBe(0);
});

test('the chance falls all the way out, also where the method changes', () => {
  for (let step = 1; step <= 4000; step++) expect(twoSidedP(step / 1000)).toBeLessThan(twoSidedP((step - 1) / 1000));
});

test('what is not a number lies nowhere', () => {
  expect(() => twoSidedP(Number.NaN)).toThrow('must be a number, and this one is NaN');
});
