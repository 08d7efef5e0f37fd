import { defineSeries } from './series.ts';

/** How many models does an author have? */
export const modelsPerAuthor = defineSeries({
  id: 'models-per-author',
  title: 'Models per author',
  question: 'How many models does an author have?',
  topic: 'community',
  unit: 'number',
  description: 'Models per author',
  method: 'All models in the list of the Hub of that day, divided by their distinct authors.',
  definitions: { mean: { text: 'Models divided by authors.' } },
  samples: false,
  readings: [
    {
      table: 'population',
      where: { measure: 'models' },
      value: 'count',
      per: { measure: 'authors' },
      versions: [1, 2],
    },
  ],
});
