import { defineVintages } from './vintages.ts';

/** How many models of a month are still there when they are looked at again? */
export const modelsByVintage = defineVintages({
  id: 'models-by-vintage',
  title: 'Models by month of creation and vintage',
  question: 'How many models of a month are still listed later?',
  topic: 'models',
  figures: [{ chart: 'line', x: 'month', y: 'models', by: 'vintage' }],
  method:
    'Public models listed on the day of the vintage, by month of creation. Later vintages lack models deleted since. Counts read off a chart have bounds, which are not a confidence interval.',
  readings: [{ table: 'models-by-month', versions: [1], definition: 'listed' }],
  samples: false,
  key: ['month'],
  columns: {
    month: { unit: 'month', description: 'Month of creation (UTC)' },
    models: { unit: 'count', description: 'Models created in the month' },
    fewest: {
      unit: 'count',
      description: 'Lower bound of a count read off a chart',
      missing: 'the source gives the exact count',
    },
    most: {
      unit: 'count',
      description: 'Upper bound of a count read off a chart',
      missing: 'the source gives the exact count',
    },
  },
  rows: ({ rows }) =>
    rows.map(({ month = null, models = null, fewest = null, most = null }) => ({ month, models, fewest, most })),
});
