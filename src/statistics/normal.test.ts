import { expect, test } from 'vitest';
import { beyond, z95 } from './normal.ts';

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
  expect(beyond(z) / p).toBeCloseTo(1, 11);
  expect(beyond(-z)).toBe(beyond(z));
});

test('everything lies beyond 0, one in twenty beyond the ends of an interval, nothing beyond infinity', () => {
  expect(beyond(0)).toBe(1);
  expect(beyond(z95)).toBeCloseTo(0.05, 14);
  expect(beyond(Number.NEGATIVE_INFINITY)).toBe(0);
});

test('the chance falls all the way out, also where the method changes', () => {
  for (let step = 1; step <= 4000; step++) expect(beyond(step / 1000)).toBeLessThan(beyond((step - 1) / 1000));
});

test('what is not a number lies nowhere', () => {
  expect(() => beyond(Number.NaN)).toThrow('must be a number, and this one is NaN');
});
