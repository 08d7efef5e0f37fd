import { defineVintages } from './vintages.ts';

/** How many authors publish in a month, and how few of them make up half of it? */
export const authorsByVintage = defineVintages({
  id: 'authors-by-vintage',
  title: 'Authors and bus factor, by month of creation and vintage',
  question: 'How many authors publish models in a month, and how few account for half of them?',
  topic: 'community',
  figures: [
    { chart: 'line', x: 'month', y: 'authors', by: 'vintage', title: 'Authors, by month of creation and vintage' },
    {
      chart: 'line',
      x: 'month',
      y: 'modelsPerAuthor',
      by: 'vintage',
      title: 'Models per author, by month of creation and vintage',
    },
    { chart: 'line', x: 'month', y: 'busFactor', by: 'vintage', title: 'Bus factor, by month of creation and vintage' },
  ],
  method:
    'Distinct authors of the models created in the month, and the bus factor: the fewest authors who together published at least half of them.',
  readings: [{ table: 'publishers', versions: [1], definition: 'listed' }],
  samples: false,
  key: ['month'],
  columns: {
    month: { unit: 'month', description: 'Month of creation (UTC)' },
    models: { unit: 'count', description: 'Models created in the month' },
    authors: { unit: 'count', description: 'Authors who created a model' },
    modelsPerAuthor: { unit: 'number', description: 'Models per author' },
    busFactor: { unit: 'count', description: 'Fewest authors with at least half of the models' },
  },
  rows: ({ rows }) =>
    rows.map(({ month = null, models = null, authors = null, busFactor = null }) => ({
      month,
      models,
      authors,
      modelsPerAuthor: Number(models) / Number(authors),
      busFactor,
    })),
});
