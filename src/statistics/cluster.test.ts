import { expect, test } from 'vitest';
import golden from './cluster-golden.json' with { type: 'json' };
import { type ClusterSums, clusterInterval } from './cluster.ts';

/** The sums over clusters that have so many of the part, out of so many. */
const sumsOf = (clusters: readonly (readonly [part: number, whole: number])[]): ClusterSums => {
  const sum = (of: (part: number, whole: number) => number) =>
    clusters.reduce((total, [part, whole]) => total + of(part, whole), 0);
  return {
    clusters: clusters.length,
    part: sum((part) => part),
    whole: sum((_, whole) => whole),
    partSquared: sum((part) => part ** 2),
    partByWhole: sum((part, whole) => part * whole),
    wholeSquared: sum((_, whole) => whole ** 2),
  };
};

const intervalOf = (...clusters: (readonly [number, number])[]) => clusterInterval(sumsOf(clusters));

test.each(golden.cases)('the interval of $name is that of statsmodels', ({ part, whole, low, high }) => {
  const clusters = part.map((k, index) => [k, whole[index] ?? 0] as const);
  expect(intervalOf(...clusters)).toEqual({
    known: true,
    low: expect.closeTo(low, 9),
    high: expect.closeTo(high, 9),
  });
});

test('the interval of 74,970 models with 32,111 cards by 20,455 authors is that of another program', () => {
  const sums = {
    clusters: 20_455,
    part: 32_111,
    whole: 74_970,
    partSquared: 15_353_755,
    partByWhole: 15_758_391,
    wholeSquared: 24_428_254,
  };
  expect(clusterInterval(sums)).toEqual({
    known: true,
    low: expect.closeTo(0.36412837818986565, 9),
    high: expect.closeTo(0.4950142109614418, 9),
  });
});

test('units in clusters of one have nearly the interval of independent units', () => {
  const ones = Array.from({ length: 1000 }, (_, index) => [index % 4 === 0 ? 1 : 0, 1] as const);
  expect(intervalOf(...ones)).toMatchObject({ low: expect.closeTo(0.2242, 3), high: expect.closeTo(0.2778, 3) });
});

test('clusters of units that are all alike have the interval of as many units', () => {
  const alike = (size: number) => Array.from({ length: 30 }, (_, index) => [index < 9 ? size : 0, size] as const);
  expect(intervalOf(...alike(1000))).toEqual(intervalOf(...alike(1)));
});

test.each([
  ['none', 0, { low: 0, high: expect.closeTo(0.3385, 4) }],
  ['all', 5, { low: expect.closeTo(0.6615, 4), high: 1 }],
])('where %s of the units count, ten clusters say what ten units would', (_, part, expected) => {
  // t of 9 degrees of freedom is 2.262157: 2.262157² / (10 + 2.262157²)
  expect(intervalOf(...Array.from({ length: 10 }, () => [part, 5] as const))).toEqual({ known: true, ...expected });
});

test('where every cluster has the same share the interval has a width', () => {
  const interval = intervalOf([1, 2], [2, 4], [1, 2], [1, 2]);
  if (!interval.known) throw new Error(interval.reason);
  expect(interval.low).toBeLessThan(0.2);
  expect(interval.high).toBeGreaterThan(0.8);
});

test('a share next to 0 of many units keeps its lower end above 0', () => {
  const clusters = Array.from({ length: 5000 }, (_, index) => [index === 0 ? 1 : 0, 600] as const);
  expect(intervalOf(...clusters)).toMatchObject({ low: expect.toSatisfy((low: number) => low > 0 && low < 3e-7) });
});

test.each<[string, (readonly [number, number])[], string]>([
  ['nothing is there', [], 'the whole is empty'],
  ['there is one cluster', [[3, 7]], 'there is one cluster only, at least 2 are needed'],
  [
    'one cluster holds 88 % of the units',
    [[10, 88], ...Array.from({ length: 12 }, () => [1, 1] as const)],
    'the clusters count as 1.2 of equal size, at least 2 are needed',
  ],
])('there is no interval where %s', (_, clusters, reason) => {
  expect(intervalOf(...clusters)).toEqual({ known: false, reason });
});

test.each([
  ['a count is no whole number', { part: 1.5 }, 'part is 1.5'],
  ['a count is below 0', { clusters: -1 }, 'clusters is -1'],
  ['the part exceeds its whole', { part: 9 }, '9 exceeds 8'],
  ['the squares are too small', { wholeSquared: 31 }, 'no counts of 2 clusters have these sums'],
  ['the squares are too large', { wholeSquared: 65 }, 'no counts of 2 clusters have these sums'],
  ['the products cannot be', { partByWhole: 30 }, 'no counts of 2 clusters have these sums'],
])('it is a mistake where %s', (_, change, sentence) => {
  expect(() =>
    clusterInterval({
      ...sumsOf([
        [1, 4],
        [3, 4],
      ]),
      ...change,
    }),
  ).toThrow(sentence);
});

test.each(Object.entries(golden.t))('with %s degrees of freedom the ends lie as far as scipy says', (degrees, t) => {
  // Of half of two units a cluster on average, in clusters of none and of all: the standard error is known.
  const clusters = Number(degrees) + 1;
  const half = Math.floor(clusters / 2);
  const interval = clusterInterval({
    clusters,
    part: half,
    whole: clusters,
    partSquared: half,
    partByWhole: half,
    wholeSquared: clusters,
  });
  if (!interval.known) throw new Error(interval.reason);
  const share = half / clusters;
  const error = Math.sqrt(1 / (share * (1 - share) * (clusters - 1)));
  const logit = (p: number) => Math.log(p / (1 - p));
  expect((logit(share) - logit(interval.low)) / error).toBeCloseTo(t, 9);
});
