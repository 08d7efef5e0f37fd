import { sum } from 'd3-array';
import { type TooFew, fewest, tooFew } from './refusal.ts';

/** A value, and how many have it: millions of models are a few thousand different counts of downloads. */
export interface Frequency {
  value: number;
  count: number;
}

export type Concentration =
  | { known: true; n: number; value: number }
  | { known: false; n: number; reason: TooFew | 'all values are 0: there is nothing to share out' };

/**
 * How unevenly is a total shared out, from 0 (all have the same) to nearly 1 (one has all)?
 *
 * Method   Gini coefficient of the values as they are, without correction for small samples: half the mean absolute
 *          difference of two values, relative to the mean. It has no interval: what is shared out here has tails so long
 *          (downloads: an index near 0.67) that the variance which a standard error estimates does not exist. How much
 *          rests on a few is told by the same number without them (`withoutLargest`)
 * Units    coefficients, 0 to 1
 * Ties     equal values may come as one with a count, or apart: the answer is the same
 * Missing  not accepted: leave out what is not known, and say so
 * Refuses  fewer than four holders; a total of 0
 * Throws   if a value is negative or not finite, or a count is not a whole number above 0
 * Source   Langel and Tillé, "Variance estimation of the Gini index: revisiting a result several times published",
 *          J. R. Stat. Soc. A 176 (2013), eq. 5
 */
export function gini(frequencies: readonly Frequency[]): Concentration {
  const holders = sorted(frequencies);
  const { n, total } = totals(holders);
  const reason = refusal(n, total);
  if (reason !== null) return { known: false, n, reason };
  let [before, products] = [0, 0];
  for (const { value, count } of holders) {
    products += count * value * (before + count / 2);
    before += count;
  }
  return { known: true, n, value: (2 * products) / (n * total) - 1 };
}

/**
 * Which share of the total do the largest hold?
 *
 * Method   the values are sorted, and the `part` of them that is largest (0.01 for the top 1 %) is summed; where the
 *          border falls among equal values, so many of them count as fill the part, down to fractions
 * Units    a share, 0 to 1
 * Ties, Missing, Refuses, Throws   as `gini`; throws also if `part` is not between 0 and 1
 */
export function topShare(frequencies: readonly Frequency[], part: number): Concentration {
  if (!(part > 0 && part < 1)) throw new Error(`the largest are a part between 0 and 1 of all, and not ${part}`);
  const holders = sorted(frequencies);
  const { n, total } = totals(holders);
  const reason = refusal(n, total);
  if (reason !== null) return { known: false, n, reason };
  return { known: true, n, value: 1 - ordinateAt(holders, 1 - part, n, total) };
}

/**
 * The holders without so many of the largest: none, where there are no more.
 *
 * @throws {Error} as `gini`
 */
export function withoutLargest(frequencies: readonly Frequency[], count: number): Frequency[] {
  let left = count;
  return sorted(frequencies)
    .reverse()
    .flatMap((holders) => {
      const gone = Math.min(left, holders.count);
      left -= gone;
      return gone === holders.count ? [] : [{ ...holders, count: holders.count - gone }];
    });
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
  if (refusal(n, total) !== null) return [];
  return parts.map((part) => ({ part, share: ordinateAt(holders, part, n, total) }));
}

function refusal(n: number, total: number) {
  if (n < fewest) return tooFew(n);
  return total === 0 ? 'all values are 0: there is nothing to share out' : null;
}

/** The share of the total below a part of the holders. */
function ordinateAt(holders: readonly Frequency[], part: number, n: number, total: number): number {
  let [left, sum] = [part * n, 0];
  for (const { value, count } of holders) {
    const taken = Math.min(count, left);
    sum += taken * value;
    left -= taken;
    if (left <= 0) break;
  }
  return Math.min(1, sum / total);
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
