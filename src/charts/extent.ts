/** The scale of estimates: fitted to them, and not to their intervals. */

interface Estimate {
  readonly value: number | null;
  /** Not a number, or null, where the end is unknown. */
  readonly low: number | null;
  readonly high: number | null;
}

/** How far a scale goes on beyond its estimates for the sake of their intervals: a quarter of its length. */
const beyond = 0.25;

/**
 * From the smallest to the largest estimate and zero, and beyond them as far as their intervals reach, but by no more
 * than a quarter: an interval is never longer than what it belongs to makes sense of. Where all estimates are zero
 * their intervals are the scale, and without those it is one unit long.
 */
export function extentOf(estimates: readonly Estimate[]): [number, number] {
  const known = estimates.flatMap(({ value, low, high }) => (value === null ? [] : [{ value, low, high }]));
  const [low, high] = [
    Math.min(0, ...known.map(({ value }) => value)),
    Math.max(0, ...known.map(({ value }) => value)),
  ];
  const ends = known
    .flatMap((each) => [each.low, each.high])
    .filter((end): end is number => end !== null && !Number.isNaN(end));
  const [least, most] = [Math.min(low, ...ends), Math.max(high, ...ends)];
  const room = (high - low) * beyond || Infinity;
  const [from, to] = [Math.max(least, low - room), Math.min(most, high + room)];
  return from < to ? [from, to] : [0, 1];
}

/** Whether an interval goes on beyond the scale of its estimates: it is drawn to the edge then. */
export const isCut = ([low, high]: readonly [number, number], { low: from, high: to }: Estimate): boolean =>
  (from !== null && from < low) || (to !== null && to > high);
