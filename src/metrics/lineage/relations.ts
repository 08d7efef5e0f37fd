import { listedPairs, relationsInWords } from '../edges.ts';
import { defineCount } from '../metric.ts';

/**
 * By which relations are models linked to their base models?
 *
 * Shape   one row for all pairs (any), then one per relation, most pairs first
 * Source  the Hub's list of models: the tags `base_model:…`
 */
export const relations = defineCount({
  id: 'relations',
  topic: 'lineage',
  title: 'Pairs of a model and its base model, by relation',
  method:
    'Pairs of a model and a base model that is in the list too, each pair once per relation. A model with three base models is in three pairs. Base models outside the list and models that name themselves are left out. The table derivatives counts models by relation.',
  key: ['relation'],
  figures: [{ chart: 'bars', x: 'share', y: 'relation' }],
  columns: {
    relation: { unit: 'slug', description: relationsInWords },
    pairs: { unit: 'count', description: 'Pairs of a model and its base model' },
    all: {
      unit: 'count',
      description: 'All pairs, whatever the relation',
      missing: 'the row for all pairs',
    },
  },
  shares: { share: { part: 'pairs', whole: 'all', description: 'Share of all pairs' } },
  cluster: 'author',
  needs: ['models.id', 'models.author', 'parents.child', 'parents.parent', 'parents.relation'],
  emptyReason: 'No model declares a base model that is in the list.',
  sql: (_, count) => `
    SELECT * REPLACE (CASE WHEN "relation" <> 'any' THEN "all" END AS "all")
    FROM (${count({
      units: `SELECT author, relations AS relation FROM ${listedPairs} AS pairs JOIN models AS below ON below.id = child`,
      counts: { pairs: 'true' },
      classes: { column: 'relation', of: 'all', lists: true },
    })})
    ORDER BY "relation" <> 'any', "pairs" DESC, "relation"`,
});
