import { edges, firstDate, isRepository } from './edges.ts';
import { deepest } from './lineage-depth.ts';
import { defineCount } from './metric.ts';

/**
 * Which declarations of a parent cannot be taken as they stand?
 *
 * Cycles are found by peeling: again and again, all links go whose parent has no parent left, or whose child has no child
 * left. What stays is a cycle, or lies between two.
 *
 * Shape   one row per oddity
 * Source  the Hub's list of models: the tags `base_model:…`
 */
export const lineageOddities = defineCount({
  id: 'lineage-oddities',
  title: 'Declarations of parents that are not what they seem',
  method: `Pairs of a model and a declared parent, each once: itself (the model names itself), no-repository (a path or other text), not-listed (a repository that is not in the list: gone, renamed, private, or not selected), several-relations (the same parent with more than one), parent-younger (the parent was created after its child: opened late, or made anew), undated (one end is of unknown age, or carries the first date that the Hub gives), in-cycle (following parents leads back to the model, or from one such cycle to another; chains of more than ${2 * deepest} links would count as well). A pair may be odd in several ways.`,
  key: ['oddity'],
  columns: {
    oddity: { unit: 'slug', description: 'What is odd' },
    declarations: { unit: 'count', description: 'Pairs of a model and a declared parent with this oddity' },
    all: { unit: 'count', description: 'All pairs' },
  },
  shares: { share: { part: 'declarations', whole: 'all', description: 'Share of all pairs' } },
  needs: ['models.id', 'models.created_at', 'parents.child', 'parents.parent', 'parents.relation'],
  emptyReason: 'No model declares a parent.',
  sql: `
    WITH RECURSIVE peeled(child, parent, round) AS (
      SELECT hash(child), hash(parent), 0 FROM ${edges}
      UNION ALL
      SELECT child, parent, round + 1
      FROM peeled
      WHERE parent IN (SELECT child FROM peeled) AND child IN (SELECT parent FROM peeled) AND round < ${deepest}
    ), pairs AS (
      SELECT child, parent, count(*) AS relations FROM parents GROUP BY ALL
    ), joined AS (
      SELECT pairs.*,
             above.id IS NOT NULL AS listed,
             ${isRepository('pairs.parent')} AS repository,
             coalesce(above.created_at > below.created_at, false) AS younger,
             coalesce(below.created_at <= ${firstDate}, true)
               OR (above.id IS NOT NULL AND coalesce(above.created_at <= ${firstDate}, true)) AS undated
      FROM pairs
      JOIN models AS below ON below.id = pairs.child
      LEFT JOIN models AS above ON above.id = pairs.parent
    ), counted AS (
      SELECT count(*) AS pairs,
             count(*) FILTER (child = parent) AS itself,
             count(*) FILTER (NOT repository) AS no_repository,
             count(*) FILTER (repository AND NOT listed) AS not_listed,
             count(*) FILTER (relations > 1) AS several_relations,
             count(*) FILTER (younger) AS parent_younger,
             count(*) FILTER (undated) AS undated,
             (SELECT count(*) FROM peeled WHERE round = ${deepest}) AS in_cycle
      FROM joined
    )
    SELECT oddity AS "oddity", declarations AS "declarations", pairs AS "all"
    FROM counted, LATERAL (VALUES
      (1, 'itself', itself), (2, 'no-repository', no_repository), (3, 'not-listed', not_listed),
      (4, 'several-relations', several_relations), (5, 'parent-younger', parent_younger),
      (6, 'undated', undated), (7, 'in-cycle', in_cycle)) AS listed(place, oddity, declarations)
    WHERE pairs > 0
    ORDER BY place`,
});
