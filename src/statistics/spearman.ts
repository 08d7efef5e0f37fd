import { sum } from 'd3-array';
import cdf from '@stdlib/stats-base-dists-t-cdf';
import ranks from '@stdlib/stats-ranks';
import { fewest, notFinite, tooFew, type NotFinite, type TooFew } from './refusal.ts';

/** Why there is no correlation to report, in words for readers. */
export type Refusal =
  | TooFew
  | NotFinite
  | `${'the first series is' | 'the second series is' | 'both series are'} constant, so there is no order to compare`;

/** How far two series rise and fall together, or why that cannot be said. */
export type Correlation =
  | {
      known: true;
      /** Pairs compared. */
      n: number;
      /** From −1, opposite orders, to 1, the same order. */
      rho: number;
      /** How often unrelated series would agree or disagree at least this much, 0 to 1. */
      p: number;
    }
  | { known: false; n: number; reason: Refusal };

/**
 * Do two series rise and fall together?
 *
 * Method   Spearman's rank correlation: Pearson's, of the ranks; `p` is two-sided, from Student's t with n − 2 degrees
 *          of freedom, and 0 where `rho` is exactly 1 or −1. It is an approximation, and a poor one below ten pairs:
 *          two orders of four agree or oppose each other fully one time in twelve, not never
 * Ties     share the mean of their ranks
 * Missing  not accepted: leaving pairs out is for the caller to decide and to say
 * Refuses  a value that is not finite, fewer than four pairs, or a constant series: the result then says why, and
 *          holds no number
 * Throws   if the lengths differ, which is a mistake of the caller
 * Source   Spearman, "The proof and measurement of association between two things", Am. J. Psychol. 15 (1904);
 *          the same definition as scipy.stats.spearmanr
 */
export function spearman(x: readonly number[], y: readonly number[]): Correlation {
  const n = x.length;
  if (y.length !== n)
    throw new Error(`two series to compare need the same length, and these have ${n} and ${y.length}`);
  const broken = notFinite(x, 'the first series') ?? notFinite(y, 'the second series');
  if (broken !== null) return { known: false, n, reason: broken };
  if (n < fewest) return { known: false, n, reason: tooFew(n) };

  const first = deviations(x);
  const second = deviations(y);
  const spreadX = dot(first, first);
  const spreadY = dot(second, second);
  if (spreadX === 0 || spreadY === 0) {
    const which = spreadY > 0 ? 'the first series is' : spreadX > 0 ? 'the second series is' : 'both series are';
    return { known: false, n, reason: `${which} constant, so there is no order to compare` };
  }

  const rho = Math.max(-1, Math.min(1, dot(first, second) / Math.sqrt(spreadX * spreadY)));
  return { known: true, n, rho, p: twoSided(rho, n) };
}

/**
 * The place of each value, 1 for the smallest (`ascending`) or the largest (`descending`), in the order given.
 *
 * Method   positions after sorting
 * Ties     share the mean of their ranks, so halves occur
 * Missing  not accepted
 * Throws   if a value is not finite
 * Source   @stdlib/stats-ranks, whose own way with ties is the mean
 */
export function meanRanks(values: readonly number[], order: 'ascending' | 'descending'): number[] {
  const broken = values.findIndex((value) => !Number.isFinite(value));
  if (broken !== -1) throw new Error(`only finite numbers have a rank, and value ${broken + 1} is ${values[broken]}`);
  const ascending = ranks(values, { method: 'average' });
  return order === 'ascending' ? ascending : ascending.map((rank) => values.length + 1 - rank);
}

/** Each rank less the mean rank. These are halves of whole numbers, so that sums of their products are exact. */
function deviations(values: readonly number[]): number[] {
  const mean = (values.length + 1) / 2;
  return meanRanks(values, 'ascending').map((rank) => rank - mean);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return sum(a, (value, index) => value * at(b, index));
}

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new Error(`a series of ${values.length} has no value ${index + 1}`);
  return value;
}

/** Twice the lower tail: one less the upper tail would lose everything below 1e-16. */
function twoSided(rho: number, n: number): number {
  if (Math.abs(rho) === 1) return 0;
  const t = Math.abs(rho) * Math.sqrt((n - 2) / ((1 - rho) * (1 + rho)));
  return 2 * cdf(-t, n - 2);
}
