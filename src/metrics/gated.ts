import { downloadBand, downloadBands } from './classes.ts';
import { clusterSums } from './clusters.ts';
import { yearOfCreation } from './created.ts';
import { defineCount } from './metric.ts';

/**
 * How many models ask for something before they can be downloaded?
 *
 * Shape   one row per year of creation and band of downloads, oldest first
 * Source  the Hub's list of models
 */
export const gated = defineCount({
  id: 'gated',
  title: 'Models behind a gate, by year of creation and downloads',
  method: 'Models that can be downloaded only after terms were accepted or the maker has agreed, out of all.',
  key: ['year', 'band'],
  columns: {
    year: yearOfCreation,
    band: { unit: 'slug', description: downloadBands },
    models: { unit: 'count', description: 'Models' },
    gated: { unit: 'count', description: 'Those behind a gate' },
  },
  shares: { shareGated: { part: 'gated', whole: 'models', description: 'Share behind a gate', cluster: 'author' } },
  needs: ['models.author', 'models.created_at', 'models.downloads', 'models.gated'],
  sql: `
    WITH authors AS (
      SELECT strftime(created_at, '%Y') AS year, ${downloadBand('downloads')} AS band, author, count(*) AS models,
             count(*) FILTER (gated) AS behind, min(downloads) AS fewest
      FROM models
      WHERE gated IS NOT NULL
      GROUP BY ALL
    )
    SELECT year AS "year", band AS "band", sum(models)::BIGINT AS "models", sum(behind)::BIGINT AS "gated",
           ${clusterSums('shareGated', 'behind', 'models')}
    FROM authors
    GROUP BY 1, 2
    ORDER BY 1 NULLS LAST, min(fewest)`,
});
