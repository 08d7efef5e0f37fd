/**
 * Reasons why there is no number, in words for readers. They are part of the types, so that a page can
 * print them and a change of words is a change that shows.
 */

/** Below four observations even a perfect order happens by chance more often than once in ten. */
export const fewest = 4;

export type TooFew = `too few observations to say: ${number}, at least 4 are needed`;

export type NotFinite =
  `value ${number} of ${'the series' | 'the first series' | 'the second series'} is not a finite number: ${number}`;

export const tooFew = (n: number): TooFew => `too few observations to say: ${n}, at least ${fewest} are needed`;

/** Names the first value that is no finite number, counted from 1; null if all are, or are missing. */
export function notFinite(
  values: readonly (number | null)[],
  series: 'the series' | 'the first series' | 'the second series',
): NotFinite | null {
  for (const [index, value] of values.entries()) {
    if (value !== null && !Number.isFinite(value)) {
      return `value ${index + 1} of ${series} is not a finite number: ${value}`;
    }
  }
  return null;
}
