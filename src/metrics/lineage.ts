import { sharesOfGroups } from './clusters.ts';
import { monthOfCreation } from './created.ts';
import { defineCount } from './metric.ts';

/**
 * How many of the models created in a month say what they were built from, and how?
 *
 * Shape   one row per month of creation and relation, oldest first
 * Source  the Hub's list of models: the tags `base_model:…`
 */
export const lineage = defineCount({
  id: 'lineage',
  title: 'Models that say what they were built from, by month of creation',
  method:
    'Models that declare at least one parent (any), and those that name the relation to it: a model with several relations counts once in each. not-named: a parent without a relation. none-declared is no proof of training from scratch. Declarations are the makers’ own, and many are written by tools, so part of a rise is tooling; a parent that is the model itself, a path or gone counts as declared.',
  key: ['month', 'relation'],
  columns: {
    month: monthOfCreation(),
    relation: {
      unit: 'slug',
      description: 'any, finetune, quantized, adapter, merge, not-named, or none-declared',
    },
    models: { unit: 'count', description: 'Models created with this relation to a parent' },
    created: { unit: 'count', description: 'All models created in the month' },
  },
  shares: {
    share: { part: 'models', whole: 'created', description: 'Share of the month’s models', cluster: 'author' },
  },
  needs: ['models.id', 'models.author', 'models.created_at', 'parents.child', 'parents.relation'],
  sql: `
    WITH declared AS (
      SELECT child, list_distinct(list(coalesce(relation, 'not-named'))) AS relations FROM parents GROUP BY child
    ), listed AS (
      SELECT strftime(created_at, '%Y-%m') AS "month", author,
             unnest(CASE WHEN child IS NULL THEN ['none-declared'] ELSE list_concat(['any'], relations) END) AS "relation"
      FROM models LEFT JOIN declared ON child = id
    ), counted AS (
      SELECT "month", "relation", author, count(*) AS part FROM listed GROUP BY ALL
    ), authors AS (
      SELECT strftime(created_at, '%Y-%m') AS "month", author, count(*) AS whole FROM models GROUP BY ALL
    )
    ${sharesOfGroups('share', { classes: 'counted', groups: 'authors', group: '"month"', class: '"relation"', part: 'models', whole: 'created' })}
    ORDER BY 1 NULLS LAST, "models" DESC, "relation"`,
});
