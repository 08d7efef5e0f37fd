/** The 97.5 % point of the standard normal distribution, which makes a two-sided 95 % interval. */
export const z95 = 1.959963984540054;

/**
 * How often does a standard normal value lie at least this far from 0, on either side?
 *
 * Method   the complementary error function of |z| / √2: one less a series of positive terms near the middle, a
 *          continued fraction in the tails, so that a tiny probability keeps its digits
 * Units    a probability, 0 to 1
 * Missing  not accepted
 * Throws   if `z` is not a number; an infinite one has the probability 0
 * Source   Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964), 7.1.6 and 7.1.14;
 *          the same as 2 · scipy.stats.norm.sf(|z|), to 12 significant digits
 */
export function twoSidedP(z: number): number {
  if (Number.isNaN(z)) throw new Error('how far from 0 a value lies must be a number, and this one is NaN');
  const x = Math.abs(z) / Math.SQRT2;
  if (x === Number.POSITIVE_INFINITY) return 0;
  const scale = Math.exp(-x * x) / Math.sqrt(Math.PI);
  return x < 2 ? 1 - 2 * scale * series(x) : scale / fraction(x);
}

/** x + 2x³ / 3 + 4x⁵ / 15 + …, until a term no longer counts. */
function series(x: number): number {
  let term = x;
  let sum = x;
  for (let odd = 3; term > sum * Number.EPSILON; odd += 2) {
    term *= (2 * x * x) / odd;
    sum += term;
  }
  return sum;
}

/** x + ½ / (x + 1 / (x + 1½ / (x + …))), from the inside out; a hundred steps are more than enough from 2 on. */
function fraction(x: number): number {
  let value = x;
  for (let step = 100; step > 0; step--) value = x + step / 2 / value;
  return value;
}
