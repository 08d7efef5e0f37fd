import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import { expect, test } from 'vitest';
import { mannKendall, senSlope, type Slope, type Trend } from './trend.ts';

const wave = [10, 12, 13, 15, 14, 16, 18, 17, 15, 13, 12, 14, 17, 19, 21, 22, 20, 18, 17, 19, 22, 24];
const drift = [0.1, 0.4, 0.3, 0.7, 1.2, 1.5, 1.1, 0.9, 1.4, 1.9, 2.3, 2.2, 1.8, 1.6, 2, 2.6, 3.1, 3.3, 2.9, 2.5];
const months = (n: number) => Array.from({ length: n }, (_, index) => index);
const forty = months(40).map((month) => (month * 17) % 40);

function known<T extends Trend | Slope>(result: T): Extract<T, { known: true }> {
  if (!result.known) throw new Error(result.reason);
  return result as Extract<T, { known: true }>;
}

// scipy 1.17.1: kendalltau(range(n), values), theilslopes(values, range(n), 0.95). pCorrected: the correction written
// anew in Python, in exact fractions of the decimals as they stand here.
test.each([
  {
    name: 'digits of pi, with ties and no autocorrelation',
    values: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8],
    s: 25,
    tau: 0.3940062612820493,
    p: 0.08227777272211645,
    pCorrected: 0.08227777272211645,
    slope: [0.3666666666666667, 0, 0.8],
  },
  {
    name: 'six values, three of them distinct',
    values: [1, 2, 2, 3, 3, 3],
    s: 11,
    tau: 0.8563488385776752,
    p: 0.023751657448104438,
    pCorrected: 0.023751657448104438,
    slope: [0.4, 0, 0.6666666666666666],
  },
  {
    name: 'eight distinct values, counted exactly',
    values: [2, 1, 4, 3, 7, 5, 6, 8],
    s: 20,
    tau: 0.7142857142857142,
    p: 0.014136904761904762,
    pCorrected: 0.014136904761904762,
    slope: [1, 0.3333333333333333, 1.5],
  },
  {
    name: 'a rising wave, each value like the one before (lag 1)',
    values: wave,
    s: 141,
    tau: 0.6240465489981082,
    p: 6.527654977436484e-5,
    pCorrected: 0.0064228787100237125,
    slope: [0.5, 0.3333333333333333, 0.625],
  },
  {
    name: 'distinct values that repeat every six (lag 6)',
    values: drift,
    s: 144,
    tau: 0.7578947368421053,
    p: 1.7957522777065333e-7,
    pCorrected: 6.863113750688228e-5,
    slope: [0.15, 0.11666666666666667, 0.18333333333333332],
  },
  {
    name: 'up and down in turn: lag 2 counts and the negative lag 1 does not',
    values: [5, 1, 5, 1, 6, 1, 5, 2, 5, 1, 6, 1],
    s: -1,
    tau: -0.017584498711333246,
    p: 0.9416008578989359,
    pCorrected: 1,
    slope: [0, -0.4444444444444444, 0.25],
  },
  {
    name: 'forty distinct values, too many to count (lags 5, 7, 14 and 21)',
    values: forty,
    s: -36,
    tau: -0.046153846153846156,
    p: 0.6748966096484204,
    pCorrected: 0.7982948224757438,
    slope: [-0.14285714285714285, -0.391304347826087, 0.3333333333333333],
  },
])('as scipy has it: $name', ({ values, s, tau, p, pCorrected, slope: [slope = 0, low = 0, high = 0] }) => {
  const trend = known(mannKendall(values));
  expect(trend).toMatchObject({ n: values.length, s, tau: expect.closeTo(tau, 12) });
  expect(trend.p / p).toBeCloseTo(1, 10);
  expect((trend.pCorrected ?? Number.NaN) / pCorrected).toBeCloseTo(1, 9);
  expect(senSlope(values)).toEqual({
    known: true,
    slope: expect.closeTo(slope, 12),
    low: expect.closeTo(low, 12),
    high: expect.closeTo(high, 12),
  });
});

test('a series that only rises has a tau of exactly 1, however unevenly it rises', () => {
  expect(mannKendall([1, 10, 100, 1000])).toMatchObject({ n: 4, s: 6, tau: 1 });
  for (const n of [5, 17, 33, 34, 100]) {
    const rising = months(n).map((month) => month ** 2);
    expect(mannKendall(rising)).toMatchObject({ n, s: (n * (n - 1)) / 2, tau: 1 });
    expect(mannKendall(rising.toReversed())).toMatchObject({ n, s: -(n * (n - 1)) / 2, tau: -1 });
  }
});

