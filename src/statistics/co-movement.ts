import { betweenWhich, blockLength, redraw, type Redrawn, withoutRelation } from './bootstrap.ts';
import { fewest, tooFew } from './refusal.ts';
import { meanRanks } from './spearman.ts';

/** What is left of a series when its trend is taken out: of its ranks what a line in time leaves, or its steps. */
export type Way = 'given-time' | 'changes';

interface Options {
  readonly resamples?: number;
  readonly seed: number;
}

/** A series without its trend, ready to be compared, or why there is nothing to compare. */
export type Detrended = ({ known: true } & Redrawn) | { known: false; reason: string };

/**
 * A series without its trend, drawn anew by blocks of `blockLength`.
 *
 * Method   `given-time`: the ranks of the values less their least-squares line in time, of which Pearson’s correlation is
 *          Spearman’s partial correlation given time. `changes`: the ranks of the differences between neighbours
 * Missing  not accepted: a step must be a step
 * Refuses  a value that is not finite; fewer than four of what is left; a series that its trend explains in full
 * Throws   as `redraw`
 */
export function detrend(values: readonly number[], way: Way, { resamples = 999, seed }: Options): Detrended {
  const broken = values.find((value) => !Number.isFinite(value));
  if (broken !== undefined) return { known: false, reason: `a value is not a finite number: ${broken}` };
  const left = way === 'changes' ? values.slice(1).map((value, step) => value - (values[step] ?? 0)) : values;
  if (left.length < fewest) return { known: false, reason: tooFew(left.length) };
  const ranks = meanRanks(left, 'ascending');
  const drawn = redraw(way === 'changes' ? ranks : lessLine(ranks), {
    resamples,
    seed,
    block: blockLength(left.length),
  });
  return drawn.known
    ? drawn
    : { known: false, reason: `without their trend the months leave too little: ${drawn.reason}` };
}

/** How far two series move together beyond their trends, or why that cannot be said. */
export type CoMovement =
  { known: true; r: number; low: number; high: number; p: number } | { known: false; reason: string };

/**
 * Do two series rise and fall together, other than by both having a trend?
 *
 * Two series that both grow agree in rank whatever they are. So the trend is taken out of each, and what is left is
 * compared.
 *
 * Method   the correlation of the two as `detrend` gives them. `p`: each is drawn anew by itself, so that the relation is
 *          lost and the memory of each kept. Interval: percentiles over blocks of pairs
 * Units    `r` −1 to 1; `p` two-sided, 0 to 1; by default of 4,999 resamples, so that `p` is at least 0.0002
 * Missing  not accepted
 * Refuses  as `detrend` does for either side
 * Throws   if the lengths differ
 * Source   Kendall, "Partial rank correlation", Biometrika 32 (1942); Granger and Newbold, "Spurious regressions in
 *          econometrics", J. Econometrics 2 (1974), for what happens without; blocks as in `bootstrapSpearman`
 */
export function coMovement(
  x: readonly number[],
  y: readonly number[],
  way: Way,
  { resamples = 4_999, seed }: Options,
): CoMovement {
  if (x.length !== y.length)
    throw new Error(`two series to compare need the same length, and these have ${x.length} and ${y.length}`);
  const [first, beside, apart] = [
    detrend(x, way, { resamples, seed }),
    detrend(y, way, { resamples, seed }),
    detrend(y, way, { resamples, seed: seed + 1 }),
  ];
  const refused = [first, beside, apart].find((side) => !side.known);
  if (refused) return refused;
  if (!first.known || !beside.known || !apart.known) throw new Error('a side that is known is not');
  const [test, interval] = [withoutRelation(first, apart), betweenWhich(first, beside)];
  if (!test.known) return test;
  if (!interval.known) return interval;
  return { known: true, r: test.r, low: interval.low, high: interval.high, p: test.p };
}

/** Values less the line through them that leaves the smallest squares. */
function lessLine(values: readonly number[]): number[] {
  const middle = (values.length - 1) / 2;
  const spread = values.reduce((total, _, step) => total + (step - middle) ** 2, 0);
  const slope = values.reduce((total, value, step) => total + value * (step - middle), 0) / spread;
  return values.map((value, step) => value - slope * (step - middle));
}
