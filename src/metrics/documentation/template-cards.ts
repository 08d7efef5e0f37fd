import { clusterSums } from '../clusters.ts';
import { monthOfCreation } from '../columns.ts';
import { defineCount } from '../metric.ts';

/**
 * How many cards may still have the text of the official template?
 *
 * Shape   one row per month of creation, oldest first
 * Source  the Hub's list of models: the tag `arxiv:1910.09700`, which the Hub takes from a card's text
 */
export const templateCards = defineCount({
  id: 'template-cards',
  topic: 'documentation',
  title: 'Cards that cite the paper of the card template, by month of creation',
  method:
    'The official template of model cards cites a paper on emissions (arXiv 1910.09700), and the Hub adds a tag for every paper that a card cites. A card with that tag can contain template text or cite the paper on purpose; a card without it can contain other template text. The share is therefore an indication of template text, not a bound. The table template-cards-checked compares both where the texts of cards are known.',
  key: ['month'],
  figures: [{ chart: 'line', x: 'month', y: 'shareCiting' }],
  columns: {
    month: monthOfCreation(),
    models: { unit: 'count', description: 'Models created in the month' },
    citing: { unit: 'count', description: 'Models whose card cites the paper of the template' },
  },
  shares: { shareCiting: { part: 'citing', whole: 'models', description: 'Share of the month’s models' } },
  cluster: 'author',
  needs: ['models.author', 'models.created_at', 'models.cites_template'],
  sql: `
    WITH authors AS (
      SELECT strftime(created_at, '%Y-%m') AS month, author, count(*) AS models,
             count(*) FILTER (cites_template) AS citing
      FROM models
      GROUP BY ALL
    )
    SELECT month AS "month", sum(models)::BIGINT AS "models", sum(citing)::BIGINT AS "citing",
           ${clusterSums('shareCiting', 'citing', 'models')}
    FROM authors
    GROUP BY 1
    ORDER BY 1 NULLS LAST`,
});

/** Does that tag indicate template text? One row for cards that cite the paper, one for those that do not. */
export const templateCardsChecked = defineCount({
  id: 'template-cards-checked',
  topic: 'documentation',
  title: 'Unfilled templates among cards with and without the citation of the template',
  method:
    'Cards whose text is known, by whether they cite the paper on emissions that the official template cites (arXiv 1910.09700), and those with a template placeholder left. Cards that cite the paper without a placeholder cite it on purpose, or filled in the template. Cards with a placeholder and without the citation use another template, or removed the citation.',
  key: ['cites'],
  figures: [{ chart: 'bars', x: 'shareUnfilled', y: 'cites' }],
  columns: {
    cites: { unit: 'slug', description: 'Cites the paper: yes or no' },
    cards: { unit: 'count', description: 'Model cards' },
    unfilled: { unit: 'count', description: 'Cards with an unfilled template' },
  },
  shares: { shareUnfilled: { part: 'unfilled', whole: 'cards', description: 'Share of these cards' } },
  cluster: 'author',
  needs: ['cards.id', 'cards.cites_template', 'cards.unfilled'],
  sql: (_, count) => `
    ${count({
      units: `SELECT CASE WHEN cites_template THEN 'yes' ELSE 'no' END AS cites, split_part(id, '/', 1) AS author, unfilled
              FROM cards`,
      counts: { cards: 'true', unfilled: 'unfilled' },
    })}
    ORDER BY "cites" DESC`,
});
