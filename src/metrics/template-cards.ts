import { defineCount } from './metric.ts';

/**
 * How many cards may still hold the words of the official template?
 *
 * Shape   one row per month of creation, oldest first
 * Units   `models`, `citing` counts · `shareCiting`, with its 95 % Wilson interval
 * Nulls   `month` where the time of creation is unknown
 * Source  the Hub's list of models: the tag `arxiv:1910.09700`, which the Hub takes from a card's text
 */
export const templateCards = defineCount({
  id: 'template-cards',
  title: 'Cards that cite what the card template cites, by month of creation',
  method:
    'The official template of model cards cites a paper on emissions (arXiv 1910.09700), and the Hub makes a tag of every paper that a card cites. A model with that tag may have a card with template text left in it, or one that cites the paper on purpose: an upper bound. The paper is not counted among a model’s own.',
  key: ['month'],
  columns: {
    month: {
      unit: 'month',
      description: 'Month in which the model was created (UTC)',
      missing: 'the time of creation is unknown',
    },
    models: { unit: 'count', description: 'Models created in the month' },
    citing: { unit: 'count', description: 'Those whose card cites the paper of the template' },
  },
  shares: { shareCiting: { part: 'citing', whole: 'models', description: 'Share of the month’s models' } },
  needs: ['models.created_at', 'models.cites_template'],
  sql: `
    SELECT strftime(created_at, '%Y-%m') AS "month", count(*) AS "models", count(*) FILTER (cites_template) AS "citing"
    FROM models
    GROUP BY 1
    ORDER BY 1 NULLS LAST`,
});
