import { lateralSections, placeOf, sectionFlags } from './card-sections.ts';
import { type Count, defineCount, shareColumns, shareOf } from '../metric.ts';

const flags = { ...sectionFlags, unfilled: 'unfilled' };

export const noLabels = 'No card was labelled by hand.';

/**
 * How often is the program right that tells what a model card says?
 *
 * Shape   one row per section, in the order of the table card-sections, and one for templates left unfilled
 * Source  cards that a reader labelled, compared with what the program says of the same cards
 */
const detector = defineCount({
  id: 'card-detector',
  topic: 'documentation',
  about: 'methods',
  title: 'How often the reading of model cards by a program is right',
  method:
    'Cards of a sample that were labelled by hand, compared with what the program says of the same cards. Precision is the share of the cards in which the program finds it that were labelled with it; recall is the share of those labelled with it in which the program finds it. The rules were written on other cards.',
  key: ['section'],
  figures: [
    { title: 'Precision of the reading of model cards, by section', chart: 'intervals', x: 'precision', y: 'section' },
    { title: 'Recall of the reading of model cards, by section', chart: 'intervals', x: 'recall', y: 'section' },
  ],
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
  needs: ['cards.labels', 'cards.unfilled'],
  emptyReason: noLabels,
  sql: `
    SELECT section AS "section", count(*) AS "labelled", count(*) FILTER (list_contains(labels, section)) AS "present",
           count(*) FILTER (says) AS "detected", count(*) FILTER (says AND list_contains(labels, section)) AS "both"
    FROM cards, ${lateralSections(flags)}
    WHERE labels IS NOT NULL
    GROUP BY section
    ORDER BY ${placeOf(flags)}`,
});

export const cardDetector: Count = {
  ...detector,
  addShares: (rows) =>
    rows.map((row) => ({
      ...row,
      ...shareOf(row, 'precision', 'both', 'detected'),
      ...shareOf(row, 'recall', 'both', 'present'),
    })),
};
