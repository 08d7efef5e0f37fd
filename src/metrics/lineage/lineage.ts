import { monthOfCreation } from '../columns.ts';
import { declaredRelations, statedRelations } from '../edges.ts';
import { defineCount } from '../metric.ts';

/**
 * How many of the models created in a month say what they were built from, and how?
 *
 * Shape   one row per month of creation and relation, oldest first
 * Source  the Hub's list of models: the tags `base_model:…`
 */
export const lineage = defineCount({
  id: 'lineage',
  topic: 'lineage',
  title: 'Models that declare a base model, by month of creation and relation',
  method:
    'Models that declare at least one base model (any), and models by the relation they name; a model with several relations counts once in each. not-named: a base model without a relation. none-declared does not prove training from scratch. Authors declare base models themselves, and tools write many declarations, so part of a rise comes from tooling. A base model that is the model itself, a path or deleted counts as declared.',
  key: ['month', 'relation'],
  figures: [{ chart: 'multiples', x: 'month', y: 'share', by: 'relation', without: { relation: 'any' } }],
  columns: {
    month: monthOfCreation(),
    relation: {
      unit: 'slug',
      description: 'any, finetune, quantized, adapter, merge, not-named, or none-declared',
    },
    models: { unit: 'count', description: 'Models created with this relation to a base model' },
    created: { unit: 'count', description: 'All models created in the month' },
  },
  shares: { share: { part: 'models', whole: 'created', description: 'Share of the month’s models' } },
  cluster: 'author',
  needs: ['models.id', 'models.author', 'models.created_at', 'parents.child', 'parents.relation'],
  sql: (_, count) => `
    ${count({
      units: `SELECT strftime(created_at, '%Y-%m') AS month, author, declared.*
              FROM models LEFT JOIN ${declaredRelations} AS declared ON child = id`,
      counts: { models: 'true' },
      classes: { column: 'relation', of: 'created', each: statedRelations },
    })}
    ORDER BY "month" NULLS LAST, "models" DESC, "relation"`,
});
