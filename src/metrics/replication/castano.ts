/** The claim of Castaño et al. (2023), of a day of that year that is not known to us. */
import { between, type Checks } from './check.ts';

export const castano: Checks = {
  'castano-emissions': {
    table: 'emissions',
    source: null,
    answer: ({ rows }, claim, context) => between(rows, 'reporting', 'models that report emissions', claim, context),
  },
};
