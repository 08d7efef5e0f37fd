import { defineSeries } from './series.ts';

/** How many model types are there? */
export const typesListed = defineSeries({
  id: 'types-listed',
  title: 'Model types on the Hub',
  question: 'How many model types does the Hub have?',
  topic: 'models',
  unit: 'count',
  description: 'Model types with at least one model',
  method: 'Distinct model types of the models whose type is known. A sample sees only some of them.',
  definitions: { types: { text: 'Distinct model types.' } },
  samples: true,
  readings: [
    {
      table: 'totals',
      where: { table: 'models-created', measure: 'model-types' },
      value: 'count',
      months: 'models-created',
      versions: [2],
    },
  ],
});
