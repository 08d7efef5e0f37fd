/** Apart from what writes numbers, which every page would load with it. */

/** The number that a text begins with, as `formatValue` writes numbers; NaN if it begins with none. */
export const numberIn = (text: string): number =>
  Number.parseFloat(text.replace('−', '-').replaceAll(/^[<>≈~][ \u00a0]?|,/g, ''));
