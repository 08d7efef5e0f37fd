/** An estimate with the ends of its interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * How far apart are two shares, `after` less `before`, and between which values does the true difference lie?
 *
 * Method   square-and-add of the two intervals (MOVER): the lower end is the difference less
 *          √((after − its lower end)² + (upper end of before − before)²), and the upper one likewise; of the same level as
 *          the intervals, whatever these are made by. The shares are taken as independent; where the same clusters are in
 *          both and act alike both times, the interval is too wide rather than too narrow
 * Units    shares, 0 to 1; the difference −1 to 1
 * Ties     none can occur
 * Missing  not accepted
 * Throws   if a value lies outside its interval
 * Source   Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17
 *          (1998), method 10, for Wilson intervals; Zou and Donner, Statistics in Medicine 27 (2008), for any
 */
export function difference(before: Estimate, after: Estimate): Estimate {
  for (const { value, low, high } of [before, after])
    if (!(low <= value && value <= high))
      throw new Error(`a share lies within its interval, and ${value} is not from ${low} to ${high}`);
  const value = after.value - before.value;
  return {
    value,
    low: value - Math.hypot(after.value - after.low, before.high - before.value),
    high: value + Math.hypot(after.high - after.value, before.value - before.low),
  };
}
