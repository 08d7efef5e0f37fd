import { defineCount } from '../metric.ts';

/**
 * How long are model cards, once templates are taken away?
 *
 * Shape   one row per class of length, shortest first; a class without a card has no row
 * Source  the texts of model cards, read by `sources/card-views.ts`
 */
export const cardLengths = defineCount({
  id: 'card-lengths',
  topic: 'documentation',
  title: 'Length of model cards in own words',
  method:
    'Own words are words of running text, including lists. Headings, tables, code, comments, addresses and template placeholders are left out. Generated sentences about the model count. In Chinese and Japanese each character counts as a word. A template is unfilled if the card still contains one of its placeholders, or its request to proofread.',
  key: ['words'],
  figures: [{ chart: 'bars', x: 'cards', y: 'words' }],
  columns: {
    words: { unit: 'name', description: 'Own words of the card' },
    cards: { unit: 'count', description: 'Model cards' },
    unfilled: { unit: 'count', description: 'Cards with an unfilled template' },
    allCards: { unit: 'count', description: 'Model cards of any length' },
  },
  shares: {
    shareOfCards: { part: 'cards', whole: 'allCards', description: 'Share of all cards' },
    shareUnfilled: { part: 'unfilled', whole: 'cards', description: 'Share of the cards with an unfilled template' },
  },
  cluster: 'author',
  needs: ['cards.id', 'cards.words', 'cards.unfilled'],
  sql: (_, count) => `
    SELECT * EXCLUDE (least)
    FROM (${count({
      units: `SELECT CASE WHEN cards.words >= 1000 THEN '1000+'
                           WHEN cards.words >= 500 THEN '500–999'
                           WHEN cards.words >= 200 THEN '200–499'
                           WHEN cards.words >= 50 THEN '50–199'
                           WHEN cards.words >= 1 THEN '1–49'
                           ELSE '0' END AS words, cards.words AS number, unfilled, split_part(id, '/', 1) AS author
              FROM cards`,
      counts: { cards: 'true', unfilled: 'unfilled' },
      classes: { column: 'words', of: 'allCards' },
      also: { least: 'min(number)' },
    })})
    ORDER BY least`,
});
