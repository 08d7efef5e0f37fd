import { defineCount } from '../metric.ts';

/** Days on which somebody else counted all models: of Jiang et al., of snapshots, and of totals that others printed. */
const days = ['2022-08-15', '2022-10-01', '2023-06-30', '2024-07-11', '2025-07-14', '2025-10-23', '2026-10-03'];

/**
 * How many of the models that there were on a day are listed still?
 *
 * Shape   one row per day before that of the snapshot on which somebody counted all models, oldest first
 * Source  the Hub's list of models
 */
export const modelsBefore = defineCount({
  id: 'models-before',
  topic: 'models',
  title: 'Models created before the days of earlier counts and still listed',
  method:
    'Models in the list that were created before the day (UTC), for earlier days on which others counted all models. The number is a lower bound of that count: models deleted since and models without a known date are missing.',
  key: ['day'],
  columns: {
    day: { unit: 'day', description: 'Day on which all models were counted' },
    models: { unit: 'count', description: 'Models created before the day and still listed' },
    ofUnknownAge: { unit: 'count', description: 'Models without a known date, not included' },
  },
  needs: ['models.created_at'],
  emptyReason: 'Nobody counted all models on a day before the snapshot.',
  sql: `
    SELECT strftime(day, '%Y-%m-%d') AS "day", count(*) FILTER (created_at < day) AS "models",
           count(*) FILTER (created_at IS NULL) AS "ofUnknownAge"
    FROM models CROSS JOIN (SELECT unnest([${days.map((day) => `'${day}'`).join(', ')}])::TIMESTAMP AS day)
    WHERE day < $as_of
    GROUP BY day
    ORDER BY day`,
});
