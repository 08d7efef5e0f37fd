import { difference } from './difference.ts';
import { wilson } from './proportion.ts';

/** Some of many: how many have what is asked for, and how many there are. */
export interface Proportion {
  part: number;
  whole: number;
}

export interface Comparison {
  /** The first share less the second, −1 to 1. */
  difference: number;
  low: number;
  high: number;
  /** How often chance alone would set the two at least this far apart, 0 to 1. */
  p: number;
}

/** Two arrangements this close in probability are equally probable: rounding errors stay below it, and true ties at 0. */
const rounding = 1e-10;

/** Tables this much less probable than the most probable one are left out: nearer 0, a computer loses count. */
const vanishing = 1e-300;

/**
 * Is a share larger in one group than in another, and by how much?
 *
 * Method   difference of the two shares with Newcombe's hybrid score interval, 95 %, made of both Wilson intervals,
 *          without continuity correction; `p` is from Fisher's exact test, two-sided: the chance, given all four
 *          totals, of any table that is at most as probable as the one seen. Interval and test are different methods,
 *          and may disagree about 0 where the evidence is close
 * Units    `difference`, `low` and `high` differences of shares, −1 to 1 · `p` a probability; one below 1e-290 may come out as 0
 * Ties     tables within 1e-10 of each other's probability, relatively, are equally probable
 * Missing  not accepted: all four numbers are counts
 * Throws   as `wilson` does: if a count is not whole, a part is negative or exceeds its whole, or a whole is not
 *          above 0
 * Source   Newcombe, "Interval estimation for the difference between independent proportions: comparison of eleven
 *          methods", Statistics in Medicine 17 (1998), method 10; Fisher, "The logic of inductive inference",
 *          J. R. Stat. Soc. 98 (1935); `p` is that of scipy.stats.fisher_exact
 */
export function compareProportions(first: Proportion, second: Proportion): Comparison {
  const estimate = ({ part, whole }: Proportion) => ({ value: part / whole, ...wilson(part, whole) });
  const { value, low, high } = difference(estimate(second), estimate(first));
  return {
    difference: value,
    low: Math.max(-1, low),
    high: Math.min(1, high),
    p: fisher(first, second),
  };
}

/**
 * The chances of the tables with these totals follow from each other by one multiplication. They are taken relative to
 * the most probable table, outwards until they vanish, and divided by their sum at the end: no factorials are needed,
 * and the work grows with the spread of the tables and not with the counts.
 */
function fisher(first: Proportion, second: Proportion): number {
  const parts = first.part + second.part;
  const fewestParts = Math.max(0, parts - second.whole);
  const mostParts = Math.min(parts, first.whole);
  /** How much more probable it is that the first group has one part more than this. */
  const odds = (part: number) =>
    ((first.whole - part) * (parts - part)) / ((part + 1) * (second.whole - parts + part + 1));

  const mode = Math.floor(((parts + 1) * (first.whole + 1)) / (first.whole + second.whole + 2));
  const chances = new Map([[mode, 1]]);
  for (let part = mode, chance = 1; part < mostParts && chance > vanishing; part++) {
    chance *= odds(part);
    chances.set(part + 1, chance);
  }
  for (let part = mode, chance = 1; part > fewestParts && chance > vanishing; part--) {
    chance /= odds(part - 1);
    chances.set(part - 1, chance);
  }

  const seen = (chances.get(first.part) ?? 0) * (1 + rounding);
  const smallestFirst = [...chances.values()].sort((a, b) => a - b);
  let all = 0;
  let extreme = 0;
  for (const chance of smallestFirst) {
    all += chance;
    if (chance <= seen) extreme = all;
  }
  return extreme / all;
}
