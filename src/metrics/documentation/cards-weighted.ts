import { sum } from 'd3-array';
import { defineFinding, numberIn, tableOf } from '../metric.ts';

/**
 * What share of all models would have a card, if those of each month did as often as those of a sample?
 *
 * Shape   one row
 * Refuses for a census, and where no census of the day or before it counted models by month
 * Source  `cards-by-month` of the sample, `models-by-month` of the newest census
 */
export const cardsWeighted = defineFinding({
  id: 'cards-weighted',
  topic: 'documentation',
  title: 'Share with a card in a sample, weighted to the census by month of creation',
  method:
    'A sample can have more models of some months than the Hub. The share with a card in each month of creation is weighted with the models of that month in the newest census up to the day of the sample; months without models in the sample are left out. The weighted share has no 95 % CI, because the tables do not link the models of one author across months. The unweighted share has one in the table population.',
  key: ['census'],
  columns: {
    census: { unit: 'name', description: 'Snapshot whose models by month are the weights' },
    models: { unit: 'count', description: 'Models in the sample of known age' },
    withCard: { unit: 'count', description: 'Models with a card' },
    asCounted: {
      unit: 'share',
      description: 'Share with a card, as counted',
      share: { part: 'withCard', whole: 'models' },
    },
    weighted: { unit: 'share', description: 'Share with a card, weighted by month of creation' },
    weight: { unit: 'count', description: 'Models of the census in the months of the sample' },
    leftOut: { unit: 'count', description: 'Models of the census in other months, or without a known date' },
  },
  from: ['cards-by-month'],
  compute: (tables, { coverage, census }) => {
    if (coverage !== 'sample') return { reason: 'Only a sample needs weights.' };
    const whole = census('models-by-month');
    if (!whole) return { reason: 'There is no census of the day or before it whose models by month are known.' };
    const weightOf = new Map(whole.table.rows.map((row) => [row.month, numberIn(row, 'models')]));
    const months = tableOf(tables, 'cards-by-month').rows.flatMap((row) => {
      const weight = row.month === null ? undefined : weightOf.get(row.month ?? null);
      return weight === undefined
        ? []
        : [{ weight, models: numberIn(row, 'models'), withCard: numberIn(row, 'withCard') }];
    });
    const [models, withCard, weight] = (['models', 'withCard', 'weight'] as const).map((name) =>
      sum(months, (month) => month[name]),
    ) as [number, number, number];
    if (weight === 0) return { reason: `No model of the sample was created in a month of ${whole.snapshot}.` };
    return [
      {
        census: whole.snapshot,
        models,
        withCard,
        asCounted: withCard / models,
        weighted: sum(months, (month) => (month.weight * month.withCard) / month.models) / weight,
        weight,
        leftOut: sum(weightOf.values()) - weight,
      },
    ];
  },
});
