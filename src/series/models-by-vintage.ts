import { defineVintages } from './vintages.ts';

/** How many models of a month are still there when they are looked at again? */
export const modelsByVintage = defineVintages({
  id: 'models-by-vintage',
  title: 'Models by month of creation and vintage',
  question: 'How many models of a month are still listed when they are counted again?',
  topic: 'models',
  figures: [{ chart: 'line', x: 'month', y: 'models', by: 'vintage' }],
  method:
    'Public models that the list of that day has, by month of creation. Later vintages lack what was deleted since. Where a number was read off a chart it has bounds, which are no confidence interval.',
  readings: [{ table: 'models-by-month', versions: [1], definition: 'listed' }],
  samples: false,
  key: ['month'],
  columns: {
    month: { unit: 'month', description: 'Month of creation (UTC)' },
    models: { unit: 'count', description: 'Models created in the month' },
    fewest: { unit: 'count', description: 'The fewest that it may be', missing: 'it was counted' },
    most: { unit: 'count', description: 'The most that it may be', missing: 'it was counted' },
  },
  rows: ({ rows }) =>
    rows.map(({ month = null, models = null, fewest = null, most = null }) => ({ month, models, fewest, most })),
});
