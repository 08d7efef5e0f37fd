import { defineSeries } from './series.ts';

/** How many models does the Hub list? */
export const modelsListed = defineSeries({
  id: 'models-listed',
  title: 'Models listed on the Hub',
  question: 'How many models does the Hub list?',
  topic: 'models',
  unit: 'count',
  description: 'Models listed',
  method: 'All public models in the list of the Hub of that day.',
  definitions: { listed: { text: 'Public models in the list of the Hub.' } },
  samples: false,
  readings: [
    { table: 'population', where: { measure: 'models' }, value: 'count', versions: [1, 2] },
    {
      table: 'totals',
      where: { table: 'cards-by-month', measure: 'models' },
      value: 'count',
      months: 'cards-by-month',
      versions: [2],
    },
  ],
  fact: { measure: 'models', definition: 'listed' },
});
