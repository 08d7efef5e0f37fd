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
  title: 'Models by what they say they were built from, and those built upon in turn',
  method:
    'Models that declare at least one parent (any), and those that name the relation to it: a model with several relations counts once in each. none-declared is no proof of training from scratch. A parent that is the model itself, a path or gone counts as declared. builtUpon: another model declares this one as a parent.',
  key: ['relation'],
  figures: [
    { title: 'Models by what they say they were built from', chart: 'bars', x: 'share', y: 'relation' },
    {
      title: 'Models built upon in turn, by what they say they were built from',
      chart: 'bars',
      x: 'shareBuiltUpon',
      y: 'relation',
    },
  ],
  columns: {
    relation: { unit: 'slug', description: `none-declared, ${relationsInWords}` },
    models: { unit: 'count', description: 'Models' },
    all: { unit: 'count', description: 'All models, whatever they declare' },
    builtUpon: { unit: 'count', description: 'Those of the row that another model declares as a parent' },
  },
  shares: {
    share: { part: 'models', whole: 'all', description: 'Share of all models', cluster: 'author' },
    shareBuiltUpon: {
      part: 'builtUpon',
      whole: 'models',
      description: 'Share of these models that another model declares as a parent',
      cluster: 'author',
    },
  },
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
