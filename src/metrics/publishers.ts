import { monthOfCreation } from './created.ts';
import { defineCount } from './metric.ts';

/**
 * How many authors publish models, and how few of them account for half?
 *
 * Shape   one row per month, oldest first, then one for models of unknown age
 * Source  the Hub's list of models; authors are counted, never named. The bus factor follows PRIME (Synovic et al.,
 *         ASE 2022) with authors in the place of committers
 */
export const publishers = defineCount({
  id: 'publishers',
  title: 'Authors who publish, and the few behind half of it',
  method:
    'Distinct authors of the models created in the month, and the bus factor: the fewest authors who together published at least half of them; the same for the downloads of these models.',
  key: ['month'],
  columns: {
    month: monthOfCreation('the models were'),
    models: { unit: 'count', description: 'Models created' },
    authors: { unit: 'count', description: 'Distinct authors of these models' },
    busFactor: { unit: 'count', description: 'Fewest authors who together published at least half of them' },
    downloads: { unit: 'count', description: 'Downloads of these models when the data were taken' },
    busFactorOfDownloads: {
      unit: 'count',
      description: 'Fewest authors whose models together had at least half of these downloads',
      missing: 'none of the models was downloaded',
    },
  },
  needs: ['models.created_at', 'models.author', 'models.downloads'],
  sql: `
    WITH published AS (
      SELECT strftime(created_at, '%Y-%m') AS "month", author, count(*) AS own, sum(downloads)::BIGINT AS fetched
      FROM models
      GROUP BY "month", author
    ), running AS (
      SELECT "month",
             own,
             sum(own) OVER (PARTITION BY "month") AS total,
             sum(own) OVER (PARTITION BY "month" ORDER BY own DESC, author ROWS UNBOUNDED PRECEDING) - own AS larger,
             fetched,
             sum(fetched) OVER (PARTITION BY "month") AS all_fetched,
             sum(fetched) OVER (PARTITION BY "month" ORDER BY fetched DESC, author ROWS UNBOUNDED PRECEDING) - fetched AS more_fetched
      FROM published
    )
    SELECT "month",
           sum(own)::BIGINT AS "models",
           count(*) AS "authors",
           count(*) FILTER (larger * 2 < total) AS "busFactor",
           sum(fetched)::BIGINT AS "downloads",
           nullif(count(*) FILTER (more_fetched * 2 < all_fetched), 0) AS "busFactorOfDownloads"
    FROM running
    GROUP BY "month"
    ORDER BY "month" NULLS LAST`,
});
