import { defineSeries } from './series.ts';

/** How many authors have models on the Hub? */
export const authorsListed = defineSeries({
  id: 'authors-listed',
  title: 'Authors with a model on the Hub',
  question: 'How many authors have models on the Hub?',
  topic: 'community',
  unit: 'count',
  description: 'Authors with at least one model',
  method: 'Distinct authors of the models in the list of the Hub of that day.',
  definitions: { authors: { text: 'Distinct authors.' } },
  samples: false,
  readings: [{ table: 'population', where: { measure: 'authors' }, value: 'count', versions: [1, 2] }],
});
