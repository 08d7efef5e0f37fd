import { defineCount } from './metric.ts';

/**
 * How many authors publish models, and how few of them account for half?
 *
 * Shape   one row per month, oldest first, then one for models of unknown age
 * Units   `models`, `authors`, `busFactor` counts
 * Nulls   `month` where the time of creation is unknown
 * Source  the Hub's list of models; authors are counted, never named. The bus factor follows PRIME (Synovic et al.,
 *         ASE 2022) with authors in the place of committers
 */
export const publishers = defineCount({
  id: 'publishers',
  title: 'Authors who publish, and the few behind half of it',
  method:
    'Distinct authors of the models created in the month, and the bus factor: the fewest authors who together published at least half of them.',
  columns: {
    month: {
      unit: 'month',
      description: 'Month in which the models were created (UTC)',
      missing: 'the time of creation is unknown',
    },
    models: { unit: 'count', description: 'Models created' },
    authors: { unit: 'count', description: 'Distinct authors of these models' },
    busFactor: { unit: 'count', description: 'Fewest authors who together published at least half of them' },
  },
  needs: ['models.created_at', 'models.author'],
  sql: `
    WITH published AS (
      SELECT strftime(created_at, '%Y-%m') AS "month", author, count(*) AS own
      FROM models
      GROUP BY "month", author
    ), running AS (
      SELECT "month",
             own,
             sum(own) OVER (PARTITION BY "month") AS total,
             sum(own) OVER (PARTITION BY "month" ORDER BY own DESC, author ROWS UNBOUNDED PRECEDING) - own AS larger
      FROM published
    )
    SELECT "month",
           sum(own)::BIGINT AS "models",
           count(*) AS "authors",
           count(*) FILTER (larger * 2 < total) AS "busFactor"
    FROM running
    GROUP BY "month"
    ORDER BY "month" NULLS LAST`,
});
