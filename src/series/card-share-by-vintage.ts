import type { Row } from '../schema/table.ts';
import { cardDefinitions } from './card-definitions.ts';
import { defineVintages } from './vintages.ts';

/** Are cards written later? Of the same months, how many models had a card when each snapshot looked? */
export const cardShareByVintage = defineVintages({
  id: 'card-share-by-vintage',
  title: 'Models with a card, by month of creation and vintage',
  question: 'Of the models of a month, how many have a card later?',
  topic: 'documentation',
  figures: [{ chart: 'line', x: 'month', y: 'shareWithCard', by: 'vintage' }],
  method: `Models created in the month that had a card on the day of the vintage. What counts as a card differs by vintage. ${Object.entries(
    cardDefinitions,
  )
    .map(([slug, { text }]) => `${slug}: ${text}`)
    .join(' ')}`,
  readings: Object.entries(cardDefinitions).map(([definition, { notes }]) => ({
    table: 'cards-by-month',
    versions: [1, 2],
    definition,
    notes,
  })),
  samples: true,
  key: ['month'],
  columns: {
    month: { unit: 'month', description: 'Month of creation (UTC)' },
    models: { unit: 'count', description: 'Models created in the month' },
    withCard: { unit: 'count', description: 'Models with a card' },
    shareWithCard: {
      unit: 'share',
      description: 'Share of the month’s models with a card',
      share: { part: 'withCard', whole: 'models' },
      interval: { low: 'low', high: 'high', method: 'cluster-robust', unit: 'author' },
    },
    low: { unit: 'share', description: 'Lower end of the 95 % CI', missing: 'the table has no 95 % CI' },
    high: { unit: 'share', description: 'Upper end of the 95 % CI', missing: 'the table has no 95 % CI' },
  },
  rows: ({ rows }) =>
    rows.map(({ month = null, models = null, withCard = null, shareWithCard = null, ...rest }): Row => ({
      month,
      models,
      withCard,
      shareWithCard,
      low: rest.shareWithCardLow ?? null,
      high: rest.shareWithCardHigh ?? null,
    })),
});
