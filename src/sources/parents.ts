/** Which models a model declares to be built from: read from its tags, the same way for every list of models. */

export const relations = ['finetune', 'quantized', 'adapter', 'merge'] as const;

/**
 * The steps that make the view `parents`.
 *
 * The Hub repeats a parent without its relation beside the one with it: where a model names both, the one with the
 * relation stands. A tag that names nothing is passed over.
 *
 * @param tagged a query with the columns `model` and `tags`, a list of texts; tags other than `base_model:…` may be in it
 */
export function parentsFrom(tagged: string): string[] {
  const prefix = `^base_model:(?:(${relations.join('|')}):)?`;
  return [
    `CREATE OR REPLACE TABLE parents AS
     WITH declared AS (
       SELECT DISTINCT model AS child,
              regexp_replace(tag, '${prefix}', '') AS parent,
              nullif(regexp_extract(tag, '${prefix}.', 1), '') AS relation
       FROM (SELECT model, unnest(tags) AS tag FROM (${tagged}))
       WHERE regexp_matches(tag, '${prefix}.')
     ), named AS (
       SELECT *, bool_or(relation IS NOT NULL) OVER (PARTITION BY child, parent) AS has_relation FROM declared
     )
     SELECT child, parent, relation FROM named WHERE parent <> '' AND (relation IS NOT NULL OR NOT has_relation)`,
  ];
}
