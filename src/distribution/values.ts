/** What the values of a column are, as other vocabularies say it. */
import { z } from 'zod';
import { type Column, type Unit, isText, units } from '../schema/table.ts';
import { isWhole } from './files.ts';

/** Units in words, for those who do not know ours; null where a value is only a name. */
export const unitText: Readonly<Record<Unit, string | null>> = {
  year: 'year in UTC, as YYYY',
  month: 'month in UTC, as YYYY-MM',
  day: 'day in UTC, as YYYY-MM-DD',
  name: null,
  modelType: null,
  slug: null,
  count: 'count',
  share: 'share of a whole, from 0 to 1',
  shareChange: 'difference of two shares; 0.01 is a percentage point',
  correlation: 'rank correlation, from −1 to 1',
  probability: 'probability, from 0 to 1',
  rank: 'place in a ranking, 1 for the largest',
  rankChange: 'places won, below 0 for places lost',
  hours: 'hours',
  days: 'days',
  decile: 'decile, from 1 to 10',
  number: 'number; the description says of what',
};

/** What a column means and what it is to others of its table, in words. */
export function meaningOf({ description, interval, exact, test, share, lorenz }: Column): string {
  const of = share && (share.whole === undefined ? `its part is ${share.part}` : `${share.part} / ${share.whole}`);
  return [
    description,
    ...(of === undefined ? [] : [of]),
    ...(lorenz === undefined ? [] : [`a Lorenz curve over ${lorenz}`]),
    ...(interval ? [`95 % CI from ${interval.low} to ${interval.high} (${methodOf(interval)})`] : []),
    ...(exact ? ['exact: a fact about all that was counted, with no interval'] : []),
    ...(test ? [testOf(test)] : []),
  ].join('; ');
}

/** How an interval is found, and what is taken as independent for it where that is not the row's own unit. */
export const methodOf = ({ method, unit }: NonNullable<Column['interval']>): string =>
  unit === undefined ? method : `${method}, by ${unit}`;

/** Which test a p value is of, and what corrects it. */
export const testOf = ({ method, corrections = [] }: NonNullable<Column['test']>): string =>
  ['p value of ' + method, ...corrections].join(', corrected after ');

/** The type of a value. A month is text that not every vocabulary has a type for. */
export function kindOf(unit: Unit): 'year' | 'month' | 'day' | 'text' | 'whole' | 'number' {
  if (unit === 'year' || unit === 'month' || unit === 'day') return unit;
  return isText(unit) ? 'text' : isWhole(unit) ? 'whole' : 'number';
}

/** The bounds that a unit sets for its values, where it does. */
export function boundsOf(unit: Unit): { minimum?: number; maximum?: number } {
  const { minimum, maximum } = z.toJSONSchema(units[unit]);
  return {
    ...(minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER && { minimum }),
    ...(maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && { maximum }),
  };
}
