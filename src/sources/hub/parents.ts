/** Which models a model declares to be built from: read from its tags, the same way for every list of models. */

export const relations = ['finetune', 'quantized', 'adapter', 'merge'] as const;

const prefix = `^base_model:(?:(${relations.join('|')}):)?`;

/**
 * The step that makes the table `declared`: parents as they are written, each with its place among the tags.
 *
 * @param tagged a query with the columns `model` and `tags`, a list of texts; tags other than `base_model:…` may be in it
 */
export const declaredParents = (tagged: string): string =>
  `CREATE OR REPLACE TEMP TABLE declared AS
   SELECT model AS child, regexp_replace(tag, '${prefix}', '') AS parent,
          nullif(regexp_extract(tag, '${prefix}.', 1), '') AS relation, min(place) AS place
   FROM (SELECT model, unnest(tags) AS tag, generate_subscripts(tags, 1) AS place FROM (${tagged}))
   WHERE regexp_matches(tag, '${prefix}.')
   GROUP BY ALL`;

/**
 * The step that makes the view `parents` of it, once names are resolved.
 *
 * The Hub repeats a parent without its relation beside the one with it: where a model names both, the one with the
 * relation stands. A tag that names nothing is passed over.
 */
export const namedParents = `CREATE OR REPLACE TABLE parents AS
   SELECT DISTINCT child, parent, relation
   FROM (SELECT *, bool_or(relation IS NOT NULL) OVER (PARTITION BY child, parent) AS has_relation FROM declared)
   WHERE trim(parent) <> '' AND (relation IS NOT NULL OR NOT has_relation)`;

/**
 * The step that gives models without a type of their own that of a base model: of the first that they declare, of those
 * that are in the list and have one of their own. It takes the tables `models` and `declared`.
 */
export const typesOfBaseModels = `UPDATE models SET model_type = based.model_type, type_of_base_model = true
   FROM (
     SELECT child, arg_min(base.model_type, place) AS model_type
     FROM declared JOIN models AS base ON base.id = parent AND base.id <> child
     WHERE base.model_type IS NOT NULL
     GROUP BY child
   ) AS based
   WHERE models.model_type IS NULL AND models.id = based.child`;
