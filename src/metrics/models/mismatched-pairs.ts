import type { Row } from '../../schema/table.ts';
import { withoutRelation } from '../../statistics/bootstrap.ts';
import { detrend, type Way } from '../../statistics/co-movement.ts';
import { spearman } from '../../statistics/spearman.ts';
import { monthsOfTypes } from './hub-forum-agreement.ts';
import { defineFinding, shareColumns, shareOf, tableOf } from '../metric.ts';

/** One for each side, so that no draw of one goes with a draw of the other; fixed, as in `hub-forum-agreement`. */
const seeds = { hub: 20240131, forum: 20240132 };
const significant = 0.05;
/** With fewer types there are no pairs to speak of. */
const fewestTypes = 5;

const noPairs = 'too few months for any pair of types';

type P = number | null;

/** Ways of comparing months, each a p value for the uploads of one type and the mentions of another. */
const ways: readonly { way: string; name: string; prepare: (sides: Sides) => (hub: number, forum: number) => P }[] = [
  {
    way: 'as-counted',
    name: 'As counted',
    prepare:
      ({ hub, forum }) =>
      (one, other) => {
        const result = spearman(hub[one] ?? [], forum[other] ?? []);
        return result.known ? result.p : null;
      },
  },
  { way: 'given-time', name: 'Given time', prepare: (sides) => byBlocks(sides, 'given-time') },
  { way: 'changes', name: 'By changes', prepare: (sides) => byBlocks(sides, 'changes') },
];

interface Sides {
  readonly hub: readonly (readonly number[])[];
  readonly forum: readonly (readonly number[])[];
}

/** Every series is drawn anew once, and each pair is compared with the pairs of its draws. */
function byBlocks({ hub, forum }: Sides, way: Way): (one: number, other: number) => P {
  const models = hub.map((values) => detrend(values, way, { seed: seeds.hub }));
  const topics = forum.map((values) => detrend(values, way, { seed: seeds.forum }));
  return (one, other) => {
    const [first, second] = [models[one], topics[other]];
    if (first?.known !== true || second?.known !== true) return null;
    const test = withoutRelation(first, second);
    return test.known ? test.p : null;
  };
}

/**
 * How often does comparing months find a relation where there can be none?
 *
 * The uploads of one type are compared with the mentions of another. What is found there measures the method: a common trend
 * of everything on the Hub and everything on the forum, and not talk that follows uploads.
 *
 * Shape   one row per way of comparing, the one that studies use first
 * Window  the months that both sides saw whole, as in `hub-forum-agreement`, and the types that are tested there
 * Refuses if fewer than five types can be tested
 * Source  `models-created` and `mentions`
 */
export const mismatchedPairs = defineFinding({
  id: 'mismatched-pairs',
  topic: 'models',
  title: 'False positives when comparing months: significant correlations between different types',
  method: `The monthly uploads of each type are compared with the monthly mentions of every other type, as in the table hub-forum-by-month. A pair is significant if p < ${significant} before adjustment; a valid test finds about ${100 * significant} in 100 where there is no relation. As counted: Spearman’s rank correlation with p from the t distribution. Given time, and by monthly changes, remove the trend; their p comes from a block bootstrap of 999 resamples. Mismatched pairs share types, so their share has no 95 % CI; that of types compared with themselves is Wilson’s.`,
  key: ['way'],
  figures: [{ chart: 'groupedBars', x: 'shareMismatched', also: ['shareMatched'], y: 'name' }],
  columns: {
    way: { unit: 'slug', description: 'Comparison of months' },
    name: { unit: 'name', description: 'Name' },
    months: { unit: 'count', description: 'Months compared' },
    mismatched: { unit: 'count', description: 'Pairs of two different types' },
    mismatchedSignificant: { unit: 'count', description: `Pairs with p < ${significant}` },
    shareMismatched: {
      unit: 'share',
      description: 'Share of the pairs of two different types with a significant correlation',
      exact: true,
      share: { part: 'mismatchedSignificant', whole: 'mismatched' },
      missing: noPairs,
    },
    matched: { unit: 'count', description: 'Pairs of a type with itself' },
    matchedSignificant: { unit: 'count', description: `Pairs with p < ${significant}` },
    ...shareColumns('shareMatched', 'Share of the types whose uploads and mentions have a significant correlation', {
      part: 'matchedSignificant',
      whole: 'matched',
      missing: noPairs,
    }),
  },
  from: ['models-created', 'mentions'],
  compute: (tables) => {
    const { matched: months, types } = monthsOfTypes(tableOf(tables, 'models-created'), tableOf(tables, 'mentions'));
    const tested = types.filter(({ refused }) => refused === null);
    if (tested.length < fewestTypes)
      return { reason: `${tested.length} types can be compared by month, and at least ${fewestTypes} are needed.` };
    const sides = { hub: tested.map(({ models }) => models), forum: tested.map(({ topics }) => topics) };
    return ways.map(({ way, name, prepare }): Row => {
      const pOf = prepare(sides);
      const counts = { mismatched: 0, mismatchedSignificant: 0, matched: 0, matchedSignificant: 0 };
      for (const one of tested.keys())
        for (const other of tested.keys()) {
          const p = pOf(one, other);
          if (p === null) continue;
          const pair = one === other ? 'matched' : 'mismatched';
          counts[pair]++;
          if (p < significant) counts[`${pair}Significant`]++;
        }
      const { mismatched, mismatchedSignificant } = counts;
      return {
        way,
        name,
        months: months.length,
        ...counts,
        shareMismatched: mismatched === 0 ? null : mismatchedSignificant / mismatched,
        ...shareOf(counts, 'shareMatched', 'matchedSignificant', 'matched'),
      };
    });
  },
});
