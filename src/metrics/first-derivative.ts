import type { Row } from '../schema/table.ts';
import { wilson } from '../statistics/proportion.ts';
import { type Followed, kaplanMeier, survivalAt, timeBy } from '../statistics/survival.ts';
import { followedDays } from './derivative-lags.ts';
import { defineFinding, numberIn, shareColumns, tableOf, textIn } from './metric.ts';

const greenwood = 'Greenwood, log-log';
const notWatched = 'no model of the year was watched for so long';
const notReached = 'it is not reached within the year for which models are followed';
const spans = [30, 90, followedDays] as const;

/**
 * How soon is a model built upon by somebody else?
 *
 * Shape   one row per year of creation, oldest first
 * Units   `models`, `derived`, `withOlder` counts · shares of the models, with 95 % intervals · `tenthDays`, `medianDays` days
 * Nulls   a share where no model of the year was watched for so long; days where the share is not reached within a year
 * Refuses without a year of four models
 * Source  `derivative-lags`
 */
export const firstDerivative = defineFinding({
  id: 'first-derivative',
  title: 'How soon models are built upon by another author',
  method: `Share of the models created in a year that were first built upon by another author within ${spans.join(', ')} days, by Kaplan–Meier, so that models that were not watched for so long count for as long as they were. By which day a tenth and half of them were. Children that are older than the model do not count; the models that have such a child are counted (withOlder). Where none was built upon in the time, the upper end is that of Wilson’s interval for those who were watched for so long.`,
  key: ['year'],
  columns: {
    year: { unit: 'name', description: 'Year in which the models were created (UTC)' },
    models: { unit: 'count', description: 'Models created' },
    derived: { unit: 'count', description: 'Those seen built upon by another author within a year of their creation' },
    withOlder: { unit: 'count', description: 'Models with a child by another author that is older than they are' },
    ...Object.fromEntries(
      spans.flatMap((days) =>
        Object.entries(shareColumns(`within${days}`, `Share built upon within ${days} days`, notWatched, greenwood)),
      ),
    ),
    tenthDays: { unit: 'days', description: 'Days until a tenth were built upon', missing: notReached },
    medianDays: { unit: 'days', description: 'Days until half were built upon', missing: notReached },
  },
  from: ['derivative-lags'],
  compute: (tables) => {
    const years = Map.groupBy(tableOf(tables, 'derivative-lags').rows, (row) => textIn(row, 'year'));
    const rows = [...years].flatMap(([year, days]): Row[] => {
      const followed = days.map((row): Followed => ({
        time: numberIn(row, 'day'),
        events: numberIn(row, 'derived'),
        censored: numberIn(row, 'censored'),
      }));
      const survival = kaplanMeier(followed);
      if (survival.refused !== undefined) return [];
      const longest = Math.max(...followed.map(({ time }) => time));
      const shares = spans.flatMap((span): [string, number | null][] => {
        const at = survivalAt(survival, span, longest);
        const name = `within${span}`;
        // Without an event the curve has no width, but those who were watched for so long might have been more.
        const watched = followed.filter(({ time }) => time >= span).reduce((sum, { censored }) => sum + censored, 0);
        const low = at?.survival === 1 ? 1 - wilson(0, watched).high : at?.low;
        return [
          [name, at && 1 - at.survival],
          [`${name}Low`, at && 1 - at.high],
          [`${name}High`, low === undefined ? null : 1 - low],
        ];
      });
      return [
        {
          year,
          models: survival.n,
          derived: followed.reduce((sum, { events }) => sum + events, 0),
          withOlder: days.reduce((sum, row) => sum + numberIn(row, 'withOlder'), 0),
          ...Object.fromEntries(shares),
          tenthDays: timeBy(survival, 0.1).time,
          medianDays: timeBy(survival).time,
        },
      ];
    });
    return rows.length > 0 ? rows : { refused: 'Fewer than four models were created in each of the years.' };
  },
});
