import { expect, test } from 'vitest';
import { type DetectedCluster, correctedShare } from './double-sampling.ts';

const cluster = (counts: Partial<DetectedCluster>): DetectedCluster => ({
  units: 0,
  detected: 0,
  both: 0,
  missed: 0,
  wrong: 0,
  neither: 0,
  ...counts,
});

/** As many clusters of one unit each as the counts say; units without a label are the rest. */
function singles({ units, detected, both, missed, wrong, neither }: DetectedCluster): DetectedCluster[] {
  const of = (count: number, counts: Partial<DetectedCluster>) =>
    Array.from({ length: count }, () => cluster({ units: 1, ...counts }));
  return [
    ...of(both, { detected: 1, both: 1 }),
    ...of(wrong, { detected: 1, wrong: 1 }),
    ...of(detected - both - wrong, { detected: 1 }),
    ...of(missed, { missed: 1 }),
    ...of(neither, { neither: 1 }),
    ...of(units - detected - missed - neither, {}),
  ];
}
const half = { units: 758, detected: 70, both: 6, missed: 9, wrong: 1, neither: 44 };

// Low and high: 200,000 draws of the same weights with another generator, in NumPy.
test.each([
  ['a detector that misses more than half', half, 0.2333, 0.1491, 0.3387],
  ['one without an error', { ...half, both: 14, missed: 0, wrong: 0, neither: 106 }, 0.0923, 0.0702, 0.1203],
  [
    'one that adds more than it misses',
    { ...half, detected: 400, both: 20, missed: 2, wrong: 12, neither: 26 },
    0.3636,
    0.2684,
    0.4692,
  ],
])('%s', (_, counts, share, low, high) => {
  expect(correctedShare(singles(counts), { seed: 1 })).toEqual({
    known: true,
    share: expect.closeTo(share, 4),
    low: expect.closeTo(low, 2),
    high: expect.closeTo(high, 2),
  });
});

test('clusters are drawn whole, so that the interval is wider where units of a cluster are alike', () => {
  const width = (clusters: readonly DetectedCluster[]) => {
    const corrected = correctedShare(clusters, { seed: 3, resamples: 1000 });
    return corrected.known ? corrected.high - corrected.low : Number.NaN;
  };
  const ten = (counts: Partial<DetectedCluster>) => Array.from({ length: 10 }, () => cluster(counts));
  const alike = [
    ...ten({ units: 10, detected: 10, both: 2 }),
    ...ten({ units: 10, missed: 1 }),
    ...ten({ units: 10, neither: 3 }),
  ];
  const apart = singles({ units: 300, detected: 100, both: 20, missed: 10, wrong: 0, neither: 30 });
  expect(width(alike)).toBeGreaterThan(1.2 * width(apart));
});

test('the same seed gives the same interval', () => {
  const corrected = (seed: number) => correctedShare(singles(half), { seed, resamples: 100 });
  expect(corrected(7)).toEqual(corrected(7));
  expect(corrected(7)).not.toEqual(corrected(8));
});

test('with too few labels, or recall too low to bear a correction, there is a sentence and no number', () => {
  const reason = (counts: Partial<DetectedCluster>) => correctedShare(singles({ ...half, ...counts }), { seed: 1 });
  expect(reason({ both: 2, missed: 2 })).toEqual({
    known: false,
    reason: 'too few labelled cards have it to say how often it is found: 4, at least 5 are needed',
  });
  expect(reason({ both: 1, missed: 14 })).toEqual({
    known: false,
    reason:
      'recall is too low for a correction: the program finds it in 1 of 15 labelled cards that have it, and in 1 of 45 that do not',
  });
  expect(reason({ both: 0, missed: 15, wrong: 0 })).toMatchObject({ known: false });
  expect(reason({ both: 6, missed: 0, wrong: 0, neither: 0 })).toMatchObject({ known: false });
});

test('counts that cannot be are a mistake', () => {
  expect(() => correctedShare([cluster({ units: 1 })], { seed: 1 })).toThrow('without a labelled unit');
  expect(() => correctedShare([cluster({ units: 1, both: 1 })], { seed: 1 })).toThrow('more labelled units than units');
  expect(() => correctedShare([cluster({ units: 0.5 })], { seed: 1 })).toThrow('counts of 0 or more');
});
