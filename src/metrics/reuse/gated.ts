import { bandOrder, downloadBand, downloadBands } from '../classes.ts';
import { yearOfCreation } from '../columns.ts';
import { defineCount } from '../metric.ts';

/**
 * How many models ask for something before they can be downloaded?
 *
 * Shape   one row per year of creation and band of downloads, oldest first
 * Source  the Hub's list of models
 */
export const gated = defineCount({
  id: 'gated',
  topic: 'reuse',
  title: 'Gated models, by year of creation and downloads',
  method: 'Models that require accepting terms or the owner’s approval before download, out of all.',
  key: ['year', 'band'],
  columns: {
    year: yearOfCreation,
    band: { unit: 'slug', description: downloadBands },
    models: { unit: 'count', description: 'Models' },
    gated: { unit: 'count', description: 'Gated models' },
  },
  shares: { shareGated: { part: 'gated', whole: 'models', description: 'Share of gated models' } },
  cluster: 'author',
  needs: ['models.author', 'models.created_at', 'models.downloads', 'models.gated'],
  sql: (_, count) => `
    ${count({
      units: `SELECT strftime(created_at, '%Y') AS year, ${downloadBand('downloads')} AS band, author, gated
              FROM models
              WHERE gated IS NOT NULL`,
      counts: { models: 'true', gated: 'gated' },
    })}
    ORDER BY "year" NULLS LAST, ${bandOrder}`,
});
