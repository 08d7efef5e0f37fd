import { defineCount } from '../metric.ts';

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
 * Source  the texts of model cards, read by `sources/card-views.ts`; how often that is right is in the table
 *         card-detector, and card-sections-corrected has the shares corrected for it
 */
export const cardSections = defineCount({
  id: 'card-sections',
  topic: 'documentation',
  title: 'What model cards say',
  method:
    'Cards that say something on the subject, out of all, as a program reads them. A heading counts when something stands under it, and so do words that cannot mean anything else, such as a BibTeX entry or code that loads the model. A heading alone or a placeholder of a template does not count, and neither does what only the metadata declare. Whether it is enough, or right, is not judged.',
  key: ['section'],
  figures: [{ chart: 'bars', x: 'shareHaving', y: 'section' }],
  columns: {
    section: { unit: 'slug', description: 'What the card says something on' },
    cards: { unit: 'count', description: 'Model cards' },
    having: { unit: 'count', description: 'Those of them that say something on it' },
  },
  shares: {
    shareHaving: {
      part: 'having',
      whole: 'cards',
      description: 'Share of the cards that say something on it',
      cluster: 'author',
    },
  },
  needs: ['cards.author', ...Object.values(sectionFlags).map((flag) => `cards.${flag}` as const)],
  sql: (_, count) => `
    ${count({
      units: `SELECT section, author, says FROM cards, ${lateralSections(sectionFlags)}`,
      counts: { cards: 'true', having: 'says' },
    })}
    ORDER BY ${placeOf(sectionFlags)}`,
});

/** Those sections that a tag of the model can declare. */
const { 'training-data': trainingData, evaluation, licence, 'environmental-impact': impact } = sectionFlags;
const declarable = { 'training-data': trainingData, evaluation, licence, 'environmental-impact': impact };

/** The same in the text or in a tag of the model, of what a tag can declare. */
export const cardSectionsTagged = defineCount({
  id: 'card-sections-tagged',
  topic: 'documentation',
  title: 'What model cards say in their text or in a tag',
  method:
    'Cards that say something on the subject in the text, as in card-sections, or whose model has a tag that declares it: of a licence, a data set, results, or emissions. The Hub makes these tags from the metadata at the head of the card.',
  key: ['section'],
  columns: {
    section: { unit: 'slug', description: 'What the card says something on' },
    cards: { unit: 'count', description: 'Model cards' },
    having: { unit: 'count', description: 'Those of them whose text says something on it' },
    declaring: { unit: 'count', description: 'Those of them whose model declares it in a tag' },
    either: { unit: 'count', description: 'Those of them that do the one or the other' },
  },
  shares: {
    share: {
      part: 'either',
      whole: 'cards',
      description: 'Share of the cards that do the one or the other',
      cluster: 'author',
    },
  },
  needs: ['cards.author', 'cards.declared', ...Object.values(declarable).map((flag) => `cards.${flag}` as const)],
  sql: (_, count) => `
    ${count({
      units: `SELECT section, author, says, list_contains(declared, section) AS declares
              FROM cards, ${lateralSections(declarable)}`,
      counts: { cards: 'true', having: 'says', declaring: 'declares', either: 'says OR declares' },
    })}
    ORDER BY ${placeOf(declarable)}`,
});
