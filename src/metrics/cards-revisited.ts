import { sum } from 'd3-array';
import type { Row, Table } from '../schema/table.ts';
import { completeMonths } from './months.ts';
import { type Context, defineFinding, numberIn, shareColumns, shareOf, tableOf } from './metric.ts';

/** A month of creation, as two snapshots count it. */
interface Pair {
  readonly month: string;
  readonly before: Row;
  readonly now: Row;
}

/**
 * The months of creation that are whole in both snapshots, oldest first, and the days on which they were looked at;
 * or why there are none.
 */
export function revisited(
  table: Table,
  { date, previous }: Context,
): { seenBefore: string; seenNow: string; pairs: Pair[] } | { refused: string } {
  const earlier = previous(table.name);
  if (!earlier) return { refused: 'There is no earlier snapshot of the whole Hub to compare with.' };
  const [before, now] = [byMonth(earlier.table), byMonth(table)];
  const wholeBefore = completeMonths(earlier.table);
  const pairs = completeMonths(table).flatMap((month): Pair[] => {
    const [then, since] = [before.get(month), now.get(month)];
    return then && since && wholeBefore.includes(month) ? [{ month, before: then, now: since }] : [];
  });
  if (pairs.length === 0) return { refused: 'No month of creation is whole in both snapshots.' };
  return { seenBefore: earlier.snapshot.slice(0, 10), seenNow: date, pairs };
}

const byMonth = (table: Table) => new Map(table.rows.map((row) => [row.month, row]));

/**
 * The same months of creation, seen on two days: how many models had a card then, and how many now?
 *
 * Shape   one row per day and month of creation, the earlier day first, oldest month first
 * Window  months that both snapshots saw whole
 * Refuses without an earlier snapshot of the whole Hub that has `cards-by-month`, or without a month in common
 * Source  `cards-by-month` of this snapshot and of the newest one before it
 */
export const cardsRevisited = defineFinding({
  id: 'cards-revisited',
  title: 'Models with a card, the same months seen on two days',
  method:
    'Models created in the month that had a card on the day of each snapshot. Between the days cards were written, models were deleted, and what counts as a card may differ: see the notes.',
  key: ['seen', 'month'],
  columns: {
    seen: { unit: 'day', description: 'Day of the snapshot' },
    month: { unit: 'month', description: 'Month in which the models were created (UTC)' },
    models: { unit: 'count', description: 'Models created in the month and there on the day' },
    withCard: { unit: 'count', description: 'Those of them that had a card on the day' },
    ...shareColumns('shareWithCard', 'Share of the models with a card', { part: 'withCard', whole: 'models' }),
  },
  from: ['cards-by-month'],
  compute: (tables, context) => {
    const found = revisited(tableOf(tables, 'cards-by-month'), context);
    if ('refused' in found) return found;
    const rowsOf = (seen: string, rows: readonly Row[]) =>
      rows.map(({ month = null, models = null, withCard = null }): Row => {
        const row = { seen, month, models, withCard };
        return { ...row, ...shareOf(row, 'shareWithCard', 'withCard', 'models') };
      });
    return [
      ...rowsOf(
        found.seenBefore,
        found.pairs.map(({ before }) => before),
      ),
      ...rowsOf(
        found.seenNow,
        found.pairs.map(({ now }) => now),
      ),
    ];
  },
});

const ages = [
  { age: 'all', from: 0, below: Number.POSITIVE_INFINITY },
  { age: 'two years or more', from: 24, below: Number.POSITIVE_INFINITY },
  { age: 'one year to two', from: 12, below: 24 },
  { age: 'under one year', from: 0, below: 12 },
] as const;
const oldest = 'two years or more';

/**
 * How much of the change in the share with a card is later documentation, and how much may be something else?
 *
 * The change is split without a rest: `byDeletion` is what the loss of models does to the share if every model that
 * went had no card, which is the most it can do; `gained` is the net number of models that have a card now and had none
 * before, out of those there now. A difference of definition acts on old and new models alike, while cards are mostly
 * written while a model is young: what the oldest models gained is therefore taken as the most that a definition can
 * have done (`asTheOldest`), and what the others gained beyond it as later documentation (`beyondTheOldest`).
 *
 * Shape   one row for all months, then one per age of the months at the earlier snapshot
 * Refuses as `cards-revisited`
 * Source  `cards-by-month` of this snapshot and of the newest one before it
 */
