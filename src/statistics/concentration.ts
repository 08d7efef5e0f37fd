import { sum } from 'd3-array';
import { z95 } from './normal.ts';
import { type TooFew, fewest, tooFew } from './refusal.ts';

/** A value, and how many have it: millions of models are a few thousand different counts of downloads. */
export interface Frequency {
  value: number;
  count: number;
}

export interface Estimate {
  value: number;
  low: number;
  high: number;
}

export type Concentration =
  | { n: number; gini: Estimate; refused?: undefined }
  | { n: number; refused: TooFew | 'all values are 0: there is nothing to share out' };

/**
 * How unevenly is a total shared out, from 0 (all have the same) to nearly 1 (one has all)?
 *
 * Method   Gini coefficient of the values as they are, without correction for small samples: half the mean absolute
 *          difference of two values, relative to the mean. The 95 % interval is the normal one, from the variance of the
 *          linearised coefficient; it says how far the coefficient would move if the holders were drawn anew, and is cut
 *          at 0 and 1
 * Units    coefficients, 0 to 1
 * Ties     equal values may come as one with a count, or apart: the answer is the same
 * Missing  not accepted: leave out what is not known, and say so
 * Refuses  fewer than four holders; a total of 0
 * Throws   if a value is negative or not finite, or a count is not a whole number above 0
 * Source   Langel and Tillé, "Variance estimation of the Gini index: revisiting a result several times published",
 *          J. R. Stat. Soc. A 176 (2013), eq. 20, with equal weights
 */
export function gini(frequencies: readonly Frequency[]): Concentration {
  const holders = sorted(frequencies);
  const { n, total } = totals(holders);
  if (n < fewest) return { n, refused: tooFew(n) };
  if (total === 0) return { n, refused: 'all values are 0: there is nothing to share out' };

  const ranks = midranks(holders);
  let products = 0;
  for (const [index, { value, count }] of holders.entries()) products += count * value * at(ranks, index).place;
  const coefficient = (2 * products) / (n * total) - 1;

  const influences = holders.map(({ value, count }, index) => {
    const { place, sum } = at(ranks, index);
    return {
      count,
      value: (2 * (value * place - sum) + total - n * value - coefficient * (total + n * value)) / (n * total),
    };
  });
  return { n, gini: withNormalInterval(coefficient, influences, n) };
}

/**
 * Which share of the total do the largest hold?
 *
 * Method   the values are sorted, and the `part` of them that is largest (0.01 for the top 1 %) is summed; where the
 *          border falls among equal values, so many of them count as fill the part, down to fractions. The 95 % interval is
 *          the normal one, from the variance of the linearised Lorenz ordinate, cut at 0 and 1
 * Units    a share, 0 to 1
 * Ties, Missing, Refuses, Throws   as `gini`; throws also if `part` is not between 0 and 1
 * Source   Beach and Davidson, "Distribution-free statistical inference with Lorenz curves and income shares",
 *          Review of Economic Studies 50 (1983)
 */
export function topShare(
  frequencies: readonly Frequency[],
  part: number,
): { n: number; share: Estimate; refused?: undefined } | Exclude<Concentration, { gini: Estimate }> {
  if (!(part > 0 && part < 1)) throw new Error(`the largest are a part between 0 and 1 of all, and not ${part}`);
  const holders = sorted(frequencies);
  const { n, total } = totals(holders);
  if (n < fewest) return { n, refused: tooFew(n) };
  if (total === 0) return { n, refused: 'all values are 0: there is nothing to share out' };

  const below = 1 - part;
  const { share: ordinate, value: border } = ordinateAt(holders, below, n, total);
  const mean = total / n;
  const influences = holders.map(({ value, count }) => ({
    count,
    value: (Math.min(value - border, 0) + below * border - ordinate * value) / mean / n,
  }));
  return { n, share: withNormalInterval(1 - ordinate, influences, n) };
}

/**
 * The curve that shows how unevenly a total is shared out: the share of the total that the smallest holders have.
 *
 * @param parts the parts of the holders, 0 to 1, smallest holders first, at which the curve is wanted
 * @returns a point for each part; none where `gini` refuses
 * @throws {Error} as `gini`, and if a part is not from 0 to 1
 */
export function lorenz(frequencies: readonly Frequency[], parts: readonly number[]): { part: number; share: number }[] {
  const holders = sorted(frequencies);
  const { n, total } = totals(holders);
  const wrong = parts.find((part) => !(part >= 0 && part <= 1));
  if (wrong !== undefined) throw new Error(`the curve is drawn from 0 to 1, and not at ${wrong}`);
  if (n < fewest || total === 0) return [];
  return parts.map((part) => ({ part, share: ordinateAt(holders, part, n, total).share }));
}

/** The share of the total below a part of the holders, and the value at the border. */
function ordinateAt(holders: readonly Frequency[], part: number, n: number, total: number) {
  let [left, sum, last] = [part * n, 0, 0];
  for (const { value, count } of holders) {
    const taken = Math.min(count, left);
    sum += taken * value;
    left -= taken;
    last = value;
    if (left <= 0) break;
  }
  return { share: Math.min(1, sum / total), value: last };
}

/** The mean place of each value among all, from ½, and the sum of the values up to that place. */
function midranks(holders: readonly Frequency[]): { place: number; sum: number }[] {
  let [before, sum] = [0, 0];
  return holders.map(({ value, count }) => {
    const middle = { place: before + count / 2, sum: sum + (count / 2) * value };
    before += count;
    sum += count * value;
    return middle;
  });
}

function withNormalInterval(value: number, influences: readonly Frequency[], n: number): Estimate {
  const mean = sum(influences, ({ value: each, count }) => count * each) / n;
  const squares = sum(influences, ({ value: each, count }) => count * (each - mean) ** 2);
  const margin = z95 * Math.sqrt((n / (n - 1)) * squares);
  return { value, low: Math.max(0, value - margin), high: Math.min(1, value + margin) };
}

function sorted(frequencies: readonly Frequency[]): Frequency[] {
  for (const { value, count } of frequencies) {
    if (!Number.isFinite(value) || value < 0) throw new Error(`what is shared out cannot be ${value}`);
    if (!Number.isSafeInteger(count) || count <= 0)
      throw new Error(`a value is had by a count above 0, and not by ${count}`);
  }
  return frequencies.toSorted((a, b) => a.value - b.value);
}

function totals(holders: readonly Frequency[]): { n: number; total: number } {
  return { n: sum(holders, ({ count }) => count), total: sum(holders, ({ value, count }) => count * value) };
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`there is no item ${index} of ${items.length}`);
  return item;
}
