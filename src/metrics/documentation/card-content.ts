import { monthOfCreation } from '../columns.ts';
import { defineCount } from '../metric.ts';

const noneRead = 'no card of the month was read';

/**
 * More cards, less content?
 *
 * Shape   one row per month of creation, oldest first
 * Source  the Hub's list of models, and the texts of their cards
 */
export const cardContent = defineCount({
  id: 'card-content',
  topic: 'documentation',
  title: 'Cards and their content, by month of the model’s creation',
  method:
    'Models created in the month; those with a card; and, of the cards whose text was read, those with at least 50 and at least 200 own words, and those with an unfilled template. Own words are counted as in the table card-lengths. The text is that of the snapshot’s day, so older models have had more time to be documented.',
  key: ['month'],
  figures: [
    { chart: 'line', x: 'month', y: 'shareWithCard' },
    {
      title: 'Cards of fifty words and more, by month of the model’s creation',
      chart: 'line',
      x: 'month',
      y: 'shareFifty',
    },
    {
      title: 'Cards of two hundred words and more, by month of the model’s creation',
      chart: 'line',
      x: 'month',
      y: 'shareTwoHundred',
    },
    {
      title: 'Cards with a template left unfilled, by month of the model’s creation',
      chart: 'line',
      x: 'month',
      y: 'shareUnfilled',
    },
  ],
  columns: {
    month: monthOfCreation(),
    models: { unit: 'count', description: 'Models created in the month' },
    withCard: { unit: 'count', description: 'Those with a card' },
    read: { unit: 'count', description: 'Cards whose text was read', missing: noneRead },
    fifty: { unit: 'count', description: 'Those of at least 50 own words' },
    twoHundred: { unit: 'count', description: 'Those of at least 200 own words' },
    unfilled: { unit: 'count', description: 'Cards with an unfilled template' },
  },
  shares: {
    shareWithCard: { part: 'withCard', whole: 'models', description: 'Share of the models with a card' },
    shareFifty: { part: 'fifty', whole: 'read', description: 'Share of the cards read with at least 50 own words' },
    shareTwoHundred: { part: 'twoHundred', whole: 'read', description: 'Share of them with at least 200' },
    shareUnfilled: { part: 'unfilled', whole: 'read', description: 'Share of them with a template left unfilled' },
  },
  cluster: 'author',
  needs: [
    'cards.id',
    'cards.words',
    'cards.unfilled',
    'models.id',
    'models.author',
    'models.created_at',
    'models.has_card',
  ],
  sql: (_, count) => `
    SELECT * REPLACE (nullif("read", 0) AS "read")
    FROM (${count({
      units: `SELECT strftime(created_at, '%Y-%m') AS month, models.author, models.has_card, words, unfilled,
                     cards.id IS NOT NULL AS read
              FROM models LEFT JOIN cards USING (id)`,
      counts: {
        models: 'true',
        withCard: 'has_card',
        read: 'read',
        fifty: 'words >= 50',
        twoHundred: 'words >= 200',
        unfilled: 'unfilled',
      },
    })})
    ORDER BY "month" NULLS LAST`,
});
