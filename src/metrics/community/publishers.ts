import { monthOfCreation } from '../columns.ts';
import { defineCount } from '../metric.ts';

/**
 * How many authors publish models, and how few of them account for half?
 *
 * Shape   one row per month, oldest first, then one for models of unknown age
 * Source  the Hub's list of models; authors are counted, never named. The bus factor follows PRIME (Synovic et al.,
 *         ASE 2022) with authors in the place of committers
 */
export const publishers = defineCount({
  id: 'publishers',
  topic: 'community',
  title: 'Publishing authors and bus factor, by month',
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
  // Authors of equally many are counted at once: they are far more than there are numbers of models.
  sql: `
    WITH published AS (
      SELECT strftime(created_at, '%Y-%m') AS "month", count(*) AS own, sum(downloads)::BIGINT AS fetched
      FROM models
      GROUP BY "month", author
    ), alike AS (
      SELECT "month", published, each, count(*) AS authors
      FROM published, LATERAL (VALUES (true, own), (false, fetched)) AS both_ways(published, each)
      GROUP BY ALL
    ), running AS (
      SELECT *,
             sum(each * authors) OVER (PARTITION BY "month", published) AS total,
             sum(each * authors) OVER (PARTITION BY "month", published ORDER BY each DESC) - each * authors AS larger
      FROM alike
    ), reaching AS (
      SELECT *, CASE WHEN larger * 2 < total THEN least(authors, ceil((total - larger * 2) / (each * 2))) END AS fewest
      FROM running
    )
    SELECT "month",
           sum(each * authors) FILTER (published)::BIGINT AS "models",
           sum(authors) FILTER (published)::BIGINT AS "authors",
           sum(fewest) FILTER (published)::BIGINT AS "busFactor",
           sum(each * authors) FILTER (NOT published)::BIGINT AS "downloads",
           sum(fewest) FILTER (NOT published)::BIGINT AS "busFactorOfDownloads"
    FROM reaching
    GROUP BY "month"
    ORDER BY "month" NULLS LAST`,
});
