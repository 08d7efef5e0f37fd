/** Intervals and tests of correlations, from resampled blocks. Half of the file ranks resamples by counting, and never sorts one. */
import { quantileSorted } from 'd3-array';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import { fewest } from './refusal.ts';
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
  check({ resamples, seed, block });
  const observed = spearman(x, y);
  if (!observed.known) return { known: false, reason: observed.reason };

  const { n } = observed;
  if (2 * block > n) {
    return { known: false, reason: `too few observations to say: ${n} do not make two blocks of ${block}` };
  }
  const first = series(x);
  const second = series(y);
  const drawn = new Uint32Array(n);
  const correlations = new Float64Array(resamples);

  let done = 0;
  let constant = 0;
  while (done < resamples) {
    drawBlocks(seed, done + constant, resamples, drawn, block);
    const spreadX = rank(first, drawn);
    const spreadY = rank(second, drawn);
    if (spreadX > 0 && spreadY > 0) {
      const rho = product(first, second, drawn) / Math.sqrt(spreadX * spreadY);
      correlations[done++] = bounded(rho);
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

  return { known: true, ...middle95(correlations) };
}

/** Series of the same length that are one series drawn anew, each with mean 0 and sum of squares 1. */
export interface Redrawn {
  readonly n: number;
  readonly block: number;
  /** The series as it was, standardised likewise. */
  readonly own: Float64Array;
  /** One after the other; a draw that is constant is not a number all through. */
  readonly draws: Float64Array;
}

/**
 * Draws a series anew by blocks, for `withoutRelation` and `betweenWhich`: those that are drawn with the same seed draw the
 * same places, so that pairs stay together, and those with different seeds have no relation but keep their own memory.
 *
 * Method   circular blocks, as in `bootstrapSpearman`
 * Units    none: what is compared is standardised
 * Missing  not accepted
 * Refuses  fewer values than two blocks, or a constant series, in a sentence
 * Throws   as `bootstrapSpearman` does for its options
 * Source   as for `bootstrapSpearman`
 */
export function redraw(
  values: readonly number[],
  { resamples = 9_999, seed, block = 1 }: BootstrapOptions,
): ({ known: true } & Redrawn) | { known: false; reason: string } {
  check({ resamples, seed, block });
  const { length: n } = values;
  if (2 * block > n || n < fewest)
    return { known: false, reason: `too few observations to say: ${n} do not make two blocks of ${block}` };
  const own = standardise(Float64Array.from(values));
  if (Number.isNaN(own[0])) return { known: false, reason: 'the series is constant, so there is nothing to compare' };
  const drawn = new Uint32Array(n);
  const draws = new Float64Array(resamples * n);
  for (let round = 0; round < resamples; round++) {
    drawBlocks(seed, round, resamples, drawn, block);
    const draw = draws.subarray(round * n, (round + 1) * n);
    for (let place = 0; place < n; place++) draw[place] = at(own, wholeAt(drawn, place));
    standardise(draw);
  }
  return { known: true, n, block, own, draws };
}

/**
 * How often would two series without a relation, each with a memory of its own, agree or disagree at least this much?
 *
 * Method   the share of the draws, the series themselves among them, in which the correlation (Pearson’s, of what was given
 *          to `redraw`: ranks make it Spearman’s) is at least as far from 0; draws with a constant side are left out
 * Units    `r` −1 to 1, `p` 0 to 1, two-sided
 * Refuses  if more than half of the draws leave a side constant
 * Throws   if the two were not drawn alike: other lengths, numbers of draws
 * Source   Politis and Romano (1992), as for `bootstrapSpearman`; p with the observed one among the draws after Davison
 *          and Hinkley, "Bootstrap Methods and their Application" (1997), chapter 4
 */
export function withoutRelation(
  a: Redrawn,
  b: Redrawn,
): { known: true; r: number; p: number } | { known: false; reason: string } {
  const all = correlations(a, b);
  if (!all.known) return all;
  const r = bounded(dot(a.own, b.own));
  // What is equal but for the last bit is as large.
  const asLarge = all.values.filter((each) => Math.abs(each) >= Math.abs(r) - 1e-12).length;
  return { known: true, r, p: (1 + asLarge) / (1 + all.values.length) };
}

/** The 95 % interval (percentiles) of the correlation of two series that were drawn with the same seed; as `withoutRelation`. */
export function betweenWhich(a: Redrawn, b: Redrawn): Interval {
  const all = correlations(a, b);
  return all.known ? { known: true, ...middle95(all.values) } : all;
}

function correlations(
  a: Redrawn,
  b: Redrawn,
): { known: true; values: Float64Array } | { known: false; reason: string } {
  const { n } = a;
  if (b.n !== n || b.draws.length !== a.draws.length)
    throw new Error(`two series to compare need the same length and draws, and these have ${n} and ${b.n}`);
  const resamples = a.draws.length / n;
  const values = new Float64Array(resamples)
    .map((_, round) => bounded(dot(a.draws, b.draws, round * n, n)))
    .filter((value) => !Number.isNaN(value));
  return values.length < resamples / 2
    ? { known: false, reason: `too many equal values to say: most resamples of the ${n} pairs leave a side constant` }
    : { known: true, values };
}

/** In place: less its mean, and divided by the root of its sum of squares, so that the product of two is their correlation. */
function standardise(values: Float64Array): Float64Array {
  const { length: n } = values;
  let mean = 0;
  for (let place = 0; place < n; place++) mean += at(values, place) / n;
  for (let place = 0; place < n; place++) values[place] = at(values, place) - mean;
  const length = Math.sqrt(dot(values, values));
  // Rounding leaves something of a constant series.
  const scale = length < 1e-9 * Math.max(1, Math.abs(mean)) ? Number.NaN : length;
  for (let place = 0; place < n; place++) values[place] = at(values, place) / scale;
  return values;
}

/** Rounding takes it past 1. */
const bounded = (correlation: number) => Math.max(-1, Math.min(1, correlation));

function dot(a: Float64Array, b: Float64Array, from = 0, n = a.length): number {
  let total = 0;
  for (let place = from; place < from + n; place++) total += at(a, place) * at(b, place);
  return total;
}

function middle95(correlations: Float64Array): { low: number; high: number } {
  const sorted = Array.from(correlations.sort());
  const [low = missing(0.025), high = missing(0.975)] = [0.025, 0.975].map((share) => quantileSorted(sorted, share));
  return { low, high };
}

function check({ resamples, seed, block }: Required<BootstrapOptions>): void {
  if (!Number.isSafeInteger(resamples) || resamples < fewestResamples) {
    throw new Error(`a bootstrap needs a whole number of resamples, at least ${fewestResamples}, and got ${resamples}`);
  }
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff) {
    throw new Error(`a seed is a whole number from 0 to 4294967295, and this one is ${seed}`);
  }
  if (!Number.isSafeInteger(block) || block < 1) {
    throw new Error(`a block is a whole number of pairs, at least 1, and this one is ${block}`);
  }
}

