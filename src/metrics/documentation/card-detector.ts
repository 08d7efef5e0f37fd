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
  title: 'Precision and recall of the card detector',
  method:
    'Hand labels of a sample of cards, compared with the detector’s findings on the same cards. Precision is the share of the detector’s findings that the labels confirm. Recall is the share of the labelled cards with the subject that the detector finds. The rules were written on other cards.',
  key: ['section'],
  figures: [
    { title: 'Precision of the reading of model cards, by section', chart: 'intervals', x: 'precision', y: 'section' },
    { title: 'Recall of the reading of model cards, by section', chart: 'intervals', x: 'recall', y: 'section' },
  ],
  columns: {
    section: { unit: 'slug', description: 'Subject; unfilled for a template left unfilled' },
    labelled: { unit: 'count', description: 'Hand-labelled cards' },
    present: { unit: 'count', description: 'Cards labelled with the subject' },
    detected: { unit: 'count', description: 'Cards in which the detector finds the subject' },
    both: { unit: 'count', description: 'Cards with both label and finding' },
    ...shareColumns('precision', 'Share of the findings that the labels confirm', {
      part: 'both',
      whole: 'detected',
      missing: 'the detector finds it in no card of the sample',
    }),
    ...shareColumns('recall', 'Share of the labelled cards with the subject that the detector finds', {
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
