/** The claims of Stalnaker et al. (2025), whose list of models is a snapshot of the almanac. */
import { numberIn } from '../metric.ts';
import { type Checks, dayText, stock, those } from './check.ts';

export const stalnaker: Checks = {
  'stalnaker-models': {
    table: 'population',
    source: null,
    answer: ({ rows }, { date: days }, context) => {
      const row = rows.find(({ measure }) => measure === 'models');
      if (!row || days === null || context.date < days.from || context.date > days.to) return null;
      const models = numberIn(row, 'count');
      return {
        ours: models,
        population: those(models, 'models', context),
        window: stock,
        because: `Models in the list of ${dayText(context.date)} that the authors published; its last page is missing from the package.`,
      };
    },
  },
};
