import { sum } from 'd3-array';
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
}

export type Survival = { known: true; n: number; steps: SurvivalStep[] } | { known: false; n: number; reason: TooFew };

/**
 * What share is still without the event after a time, when some were not followed to the end?
 *
 * Method   Kaplan–Meier product-limit estimate. It supposes that those who were followed for a short time would have gone on
 *          like the others. It has no interval: Greenwood's takes the observations as independent, and models come in authors
 * Units    `time` in whatever unit it came · `survival` a share, 0 to 1
 * Ties     events at one time are one step; who is censored at a time is still at risk for the events of that time
 * Missing  not accepted: who has no time of start is left out before, and said so
 * Refuses  fewer than four observations
 * Throws   if a time is negative, not finite or named twice, or a number of events is not a count
 * Source   Kaplan and Meier, "Nonparametric estimation from incomplete observations", JASA 53 (1958); the same as
 *          scipy.stats.ecdf
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
  if (n < fewest) return { known: false, n, reason: tooFew(n) };

  let [atRisk, survival] = [n, 1];
  const steps: SurvivalStep[] = [];
  for (const { time, events, censored } of times) {
    if (events > 0) {
      survival *= 1 - events / atRisk;
      steps.push({ time, atRisk, events, survival });
    }
    atRisk -= events + censored;
  }
  return { known: true, n, steps };
}

/**
 * The share without the event at a time: that after the last step up to it.
 *
 * @returns null beyond the last time at which somebody was still followed
 */
export function survivalAt(steps: readonly SurvivalStep[], time: number, followedTo: number): number | null {
  if (time > followedTo) return null;
  return steps.findLast((step) => step.time <= time)?.survival ?? 1;
}
