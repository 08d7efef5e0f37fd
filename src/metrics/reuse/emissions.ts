import { monthOfCreation } from '../columns.ts';
import { defineCount } from '../metric.ts';

/**
 * How many models say what their training emitted?
 *
 * Shape   one row per month of creation, oldest first
 * Source  the Hub's list of models: tags
 */
export const emissions = defineCount({
  id: 'emissions',
  topic: 'reuse',
  title: 'Models that report the emissions of their training, by month of creation',
  method:
    'The Hub adds the tag co2_eq_emissions to models whose card metadata have a field of that name, whatever its value. Cumulative counts include only models that are still listed. Compared with counts made at the time they are a lower bound, except for models that added the field later.',
  key: ['month'],
  columns: {
    month: monthOfCreation(),
    created: { unit: 'count', description: 'All models created in the month' },
    reporting: { unit: 'count', description: 'Models that report emissions' },
    reportingSoFar: {
      unit: 'count',
      description: 'Models created in the month or before it that report emissions',
      missing: 'the time of creation is unknown',
    },
  },
  needs: ['models.created_at', 'models.has_emissions'],
  emptyReason: 'No model reports emissions.',
  sql: `
    WITH monthly AS (
      SELECT strftime(created_at, '%Y-%m') AS month, count(*) AS created, count(*) FILTER (has_emissions) AS reporting
      FROM models WHERE has_emissions IS NOT NULL GROUP BY 1
    )
    SELECT month AS "month", created AS "created", reporting AS "reporting",
           CASE WHEN month IS NOT NULL THEN sum(reporting) OVER (ORDER BY month NULLS LAST) END::BIGINT AS "reportingSoFar"
    FROM monthly
    WHERE (SELECT sum(reporting) FROM monthly) > 0
    ORDER BY month NULLS LAST`,
});
