import { edges, firstDate, isRepository } from '../edges.ts';
import { deepest } from './lineage-depth.ts';
import { defineCount } from '../metric.ts';

/** In their order, each as a condition over the columns of `joined`. */
const oddities = {
  itself: 'itself',
  'no-repository': 'NOT repository',
  'not-listed': 'repository AND NOT listed',
  'several-relations': 'several',
  'parent-younger': 'younger',
  undated: 'undated',
  'in-cycle': 'cyclic',
};
const listed = Object.keys(oddities)
  .map((oddity) => `'${oddity}'`)
  .join(', ');

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
  topic: 'lineage',
  title: 'Irregular base model declarations',
  method: `Pairs of a model and a declared base model, each counted once: itself (the model names itself), no-repository (a path or other text), not-listed (a repository outside the list: deleted, renamed, private, or not in the selection), several-relations (more than one relation to the same base model; no row where the list has no relations), parent-younger (the base model was created after the derivative: published late, or created again), undated (both are listed, and one has no known date or carries the earliest date that the Hub gives), in-cycle (base models lead back to the model, or from one such cycle to another; chains of more than ${2 * deepest} links count too). A pair can have several irregularities.`,
  key: ['oddity'],
  figures: [{ chart: 'bars', x: 'declarations', y: 'oddity' }],
  columns: {
    oddity: { unit: 'slug', description: 'Irregularity' },
    declarations: { unit: 'count', description: 'Pairs with this irregularity' },
    all: { unit: 'count', description: 'All pairs' },
  },
  shares: { share: { part: 'declarations', whole: 'all', description: 'Share of all pairs' } },
  cluster: 'author',
  needs: ['models.id', 'models.author', 'models.created_at', 'parents.child', 'parents.parent', 'parents.relation'],
  emptyReason: 'No model declares a base model.',
  sql: (_, count) => `
    ${count({
      units: `
        WITH RECURSIVE peeled(child, parent, round) AS (
          SELECT hash(child), hash(parent), 0 FROM ${edges}
          UNION ALL
          SELECT child, parent, round + 1
          FROM peeled
          WHERE parent IN (SELECT child FROM peeled) AND child IN (SELECT parent FROM peeled) AND round < ${deepest}
        ), pairs AS (
          SELECT child, parent, count(*) AS relations FROM parents GROUP BY ALL
        ), joined AS (
          SELECT below.author,
                 child = parent AS itself,
                 ${isRepository('pairs.parent')} AS repository,
                 above.id IS NOT NULL AS listed,
                 relations > 1 AS several,
                 coalesce(above.created_at > below.created_at, false) AS younger,
                 coalesce(below.created_at <= ${firstDate}, true)
                   OR (above.id IS NOT NULL AND coalesce(above.created_at <= ${firstDate}, true)) AS undated,
                 (hash(child), hash(parent)) IN (SELECT (child, parent) FROM peeled WHERE round = ${deepest}) AS cyclic
          FROM pairs
          JOIN models AS below ON below.id = pairs.child
          LEFT JOIN models AS above ON above.id = pairs.parent
        )
        FROM joined`,
      counts: { declarations: 'true' },
      classes: { column: 'oddity', of: 'all', every: 'all', each: oddities },
    })}
    WHERE "oddity" <> 'several-relations' OR EXISTS (FROM parents WHERE relation IS NOT NULL)
    ORDER BY list_position([${listed}], "oddity")`,
});
