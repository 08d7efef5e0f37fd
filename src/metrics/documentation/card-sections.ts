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
    'Cards that contain something on the subject, out of all cards, as found by a detector. Text under a matching heading counts, and so do unambiguous passages such as a BibTeX entry or code that loads the model. An empty section, a template placeholder and metadata alone do not count. The detector does not judge whether the text is complete or correct.',
  key: ['section'],
  figures: [{ chart: 'bars', x: 'shareHaving', y: 'section' }],
  columns: {
    section: { unit: 'slug', description: 'Subject' },
    cards: { unit: 'count', description: 'Model cards' },
    having: { unit: 'count', description: 'Cards with something on the subject' },
  },
  shares: {
    shareHaving: { part: 'having', whole: 'cards', description: 'Share of the cards with something on the subject' },
  },
  cluster: 'author',
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
  title: 'What model cards say in text or tags',
  method:
    'Cards with something on the subject in the text, as in the table card-sections, or with a tag that declares it: a licence, a data set, results, or emissions. The Hub sets these tags from the metadata of the card.',
  key: ['section'],
  columns: {
    section: { unit: 'slug', description: 'Subject' },
    cards: { unit: 'count', description: 'Model cards' },
    having: { unit: 'count', description: 'Cards with something on the subject in the text' },
    declaring: { unit: 'count', description: 'Cards whose model declares it in a tag' },
    either: { unit: 'count', description: 'Cards with either' },
  },
  shares: { share: { part: 'either', whole: 'cards', description: 'Share of the cards with either' } },
  cluster: 'author',
  needs: ['cards.author', 'cards.declared', ...Object.values(declarable).map((flag) => `cards.${flag}` as const)],
  sql: (_, count) => `
    ${count({
      units: `SELECT section, author, says, list_contains(declared, section) AS declares
              FROM cards, ${lateralSections(declarable)}`,
      counts: { cards: 'true', having: 'says', declaring: 'declares', either: 'says OR declares' },
    })}
    ORDER BY ${placeOf(declarable)}`,
});
