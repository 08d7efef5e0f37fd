import { monthOfCreation } from '../columns.ts';
import { defineCount } from '../metric.ts';

/**
 * Of the models created in a month, how many come with a card?
 *
 * Shape   one row per month, oldest first, then one for models of unknown age
 * Source  the Hub's list of models, or published totals of it; what counts as a card is in the table's notes
 */
export const cardsByMonth = defineCount({
  id: 'cards-by-month',
  topic: 'documentation',
  title: 'Models with a card, by month of creation',
  method:
    'Models created in the month, and those with a card on the day of the data. A card can be written long after the model is created.',
  key: ['month'],
  figures: [
    { chart: 'line', x: 'month', y: 'shareWithCard' },
    { title: 'Models created in each month', chart: 'columns', x: 'month', y: 'models' },
  ],
  columns: {
    month: monthOfCreation(),
    models: { unit: 'count', description: 'Models created' },
    withCard: { unit: 'count', description: 'Models with a card on the day of the data' },
  },
  shares: { shareWithCard: { part: 'withCard', whole: 'models', description: 'Share of the models with a card' } },
  cluster: 'author',
  needs: ['models.author', 'models.created_at', 'models.has_card'],
  sql: (_, count) => `
    ${count({
      units: `SELECT strftime(created_at, '%Y-%m') AS month, author, has_card FROM models WHERE has_card IS NOT NULL`,
      counts: { models: 'true', withCard: 'has_card' },
    })}
    ORDER BY "month" NULLS LAST`,
});
