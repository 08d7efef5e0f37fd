import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import { describe, expect, test } from 'vitest';
import { betweenWhich, blockLength, bootstrapSpearman, type Interval, redraw, withoutRelation } from './bootstrap.ts';
import { spearman } from './spearman.ts';

function known(interval: Interval): { low: number; high: number } {
  if (!interval.known) throw new Error(interval.reason);
  return interval;
}

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

test('broken input is met as in the correlation itself: lengths are a mistake, values have no interval', () => {
  expect(() => bootstrapSpearman([1, 2, 3, 4, 5], [1, 2, 3, 4], { seed: 1 })).toThrow('have 5 and 4');
  expect(bootstrapSpearman([1, 2, 3, Number.NaN], [1, 2, 3, 4], { seed: 1 })).toEqual({
    known: false,
    reason: 'value 4 of the first series is not a finite number: NaN',
  });
});

test('blocks of one are single pairs, to the last bit', () => {
  expect(bootstrapSpearman(x, y, { seed: 7, block: 1 })).toEqual(bootstrapSpearman(x, y, { seed: 7 }));
});

// numpy 2.4.6 and scipy 1.17.1: RandomState(7), 32 bits at a time, the first bit flipped; the remainder by 12 is where a
// block begins, and it runs on from the last pair to the first; rankdata, corrcoef and quantile of 1,000 resamples
test.each([
  { block: 1, low: -0.4917054195971988, high: 0.7869439268321547 },
  { block: 3, low: -0.6108167328946479, high: 0.7461968404074665 },
  { block: 5, low: -0.5584857441212401, high: 0.7194103951208379 },
])('another program draws the same blocks of $block, and cuts the last to fit', ({ block, low, high }) => {
  const interval = known(bootstrapSpearman(x, y, { seed: 7, block, resamples: 1000 }));
  expect(interval.low).toBeCloseTo(low, 12);
  expect(interval.high).toBeCloseTo(high, 12);
});

test('neighbours stay together: what agrees in stretches is less certain than single pairs make it look', () => {
  // Three times six pairs in the same order, then six in the opposite one, and so again.
  const steps = Array.from({ length: 48 }, (_, index) => index);
  const a = steps.map((step) => step % 6);
  const b = steps.map((step) => (Math.floor(step / 6) % 4 === 3 ? 5 - (step % 6) : step % 6));
  const single = known(bootstrapSpearman(a, b, { seed: 1, resamples: 2000 }));
  const stretches = known(bootstrapSpearman(a, b, { seed: 1, resamples: 2000, block: 6 }));
  expect(stretches.high - stretches.low).toBeGreaterThan(1.2 * (single.high - single.low));
});

test('two blocks are the fewest that can be drawn in another order', () => {
  expect(bootstrapSpearman(x, y, { seed: 1, block: 6 })).toMatchObject({ known: true });
  expect(bootstrapSpearman(x, y, { seed: 1, block: 7 })).toEqual({
    known: false,
    reason: 'too few observations to say: 12 do not make two blocks of 7',
  });
});

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%d pairs are no block', (block) => {
  expect(() => bootstrapSpearman(x, y, { seed: 1, block })).toThrow(
    `a block is a whole number of pairs, at least 1, and this one is ${block}`,
  );
});

test('a block is as long as the cube root of the series, rounded up and exact for cubes', () => {
  expect([1, 2, 8, 9, 23, 27, 28, 42, 64].map(blockLength)).toEqual([1, 2, 2, 3, 3, 3, 4, 4, 4]);
  for (let side = 1; side <= 1000; side++) expect(blockLength(side ** 3)).toBe(side);
});

test('every series that has a correlation has two blocks of the length proposed', () => {
  for (let n = 4; n <= 1000; n++) expect(2 * blockLength(n)).toBeLessThanOrEqual(n);
});

test.each([0, -8, 2.5, Number.NaN])('a series of %d pairs has no block', (n) => {
  expect(() => blockLength(n)).toThrow(`a count of pairs above 0, and this one has ${n}`);
});