export const cardsRevisitedChange = defineFinding({
  id: 'cards-revisited-change',
  title: 'What changed between two looks at the same models',
  method:
    'Months of creation grouped by their age at the earlier snapshot, their models added up. The change of the share is split: “by deletion” is the most that vanished models can have added or taken, were they all without a card; “gained” is the net number of models with a card now and none before. What models of two years or more gained is the most that a difference of definition can have done, if it acts on all ages alike; what others gained beyond it was written later.',
  key: ['age'],
  columns: {
    age: { unit: 'name', description: 'Age of the months of creation at the earlier snapshot' },
    months: { unit: 'count', description: 'Months of creation' },
    modelsBefore: { unit: 'count', description: 'Models at the earlier snapshot' },
    withCardBefore: { unit: 'count', description: 'Those of them with a card' },
    ...shareColumns('shareBefore', 'Share with a card at the earlier snapshot', {
      part: 'withCardBefore',
      whole: 'modelsBefore',
    }),
    modelsNow: { unit: 'count', description: 'Models at this snapshot' },
    withCardNow: { unit: 'count', description: 'Those of them with a card' },
    ...shareColumns('shareNow', 'Share with a card at this snapshot', { part: 'withCardNow', whole: 'modelsNow' }),
    change: { unit: 'shareChange', description: 'Change of the share' },
    byDeletion: { unit: 'shareChange', description: 'At most so much of it by models that vanished' },
    gained: { unit: 'shareChange', description: 'Net gain of models with a card' },
    asTheOldest: {
      unit: 'shareChange',
      description: 'The part of the gain that models of two years or more have too: definition, at most',
      missing: 'no month was two years old at the earlier snapshot',
    },
    beyondTheOldest: {
      unit: 'shareChange',
      description: 'The part of the gain beyond it: written later',
      missing: 'no month was two years old at the earlier snapshot',
    },
  },
  from: ['cards-by-month'],
  compute: (tables, context) => {
    const found = revisited(tableOf(tables, 'cards-by-month'), context);
    if ('refused' in found) return found;
    const { seenBefore, pairs } = found;
    const groups = ages.flatMap(({ age, from, below }) => {
      const own = pairs.filter(({ month }) => {
        const months = monthsFrom(month, seenBefore);
        return from <= months && months < below;
      });
      return own.length > 0 ? [{ age, months: own.length, ...changeOf(own) }] : [];
    });
    const yardstick = groups.find(({ age }) => age === oldest)?.gained;
    return groups.map((group): Row => {
      const like = yardstick === undefined ? null : Math.min(group.gained, Math.max(0, yardstick));
      return { ...group, asTheOldest: like, beyondTheOldest: like === null ? null : group.gained - like };
    });
  },
});

function changeOf(pairs: readonly Pair[]) {
  const total = (side: 'before' | 'now', count: string) => sum(pairs, (pair) => numberIn(pair[side], count));
  const counts = {
    modelsBefore: total('before', 'models'),
    withCardBefore: total('before', 'withCard'),
    modelsNow: total('now', 'models'),
    withCardNow: total('now', 'withCard'),
  };
  const { modelsBefore, withCardBefore, modelsNow, withCardNow } = counts;
  // The share, had every model that vanished been one without a card, and nothing else happened.
  const kept = Math.min(1, withCardBefore / modelsNow);
  return {
    ...counts,
    ...shareOf(counts, 'shareBefore', 'withCardBefore', 'modelsBefore'),
    ...shareOf(counts, 'shareNow', 'withCardNow', 'modelsNow'),
    change: withCardNow / modelsNow - withCardBefore / modelsBefore,
    byDeletion: kept - withCardBefore / modelsBefore,
    gained: withCardNow / modelsNow - kept,
  };
}

/** Whole months from the end of a month to the month of a day. */
function monthsFrom(month: string, day: string): number {
  const index = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return index(day) - index(month) - 1;
}
