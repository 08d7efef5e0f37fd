import { defineCount, shareColumns, shareOf, type Count } from './metric.ts';

/**
 * How often is the program right that tells what a model card says?
 *
 * Shape   one row per section, in the order of the table card-sections, and one for templates left unfilled
 * Source  cards that a person labelled without seeing what the program says, held against it by the source
 */
const counts = defineCount({
  id: 'card-detector',
  about: 'methods',
  title: 'How often the reading of model cards by a program is right',
  method:
    'Cards of a sample that a person labelled, held against what the program tells of the same cards. Precision is the share of the cards in which the program finds it that were labelled with it; recall is the share of those labelled with it in which the program finds it. The rules were written on other cards.',
  key: ['section'],
  columns: {
    section: { unit: 'slug', description: 'What the card says something on; unfilled for a template left unfilled' },
    labelled: { unit: 'count', description: 'Cards that a person labelled' },
    present: { unit: 'count', description: 'Those of them that were labelled with it' },
    detected: { unit: 'count', description: 'Those of them in which the program finds it' },
    both: { unit: 'count', description: 'Those of them in which both do' },
    ...shareColumns('precision', 'Share of the cards in which the program finds it that were labelled with it', {
      part: 'both',
      whole: 'detected',
      missing: 'the program finds it in no card of the sample',
    }),
    ...shareColumns('recall', 'Share of the cards labelled with it in which the program finds it', {
      part: 'both',
      whole: 'present',
      missing: 'no card of the sample was labelled with it',
    }),
  },
  needs: null,
});

export const cardDetector: Count = {
  ...counts,
  addShares: (rows) =>
    rows.map((row) => ({
      ...row,
      ...shareOf(row, 'precision', 'both', 'detected'),
      ...shareOf(row, 'recall', 'both', 'present'),
    })),
};
