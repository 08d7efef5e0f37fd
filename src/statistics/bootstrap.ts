import { quantileSorted } from 'd3-array';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import { spearman } from './spearman.ts';

/** With fewer resamples than this, none is expected to lie beyond a bound of 2.5 %. */
const fewestResamples = 40;

/** The interval, or a sentence that says why there is none. */
export type Interval = { known: true; low: number; high: number } | { known: false; reason: string };

export interface BootstrapOptions {
  /** Number of resamples; 10,000 by default. */
  resamples?: number;
  /** Where the random numbers begin, a whole number from 0 to 4,294,967,295: the same seed, the same interval. */
  seed: number;
  /**
   * Block length: consecutive pairs that are drawn at a time. The default, 1, is right for pairs without an order. Pairs in
   * the order of time need more, such as `blockLength` gives: neighbours then stay together.
   */
  block?: number;
}

/**
 * Between which values does a rank correlation lie, if other pairs of the same kind had been seen?
 *
 * Method   percentile bootstrap, 95 %: pairs are drawn with replacement, as many as there are, and ranked anew each
 *          time; the bounds are the 2.5 % and 97.5 % points of the correlations, interpolated linearly. The random
 *          numbers are those of the Mersenne Twister, so that other software can draw the same ones. With blocks, as
 *          many are drawn as fill the series, each beginning at any pair and running on past the last pair to the
 *          first (circular), and the last one drawn is cut to fit
 * Ties     share the mean of their ranks, also those that drawing a pair twice makes
 * Missing  not accepted
 * Refuses  if `spearman` does; if there are not pairs enough for two blocks; if more than half of all draws leave a
 *          side constant. A draw that does so has no correlation, is counted, and is made again
 * Throws   if `spearman` would; if the seed, the number of resamples or the block is not a whole number in its range
 * Source   Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13;
 *          the same as scipy.stats.bootstrap, paired, with method 'percentile'; for blocks Künsch, "The jackknife and
 *          the bootstrap for general stationary observations", Ann. Statist. 17 (1989), made circular by Politis and
 *          Romano, "A circular block-resampling procedure for stationary data" (1992)
 */
export function bootstrapSpearman(
  x: readonly number[],
  y: readonly number[],
  { resamples = 10_000, seed, block = 1 }: BootstrapOptions,
): Interval {
  if (!Number.isSafeInteger(resamples) || resamples < fewestResamples) {
    throw new Error(`a bootstrap needs a whole number of resamples, at least ${fewestResamples}, and got ${resamples}`);
  }
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff) {
    throw new Error(`a seed is a whole number from 0 to 4294967295, and this one is ${seed}`);
  }
  if (!Number.isSafeInteger(block) || block < 1) {
    throw new Error(`a block is a whole number of pairs, at least 1, and this one is ${block}`);
  }
  const observed = spearman(x, y);
  if (!observed.known) return { known: false, reason: observed.reason };

  const { n } = observed;
  if (2 * block > n) {
    return { known: false, reason: `too few observations to say: ${n} do not make two blocks of ${block}` };
  }
  const random = mersenne(seed);
  const first = series(x);
  const second = series(y);
  const drawn = new Uint32Array(n);
  const correlations = new Float64Array(resamples);

  let done = 0;
  let constant = 0;
  while (done < resamples) {
    for (let start = 0; start < n; start += block) {
      const pair = uniformInt(random, 0, n - 1);
      for (let step = 0; step < block && start + step < n; step++) drawn[start + step] = (pair + step) % n;
    }
    const spreadX = rank(first, drawn);
    const spreadY = rank(second, drawn);
    if (spreadX > 0 && spreadY > 0) {
      const rho = product(first, second, drawn) / Math.sqrt(spreadX * spreadY);
      correlations[done++] = Math.max(-1, Math.min(1, rho));
      continue;
    }
    constant++;
    if (constant > resamples) {
      return {
        known: false,
        reason: `too many equal values to say: most resamples of the ${n} pairs leave a side constant`,
      };
    }
  }

  const sorted = Array.from(correlations.sort());
  const [low = missing(0.025), high = missing(0.975)] = [0.025, 0.975].map((share) => quantileSorted(sorted, share));
  return { known: true, low, high };
}

/**
 * How many consecutive pairs to draw at a time from a series of n?
 *
 * Method   the cube root of n, rounded up: blocks grow with the series, and their number grows faster. It is the order
 *          of growth that theory asks for; the factor 1 before it is a convention, and does not look at the data
 * Units    pairs
 * Throws   if n is not a count above 0
 * Source   Hall, Horowitz and Jing, "On blocking rules for the bootstrap with dependent data", Biometrika 82 (1995)
 */
export function blockLength(n: number): number {
  if (!Number.isSafeInteger(n) || n < 1)
    throw new Error(`a series has a count of pairs above 0, and this one has ${n}`);
  return Math.ceil(Math.cbrt(n));
}

/** One side of the pairs, prepared so that a resample is ranked by counting and never sorted. */
interface Series {
  /** For each pair, which of the distinct values it has, 0 for the smallest. */
  place: Uint32Array;
  /** For each distinct value, how often the resample drew it. */
  times: Uint32Array;
  /** For each distinct value, twice its rank in the resample less twice the mean rank: whole, so sums are exact. */
  deviation: Float64Array;
}

function series(values: readonly number[]): Series {
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  const places = new Map(distinct.map((value, place) => [value, place]));
  return {
    place: Uint32Array.from(values, (value) => places.get(value) ?? missing(value)),
    times: new Uint32Array(distinct.length),
    deviation: new Float64Array(distinct.length),
  };
}

/** Ranks the drawn pairs on one side, and returns the sum of their squared deviations. */
function rank({ place, times, deviation }: Series, drawn: Uint32Array): number {
  times.fill(0);
  for (const pair of drawn) {
    const value = at(place, pair);
    times[value] = at(times, value) + 1;
  }
  let below = 0;
  let spread = 0;
  for (const [value, count] of times.entries()) {
    const twice = 2 * below + count - drawn.length;
    deviation[value] = twice;
    spread += count * twice * twice;
    below += count;
  }
  return spread;
}

function product(a: Series, b: Series, drawn: Uint32Array): number {
  let sum = 0;
  for (const pair of drawn) sum += at(a.deviation, at(a.place, pair)) * at(b.deviation, at(b.place, pair));
  return sum;
}

function at(values: Uint32Array | Float64Array, index: number): number {
  return values[index] ?? missing(index);
}

function missing(what: number): never {
  throw new Error(`the bootstrap looked for ${what} where it is not: a mistake in the code, not in the data`);
}
