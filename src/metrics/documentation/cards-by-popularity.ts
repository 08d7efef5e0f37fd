import { defineCount } from '../metric.ts';

/**
 * Do models that are downloaded more come with a card more often?
 *
 * Shape   one row per tenth of the models, from the least to the most downloaded
 * Ties    models with equal downloads stay together, in the tenth of their middle place: the tenths are therefore of
 *         unequal size, and one may be absent
 * Source  the Hub's list of models
 */
export const cardsByPopularity = defineCount({
  id: 'cards-by-popularity',
  topic: 'documentation',
  title: 'Models with a card, by downloads',
  method:
    'Models in order of downloads, in tenths. Models with equal downloads are in one tenth, that of their middle rank, so tenths differ in size and some can be missing.',
  key: ['decile'],
  figures: [{ chart: 'bars', x: 'shareWithCard', y: 'decile' }],
  columns: {
    decile: { unit: 'decile', description: 'Tenth of the models by downloads, 10 the most downloaded' },
    fromDownloads: { unit: 'count', description: 'Fewest downloads in the tenth' },
    toDownloads: { unit: 'count', description: 'Most downloads in the tenth' },
    models: { unit: 'count', description: 'Models in the tenth' },
    withCard: { unit: 'count', description: 'Models with a card' },
  },
  shares: { shareWithCard: { part: 'withCard', whole: 'models', description: 'Share of the models with a card' } },
  cluster: 'author',
  needs: ['models.author', 'models.downloads', 'models.has_card'],
  sql: (_, count) => `
    WITH alike AS (
      SELECT downloads, count(*) AS models FROM models WHERE has_card IS NOT NULL GROUP BY downloads
    ), placed AS (
      SELECT downloads,
             1 + floor(10 * (sum(models) OVER (ORDER BY downloads) - models + (models - 1) / 2) / sum(models) OVER ())::BIGINT AS decile
      FROM alike
    )
    ${count({
      units: `SELECT decile, models.downloads, has_card, author
              FROM models JOIN placed ON models.downloads IS NOT DISTINCT FROM placed.downloads
              WHERE has_card IS NOT NULL`,
      counts: { models: 'true', withCard: 'has_card' },
      also: { fromDownloads: 'min(downloads)', toDownloads: 'max(downloads)' },
    })}
    ORDER BY "decile"`,
});
