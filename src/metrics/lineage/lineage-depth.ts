import { edges } from '../edges.ts';
import { defineCount } from '../metric.ts';

/** No chain of models is followed further; the longest that were seen have a dozen links or so. */
export const deepest = 64;

/**
 * How far down from a model that was built upon nothing do derivatives stand?
 *
 * Those with a parent wait, and in every round all stop waiting who have a parent that does not wait: who waited for three
 * rounds stands in the third generation. A cycle ends by itself: who is in it stops once, or is never free to.
 *
 * Shape   one row per generation, roots first; one for those that are never reached
 * Source  the Hub's list of models: the tags `base_model:…`
 */
export const lineageDepth = defineCount({
  id: 'lineage-depth',
  topic: 'lineage',
  title: 'Depth of model family trees',
  method: `Generation 0: models that declare no base model other than themselves. Every other model is one generation below its base model that is closest to a root. A base model outside the list counts as a root, so depths are lower bounds. Chains are followed to generation ${deepest}. Models in a cycle, below a cycle, or deeper than that have no generation.`,
  key: ['generation'],
  figures: [{ chart: 'bars', x: 'models', y: 'generation', first: { column: 'generation', count: 10 } }],
  columns: {
    generation: {
      unit: 'count',
      description: 'Generations below a root',
      missing: 'not reached from a root: in a cycle, below one, or too deep',
    },
    models: { unit: 'count', description: 'Models of this generation' },
    builtUpon: { unit: 'count', description: 'Models with derivatives of their own' },
    all: { unit: 'count', description: 'All models' },
  },
  shares: {
    share: { part: 'models', whole: 'all', description: 'Share of all models' },
    shareBuiltUpon: { part: 'builtUpon', whole: 'models', description: 'Share of the generation with derivatives' },
  },
  cluster: 'author',
  needs: ['models.id', 'models.author', 'parents.child', 'parents.parent'],
  // Names are compared as their hashes, which are shorter: of millions, no two are expected to share one.
  sql: (_, count) => `
    ${count({
      units: `
        WITH RECURSIVE waiting(child, parent, round) AS (
          SELECT hash(child), hash(parent), 0 FROM ${edges}
          UNION ALL
          SELECT child, parent, round + 1
          FROM waiting
          WHERE child NOT IN (SELECT child FROM waiting WHERE parent NOT IN (SELECT child FROM waiting))
            AND round < ${deepest}
        ), waited AS (
          SELECT child, max(round) + 1 AS rounds FROM waiting GROUP BY child
        )
        SELECT CASE WHEN rounds IS NULL THEN 0 WHEN rounds <= ${deepest} THEN rounds END::BIGINT AS generation, author,
               hash(models.id) IN (SELECT hash(parent) FROM ${edges}) AS upon
        FROM models LEFT JOIN waited ON waited.child = hash(models.id)`,
      counts: { models: 'true', builtUpon: 'upon' },
      classes: { column: 'generation', of: 'all' },
    })}
    ORDER BY "generation" NULLS LAST`,
});
