import { mersenne } from 'pure-rand/generator/mersenne';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { expect, test } from 'vitest';
import golden from './golden.json' with { type: 'json' };
import { sieveTest } from './sieve.ts';

const known = (test: ReturnType<typeof sieveTest>) => {
  if (!test.known) throw new Error(test.reason);
  return test;
};
const { values: shares } = golden.shareWithCard;

// numpy, the same procedure written anew with another generator, 4,999 resamples
test.each([
  { name: 'the share with a card from December 2019', values: shares, kept: 0.32891703663693733, p: 0.615 },
  { name: 'the same from July 2021', values: shares.slice(19), kept: 0.44961172070619887, p: 0.121 },
  { name: 'mentions of bert', values: golden.byMonth.bert.topics, kept: 0.33489915491657546, p: 0.0226 },
])('$name is as another program has it', ({ values, kept, p }) => {
  const found = known(sieveTest(values, { seed: 1, resamples: 4_999 }));
  expect(found.kept).toBeCloseTo(kept, 9);
  expect(Math.abs(found.p - p)).toBeLessThan(0.015);
});

/** Series in which each value keeps a part of the one before, without a trend. */
function withMemory(kept: number, length: number, seed: number): number[] {
  const random = mersenne(seed);
  // The sum of twelve uniform numbers is nearly normal.
  const shock = () =>
    Array.from({ length: 12 }, () => uniformInt(random, 0, 9_999)).reduce((a, b) => a + b) / 10_000 - 6;
  const values = [shock()];
  while (values.length < length + 50) values.push(kept * (values.at(-1) ?? 0) + shock());
  return values.slice(50);
}

test('of series that keep 0.6 of the month before and have no trend, it calls fewer than one in eight a trend', () => {
  const found = Array.from({ length: 200 }, (_, seed) =>
    known(sieveTest(withMemory(0.6, 42, seed + 1), { seed, resamples: 199 })),
  );
  expect(found.filter(({ p }) => p < 0.05).length).toBeLessThan(25);
  expect(found.filter(({ p }) => p < 0.5).length).toBeGreaterThan(70);
});

// What this program said while it compared one pair after the other: published values hang on each pair.
test.each([
  [[3, 1, 4, 1, 5, 9, 2, 6, 5], 0.163],
  [[2, 7, 1, 8, 2, 8, 1, 8, 2, 8], 0.474],
])('of %j not one pair is left out, whether they are odd in number or even', (values, p) => {
  expect(known(sieveTest(values, { seed: 1 })).p).toBe(p);
});

test('a steep rise is a trend whatever the memory', () => {
  const rising = withMemory(0.6, 42, 3).map((value, month) => value + month);
  expect(known(sieveTest(rising, { seed: 1 })).p).toBe(0.001);
});

test('the same seed gives the same p, and the series upside down too', () => {
  const values = withMemory(0.3, 30, 4);
  const { p } = known(sieveTest(values, { seed: 7 }));
  expect(known(sieveTest(values, { seed: 7 })).p).toBe(p);
  expect(
    known(
      sieveTest(
        values.map((value) => -value),
        { seed: 7 },
      ),
    ).p,
  ).toBeCloseTo(p, 1);
});

test('memory is never below none, nor so long that the simulated series would run away', () => {
  const inTurn = Array.from({ length: 20 }, (_, month) => (month % 2) + month / 100);
  expect(known(sieveTest(inTurn, { seed: 1 })).kept).toBe(0);
  const wave = Array.from({ length: 60 }, (_, month) => Math.sin(month / 15));
  expect(known(sieveTest(wave, { seed: 1 })).kept).toBe(0.95);
});

test.each([
  {
    name: 'seven months',
    values: [1, 3, 2, 5, 4, 6, 8],
    reason: 'one keeps of the one before: 7, at least 8 are needed',
  },
  { name: 'three months', values: [1, 3, 2], reason: 'too few observations to say: 3, at least 4 are needed' },
  { name: 'a gap', values: [1, 2, null, 4, 3, 6, 5, 8, 9], reason: 'value 3 of 9 is missing' },
  { name: 'a month that is no number', values: [1, 2, Number.NaN, 4, 3, 6, 5, 8, 9], reason: 'is not a finite number' },
  { name: 'a constant series', values: Array<number>(12).fill(5), reason: 'the series is constant' },
  { name: 'a straight line', values: [1, 2, 3, 4, 5, 6, 7, 8, 9], reason: 'the values lie on a straight line' },
])('$name has no p, and a sentence says why', ({ values, reason }) => {
  expect(sieveTest(values, { seed: 1 })).toEqual({ known: false, reason: expect.stringContaining(reason) });
});