test('four months in order happen by chance twice in 24 times, and not never', () => {
  expect(known(mannKendall([1, 2, 4, 8])).p).toBeCloseTo(2 / 24, 14);
  expect(known(mannKendall([8, 4, 2, 1])).p).toBeCloseTo(2 / 24, 14);
});

test('as many rises as falls are no trend, with a p of 1', () => {
  expect(mannKendall([2, 4, 1, 3])).toMatchObject({ s: 0, tau: 0, p: 1, pCorrected: 1 });
});

test('one pair out of order among forty is still counted exactly', () => {
  const values = months(40).map((month) => (month === 4 ? 5 : month === 5 ? 4 : month));
  // scipy 1.17.1: kendalltau
  expect(known(mannKendall(values)).p / 9.804939513027087e-47).toBeCloseTo(1, 10);
});

test('the same backwards is the opposite trend, equally probable', () => {
  for (const values of [wave, drift, forty]) {
    const one = known(mannKendall(values));
    const backwards = known(mannKendall(values.toReversed()));
    expect(backwards).toMatchObject({ s: -one.s, tau: -one.tau, p: one.p });
    expect(backwards.pCorrected).toBeCloseTo(one.pCorrected ?? Number.NaN, 12);
    const slope = known(senSlope(values));
    const opposite = known(senSlope(values.toReversed()));
    expect(opposite).toMatchObject({ slope: -slope.slope, low: -slope.high, high: -slope.low });
  }
});

test('adding the same to every month changes nothing, and doubling every month doubles the slope alone', () => {
  for (const values of [wave, forty]) {
    const raised = values.map((value) => value + 1000);
    const doubled = values.map((value) => 2 * value);
    expect(mannKendall(raised)).toEqual(mannKendall(values));
    expect(senSlope(raised)).toEqual(senSlope(values));
    expect(mannKendall(doubled)).toEqual(mannKendall(values));
    expect(known(senSlope(doubled)).slope).toBe(2 * known(senSlope(values)).slope);
  }
});

test('a correction never makes a trend more probable than it looked', () => {
  const random = mersenne(1);
  for (let round = 0; round < 200; round++) {
    const values = months(4 + (round % 40)).map((month) => uniformInt(random, 0, 20) + (month % 7) + month / 8);
    const { p, pCorrected } = known(mannKendall(values));
    expect(pCorrected).toBeGreaterThanOrEqual(p);
  }
});

test('one wild month does not move the slope', () => {
  expect(known(senSlope([1, 2, 3, 1000, 5, 6, 7])).slope).toBe(1);
});

test('on a straight line nothing is left to take an autocorrelation of, whatever rounding leaves', () => {
  for (const values of [
    [1, 2, 3, 4, 5],
    [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7],
  ]) {
    expect(mannKendall(values)).toMatchObject({
      known: true,
      tau: 1,
      pCorrected: null,
      reason: 'the values lie on a straight line, so nothing is left whose autocorrelation could be taken',
    });
  }
});

test.each([
  { name: 'three months', values: [1, 2, 3], reason: 'too few observations to say: 3, at least 4 are needed' },
  { name: 'none', values: [], reason: 'too few observations to say: 0, at least 4 are needed' },
  {
    name: 'a constant series, which has no trend of 0 either',
    values: [5, 5, 5, 5],
    reason: 'the series is constant, so there is no order to compare with time',
  },
  {
    name: 'a gap, because steps must be equally long',
    values: [1, null, 3, 4, 5],
    reason: 'value 2 of 5 is missing, and a trend needs every step of the series',
  },
  {
    name: 'a gap at the beginning, because the caller says where a series begins',
    values: [null, 2, 3, 4, 5],
    reason: 'value 1 of 5 is missing, and a trend needs every step of the series',
  },
  {
    name: 'a gap at the end',
    values: [1, 2, 3, 4, null],
    reason: 'value 5 of 5 is missing, and a trend needs every step of the series',
  },
  {
    name: 'what is not a number',
    values: [1, 2, Number.NaN, 4],
    reason: 'value 3 of the series is not a finite number: NaN',
  },
  {
    name: 'what is not finite, before a gap',
    values: [1, null, 3, Number.NEGATIVE_INFINITY],
    reason: 'value 4 of the series is not a finite number: -Infinity',
  },
])('there is no trend and no slope, but a sentence: $name', ({ values, reason }) => {
  expect(mannKendall(values)).toEqual({ known: false, n: values.length, reason });
  expect(senSlope(values)).toEqual({ known: false, n: values.length, reason });
});

test('testing leaves the values where they were', () => {
  const values = Object.freeze([3, 1, 2, 4]);
  mannKendall(values);
  senSlope(values);
  expect(values).toEqual([3, 1, 2, 4]);
});