test.each([39, 0, -1, 99.5, Number.NaN, Number.POSITIVE_INFINITY])('%d resamples cannot bound 95 %%', (resamples) => {
  expect(() => bootstrapSpearman(x, y, { seed: 1, resamples })).toThrow(`at least 40, and got ${resamples}`);
});

test.each([0.5, -1, 2 ** 32, Number.NaN])('%d is no seed, because the generator would quietly use another', (seed) => {
  expect(() => bootstrapSpearman(x, y, { seed })).toThrow(
    `a seed is a whole number from 0 to 4294967295, and this one is ${seed}`,
  );
});

describe('a series that is drawn anew', () => {
  const drawn = (values: readonly number[], seed: number, block = 1, resamples = 999) => {
    const outcome = redraw(values, { seed, block, resamples });
    if (!outcome.known) throw new Error(outcome.reason);
    return outcome;
  };

  test('keeps its pairs with another that was drawn with the same seed, and loses them with any other', () => {
    const doubled = x.map((value) => 2 * value + 1);
    expect(betweenWhich(drawn(x, 1, 2), drawn(doubled, 1, 2))).toEqual({
      known: true,
      low: expect.closeTo(1, 12),
      high: expect.closeTo(1, 12),
    });
    const { low } = known(betweenWhich(drawn(x, 1, 2), drawn(doubled, 2, 2)));
    expect(low).toBeLessThan(0);
    expect(withoutRelation(drawn(x, 1, 2), drawn(doubled, 2, 2))).toEqual({
      known: true,
      r: expect.closeTo(1, 12),
      p: 0.001,
    });
  });

  test('takes whole blocks of itself, which run on from the end to the beginning', () => {
    const { own, draws } = drawn([0, 1, 2, 4, 8, 16], 1, 3, 40);
    // What is standardised keeps the order of its values.
    const order = (values: Float64Array) => Array.from(values, (value) => values.filter((each) => each < value).length);
    expect(order(own)).toEqual([0, 1, 2, 3, 4, 5]);
    const first = Array.from(draws.subarray(0, 3));
    const steps = first.map((value, place) => value - (first[place - 1] ?? value));
    expect(steps.filter((step) => step < 0).length).toBeLessThan(2);
  });

  test('two series are as far from unrelated as permutations have it', () => {
    const { r, p } = withoutRelation(drawn(x, 1), drawn(y, 2)) as { r: number; p: number };
    // scipy.stats.pearsonr of the same series, and the share of 9,999 permutations
    expect(r).toBeCloseTo(0.09979900759721551, 9);
    expect(Math.abs(p - 0.758)).toBeLessThan(0.04);
  });

  test.each([
    ['three values', [1, 2, 4], 1, 'too few observations to say: 3 do not make two blocks of 1'],
    ['fewer than two blocks', [1, 2, 4, 3, 5], 3, 'too few observations to say: 5 do not make two blocks of 3'],
    ['a constant series', [2, 2, 2, 2, 2], 1, 'the series is constant'],
  ])('%s is refused in a sentence', (_, values, block, reason) => {
    expect(redraw(values, { seed: 1, block })).toEqual({ known: false, reason: expect.stringContaining(reason) });
  });

  test('when most draws leave a side constant there is neither p nor interval', () => {
    const [a, b] = [drawn([1, 0, 0, 0], 1), drawn([0, 0, 0, 1], 2)];
    for (const outcome of [withoutRelation(a, b), betweenWhich(a, b)])
      expect(outcome).toEqual({ known: false, reason: expect.stringContaining('too many equal values') });
  });

  test('series that were drawn otherwise are a mistake', () => {
    expect(() => withoutRelation(drawn(x, 1), drawn(x.slice(1), 1))).toThrow('these have 12 and 11');
    expect(() => withoutRelation(drawn(x, 1), drawn(x, 1, 1, 40))).toThrow('the same length and draws');
  });
});
