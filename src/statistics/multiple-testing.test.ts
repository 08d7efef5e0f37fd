import { expect, test } from 'vitest';
import { benjaminiHochberg } from './multiple-testing.ts';

/** A double carries some sixteen digits, so products are compared to twelve. */
const about = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 12));

test('a single question is not corrected', () => {
  expect(benjaminiHochberg([0.03])).toEqual([0.03]);
});

test('the smallest of four counts fourfold, the next twofold, the last once', () => {
  expect(benjaminiHochberg([0.01, 0.03, 0.06, 0.5])).toEqual(about([0.04, 0.06, 0.08, 0.5]));
});

test('a value is never adjusted above a larger one: 0.02 · 3 / 1 gives way to 0.021 · 3 / 2', () => {
  expect(benjaminiHochberg([0.02, 0.021, 0.9])).toEqual(about([0.0315, 0.0315, 0.9]));
});

test('answers come back in the order of the questions', () => {
  expect(benjaminiHochberg([0.5, 0.01, 0.06, 0.03])).toEqual(about([0.5, 0.04, 0.08, 0.06]));
});

test('equal values stay equal', () => {
  expect(benjaminiHochberg([0.02, 0.5, 0.02])).toEqual(about([0.03, 0.5, 0.03]));
});

test('correcting never makes a finding surer', () => {
  const p = [0.07, 0.3, 0.0001, 0.9, 0.07, 0.99, 1, 0];
  for (const [index, adjusted] of benjaminiHochberg(p).entries()) {
    expect(adjusted).toBeGreaterThanOrEqual(p[index] ?? Number.NaN);
    expect(adjusted).toBeLessThanOrEqual(1);
  }
});

test('0 and 1 are probabilities too', () => {
  expect(benjaminiHochberg([0, 1])).toEqual([0, 1]);
});

test('no questions, no answers', () => {
  expect(benjaminiHochberg([])).toEqual([]);
});

test.each([-0.01, 1.01, Number.NaN, Number.POSITIVE_INFINITY])('%d is not a p-value', (value) => {
  expect(() => benjaminiHochberg([0.5, value])).toThrow(`a p-value lies between 0 and 1, and value 2 is ${value}`);
});

test('correcting leaves the values where they were', () => {
  const p = Object.freeze([0.5, 0.01]);
  benjaminiHochberg(p);
  expect(p).toEqual([0.5, 0.01]);
});
