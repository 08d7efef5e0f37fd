import { sum } from 'd3-array';
import { z95 } from './normal.ts';

/** Below this a variance is 0 but for rounding errors. */
const rounding = 1e-24;

/** Why there is no kappa, in words for readers. */
export type NoKappa =
  | 'nothing was judged by both, so there is no agreement to measure'
  | 'both judges used only one and the same category, so agreement beyond chance is not defined';

interface Measured {
  known: true;
  /** Things judged by both. */
  n: number;
  /** 1 for full agreement, 0 for as much as chance would bring, negative for less. */
  kappa: number;
}

/** How far two judges agree beyond chance, or why that cannot be said. */
export type Kappa =
  | (Measured & { low: number; high: number })
  | (Measured & {
      low: null;
      high: null;
      reason: 'the judgements are too uniform to show how far this kappa may be off';
    })
  | { known: false; n: number; reason: NoKappa };

/**
 * How far do two judges agree, beyond what chance would bring?
 *
 * Method   Cohen's kappa, unweighted, of a table of counts: row i, column j holds how many things the first judge put
 *          into category i and the second into category j. The 95 % interval is kappa ± 1.96 standard errors, cut at
 *          −1 and 1; the standard error is the large-sample one of Fleiss, Cohen and Everitt, which does not suppose
 *          that kappa is 0. It is an approximation, and a poor one for few judgements or a kappa close to 1
 * Units    none: −1 to 1
 * Ties     categories have no order, so none can occur
 * Missing  not accepted: what only one of them judged is for the caller to leave out, and to say
 * Refuses  an empty table; a table with everything in one cell of the diagonal. `low` and `high` alone are null, with a
 *          reason, if the standard error is 0, as when all judgements agree or one judge used a single category: that
 *          is a sample without variation, and not certainty
 * Throws   if the table is not square or a count is not a whole number of 0 or more
 * Source   Cohen, "A coefficient of agreement for nominal scales", Educ. Psychol. Meas. 20 (1960); Fleiss, Cohen and
 *          Everitt, "Large sample standard errors of kappa and weighted kappa", Psychological Bulletin 72 (1969)
 */
export function cohenKappa(counts: readonly (readonly number[])[]): Kappa {
  for (const [row, cells] of counts.entries()) {
    if (cells.length !== counts.length) {
      throw new Error(
        `a table of agreement has as many columns as rows, and row ${row + 1} of ${counts.length} has ${cells.length}`,
      );
    }
    const broken = cells.findIndex((count) => !Number.isSafeInteger(count) || count < 0);
    if (broken !== -1) {
      throw new Error(
        `a table of agreement holds counts, and row ${row + 1}, column ${broken + 1} is ${cells[broken]}`,
      );
    }
  }

  const first = counts.map((cells) => sum(cells));
  const second = counts.map((_, column) => sum(counts.map((cells) => at(cells, column))));
  const n = sum(first);
  if (n === 0) return { known: false, n, reason: 'nothing was judged by both, so there is no agreement to measure' };

  // Whole numbers as long as possible: n · n times the shares of agreement, seen and by chance.
  const seen = n * sum(counts.map((cells, category) => at(cells, category)));
  const chance = sum(first.map((count, category) => count * at(second, category)));
  if (chance === n * n) {
    const reason = 'both judges used only one and the same category, so agreement beyond chance is not defined';
    return { known: false, n, reason };
  }
  const kappa = (seen - chance) / (n * n - chance);

  // What one more judgement of each kind would do to kappa; their variance is that of kappa.
  const influences = counts.flatMap((cells, i) =>
    cells.map((count, j) => ({
      share: count / n,
      influence: (i === j ? 1 : 0) - ((at(second, i) + at(first, j)) / n) * (1 - kappa),
    })),
  );
  const mean = sum(influences.map(({ share, influence }) => share * influence));
  const spread = sum(influences.map(({ share, influence }) => share * (influence - mean) ** 2));
  if (spread < rounding) {
    const reason = 'the judgements are too uniform to show how far this kappa may be off';
    return { known: true, n, kappa, low: null, high: null, reason };
  }
  const reach = (z95 * Math.sqrt(spread / n)) / (1 - chance / (n * n));
  return { known: true, n, kappa, low: Math.max(-1, kappa - reach), high: Math.min(1, kappa + reach) };
}

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new Error(`a list of ${values.length} has no value ${index + 1}`);
  return value;
}
