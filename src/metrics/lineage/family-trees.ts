import { edges, statedPairs } from '../edges.ts';
import { defineCount } from '../metric.ts';
import { mostBuiltUpon, detailPageLimit, named, noParentDeclared } from './parents.ts';

/** Generations that are counted apart; below them there are too many routes to read. */
const generations = 4;

/** The relation of a pair in one letter: a way down is then short enough to be kept in place by the database. */
const letters = { finetune: 'f', quantized: 'q', adapter: 'a', merge: 'm', 'not-named': 'n' };
const letter = `CASE ${Object.entries(letters)
  .slice(0, -1)
  .map(([relation, short]) => `WHEN bool_or(relation = '${relation}') THEN '${short}'`)
  .join(' ')} ELSE '${letters['not-named']}' END`;
const inWords = `MAP {${Object.entries(letters)
  .map(([relation, short]) => `'${short}': '${relation}'`)
  .join(', ')}}`;

const written = (way: string) =>
  `array_to_string(list_transform(string_split(${way}, ''), lambda step: ${inWords}[step]), '/')`;
const inOrder = (way: string) => `translate(${way}, '${Object.values(letters).join('')}', '12345')`;

/** The models of one generation, each by the first of the ways that lead to it, if it stands in none above. */
const generation = (depth: number) =>
  depth === 1
    ? `generation1 AS MATERIALIZED (SELECT parent AS root, child AS model, step AS route
         FROM pairs WHERE parent IN (SELECT hash(root) FROM roots))`
    : `generation${depth} AS MATERIALIZED (
         SELECT above.root, pairs.child AS model, min_by(route || step, ${inOrder('route || step')}) AS route
         FROM generation${depth - 1} AS above JOIN pairs ON pairs.parent = above.model
         WHERE pairs.child <> above.root AND (above.root, pairs.child) NOT IN (SELECT (root, model) FROM (${upTo(depth - 1)}))
         GROUP BY above.root, pairs.child)`;
const upTo = (depth: number) =>
  Array.from({ length: depth }, (_, above) => `FROM generation${above + 1}`).join(' UNION ALL ');

/**
 * What was made of the most built-upon models, and what of that in turn?
 *
 * A model that several ways lead to stands on the shortest, so that each descendant is counted once and a cycle ends.
 *
 * Shape   one row per parent and way down from it, the most built-upon parent first, then generation by generation
 * Source  the Hub's list of models: the tags `base_model:…`
 */
export const familyTrees = defineCount({
  id: 'family-trees',
  topic: 'lineage',
  title: `Family trees of the ${detailPageLimit} base models with the most derivatives`,
  method: `Listed models that descend from one of these base models, by the chain of relations: finetune/quantized are quantized versions of a fine-tune. Chains are followed for ${generations} generations. A model that several chains reach is counted in the shortest one; of equally short chains, in the first in the order ${Object.keys(letters).join(', ')}. The same order applies to a pair with several relations. ${named}`,
  key: ['parent', 'route'],
  figures: [
    {
      title: 'Family tree of the base model with the most derivatives',
      chart: 'tree',
      x: 'models',
      y: 'route',
      above: 'above',
      name: 'relation',
      first: { column: 'parent', count: 1 },
    },
  ],
  columns: {
    parent: { unit: 'name', description: 'Base model at the root, as its derivatives write its name' },
    route: { unit: 'name', description: 'Chain of relations from the root' },
    above: { unit: 'name', description: 'Chain of the generation above', missing: 'direct derivatives of the root' },
    generation: { unit: 'count', description: 'Generations below the root' },
    relation: { unit: 'slug', description: 'Last relation of the chain' },
    models: { unit: 'count', description: 'Models reached by this chain' },
    authors: { unit: 'count', description: 'Distinct authors of the derivatives' },
    builtUpon: { unit: 'count', description: 'Models with derivatives of their own' },
    downloads: { unit: 'count', description: 'Downloads of these models in 30 days' },
    sameLicence: {
      unit: 'count',
      description: 'Models that declare the licence of the root',
      missing: 'the root is not in the list, or declares none',
    },
  },
  needs: ['models.id', 'models.author', 'models.downloads', 'models.licence', ...statedPairs],
  emptyReason: noParentDeclared,
  // Names are compared as their hashes, which are shorter: of millions, no two are expected to share one.
  sql: `
    WITH pairs AS MATERIALIZED (
      SELECT hash(child) AS child, hash(parent) AS parent, ${letter} AS step
      FROM parents SEMI JOIN models ON models.id = parents.child
      WHERE child <> parent
      GROUP BY ALL
    ), roots AS MATERIALIZED (
      SELECT most.parent AS root, children, models.licence
      FROM ${mostBuiltUpon(detailPageLimit)} AS most LEFT JOIN models ON models.id = most.parent
    ), ${Array.from({ length: generations }, (_, above) => generation(above + 1)).join(', ')},
    family AS (${upTo(generations)}),
    placed AS (
      SELECT roots.root, roots.children, roots.licence AS licence_of_root, route, id, author, downloads, models.licence
      FROM family JOIN roots ON hash(roots.root) = family.root JOIN models ON hash(models.id) = family.model
    )
    SELECT root AS "parent",
           ${written('placed.route')} AS "route",
           ${written("nullif(placed.route[:-2], '')")} AS "above",
           length(placed.route) AS "generation",
           ${inWords}[placed.route[-1]] AS "relation",
           count(*) AS "models",
           count(DISTINCT author) AS "authors",
           count(*) FILTER (hash(id) IN (SELECT hash(parent) FROM ${edges})) AS "builtUpon",
           sum(downloads)::BIGINT AS "downloads",
           CASE WHEN licence_of_root IS NOT NULL THEN count(*) FILTER (licence = licence_of_root) END AS "sameLicence"
    FROM placed
    GROUP BY root, children, licence_of_root, placed.route
    ORDER BY children DESC, root, "generation", ${inOrder('placed.route')}`,
});
