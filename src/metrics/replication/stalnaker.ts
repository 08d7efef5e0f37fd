/** The claims of Stalnaker et al. (2025), whose list of models is a snapshot of the almanac. */
import { rowWhere } from '../../schema/rows.ts';
import { numberIn } from '../metric.ts';
import { type Checks, dayText, number, stock, those } from './check.ts';

/** A page of the list; one that ends with a whole page may lack the last, which has one model at least. */
const page = 1000;

export const stalnaker: Checks = {
  'stalnaker-models': {
    table: 'population',
    source: null,
    answer: (table, { date: days, value }, context) => {
      const row = rowWhere(table, { where: { measure: 'models' } });
      if (!row || days === null || context.date < days.from || context.date > days.to) return null;
      const models = numberIn(row, 'count');
      const isCut = models % page === 0 && models < Number(value);
      return {
        ours: models,
        ...(isCut && { within: { low: models + 1, high: models + page }, but: 'without its last page' }),
        population: those(models, 'models', context),
        window: stock,
        because: `Models in the list of ${dayText(context.date)}${isCut ? `, which ends with a whole page of ${number.format(page)}: the rest is missing from the package that the authors published` : ''}.`,
      };
    },
  },
};
