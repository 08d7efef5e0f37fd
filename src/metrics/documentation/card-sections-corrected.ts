import { sum } from 'd3-array';
import type { Row } from '../../schema/table.ts';
import { clusterInterval } from '../../statistics/cluster.ts';
import { correctedShare } from '../../statistics/double-sampling.ts';
import { noLabels } from './card-detector.ts';
import { lateralSections, placeOf, sectionFlags } from './card-sections.ts';
import { type Count, defineCount, numberIn, shareColumns } from '../metric.ts';

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
  title: 'What model cards say, corrected for errors of the reading',
  method:
    'The share of cards that say something on the subject, estimated from what the program finds in all of them and from the cards that were labelled by hand, a random part of them: of the cards in which it finds the subject as many have it as of the labelled ones among these, and of the others likewise (double sampling, Tenenbein 1970). The interval is a Bayesian bootstrap of authors with their cards and labels. Where the labels do not show that the program tells cards with the subject from cards without it, a sentence says why there is no estimate.',
  key: ['section'],
  figures: [{ chart: 'groupedBars', x: 'corrected', also: ['detected'], y: 'section' }],
  columns: {
    section: { unit: 'slug', description: 'What the card says something on' },
    ...shareColumns('corrected', 'Share of the cards that say something on it, corrected for errors', {
      missing: 'the labels allow no correction: the column refused says why',
      method: 'Bayesian bootstrap',
      cluster: 'author',
    }),
    cards: { unit: 'count', description: 'Model cards' },
    having: { unit: 'count', description: 'Those of them in which the program finds it' },
    ...shareColumns('detected', 'Share of the cards in which the program finds it', {
      part: 'having',
      whole: 'cards',
      cluster: 'author',
    }),
    labelled: { unit: 'count', description: 'Cards that were labelled by hand' },
    refused: { unit: 'name', description: 'Why there is no correction', missing: 'there is one' },
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
    correctedLow: estimate.known ? estimate.low : null,
    correctedHigh: estimate.known ? estimate.high : null,
    cards,
    having,
    detected: having / cards,
    detectedLow: ends.known ? ends.low : null,
    detectedHigh: ends.known ? ends.high : null,
    labelled: total(({ both, missed, wrong, neither }) => both + missed + wrong + neither),
    refused: estimate.known ? null : estimate.reason,
  };
}
