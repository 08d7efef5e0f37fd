import { sum } from 'd3-array';
import type { Row } from '../schema/table.ts';
import { createdByType, typeDefinitions } from './created-by-type.ts';
import { type Vintage, defineVintages } from './vintages.ts';

const leading = 12;
const fewest = 100;

/** Which model types are uploaded, month by month, as each snapshot saw it? */
export const typeShareByVintage = defineVintages({
  id: 'type-share-by-vintage',
  title: 'Share of the leading model types, by month of creation and vintage',
  question: 'Which model types are uploaded, and since when?',
  topic: 'models',
  figures: [
    {
      chart: 'vintages',
      x: 'month',
      y: 'share',
      by: 'modelType',
      vintage: 'vintage',
      first: { column: 'modelType', count: 12 },
    },
  ],
  method: `The ${leading} types with the most models in any vintage, each as a share of all models of known type created in the month. Months with fewer than ${fewest} of these are left out. Bulk uploads of one type by a single author can distort a month. ${typeDefinitions}`,
  ...createdByType,
  key: ['modelType', 'month'],
  columns: {
    modelType: { unit: 'modelType', description: 'Model type, lower case' },
    month: { unit: 'month', description: 'Month of creation (UTC)' },
    models: { unit: 'count', description: 'Models of the type created in the month' },
    typed: { unit: 'count', description: 'Models of any known type created in the month' },
    share: {
      unit: 'share',
      description: 'Share of the models of known type created in the month',
      share: { part: 'models', whole: 'typed' },
      exact: true,
    },
  },
  rows: (vintage, all) => {
    const types = [...new Set(all.toReversed().flatMap(leadingTypes))];
    const months = [...Map.groupBy(typed(vintage), ({ month }) => String(month))]
      .map(([month, own]) => ({ month, own, whole: models(own) }))
      .filter(({ whole }) => whole >= fewest)
      .sort((a, b) => (a.month < b.month ? -1 : 1));
    return types.flatMap((modelType) =>
      months.map(({ month, own, whole }) => {
        const part = models(own.filter((row) => row.modelType === modelType));
        return { modelType, month, models: part, typed: whole, share: part / whole };
      }),
    );
  },
});

const typed = ({ rows }: Vintage) => rows.filter(({ modelType }) => modelType !== 'untyped');
const models = (rows: readonly Row[]) => sum(rows, (row) => Number(row.models));

/** The types of a vintage with the most models, the largest first. */
const leadingTypes = (vintage: Vintage): string[] =>
  [...Map.groupBy(typed(vintage), ({ modelType }) => String(modelType))]
    .map(([type, own]) => ({ type, count: models(own) }))
    .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1))
    .slice(0, leading)
    .map(({ type }) => type);
