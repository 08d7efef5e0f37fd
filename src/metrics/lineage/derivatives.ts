import { declaredRelations, edges, relationsInWords, statedRelations } from '../edges.ts';
import { defineCount } from '../metric.ts';

/**
 * How many models declare which relation to a parent, and are they built upon in turn?
 *
 * Shape   one row for models that declare none, one for those that declare any, then one per relation, most models first
 * Source  the Hub's list of models: the tags `base_model:…`
 */
export const derivatives = defineCount({
  id: 'derivatives',
  topic: 'lineage',
  title: 'Models by relation to their base model, and how many have derivatives',
  method:
    'Models that declare at least one base model (any), and models by the relation they name; a model with several relations counts once in each. none-declared does not prove training from scratch. A base model that is the model itself, a path or deleted counts as declared. A model has derivatives if another model declares it as a base model.',
  key: ['relation'],
  figures: [
    { title: 'Models by relation to their base model', chart: 'bars', x: 'share', y: 'relation' },
    {
      title: 'Models with derivatives of their own, by relation to their base model',
      chart: 'bars',
      x: 'shareBuiltUpon',
      y: 'relation',
    },
  ],
  columns: {
    relation: { unit: 'slug', description: `none-declared, ${relationsInWords}` },
    models: { unit: 'count', description: 'Models' },
    all: { unit: 'count', description: 'All models, whatever they declare' },
    builtUpon: { unit: 'count', description: 'Models of the row with derivatives of their own' },
  },
  shares: {
    share: { part: 'models', whole: 'all', description: 'Share of all models' },
    shareBuiltUpon: {
      part: 'builtUpon',
      whole: 'models',
      description: 'Share of these models with derivatives of their own',
    },
  },
  cluster: 'author',
  needs: ['models.id', 'models.author', 'parents.child', 'parents.parent', 'parents.relation'],
  sql: (_, count) => `
    ${count({
      units: `SELECT author, declared.*, id IN (SELECT parent FROM ${edges}) AS upon
              FROM models LEFT JOIN ${declaredRelations} AS declared ON child = id`,
      counts: { models: 'true', builtUpon: 'upon' },
      classes: { column: 'relation', of: 'all', each: statedRelations },
    })}
    ORDER BY list_position(['none-declared', 'any'], "relation") NULLS LAST, "models" DESC, "relation"`,
});
