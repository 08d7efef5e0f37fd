import { sum } from 'd3-array';
import type { Row, Table } from '../../schema/table.ts';
import { type Unavailable, isUnavailable } from '../../schema/unavailable.ts';
import { completeMonths } from '../months.ts';
import { type Context, type Earlier, type Tables, defineFinding, numberIn, shareColumns, tableOf } from '../metric.ts';

/** The whole months of a table, by month. */
function wholeMonths(table: Table): Map<string, Row> {
  const rows = new Map(table.rows.map((row) => [row.month, row]));
  return new Map(
    completeMonths(table).flatMap((month): [string, Row][] => {
      const row = rows.get(month);
      return row ? [[month, row]] : [];
    }),
  );
}

const noneEarlier = 'There is no earlier snapshot of the whole Hub to compare with.';
const noMonth = 'No month of creation is whole in both snapshots.';

/**
 * The same months of creation, seen on several days: how many models had a card on each?
 *
 * Shape   one row per day and month of creation, the earliest day first, oldest month first
 * Window  months that this snapshot and an earlier one saw whole
 * Refuses without an earlier snapshot of the whole Hub that has `cards-by-month`, or without a month in common
 * Source  `cards-by-month` of this snapshot and of all before it that speak for the whole Hub. A sample is set beside them
 */
export const cardsRevisited = defineFinding({
  id: 'cards-revisited',
  topic: 'documentation',
  title: 'Models with a card by month of creation, in several snapshots',
  method:
    'Models created in the month, and those with a card on the day of each snapshot. Between the snapshots cards were written, models were deleted, and the definition of a card can differ; see the notes. Only the share of a sample has a 95 % CI.',
  key: ['seen', 'month'],
  figures: [{ chart: 'line', x: 'month', y: 'shareWithCard', by: 'seen' }],
  columns: {
    seen: { unit: 'day', description: 'Day of the snapshot' },
    month: { unit: 'month', description: 'Month in which the models were created (UTC)' },
    models: { unit: 'count', description: 'Models created in the month and listed on the day' },
    withCard: { unit: 'count', description: 'Models with a card on the day' },
    ...shareColumns('shareWithCard', 'Share of the models with a card', {
      part: 'withCard',
      whole: 'models',
      missing: 'the table that it is taken from has none',
      method: 'as in the table that it is taken from',
    }),
  },
  from: ['cards-by-month'],
  compute: (tables, { date, earlier }) => {
    const table = tableOf(tables, 'cards-by-month');
    const before = earlier(table.name);
    if (before.length === 0) return { reason: noneEarlier };
    const now = wholeMonths(table);
    const days = before.map((each) => ({ seen: dayOf(each), months: wholeMonths(each.table) }));
    const common = [...now.keys()].filter((month) => days.some(({ months }) => months.has(month)));
    if (common.length === 0) return { reason: noMonth };
    return [...days, { seen: date, months: now }].flatMap(({ seen, months }) =>
      common.flatMap((month): Row[] => {
        const row = months.get(month);
        if (!row) return [];
        const { models = null, withCard = null, shareWithCard = null } = row;
        const { shareWithCardLow = null, shareWithCardHigh = null } = row;
        return [{ seen, month, models, withCard, shareWithCard, shareWithCardLow, shareWithCardHigh }];
      }),
    );
  },
});

const ages = [
  { age: 'all', from: 0, below: Number.POSITIVE_INFINITY },
  { age: 'two years or more', from: 24, below: Number.POSITIVE_INFINITY },
  { age: 'one year to two', from: 12, below: 24 },
  { age: 'under one year', from: 0, below: 12 },
] as const;
const oldest = 'two years or more';

