import { sum } from 'd3-array';
import type { Row } from '../schema/table.ts';
import { wilson } from '../statistics/proportion.ts';
import { type Followed, kaplanMeier, survivalAt, timeBy } from '../statistics/survival.ts';
import { followedDays } from './derivative-lags.ts';
import {
  type Context,
  type Refusal,
  type Tables,
  defineFinding,
  numberIn,
  shareColumns,
  tableOf,
  textIn,
} from './metric.ts';

const greenwood = 'Greenwood, log-log';
const notWatched = 'no model of the year was watched for so long';
const notReached = 'it is not reached within the year for which models are followed';
const spans = [30, 90, followedDays] as const;

/** Whether there is a whole to follow: of a selection, why not. */
const censusOnly = ({ coverage }: Context): Refusal | null =>
  coverage === 'census'
    ? null
    : {
        refused:
          'How soon models are built upon is told of a census only: a selection lacks the derivatives outside it, and where it was made by recent attention it has the old models that were still built upon and not the others.',
      };

/**
 * How soon is a model built upon by somebody else?
 *
 * Shape   one row per year of creation, oldest first
 * Refuses what is no census, and without a year of four models
 * Source  `derivative-lags`
 */
export const firstDerivative = defineFinding({
  id: 'first-derivative',
  title: 'How soon models are built upon by another author',
  method: `Share of the models created in a year that were first built upon by another author within 30, 90 and ${followedDays} days, by Kaplan–Meier, so that models that were not watched for so long count for as long as they were; of a census only. Built upon is what a later model declares: where declaring a base model became usual only with time, the years do not compare, and the later models of a year, which are watched for less time, raise its share above that of the models that were watched to the end. The intervals take models for independent, which those of one author are not; by author they are wider. atRisk30, atRisk90, atRisk365: the models that were still followed, and not yet built upon, before the end of that day: on them the share rests. tenthDays, medianDays: the day by which a tenth, and half, of them were. Years of fewer than four models are left out, and so are models that carry the first date that the Hub gives. Children that are older than the model do not count; the models that have such a child are counted (withOlder). Where none was built upon in the time, the upper end is that of Wilson’s interval for those who were watched for so long.`,
  key: ['year'],
  columns: {
    year: { unit: 'name', description: 'Year in which the models were created (UTC)' },
    models: { unit: 'count', description: 'Models created' },
    derived: { unit: 'count', description: 'Those seen built upon by another author within a year of their creation' },
    withOlder: { unit: 'count', description: 'Models with a child by another author that is older than they are' },
    ...Object.fromEntries(
      spans.flatMap((days) =>
        Object.entries(
          shareColumns(`within${days}`, `Share built upon within ${days} days`, {
            missing: notWatched,
            method: greenwood,
          }),
        ),
      ),
    ),
    ...Object.fromEntries(
      spans.map((days) => [
        `atRisk${days}`,
        { unit: 'count', description: `Models still followed, and not yet built upon, before the end of day ${days}` },
      ]),
    ),
    tenthDays: { unit: 'days', description: 'Days until a tenth were built upon', missing: notReached },
    medianDays: { unit: 'days', description: 'Days until half were built upon', missing: notReached },
  },
  from: ['derivative-lags'],
  compute: (tables, context) => {
    const refusal = censusOnly(context);
    if (refusal) return refusal;
    const rows = followedByYear(tables).map(({ year, days, followed, survival, longest }): Row => {
      const shares = spans.flatMap((span) =>
        Object.entries(builtUponBy(`within${span}`, span, { followed, survival, longest })),
      );
      return {
        year,
        models: survival.n,
        derived: sum(followed, ({ events }) => events),
        withOlder: sum(days, (row) => numberIn(row, 'withOlder')),
        ...Object.fromEntries(shares),
        ...Object.fromEntries(spans.map((span) => [`atRisk${span}`, atRiskOn(span, followed)])),
        tenthDays: timeBy(survival, 0.1).time,
        medianDays: timeBy(survival).time,
      };
    });
    return rows.length > 0 ? rows : { refused: tooFew };
  },
});

/** A curve that rests on fewer models says more of each of them than of the year. */
const fewestFollowed = 10;
/** As many curves as a reader can tell apart in one chart. */
const mostYears = 7;

/** The days at which a curve is given: all of the first month, then one a week, and the last. */
const plottedDays = Array.from({ length: followedDays + 1 }, (_, day) => day).filter(
  (day) => day <= 30 || day % 7 === 0 || day === followedDays,
);

/** The same, day by day of a model's life. */
export const firstDerivativeByDay = defineFinding({
  id: 'first-derivative-by-day',
  title: 'Models built upon by another author, by days since their creation',
  method: `Share of the models created in a year that were built upon by another author up to a day of their life, by Kaplan–Meier, as in first-derivative: every day of the first month, one a week after it, for ${followedDays} days at most, and no further than at least ${fewestFollowed} models were followed; the ${mostYears} newest years. atRisk: those that are.`,
  key: ['year', 'day'],
  columns: {
    year: { unit: 'name', description: 'Year in which the models were created (UTC)' },
    day: { unit: 'days', description: 'Days since the creation of the model' },
    atRisk: {
      unit: 'count',
      description: 'Models that were still followed, and not yet built upon, before the day’s end',
    },
    ...shareColumns('share', 'Share of the models built upon', { method: greenwood }),
  },
  from: ['derivative-lags'],
  compute: (tables, context) => {
    const refusal = censusOnly(context);
    if (refusal) return refusal;
    const newest = followedByYear(tables).slice(-mostYears);
    const rows = newest.flatMap(({ year, followed, survival, longest }) =>
      plottedDays.flatMap((day): Row[] => {
        const shares = builtUponBy('share', day, { followed, survival, longest });
        const atRisk = atRiskOn(day, followed);
        return atRisk < fewestFollowed ? [] : [{ year, day, atRisk, ...shares }];
      }),
    );
    return rows.length > 0 ? rows : { refused: tooFew };
  },
});

const tooFew = 'Fewer than four models were created in each of the years.';

type Year = ReturnType<typeof followedByYear>[number];

/** The years with enough models for a curve, oldest first. */
function followedByYear(tables: Tables) {
  const years = Map.groupBy(tableOf(tables, 'derivative-lags').rows, (row) => textIn(row, 'year'));
  return [...years].flatMap(([year, days]) => {
    const followed = days.map((row): Followed => ({
      time: numberIn(row, 'day'),
      events: numberIn(row, 'derived'),
      censored: numberIn(row, 'censored'),
    }));
    const survival = kaplanMeier(followed);
    const longest = Math.max(...followed.map(({ time }) => time));
    return survival.refused === undefined ? [{ year, days, followed, survival, longest }] : [];
  });
}

const atRiskOn = (day: number, followed: readonly Followed[]): number =>
  sum(followed, ({ time, events, censored }) => (time >= day ? events + censored : 0));

/** The share that was built upon up to a day, with its interval; nulls where nobody was followed for so long. */
function builtUponBy(
  name: string,
  day: number,
  { followed, survival, longest }: Pick<Year, 'followed' | 'survival' | 'longest'>,
): Record<string, number | null> {
  const at = survivalAt(survival, day, longest);
  // Without an event the curve has no width, but those who were watched for so long might have been more.
  const watched = sum(followed, ({ time, censored }) => (time >= day ? censored : 0));
  const low = at?.survival === 1 ? 1 - wilson(0, watched).high : at?.low;
  return {
    [name]: at && 1 - at.survival,
    [`${name}Low`]: at && 1 - at.high,
    [`${name}High`]: low === undefined ? null : 1 - low,
  };
}
