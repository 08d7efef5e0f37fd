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
  title: 'How soon models are built upon by another author',
  method: `Of the models created in a year that were watched for 30, 90 and ${followedDays} full days, those that another author had built upon by then; a child of a begun day counts for the day. Models that carry the first date that the Hub gives are left out. A child that is older than its parent does not count; the models that have such a child are counted (withOlder). Built upon is what a later model declares: where declaring a base model became usual only with time, the years do not compare. Of a census only: a selection lacks the derivatives outside it. Children that were deleted since are not seen.`,
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
    year: { unit: 'name', description: 'Year in which the models were created (UTC)' },
    models: { unit: 'count', description: 'Models created' },
    derived: { unit: 'count', description: 'Those seen built upon by another author within a year of their creation' },
    withOlder: { unit: 'count', description: 'Models with a child by another author that is older than they are' },
    ...perSpan((days) => [
      `watched${days}`,
      {
        unit: 'count',
        description: `Models watched for ${days} days`,
        missing: 'no model of the year was watched for so long',
      } as const,
    ]),
    ...perSpan((days) => [
      `builtUpon${days}`,
      { unit: 'count', description: `Those of them built upon within ${days} days` } as const,
    ]),
  },
  shares: perSpan((days) => [
    `within${days}`,
    {
      part: `builtUpon${days}`,
      whole: `watched${days}`,
      description: `Share of them built upon within ${days} days`,
      cluster: 'author',
    } as const,
  ]),
  needs: ['models.id', 'models.author', 'models.created_at', 'parents.child', 'parents.parent'],
  emptyReason: 'No model was created after the first date that the Hub gives.',
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
  title: 'Models built upon by another author, by days since their creation',
  method: `Share of the models created in a year that were built upon by another author up to a day of their life, by Kaplan–Meier: every day of the first month, one a week after it, for ${followedDays} days at most, and no further than at least ${fewestFollowed} models were followed; the ${mostYears} newest years; of a census only. atRisk: the models still followed. Models that were watched for a short time count as if they went on like those of their year that were watched for longer; where models of late are built upon sooner, the end of the curve of a young year is too high. first-derivative supposes nothing of the kind. The curve describes the list of the day and has no interval.`,
  key: ['year', 'day'],
  figures: [
    { chart: 'curve', x: 'day', y: 'share', by: 'year', under: 'atRisk', atLeast: { column: 'atRisk', count: 100 } },
  ],
  columns: {
    year: { unit: 'name', description: 'Year in which the models were created (UTC)' },
    day: { unit: 'days', description: 'Days since the creation of the model' },
    atRisk: {
      unit: 'count',
      description: 'Models that were still followed, and not yet built upon, before the day’s end',
    },
    share: { unit: 'share', description: 'Share of the models built upon' },
  },
  from: ['derivative-lags'],
  compute: (tables, { coverage }) => {
    if (coverage !== 'census')
      return {
        refused:
          'How soon models are built upon is told of a census only: a selection lacks the derivatives outside it, and where it was made by recent attention it has the old models that were still built upon and not the others.',
      };
    const years = [...Map.groupBy(tableOf(tables, 'derivative-lags').rows, (row) => textIn(row, 'year'))];
    const curves = years.flatMap(([year, days]) => {
      const followed = days.map((row): Followed => ({
        time: numberIn(row, 'day'),
        events: numberIn(row, 'derived'),
        censored: numberIn(row, 'censored'),
      }));
      const survival = kaplanMeier(followed);
      return survival.refused === undefined ? [{ year, followed, survival }] : [];
    });
    const rows = curves.slice(-mostYears).flatMap(({ year, followed, survival }) => {
      const longest = Math.max(...followed.map(({ time }) => time));
      return plottedDays.flatMap((day): Row[] => {
        const left = survivalAt(survival, day, longest);
        const atRisk = sum(followed, ({ time, events, censored }) => (time >= day ? events + censored : 0));
        return left === null || atRisk < fewestFollowed ? [] : [{ year, day, atRisk, share: 1 - left }];
      });
    });
    return rows.length > 0 ? rows : { refused: 'Fewer than four models were created in each of the years.' };
  },
});