/** The two totals of each age of the months that this snapshot and the newest one before it saw whole. */
function totalsByAge(
  tables: Tables,
  { previous, coverage }: Context,
): Unavailable | readonly (Totals & { readonly age: string; readonly months: number })[] {
  const table = tableOf(tables, 'cards-by-month');
  if (coverage === 'sample')
    return {
      reason: 'A sample has other models than the whole Hub had before, so the change is not that of the same.',
    };
  const before = previous(table.name);
  if (!before) return { reason: noneEarlier };
  const [then, now] = [wholeMonths(before.table), wholeMonths(table)];
  const pairs = [...now].flatMap(([month, row]): Pair[] => {
    const earlier = then.get(month);
    return earlier ? [{ month, before: earlier, now: row }] : [];
  });
  if (pairs.length === 0) return { reason: noMonth };
  return ages.flatMap(({ age, from, below }) => {
    const own = pairs.filter(({ month }) => {
      const months = monthsFrom(month, dayOf(before));
      return from <= months && months < below;
    });
    return own.length > 0 ? [{ age, months: own.length, ...totalsOf(own) }] : [];
  });
}

/**
 * How has the share with a card changed between two looks at the same months?
 *
 * Shape   one row for all months, then one per age of the months at the earlier snapshot
 * Refuses for a sample, whose models are others; else as `cards-revisited`
 * Source  `cards-by-month` of this snapshot and of the newest one before it
 */
export const cardsRevisitedChange = defineFinding({
  id: 'cards-revisited-change',
  topic: 'documentation',
  title: 'Change of the share with a card between two snapshots, by age',
  method:
    'Models by the age of their month of creation at the earlier snapshot. The table cards-revisited-scenario gives possible causes of the change.',
  key: ['age'],
  columns: {
    age: { unit: 'name', description: 'Age of the months of creation at the earlier snapshot' },
    months: { unit: 'count', description: 'Months of creation' },
    modelsBefore: { unit: 'count', description: 'Models at the earlier snapshot' },
    withCardBefore: { unit: 'count', description: 'Models with a card' },
    ...shareColumns('shareBefore', 'Share with a card at the earlier snapshot', {
      part: 'withCardBefore',
      whole: 'modelsBefore',
      exact: true,
    }),
    modelsNow: { unit: 'count', description: 'Models at this snapshot' },
    withCardNow: { unit: 'count', description: 'Models with a card' },
    ...shareColumns('shareNow', 'Share with a card at this snapshot', {
      part: 'withCardNow',
      whole: 'modelsNow',
      exact: true,
    }),
    change: { unit: 'shareChange', description: 'Change of the share' },
  },
  from: ['cards-by-month'],
  compute: (tables, context) => {
    const groups = totalsByAge(tables, context);
    if (isUnavailable(groups)) return groups;
    return groups.map(({ age, months, ...totals }): Row => {
      const [shareBefore, shareNow] = sharesOf(totals);
      return { age, months, ...totals, shareBefore, shareNow, change: shareNow - shareBefore };
    });
  },
});

const parts = {
  deletion:
    'Months show the net loss of models; up to twice as many vanished, others having been made public since. Those that vanished had a card as often as others, or never.',
  definition:
    'What models of two years or more gained is the difference between what counts as a card on the two days. It adds as many points to every age, or the same share of its models without a card, or nothing.',
  'written-later': 'What remains of the change: with the most of both others at once, or with neither.',
} as const;

/**
 * What may have changed the share with a card between two looks at the same months: deletion, definition, or cards that
 * were written later?
 *
 * Totals do not tell, so the answer is a range under assumptions: a scenario and no bound. Cards of models of two years or
 * more are taken to be finished, which makes their gain the yardstick of a definition. A definition that takes cards away
 * takes them from models that have one. The range of a part is that of the part alone; they do not add up.
 *
 * Shape   one row per part, for all months and then for each age of the months at the earlier snapshot
 * Refuses without a month that was two years old at the earlier snapshot; else as `cards-revisited-change`
 * Source  `cards-by-month` of this snapshot and of the newest one before it
 */
