import { monthOfCreation } from '../columns.ts';
import { defineCount } from '../metric.ts';

/**
 * How many models did the authors publish who together account for half of a month?
 *
 * The working behind the bus factor: going down the rows of a month until half of its models are reached counts its
 * authors again.
 *
 * Shape   one row per month and number of models, most models first; the last row of a month is the one in which half
 *         of the month's models is reached
 * Source  the Hub's list of models; authors are counted, never named
 */
export const publisherOutput = defineCount({
  id: 'publisher-output',
  topic: 'community',
  title: 'Output of the most active authors',
  method:
    'Authors by the number of models they created in the month, from the most down to the number at which their models reach half of the month’s models. Each row counts all authors with that number; of the last row, the bus factor counts only as many as needed to reach half.',
  key: ['month', 'modelsEach'],
  columns: {
    month: monthOfCreation('the models were'),
    modelsEach: { unit: 'count', description: 'Models per author in the month' },
    authors: { unit: 'count', description: 'Authors with exactly this number' },
    models: { unit: 'count', description: 'Models of these authors and of authors with more' },
    half: { unit: 'count', description: 'Half of the month’s models, rounded up' },
  },
  needs: ['models.created_at', 'models.author'],
  sql: `
    WITH published AS (
      SELECT strftime(created_at, '%Y-%m') AS "month", author, count(*) AS own
      FROM models
      GROUP BY "month", author
    ), sizes AS (
      SELECT "month", own, count(*) AS authors
      FROM published
      GROUP BY "month", own
    ), running AS (
      SELECT *,
             sum(own * authors) OVER (PARTITION BY "month" ORDER BY own DESC) AS reached,
             sum(own * authors) OVER (PARTITION BY "month") AS total
      FROM sizes
    )
    SELECT "month",
           own AS "modelsEach",
           authors AS "authors",
           reached::BIGINT AS "models",
           ceil(total / 2)::BIGINT AS "half"
    FROM running
    WHERE (reached - own * authors) * 2 < total
    ORDER BY "month" NULLS LAST, own DESC`,
});
