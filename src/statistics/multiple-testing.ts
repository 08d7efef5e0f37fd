/**
 * What are these p-values worth, given that so many questions were asked at once?
 *
 * Method   Benjamini and Hochberg's step-up procedure: of the adjusted values at or below 0.05, at most one in
 *          twenty is expected to be a chance finding
 * Units    probabilities, 0 to 1, in the order given; none is smaller than the value it came from
 * Ties     equal values stay equal
 * Missing  not accepted: a test that could not be made was not asked, and must not be counted
 * Throws   if a value is not between 0 and 1; an empty list is an empty list
 * Source   Benjamini and Hochberg, "Controlling the false discovery rate", J. R. Stat. Soc. B 57 (1995);
 *          the same as scipy.stats.false_discovery_control
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const broken = p.findIndex((value) => !(value >= 0 && value <= 1));
  if (broken !== -1) throw new Error(`a p-value lies between 0 and 1, and value ${broken + 1} is ${p[broken]}`);

  const adjusted = p.map(() => 1);
  const largestFirst = p.map((value, index) => ({ value, index })).sort((a, b) => b.value - a.value);
  let lowest = 1;
  for (const [place, { value, index }] of largestFirst.entries()) {
    lowest = Math.min(lowest, value * (p.length / (p.length - place)));
    adjusted[index] = lowest;
  }
  return adjusted;
}
