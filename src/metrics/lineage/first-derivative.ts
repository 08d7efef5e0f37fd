import { sum } from 'd3-array';
import type { Row } from '../../schema/table.ts';
import { type Followed, kaplanMeier, survivalAt } from '../../statistics/survival.ts';
import { followedDays, livesOfModels } from './derivative-lags.ts';
import { defineCount, defineFinding, numberIn, tableOf, textIn } from '../metric.ts';

const spans = [30, 90, followedDays] as const;
const perSpan = <Text>(make: (days: number) => readonly [name: string, text: Text]): Record<string, Text> =>
  Object.fromEntries(spans.map(make));

/**
 * How soon is a model built upon by somebody else?
 *
 * Of those models only that were watched for so long, so that nothing has to be supposed of the others.
 *
 * Shape   one row per year of creation, oldest first
 * Source  the Hub's list of models: the tags `base_model:…`
 */
export const firstDerivative = defineCount({
  id: 'first-derivative',
  topic: 'lineage',
  title: 'How soon models get a derivative by another author',
  method: `Of the models created in a year and followed for 30, 90 and ${followedDays} full days, those with a derivative by another author by then; started days count in full. Models that carry the earliest date that the Hub gives are left out. A derivative that is older than its base model does not count; models with such a derivative are counted separately. Derivatives are declared by their authors, and declaring a base model has become more common, so years are not comparable. The table is made from a census only, because a selection lacks the derivatives outside it. Derivatives that have been deleted are not counted.`,
  key: ['year'],
  figures: [
    {
      chart: 'groupedBars',
      x: 'within30',
      also: ['within90', 'within365'],
      y: 'year',
      atLeast: { column: 'models', count: 100 },
    },
  ],
  columns: {
    year: { unit: 'year', description: 'Year in which the models were created (UTC)' },
    models: { unit: 'count', description: 'Models created' },
    derived: {
      unit: 'count',
      description: 'Models with a derivative by another author within a year of their creation',
    },
    withOlder: { unit: 'count', description: 'Models with an older derivative by another author' },
    ...perSpan((days) => [
      `watched${days}`,
      {
        unit: 'count',
        description: `Models followed for ${days} days`,
        missing: 'no model of the year was followed for so long',
      } as const,
    ]),
    ...perSpan((days) => [
      `builtUpon${days}`,
      { unit: 'count', description: `Models with a derivative within ${days} days` } as const,
    ]),
  },
  shares: perSpan((days) => [
    `within${days}`,
    {
      part: `builtUpon${days}`,
      whole: `watched${days}`,
      description: `Share with a derivative within ${days} days`,
    } as const,
  ]),
  cluster: 'author',
  needs: ['models.id', 'models.author', 'models.created_at', 'parents.child', 'parents.parent'],
  emptyReason: 'No model was created after the earliest date that the Hub gives.',
  sql: (_, count) => `
    SELECT * REPLACE (${spans.map((days) => `nullif("watched${days}", 0) AS "watched${days}"`).join(', ')})
    FROM (${count({
      units: livesOfModels,
      counts: {
        models: 'true',
        derived: 'waited <= watched',
        withOlder: 'older',
        ...perSpan((days) => [`watched${days}`, `watched >= ${days}`]),
        ...perSpan((days) => [`builtUpon${days}`, `watched >= ${days} AND waited <= ${days}`]),
      },
    })})
    ORDER BY "year"`,
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
  topic: 'lineage',
  title: 'Models with a derivative by another author, by days since their creation',
  method: `Kaplan–Meier estimate of the share of the models created in a year that have a derivative by another author by a given age: daily in the first month, weekly after that, for ${followedDays} days at most, and only while at least ${fewestFollowed} models are followed. The ${mostYears} newest years, from a census only. The estimate assumes that models with a short follow-up behave like models of the same year with a longer one. If newer models get derivatives sooner, the end of the curve of a recent year is too high. The table first-derivative does not need this assumption. The curve describes the list of the day and has no confidence interval.`,
  key: ['year', 'day'],
  figures: [
    { chart: 'curve', x: 'day', y: 'share', by: 'year', under: 'atRisk', atLeast: { column: 'atRisk', count: 100 } },
  ],
  columns: {
    year: { unit: 'year', description: 'Year in which the models were created (UTC)' },
    day: { unit: 'days', description: 'Days since the creation of the model' },
    atRisk: {
      unit: 'count',
      description: 'Models still followed and without a derivative at the end of the day before',
    },
    share: { unit: 'share', description: 'Share of the models with a derivative' },
  },
  from: ['derivative-lags'],
  compute: (tables, { coverage }) => {
    if (coverage !== 'census')
      return {
        reason:
          'The time to the first derivative is estimated from a census only. A selection lacks the derivatives outside it. If it is selected by recent attention, it also has only those old models that still get derivatives.',
      };
    const years = [...Map.groupBy(tableOf(tables, 'derivative-lags').rows, (row) => textIn(row, 'year'))];
    const curves = years.flatMap(([year, days]) => {
      const followed = days.map((row): Followed => ({
        time: numberIn(row, 'day'),
        events: numberIn(row, 'derived'),
        censored: numberIn(row, 'censored'),
      }));
      const survival = kaplanMeier(followed);
      return survival.known ? [{ year, followed, steps: survival.steps }] : [];
    });
    const rows = curves.slice(-mostYears).flatMap(({ year, followed, steps }) => {
      const longest = Math.max(...followed.map(({ time }) => time));
      return plottedDays.flatMap((day): Row[] => {
        const left = survivalAt(steps, day, longest);
        const atRisk = sum(followed, ({ time, events, censored }) => (time >= day ? events + censored : 0));
        return left === null || atRisk < fewestFollowed ? [] : [{ year, day, atRisk, share: 1 - left }];
      });
    });
    return rows.length > 0 ? rows : { reason: 'Fewer than four models were created in each of the years.' };
  },
});
