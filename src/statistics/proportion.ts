import { z95 } from './normal.ts';

/**
 * Between which shares does the true one lie, when `part` of `whole` were seen?
 *
 * Method   Wilson score interval, without continuity correction; 95 %, unless `z` is another two-sided point of the
 *          standard normal distribution
 * Units    shares, 0 to 1; `low` is exactly 0 for none of them, and `high` exactly 1 for all of them
 * Ties     none can occur
 * Missing  not accepted: both numbers are counts
 * Throws   if a count is not whole, `part` is negative or exceeds `whole`, or `whole` is not above 0
 * Source   Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927)
 */
export function wilson(part: number, whole: number, z = z95): { low: number; high: number } {
  if (!Number.isSafeInteger(whole) || whole <= 0) {
    throw new Error(`a share needs a whole that is a count above 0, and this one is ${whole}`);
  }
  if (!Number.isSafeInteger(part) || part < 0) {
    throw new Error(`a share needs a part that is a count of 0 or more, and this one is ${part}`);
  }
  if (part > whole) throw new Error(`a part cannot exceed its whole, and ${part} exceeds ${whole}`);

  const middle = (part + z ** 2 / 2) / (whole + z ** 2);
  const reach = (z / (whole + z ** 2)) * Math.sqrt(part * ((whole - part) / whole) + z ** 2 / 4);
  return {
    low: part === 0 ? 0 : middle - reach,
    high: part === whole ? 1 : middle + reach,
  };
}
