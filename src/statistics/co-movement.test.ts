import { mersenne } from 'pure-rand/generator/mersenne';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { expect, test } from 'vitest';
import { coMovement, detrend } from './co-movement.ts';
import golden from './golden.json' with { type: 'json' };
import { spearman } from './spearman.ts';

const known = (moves: ReturnType<typeof coMovement>) => {
  if (!moves.known) throw new Error(moves.reason);
  return moves;
};
const seed = 1;
const { models, topics } = golden.byMonth.bert;

test('months of bert disagree as counted, and given time they do not: −0.466 against 0.139, as scipy has it', () => {
  expect(spearman(models, topics)).toMatchObject({ rho: expect.closeTo(-0.466335, 6) });
  const { r, p, low, high } = known(coMovement(models, topics, 'given-time', { seed }));
  // Ranks by scipy.stats.rankdata, ρ(x, y · t) from the three correlations
  expect(r).toBeCloseTo(0.1391906549354774, 12);
  // Student's t with n − 3 degrees of freedom, which takes months for independent, has 0.432; blocks in numpy 0.451
  expect(Math.abs(p - 0.451)).toBeLessThan(0.02);
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(r);
});

test('changes of bert from month to month are as scipy has them', () => {
  const { r, p } = known(coMovement(models, topics, 'changes', { seed }));
  expect(r).toBeCloseTo(-0.09513251616294882, 12);
  // numpy, blocks of four: 0.644
  expect(Math.abs(p - 0.644)).toBeLessThan(0.02);
});

/** Two series that grow, each with its own ups and downs; with the same seed they have the same ones. */
function growing(seed: number, length = 36): number[] {
  const random = mersenne(seed);
  return Array.from({ length }, (_, month) => 10 * month + uniformInt(random, 0, 60));
}

test.each(['given-time', 'changes'] as const)(
  'two series that only grow go together as counted, and not %s; the same ups and downs do',
  (way) => {
    const pairs = Array.from({ length: 60 }, (_, index) => [growing(2 * index + 1), growing(2 * index + 2)] as const);
    const apart = pairs.map(([x, y]) => known(coMovement(x, y, way, { seed, resamples: 499 })));
    const counted = pairs.map(([x, y]) => spearman(x, y));
    expect(counted.filter((each) => each.known && each.p < 0.05)).toHaveLength(60);
    expect(apart.filter(({ p }) => p < 0.05).length).toBeLessThan(9);
    expect(known(coMovement(growing(1), growing(1), way, { seed }))).toMatchObject({
      r: expect.closeTo(1, 12),
      p: 0.0002,
    });
  },
);

test('the other way round r is its opposite, and the same seed gives the same to the last digit', () => {
  const own = known(coMovement(models, topics, 'given-time', { seed }));
  const down = known(
    coMovement(
      models,
      topics.map((count) => -count),
      'given-time',
      { seed },
    ),
  );
  expect(down.r).toBeCloseTo(-own.r, 12);
  expect(down.p).toBeCloseTo(own.p, 10);
  expect(coMovement(models, topics, 'given-time', { seed })).toEqual(own);
});

const eight = [1, 5, 2, 8, 3, 9, 4, 7];
test.each([
  ['three months', [1, 3, 2], [2, 1, 3], 'given-time', 'too few observations to say: 3'],
  ['four months have three changes', [1, 3, 2, 5], [2, 1, 3, 4], 'changes', 'too few observations to say: 3'],
  ['a straight line', [1, 2, 3, 4, 5, 6, 7, 8], eight, 'given-time', 'without their trend the months leave too little'],
  ['equal steps', eight, [2, 4, 6, 8, 10, 12, 14, 16], 'changes', 'the series is constant'],
  ['a month that is no number', [1, 2, Number.NaN, 4, 5, 6, 7, 8], eight, 'changes', 'is not a finite number: NaN'],
] as const)('%s: no correlation, and a sentence', (_, x, y, way, reason) => {
  expect(coMovement(x, y, way, { seed })).toEqual({ known: false, reason: expect.stringContaining(reason) });
});

test('series of different length are a mistake, and so are those that were drawn otherwise', () => {
  expect(() => coMovement(models, topics.slice(1), 'changes', { seed })).toThrow('have 35 and 34');
  expect(detrend(models, 'changes', { seed })).toMatchObject({ known: true, n: 34, block: 4 });
});
