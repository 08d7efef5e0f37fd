import { monthOfCreation } from '../columns.ts';
import { defineCount } from '../metric.ts';

const counted = 'the source gives the exact count';

/**
 * How many models were created in each month?
 *
 * Shape   one row per month, oldest first, then one for models of unknown age
 * Source  the Hub's list of models, or a published chart of it
 */
export const modelsByMonth = defineCount({
  id: 'models-by-month',
  topic: 'models',
  title: 'Models created, by month',
  method:
    'Public models that existed when the data were taken, by month of creation (UTC). Deleted models are not counted. Counts read off a chart have bounds; the notes explain them.',
  key: ['month'],
  figures: [{ chart: 'line', x: 'month', y: 'models' }],
  columns: {
    month: monthOfCreation(),
    models: { unit: 'count', description: 'Models created' },
    fewest: { unit: 'count', description: 'Lower bound of a count read off a chart', missing: counted },
    most: { unit: 'count', description: 'Upper bound of a count read off a chart', missing: counted },
  },
  needs: ['models.created_at'],
  sql: `
    SELECT strftime(created_at, '%Y-%m') AS "month", count(*) AS "models",
           NULL::BIGINT AS "fewest", NULL::BIGINT AS "most"
    FROM models
    GROUP BY 1
    ORDER BY 1 NULLS LAST`,
});
