import { sum } from 'd3-array';
import type { Row } from '../../schema/table.ts';
import { clusterInterval } from '../../statistics/cluster.ts';
import { correctedShare } from '../../statistics/double-sampling.ts';
import { noLabels } from './card-detector.ts';
import { lateralSections, placeOf, sectionFlags } from './card-sections.ts';
import { refused } from '../columns.ts';
import { type Count, defineCount, endsOf, numberIn, shareColumns } from '../metric.ts';

/** Where the random weights begin, so that an import gives the same interval today and in five years. */
const seed = 20240429;

/**
 * What do model cards say, once the errors of the program that reads them are taken into account?
 *
 * Method   `statistics/double-sampling.ts`, by author of the models
 * Shape    one row per section, in the order of the table card-sections; the query gives one per section and author
 * Source   all cards as the program reads them, and those of them that were labelled by hand
 */
const corrected = defineCount({
  id: 'card-sections-corrected',
  topic: 'documentation',
  title: 'What model cards say, corrected for detector errors',
  method:
    'Estimated share of cards with something on the subject, from the detector’s findings in all cards and from hand labels of a random subset (double sampling, Tenenbein 1970). The share of labelled cards with the subject is taken separately among cards with and without a finding, and applied to all cards of either kind. The 95 % CI is a Bayesian bootstrap of authors with their cards and labels. There is no estimate where the labels do not show that the detector separates cards with the subject from cards without; the row gives the reason.',
  key: ['section'],
  figures: [{ chart: 'groupedBars', x: 'corrected', also: ['detected'], y: 'section' }],
  columns: {
    section: { unit: 'slug', description: 'Subject' },
    ...shareColumns('corrected', 'Share of the cards with something on the subject, corrected', {
      missing: 'not estimated; the row gives the reason',
      method: 'Bayesian bootstrap',
      cluster: 'author',
    }),
    cards: { unit: 'count', description: 'Model cards' },
    having: { unit: 'count', description: 'Cards in which the detector finds the subject' },
    ...shareColumns('detected', 'Share of the cards in which the detector finds the subject', {
      part: 'having',
      whole: 'cards',
      cluster: 'author',
    }),
    labelled: { unit: 'count', description: 'Hand-labelled cards' },
    refused,
  },
  needs: ['cards.author', 'cards.labels', ...Object.values(sectionFlags).map((flag) => `cards.${flag}` as const)],
  emptyReason: noLabels,
  sql: `
    SELECT section, author, count(*) AS units, count(*) FILTER (says) AS detected,
           count(*) FILTER (says AND list_contains(labels, section)) AS "both",
           count(*) FILTER (NOT says AND list_contains(labels, section)) AS missed,
           count(*) FILTER (says AND NOT list_contains(labels, section)) AS wrong,
           count(*) FILTER (NOT says AND NOT list_contains(labels, section)) AS neither
    FROM cards, ${lateralSections(sectionFlags)}
    WHERE (SELECT count(labels) FROM cards) > 0
    GROUP BY section, author
    ORDER BY ${placeOf(sectionFlags)}, author`,
});

export const cardSectionsCorrected: Count = {
  ...corrected,
  addShares: (rows) => [...Map.groupBy(rows, (row) => String(row.section))].map(correctedRow),
};

function correctedRow([section, authors]: [string, Row[]]): Row {
  const clusters = authors.map((row) => ({
    units: numberIn(row, 'units'),
    detected: numberIn(row, 'detected'),
    both: numberIn(row, 'both'),
    missed: numberIn(row, 'missed'),
    wrong: numberIn(row, 'wrong'),
    neither: numberIn(row, 'neither'),
  }));
  const total = (of: (cluster: (typeof clusters)[number]) => number) => sum(clusters, of);
  const [cards, having] = [total(({ units }) => units), total(({ detected }) => detected)];
  const ends = clusterInterval({
    clusters: clusters.length,
    part: having,
    whole: cards,
    partSquared: total(({ detected }) => detected ** 2),
    partByWhole: total(({ detected, units }) => detected * units),
    wholeSquared: total(({ units }) => units ** 2),
  });
  const estimate = correctedShare(clusters, { seed });
  return {
    section,
    corrected: estimate.known ? estimate.share : null,
    ...endsOf('corrected', estimate),
    cards,
    having,
    detected: having / cards,
    ...endsOf('detected', ends),
    labelled: total(({ both, missed, wrong, neither }) => both + missed + wrong + neither),
    refused: estimate.known ? null : estimate.reason,
  };
}
