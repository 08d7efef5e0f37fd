import { defineCount } from './metric.ts';

/**
 * What do model cards say to somebody who wants to reuse the model?
 *
 * Shape   one row per section, in the order of the official card template as far as it has them
 * Source  the texts of model cards, read by `sources/card-views.ts`; how often that is right is in the table
 *         card-detector
 */
export const cardSections = defineCount({
  id: 'card-sections',
  title: 'What model cards say',
  method:
    'Cards that say something on the subject, out of all. A heading counts when something stands under it, and so do words that cannot mean anything else, such as a BibTeX entry or code that loads the model. A heading alone or a placeholder of a template does not count, and neither does what only the metadata declare. Whether it is enough, or right, is not judged.',
  key: ['section'],
  columns: {
    section: { unit: 'slug', description: 'What the card says something on' },
    cards: { unit: 'count', description: 'Model cards' },
    having: { unit: 'count', description: 'Those of them that say something on it' },
  },
  shares: {
    shareHaving: { part: 'having', whole: 'cards', description: 'Share of the cards that say something on it' },
  },
  needs: [
    'cards.has_intended_use',
    'cards.has_limitations',
    'cards.has_training_data',
    'cards.has_evaluation',
    'cards.has_licence',
    'cards.has_how_to_use',
    'cards.has_citation',
    'cards.has_environmental_impact',
  ],
  sql: `
    WITH counted AS (
      SELECT count(*) AS cards,
             count(*) FILTER (has_intended_use) AS intended_use,
             count(*) FILTER (has_limitations) AS limitations,
             count(*) FILTER (has_training_data) AS training_data,
             count(*) FILTER (has_evaluation) AS evaluation,
             count(*) FILTER (has_licence) AS licence,
             count(*) FILTER (has_how_to_use) AS how_to_use,
             count(*) FILTER (has_citation) AS citation,
             count(*) FILTER (has_environmental_impact) AS environmental_impact
      FROM cards
    )
    SELECT section AS "section", cards AS "cards", having_it AS "having"
    FROM counted, LATERAL (VALUES
      (1, 'intended-use', intended_use),
      (2, 'limitations', limitations),
      (3, 'training-data', training_data),
      (4, 'evaluation', evaluation),
      (5, 'licence', licence),
      (6, 'how-to-use', how_to_use),
      (7, 'citation', citation),
      (8, 'environmental-impact', environmental_impact)
    ) AS listed(place, section, having_it)
    ORDER BY place`,
});
