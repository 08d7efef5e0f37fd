import { describe, expect, test } from 'vitest';
import { kaplanMeier, survivalAt } from './survival.ts';

/** Weeks in remission under 6-mercaptopurine (Freireich et al. 1963), as in every textbook. */
const relapsed = [6, 6, 6, 7, 10, 13, 16, 22, 23];
const lost = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
const remission = [...new Set([...relapsed, ...lost])].map((time) => ({
  time,
  events: relapsed.filter((each) => each === time).length,
  censored: lost.filter((each) => each === time).length,
}));

function estimated(followed: typeof remission) {
  const survival = kaplanMeier(followed);
  if (!survival.known) throw new Error(survival.reason);
  return survival;
}

/** scipy.stats.ecdf with right-censored data. */
const expected = [
  [6, 0.8571428571428571],
  [7, 0.8067226890756302],
  [10, 0.7529411764705881],
  [13, 0.6901960784313724],
  [16, 0.6274509803921567],
  [22, 0.53781512605042],
  [23, 0.4481792717086834],
] as const;

test('the curve is that of scipy', () => {
  const { n, steps } = estimated(remission);
  expect(n).toBe(21);
  expect(steps.map(({ time }) => time)).toEqual(expected.map(([time]) => time));
  for (const [index, [, survival]] of expected.entries()) {
    expect(steps[index]?.survival).toBeCloseTo(survival, 12);
  }
});

test('who is lost at the time of an event is still at risk for it', () => {
  expect(estimated(remission).steps.slice(0, 2)).toMatchObject([{ atRisk: 21 }, { atRisk: 17 }]);
});

test('the order in which times come makes no difference', () => {
  expect(kaplanMeier(remission.toReversed())).toEqual(kaplanMeier(remission));
});

test('between two steps the curve stays, before the first it is 1, and beyond the last one followed it is unknown', () => {
  const survival = estimated(remission);
  expect(survivalAt(survival.steps, 5, 35)).toBe(1);
  expect(survivalAt(survival.steps, 9, 35)).toBe(survivalAt(survival.steps, 7, 35));
  expect(survivalAt(survival.steps, 36, 35)).toBeNull();
});

test('the curve ends at 0 when the event came to the last one', () => {
  const { steps } = estimated([
    { time: 1, events: 3, censored: 0 },
    { time: 2, events: 1, censored: 0 },
  ]);
  expect(steps.at(-1)).toEqual({ time: 2, atRisk: 1, events: 1, survival: 0 });
});

test('without an event there is no step', () => {
  expect(kaplanMeier([{ time: 9, events: 0, censored: 5 }])).toEqual({ known: true, n: 5, steps: [] });
});

test('three observations are too few', () => {
  expect(kaplanMeier([{ time: 1, events: 3, censored: 0 }])).toEqual({
    known: false,
    n: 3,
    reason: 'too few observations to say: 3, at least 4 are needed',
  });
});

describe('is refused as broken', () => {
  test.each([
    ['a time before the start', [{ time: -1, events: 4, censored: 0 }], 'a time after the start cannot be -1'],
    ['no time', [{ time: NaN, events: 4, censored: 0 }], 'a time after the start cannot be NaN'],
    ['half an event', [{ time: 1, events: 0.5, censored: 4 }], 'at time 1 a count is 0.5'],
    [
      'a time twice',
      [
        { time: 1, events: 2, censored: 0 },
        { time: 1, events: 2, censored: 0 },
      ],
      'the time 1 is named twice',
    ],
  ])('%s', (_, followed, message) => {
    expect(() => kaplanMeier(followed)).toThrow(message);
  });
});
