import { cardDefinitions } from './card-definitions.ts';
import { defineSeries } from './series.ts';

/** What share of the models has a card? */
export const modelsWithCard = defineSeries({
  id: 'models-with-card',
  title: 'Models with a card',
  question: 'What share of the models has a card?',
  topic: 'documentation',
  figures: [{ chart: 'series', x: 'date', y: 'value', by: 'definition' }],
  unit: 'share',
  description: 'Share of the models that have a card',
  method: 'Models with a card out of all models, whenever they were created.',
  definitions: cardDefinitions,
  noted: ['cards-by-month', 'population'],
  samples: true,
  readings: [
    { table: 'population', where: { measure: 'models-with-card' }, value: 'share', versions: [1, 2] },
    {
      table: 'totals',
      where: { table: 'cards-by-month', measure: 'models-with-card' },
      value: 'share',
      months: 'cards-by-month',
      versions: [2],
    },
  ],
  fact: { measure: 'models-with-card', definition: 'text' },
});