export const cardsRevisitedScenario = defineFinding({
  id: 'cards-revisited-scenario',
  topic: 'documentation',
  title: 'Scenario of the change of the share with a card between two snapshots',
  method:
    'The causes of the change cannot be observed. Each row gives a range under its own assumption; the ranges do not add up, and other assumptions give other ranges.',
  key: ['age', 'part'],
  columns: {
    age: { unit: 'name', description: 'Age of the months of creation at the earlier snapshot' },
    part: { unit: 'slug', description: 'Possible cause' },
    low: { unit: 'shareChange', description: 'Change of the share: lower end of the scenario' },
    high: { unit: 'shareChange', description: 'Change of the share: upper end of the scenario' },
    assumption: { unit: 'name', description: 'Assumption' },
  },
  from: ['cards-by-month'],
  compute: (tables, context) => {
    const groups = totalsByAge(tables, context);
    if (isUnavailable(groups)) return groups;
    const yardstick = groups.find(({ age }) => age === oldest);
    if (!yardstick) return { reason: 'No month was two years old at the earlier snapshot.' };
    return groups.flatMap(({ age, ...totals }) =>
      Object.entries(scenario(totals, yardstick)).map(([part, { low, high }]): Row => ({
        age,
        part,
        low,
        high,
        assumption: parts[part as keyof typeof parts],
      })),
    );
  },
});

/** A month of creation, as two snapshots count it. */
interface Pair {
  readonly month: string;
  readonly before: Row;
  readonly now: Row;
}

interface Totals {
  readonly modelsBefore: number;
  readonly withCardBefore: number;
  readonly modelsNow: number;
  readonly withCardNow: number;
}

function totalsOf(pairs: readonly Pair[]): Totals {
  const total = (side: 'before' | 'now', count: string) => sum(pairs, (pair) => numberIn(pair[side], count));
  return {
    modelsBefore: total('before', 'models'),
    withCardBefore: total('before', 'withCard'),
    modelsNow: total('now', 'models'),
    withCardNow: total('now', 'withCard'),
  };
}

const sharesOf = ({ modelsBefore, withCardBefore, modelsNow, withCardNow }: Totals) =>
  [withCardBefore / modelsBefore, withCardNow / modelsNow] as const;

interface Range {
  readonly low: number;
  readonly high: number;
}

/** Without the rounding errors of a difference that is none. */
const nearly = (difference: number) => (Math.abs(difference) < 1e-12 ? 0 : difference);

/** The ranges of the parts, given the models whose cards are taken to be finished. */
function scenario(totals: Totals, yardstick: Totals): Readonly<Record<keyof typeof parts, Range>> {
  const [before, now] = sharesOf(totals);
  const [then, since] = sharesOf(yardstick);
  const kept = withoutVanished(totals);
  const definition = definitions(then, since, before);
  return {
    deletion: { low: 0, high: kept - before },
    definition,
    'written-later': {
      low: nearly(now - kept - definitions(withoutVanished(yardstick), since, kept).high),
      high: now - before - definition.low,
    },
  };
}

/** The share with a card, had twice as many models vanished as are missing, all of them without a card. */
function withoutVanished({ modelsBefore, withCardBefore, modelsNow }: Totals): number {
  const left = modelsBefore - 2 * Math.max(0, modelsBefore - modelsNow);
  return left <= withCardBefore ? 1 : withCardBefore / left;
}

/**
 * What a definition does to a share, if it took finished cards from `then` to `since`: as many points, or the same part of
 * the models without a card (with one, if it takes cards away), or nothing.
 */
function definitions(then: number, since: number, share: number): Range {
  const points = since - then;
  if (points === 0) return { low: 0, high: 0 };
  const part = points > 0 ? (points / (1 - then)) * (1 - share) : (points / then) * share;
  return { low: Math.min(0, points, part), high: Math.max(0, points, part) };
}

const dayOf = ({ snapshot }: Earlier) => snapshot.slice(0, 10);

/** Whole months from the end of a month to the month of a day. */
function monthsFrom(month: string, day: string): number {
  const index = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return index(day) - index(month) - 1;
}
