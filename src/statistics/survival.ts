import { sum } from 'd3-array';
import { z95 } from './normal.ts';
import { type TooFew, fewest, tooFew } from './refusal.ts';

/** What happened at one time after the start: to how many the event came, and how many were seen no further. */
export interface Followed {
  time: number;
  events: number;
  censored: number;
}

export interface SurvivalStep {
  time: number;
  /** Still under observation, and without the event, just before. */
  atRisk: number;
  events: number;
  /** The share without the event after it, 0 to 1. */
  survival: number;
  low: number;
  high: number;
}

export type Survival = { n: number; steps: SurvivalStep[]; refused?: undefined } | { n: number; refused: TooFew };

/**
 * What share is still without the event after a time, when some were not followed to the end?
 *
 * Method   Kaplan–Meier product-limit estimate; 95 % interval by Greenwood's variance on the log(−log) scale, so that it
 *          stays within 0 and 1
 * Units    `time` in whatever unit it came · `survival` with `low` and `high` shares, 0 to 1
 * Ties     events at one time are one step; who is censored at a time is still at risk for the events of that time
 * Missing  not accepted: who has no time of start is left out before, and said so
 * Refuses  fewer than four observations
 * Throws   if a time is negative, not finite or named twice, or a number of events is not a count
 * Source   Kaplan and Meier, "Nonparametric estimation from incomplete observations", JASA 53 (1958); Kalbfleisch and
 *          Prentice, "The Statistical Analysis of Failure Time Data" (1980); the same as scipy.stats.ecdf with
 *          `confidence_interval(method='log-log')`
 *
 * @returns a step for every time with an event, in order of time; before the first the share is 1
 */
export function kaplanMeier(followed: readonly Followed[]): Survival {
  const times = followed.toSorted((a, b) => a.time - b.time);
  for (const [index, { time, events, censored }] of times.entries()) {
    if (!Number.isFinite(time) || time < 0) throw new Error(`a time after the start cannot be ${time}`);
    if (time === times[index + 1]?.time) throw new Error(`the time ${time} is named twice`);
    for (const count of [events, censored])
      if (!Number.isSafeInteger(count) || count < 0) throw new Error(`at time ${time} a count is ${count}`);
  }
  const n = sum(times, ({ events, censored }) => events + censored);
  if (n < fewest) return { n, refused: tooFew(n) };

  let [atRisk, survival, variance] = [n, 1, 0];
  const steps: SurvivalStep[] = [];
  for (const { time, events, censored } of times) {
    if (events > 0) {
      survival *= 1 - events / atRisk;
      variance += events / (atRisk * (atRisk - events));
      steps.push({ time, atRisk, events, survival, ...interval(survival, variance) });
    }
    atRisk -= events + censored;
  }
  return { n, steps };
}

/** At 0, where the logarithm ends, nothing is known but the estimate. */
function interval(survival: number, variance: number): { low: number; high: number } {
  if (survival === 0) return { low: 0, high: 0 };
  const middle = Math.log(-Math.log(survival));
  const reach = (z95 * Math.sqrt(variance)) / Math.log(survival);
  return { low: Math.exp(-Math.exp(middle - reach)), high: Math.exp(-Math.exp(middle + reach)) };
}

/**
 * The share without the event at a time: that after the last step up to it.
 *
 * @returns null beyond the last time at which somebody was still followed
 */
export function survivalAt(
  survival: Exclude<Survival, { refused: TooFew }>,
  time: number,
  followedTo: number,
): Pick<SurvivalStep, 'survival' | 'low' | 'high'> | null {
  if (time > followedTo) return null;
  const last = survival.steps.findLast((step) => step.time <= time);
  return last ? { survival: last.survival, low: last.low, high: last.high } : { survival: 1, low: 1, high: 1 };
}

/**
 * The time by which a share of all had the event: the first at which the share without it is at most `1 − share`.
 *
 * Method   the interval is where the interval of the curve crosses the same height (Brookmeyer and Crowley, "A
 *          confidence interval for the median survival time", Biometrics 38 (1982))
 *
 * @returns nulls where the curve, or its interval, does not come so far down
 */
export function timeBy(
  { steps }: Exclude<Survival, { refused: TooFew }>,
  share = 0.5,
): { time: number | null; low: number | null; high: number | null } {
  const first = (of: (step: SurvivalStep) => number) => steps.find((step) => of(step) <= 1 - share)?.time ?? null;
  return { time: first((step) => step.survival), low: first((step) => step.low), high: first((step) => step.high) };
}
