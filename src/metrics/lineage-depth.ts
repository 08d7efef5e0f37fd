import { edges } from './edges.ts';
import { defineCount } from './metric.ts';

/** No chain of models is followed further; the longest that were seen have a dozen links or so. */
export const deepest = 64;

/**
 * How far down from a model that was built upon nothing do derivatives stand?
 *
 * The way is walked from the top, a generation at a time. Every model is met once, at the first generation that leads to
 * it, so that a cycle ends by itself: who is in it was met before, or is never met.
 *
 * Shape   one row per generation, roots first; one for those that are never met
 * Units   `models`, `builtUpon`, `all` counts · `share` of all models, `shareBuiltUpon` of the generation, with their 95 %
 *         Wilson intervals
 * Nulls   `generation` of models that no way leads to from a root
 * Source  the Hub's list of models: the tags `base_model:…`
 */
export const lineageDepth = defineCount({
  id: 'lineage-depth',
  title: 'How deep the family trees of models are',
  method: `Generation 0: models that declare no parent but themselves. Others stand one below the highest of their parents; a parent that is not in the list counts as a root above, so depths are lower bounds. Followed down to generation ${deepest}. Without a generation: models in a cycle of parents to which nothing else leads, those below one, and deeper ones.`,
  key: ['generation'],
  columns: {
    generation: {
      unit: 'count',
      description: 'Steps down from a root',
      missing: 'no way leads there from a root: a cycle, or below one',
    },
    models: { unit: 'count', description: 'Models of this generation' },
    builtUpon: { unit: 'count', description: 'Those that another model declares as a parent' },
    all: { unit: 'count', description: 'All models' },
  },
  shares: {
    share: { part: 'models', whole: 'all', description: 'Share of all models' },
    shareBuiltUpon: { part: 'builtUpon', whole: 'models', description: 'Share of the generation that is built upon' },
  },
  needs: ['models.id', 'parents.child', 'parents.parent'],
  // Names are walked as their hashes, which are shorter: of millions, no two are expected to share one.
  sql: `
    WITH RECURSIVE links AS MATERIALIZED (
      SELECT hash(child) AS child, hash(parent) AS parent, parent IN (SELECT id FROM models) AS listed FROM ${edges}
    ), walked(id, generation) USING KEY (id) AS (
      SELECT id, min(generation) FROM (
        SELECT hash(id) AS id, 0 AS generation FROM models WHERE hash(id) NOT IN (SELECT child FROM links)
        UNION ALL
        SELECT child, 1 FROM links WHERE NOT listed
      ) GROUP BY id
      UNION
      SELECT links.child, min(walked.generation) + 1
      FROM walked JOIN links ON links.parent = walked.id
      WHERE walked.generation < ${deepest} AND links.child NOT IN (SELECT id FROM recurring.walked)
      GROUP BY links.child
    )
    SELECT generation::BIGINT AS "generation",
           count(*) AS "models",
           count(*) FILTER (hash(models.id) IN (SELECT parent FROM links)) AS "builtUpon",
           sum(count(*)) OVER ()::BIGINT AS "all"
    FROM models LEFT JOIN walked ON walked.id = hash(models.id)
    GROUP BY generation
    ORDER BY generation NULLS LAST`,
});
