import { defineCount } from './metric.ts';

/** The sections in the order of the official card template as far as it has them, and what tells that a card has one. */
export const sectionFlags = {
  'intended-use': 'has_intended_use',
  limitations: 'has_limitations',
  'training-data': 'has_training_data',
  evaluation: 'has_evaluation',
  licence: 'has_licence',
  'how-to-use': 'has_how_to_use',
  citation: 'has_citation',
  'environmental-impact': 'has_environmental_impact',
} as const;

/** Those of them that a tag of the model can declare. */
const declarable = [
  'training-data',
  'evaluation',
  'licence',
  'environmental-impact',
] satisfies (keyof typeof sectionFlags)[];

const noTags = 'no tag declares it, or the tags of the models are not known';

/** For a query over `cards`: a relation of `section`, and whether the card `says` something on it. */
export const lateralSections = (flags: Readonly<Record<string, string>>) =>
  `LATERAL (VALUES ${Object.entries(flags)
    .map(([section, flag]) => `('${section}', ${flag})`)
    .join(', ')}) AS sections(section, says)`;

/** By which rows of sections are in their order. */
export const placeOf = (flags: Readonly<Record<string, string>>) =>
  `list_position([${Object.keys(flags)
    .map((section) => `'${section}'`)
    .join(', ')}], section)`;

/**
 * What do model cards say to somebody who wants to reuse the model?
 *
 * Shape   one row per section, in the order of the official card template as far as it has them
 * Source  the texts of model cards, read by `sources/card-views.ts`, and the tags of their models; how often the reading
 *         is right is in the table card-detector, and card-sections-corrected has the shares corrected for it
 */
export const cardSections = defineCount({
  id: 'card-sections',
  title: 'What model cards say',
  method:
    'Cards that say something on the subject, out of all, as a program reads them. A heading counts when something stands under it, and so do words that cannot mean anything else, such as a BibTeX entry or code that loads the model. A heading alone or a placeholder of a template does not count. Whether it is enough, or right, is not judged. Tags of the model, which the Hub takes from the metadata of the card, are counted beside the text.',
  key: ['section'],
  columns: {
    section: { unit: 'slug', description: 'What the card says something on' },
    cards: { unit: 'count', description: 'Model cards' },
    having: { unit: 'count', description: 'Those of them that say something on it' },
    declaring: { unit: 'count', description: 'Those of them whose model declares it in a tag', missing: noTags },
    either: { unit: 'count', description: 'Those of them that do the one or the other', missing: noTags },
  },
  shares: {
    shareHaving: {
      part: 'having',
      whole: 'cards',
      description: 'Share of the cards that say something on it',
      cluster: 'author',
    },
    shareEither: {
      part: 'either',
      whole: 'cards',
      description: 'Share of the cards that say something on it in the text or in a tag',
      cluster: 'author',
    },
  },
  needs: ['cards.author', ...Object.values(sectionFlags).map((flag) => `cards.${flag}` as const)],
  sql: (has, count) => {
    const known = has('cards.declared')
      ? `section IN (${declarable.map((section) => `'${section}'`).join(', ')})`
      : 'false';
    const declares = has('cards.declared') ? 'list_contains(declared, section)' : 'false';
    return `
    SELECT * REPLACE (CASE WHEN ${known} THEN declaring END AS declaring, CASE WHEN ${known} THEN "either" END AS "either")
    FROM (${count({
      units: `SELECT section, author, says, ${declares} AS declares FROM cards, ${lateralSections(sectionFlags)}`,
      counts: { cards: 'true', having: 'says', declaring: 'declares', either: 'says OR declares' },
    })})
    ORDER BY ${placeOf(sectionFlags)}`;
  },
});
