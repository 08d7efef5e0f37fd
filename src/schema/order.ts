/**
 * By what the cells of a column are put in order on a page. The build writes a key where the text of a cell would not do,
 * and the reader’s browser sorts by it.
 */
import { numberIn } from './number-in-text.ts';
import type { Cell, Unit } from './table.ts';
import { formatValue } from './written.ts';

/** Classes that tables call by their bounds, from the least. */
const classes: readonly (readonly string[])[] = [
  ['none', 'below-100', 'below-10-000', '10-000-and-more'],
  ['below-100m', 'below-1b', 'below-10b', 'below-100b', '100b-and-more'],
];

/** Shares are written in percent. */
const scaleOf = (unit: Unit) => (unit === 'share' || unit === 'shareChange' ? 100 : 1);

/**
 * The cells of a column that have a key, a number on the scale on which the column is written. The text of any other does
 * as well, as that of most. A class of several of its kind has its place among them, and a number that is written like
 * another one that it is not has as many digits as tell them apart.
 */
export function orderKeys(unit: Unit, cells: readonly Cell[]): ReadonlyMap<Cell, number> {
  const keys = new Map<Cell, number>();
  if (unit === 'slug')
    for (const each of classes)
      if (each.filter((name) => cells.includes(name)).length > 1)
        for (const [place, name] of each.entries()) keys.set(name, place);

  const numbers = new Set(cells.filter((cell) => typeof cell === 'number'));
  const written = (each: number) => numberIn(formatValue(unit, each));
  for (const [as, alike] of Map.groupBy(numbers, written)) {
    if (alike.length === 1) continue;
    const rounded = (digits: number) => alike.map((each) => Number((each * scaleOf(unit)).toPrecision(digits)));
    // Written by itself, a key is what its cells are, lest it pass one of the others.
    const tells = (keys: readonly number[]) =>
      new Set(keys).size === alike.length && keys.every((key) => written(key / scaleOf(unit)) === as);
    const digits = [4, 6, 9].find((some) => tells(rounded(some))) ?? 17;
    for (const [index, key] of rounded(digits).entries()) keys.set(alike[index] ?? null, key);
  }
  return keys;
}
