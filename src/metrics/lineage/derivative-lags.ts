import { firstDate } from '../edges.ts';
import { defineCount } from '../metric.ts';

/** So long is each model followed: longer than any share that `first-derivative` tells. */
export const followedDays = 365;

/**
 * The models whose age is known, as a query: author, year of creation, days waited for the first child by another author
 * (empty without one), full days watched, and whether another author has a child that is older.
 */
export const livesOfModels = `
    WITH firsts AS (
      SELECT above.id,
             min(below.created_at) FILTER (below.created_at >= above.created_at) AS first_at,
             bool_or(below.created_at < above.created_at) AS older
      FROM parents
      JOIN models AS below ON below.id = parents.child
      JOIN models AS above ON above.id = parents.parent
      WHERE below.author <> above.author AND above.created_at > ${firstDate}
      GROUP BY above.id
    )
    SELECT author, strftime(created_at, '%Y') AS year, coalesce(older, false) AS older,
           ceil(epoch(first_at - created_at) / 86400) AS waited,
           least(greatest(floor(epoch($as_of::TIMESTAMP - created_at) / 86400), 0), ${followedDays}) AS watched
    FROM models LEFT JOIN firsts USING (id)
    WHERE created_at > ${firstDate}`;

/**
 * On which day of its life is a model first built upon by somebody else, and how long was it watched?
 *
 * Shape   one row per year of creation and day of life on which something happened, oldest year and first day first
 * Window  each model is followed for whole days from its creation to the beginning of the day of the snapshot, but for a year at most
 * Source  the Hub's list of models: the tags `base_model:…`
 */
export const derivativeLags = defineCount({
  id: 'derivative-lags',
  topic: 'lineage',
  title: 'Time from a model’s creation to its first derivative by another author',
  method: `Models by the number of days from their creation to their first derivative by another author, started days counted in full. Models without a derivative are censored at the number of full days of follow-up, at most ${followedDays}. Follow-up ends at the start of the snapshot’s day, for derivatives too. Only models created after the earliest date that the Hub gives are included, because all older models carry that date. A derivative that is older than its base model came from something else, or the base model was published late or created again. It does not count as the first derivative; models with such a derivative are counted separately. Derivatives that have been deleted are not counted.`,
  key: ['year', 'day'],
  columns: {
    year: { unit: 'year', description: 'Year in which the model was created (UTC)' },
    day: { unit: 'count', description: 'Days since creation' },
    derived: { unit: 'count', description: 'Models whose first derivative by another author was created on this day' },
    censored: { unit: 'count', description: 'Models without a derivative, followed for this many days' },
    withOlder: {
      unit: 'count',
      description: 'Models of either kind that also have an older derivative by another author',
    },
  },
  needs: ['models.id', 'models.author', 'models.created_at', 'parents.child', 'parents.parent'],
  emptyReason: 'No model was created after the earliest date that the Hub gives.',
  sql: `
    WITH placed AS (
      SELECT *, coalesce(waited <= watched, false) AS derived, CASE WHEN derived THEN waited ELSE watched END AS day
      FROM (${livesOfModels})
    )
    SELECT year AS "year", day::BIGINT AS "day", count(*) FILTER (derived) AS "derived",
           count(*) FILTER (NOT derived) AS "censored", count(*) FILTER (older) AS "withOlder"
    FROM placed
    GROUP BY year, day
    ORDER BY year, day`,
});
