import { attributeList, attributeNeeds } from './attributes.ts';
import { monthOfCreation } from '../columns.ts';
import { defineCount } from '../metric.ts';

/**
 * Of the models created in a month, how many carry what a practitioner needs to choose them?
 *
 * Shape   one row per month and attribute, oldest month first, attributes in the order of `attributes`; models of
 *         unknown age last
 * Source  the Hub's list of models, as it stood when the data were taken: what was declared later counts too
 */
export const attributesByMonth = defineCount({
  id: 'attributes-by-month',
  topic: 'reuse',
  title: 'Models by declared reuse attribute and month of creation',
  method:
    'Models created in the month that declare the attribute in tags or metadata on the day of the data, out of all models created in the month. The table attributes describes what counts as a declaration.',
  key: ['month', 'attribute'],
  figures: [{ chart: 'multiples', x: 'month', y: 'shareHaving', by: 'attribute' }],
  columns: {
    month: monthOfCreation('the models were'),
    attribute: { unit: 'slug', description: 'Attribute' },
    group: { unit: 'slug', description: 'Group: provenance, reproducibility or portability' },
    models: { unit: 'count', description: 'Models created' },
    having: { unit: 'count', description: 'Models that declare it' },
  },
  shares: { shareHaving: { part: 'having', whole: 'models', description: 'Share of the models that declare it' } },
  cluster: 'author',
  needs: ['models.created_at', ...attributeNeeds],
  sql: attributeList(`strftime(created_at, '%Y-%m')`),
});
