import { monthOfCreation } from '../columns.ts';
import { defineCount } from '../metric.ts';

/**
 * In which formats are weights published?
 *
 * Shape   one row per month and set of formats, oldest first
 * Source  the Hub's list of models
 */
export const formats = defineCount({
  id: 'formats',
  topic: 'models',
  title: 'Weight formats, by month of creation',
  method:
    'Models by the set of weight formats found in them; each model is counted once, under its whole set. The notes say which formats the source does not look for.',
  key: ['month', 'formats'],
  figures: [{ chart: 'multiples', x: 'month', y: 'share', by: 'formats', first: { column: 'formats', count: 8 } }],
  columns: {
    month: monthOfCreation(),
    formats: {
      unit: 'name',
      description: 'Set of formats, in alphabetical order',
      missing: 'none of the formats was found',
    },
    models: { unit: 'count', description: 'Models created with exactly this set of formats' },
    created: { unit: 'count', description: 'All models created in the month' },
  },
  shares: { share: { part: 'models', whole: 'created', description: 'Share of the month’s models with this set' } },
  cluster: 'author',
  needs: ['models.author', 'models.created_at', 'models.formats'],
  sql: (_, count) => `
    ${count({
      units: `SELECT strftime(created_at, '%Y-%m') AS month, author, nullif(formats, '') AS formats
              FROM models
              WHERE formats IS NOT NULL`,
      counts: { models: 'true' },
      classes: { column: 'formats', of: 'created' },
    })}
    ORDER BY "month" NULLS LAST, "models" DESC, "formats"`,
});
