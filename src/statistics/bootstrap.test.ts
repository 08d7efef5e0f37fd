import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import { expect, test } from 'vitest';
import { bootstrapSpearman, type Interval } from './bootstrap.ts';

function known(interval: Interval): { low: number; high: number } {
  if (!interval.known) throw new Error(interval.reason);
  return interval;
}
import { spearman } from './spearman.ts';

const x = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8];
const y = [2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5];

test('pairs in the same order stay so however they are drawn', () => {
  expect(bootstrapSpearman([1, 2, 3, 4, 5], [2, 4, 6, 8, 10], { seed: 1 })).toEqual({ known: true, low: 1, high: 1 });
  expect(bootstrapSpearman([1, 2, 3, 4, 5], [9, 8, 7, 6, 5], { seed: 1 })).toEqual({ known: true, low: -1, high: -1 });
});

test('the same seed gives the same interval, and another seed another', () => {
  expect(bootstrapSpearman(x, y, { seed: 7 })).toEqual(bootstrapSpearman(x, y, { seed: 7 }));
  expect(bootstrapSpearman(x, y, { seed: 7 })).not.toEqual(bootstrapSpearman(x, y, { seed: 8 }));
});

test('ten thousand resamples are drawn unless told otherwise', () => {
  expect(bootstrapSpearman(x, y, { seed: 7 })).toEqual(bootstrapSpearman(x, y, { seed: 7, resamples: 10_000 }));
});

test('counting ranks gives what sorting each resample would', () => {
  const random = mersenne(7);
  const rhos = Array.from({ length: 41 }, () => {
    const pairs = x.map(() => uniformInt(random, 0, x.length - 1));
    const drawn = spearman(
      pairs.map((pair) => x[pair] ?? Number.NaN),
      pairs.map((pair) => y[pair] ?? Number.NaN),
    );
    return drawn.known ? drawn.rho : Number.NaN;
  }).sort((a, b) => a - b);

  // Of 41 in order, the 2.5 % point is the second and the 97.5 % point the last but one.
  const { low, high } = known(bootstrapSpearman(x, y, { seed: 7, resamples: 41 }));
  expect(low).toBeCloseTo(rhos.at(1) ?? Number.NaN, 12);
  expect(high).toBeCloseTo(rhos.at(-2) ?? Number.NaN, 12);
});

test('a resample with a constant side is drawn again, and does not count as a correlation of 0', () => {
  // One resample in three misses the only 1, or draws nothing else.
  expect(bootstrapSpearman([1, 0, 0, 0], [1, 0, 0, 0], { seed: 1 })).toEqual({ known: true, low: 1, high: 1 });
});

test('when most resamples have a constant side there is no interval', () => {
  expect(bootstrapSpearman([1, 0, 0, 0], [0, 0, 0, 1], { seed: 1 })).toMatchObject({
    known: false,
    reason: expect.stringContaining('too many equal values'),
  });
});

test('without a correlation there is no interval for it', () => {
  expect(bootstrapSpearman([1, 2, 3], [1, 2, 3], { seed: 1 })).toMatchObject({
    known: false,
    reason: expect.stringContaining('at least 4 are needed'),
  });
  expect(bootstrapSpearman([1, 2, 3, 4], [5, 5, 5, 5], { seed: 1 })).toMatchObject({
    known: false,
    reason: expect.stringContaining('the second series is constant'),
  });
});

test('broken input is met as in the correlation itself', () => {
  expect(() => bootstrapSpearman([1, 2, 3, 4, 5], [1, 2, 3, 4], { seed: 1 })).toThrow('have 5 and 4');
  expect(() => bootstrapSpearman([1, 2, 3, Number.NaN], [1, 2, 3, 4], { seed: 1 })).toThrow('value 4 is NaN');
});

test.each([39, 0, -1, 99.5, Number.NaN, Number.POSITIVE_INFINITY])('%d resamples cannot bound 95 %%', (resamples) => {
  expect(() => bootstrapSpearman(x, y, { seed: 1, resamples })).toThrow(`at least 40, and got ${resamples}`);
});

test.each([0.5, -1, 2 ** 32, Number.NaN])('%d is no seed, because the generator would quietly use another', (seed) => {
  expect(() => bootstrapSpearman(x, y, { seed })).toThrow(
    `a seed is a whole number from 0 to 4294967295, and this one is ${seed}`,
  );
});