/** What was drawn last, by two seeds: those who compare series of a length draw the same each time, and it is half of the work. */
let recent: { readonly seed: number; readonly n: number; readonly places: Uint32Array }[] = [];
/** As many of n places as are asked for, or more, one drawn after the other. */
function placesOf(seed: number, n: number, count: number): Uint32Array {
  const known = recent.find((each) => each.seed === seed && each.n === n && each.places.length >= count);
  if (known) return known.places;
  const random = mersenne(seed);
  const places = new Uint32Array(count);
  for (let place = 0; place < count; place++) places[place] = uniformInt(random, 0, n - 1);
  recent = [{ seed, n, places }, ...recent.slice(0, 1)];
  return places;
}

/** Fills the places of the n-th resample: blocks that begin anywhere and run on past the last to the first. */
function drawBlocks(seed: number, nth: number, resamples: number, drawn: Uint32Array, block: number): void {
  const { length: n } = drawn;
  const blocks = Math.ceil(n / block);
  // Twice as many where some were of no use.
  const places = placesOf(seed, n, blocks * resamples * (nth < resamples ? 1 : 2));
  for (let start = 0, next = nth * blocks; start < n; start += block, next++) {
    const pair = wholeAt(places, next);
    for (let place = start, value = pair; place < start + block && place < n; place++, value++) {
      if (value === n) value = 0;
      drawn[place] = value;
    }
  }
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
    const value = wholeAt(place, pair);
    times[value] = wholeAt(times, value) + 1;
  }
  let below = 0;
  let spread = 0;
  for (let value = 0; value < times.length; value++) {
    const count = wholeAt(times, value);
    const twice = 2 * below + count - drawn.length;
    deviation[value] = twice;
    spread += count * twice * twice;
    below += count;
  }
  return spread;
}

function product(a: Series, b: Series, drawn: Uint32Array): number {
  let total = 0;
  for (const pair of drawn) total += at(a.deviation, wholeAt(a.place, pair)) * at(b.deviation, wholeAt(b.place, pair));
  return total;
}

/** For each kind of list a function of its own, as the engine makes slow code of one that sees two. */
function at(values: Float64Array, index: number): number {
  return values[index] ?? missing(index);
}

function wholeAt(values: Uint32Array, index: number): number {
  return values[index] ?? missing(index);
}

function missing(what: number): never {
  throw new Error(`the bootstrap looked for ${what} where it is not: a mistake in the code, not in the data`);
}
