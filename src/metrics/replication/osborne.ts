/** The claims of Osborne et al. (2024). */
import { rowWhere } from '../../schema/rows.ts';
import { numberIn } from '../metric.ts';
import { type Checks, dayText, downloadsOf, number, shareIn, those } from './check.ts';

export const osborne: Checks = {
  'osborne-zero-downloads': {
    table: 'population',
    source: null,
    answer: (table, _, context) => {
      const row = rowWhere(table, { where: { measure: 'models-without-download' } });
      if (!row) return { ours: null, because: 'The data do not say how often a model was downloaded.' };
      const whole = numberIn(row, 'whole');
      return {
        ...shareIn(table, row, 'share'),
        population: those(whole, 'models', context),
        window: downloadsOf,
        because: `The same share of another population, the ${number.format(whole)} models of ${dayText(context.date)}, with downloads as the source counts them.`,
      };
    },
  },
  'osborne-top-percent': {
    table: 'concentration',
    source: null,
    answer: (table, _, context) => {
      const of = (population: string) => rowWhere(table, { where: { measure: 'downloads', population } });
      // Where every model has a download, the table does not tell the two apart.
      const row = of('all') ?? of('at-least-one');
      if (!row) return { ours: null, because: 'The table does not say how downloads are shared out.' };
      if (row.topPercent === null)
        return { ours: null, because: 'There are too few models to single out a hundredth.' };
      return {
        ...shareIn(table, row, 'topPercent'),
        population: those(numberIn(row, 'holders'), 'models', context),
        window: downloadsOf,
        because: 'A hundredth of all models, those without a download among them.',
      };
    },
  },
};
