/** Parents and children, as SQL over the view `parents`, where several tables need the same. */

/** What a query over the pairs needs, and one that tells them by their relations. */
export const pairColumns = ['parents.child', 'parents.parent'] as const;
export const statedPairs = [...pairColumns, 'parents.relation'] as const;

/** Every pair of a child and a parent once, whatever the relations; a model that names itself is no child. */
export const edges = `(SELECT DISTINCT child, parent FROM parents WHERE child <> parent)`;

/** How many children each declared parent has, be it listed or not. */
export const childrenOfParents = `(SELECT parent, count(DISTINCT child) AS children FROM parents WHERE child <> parent GROUP BY parent)`;

/**
 * Whether a text can be the name of a repository: an account and a name, or a name alone, without two hyphens or dots
 * in a row. What else is declared are paths, addresses, and sentences.
 */
export const isRepository = (name: string) =>
  `(regexp_full_match(${name}, '[A-Za-z0-9_-][A-Za-z0-9._-]{0,95}(/[A-Za-z0-9._-]{1,96})?')
    AND NOT regexp_matches(${name}, '--|\\.\\.'))`;

/** The first time of creation that the Hub gives; all that is older carries it. */
export const firstDate = `TIMESTAMP '2022-03-02 23:29:04'`;

/** The relations in words, for columns that hold one. */
export const relationsInWords =
  'any, finetune, quantized, adapter, merge, or not-named where a base model is declared without a relation';

/** Which relations each child names. */
export const declaredRelations = `(
  SELECT child, bool_or(relation = 'finetune') AS finetune, bool_or(relation = 'quantized') AS quantized,
         bool_or(relation = 'adapter') AS adapter, bool_or(relation = 'merge') AS merge, bool_or(relation IS NULL) AS unnamed
  FROM parents GROUP BY child)`;

/** In which rows a model stands by its relations, where those that are declared are joined to it. */
export const statedRelations = {
  'none-declared': 'child IS NULL',
  any: 'child IS NOT NULL',
  finetune: 'finetune',
  quantized: 'quantized',
  adapter: 'adapter',
  merge: 'merge',
  'not-named': 'unnamed',
};

/** Every pair of a child and a listed parent once, with its relations as a list, `any` first. */
export const listedPairs = `(
  SELECT child, parent, list_concat(['any'], list_distinct(list(coalesce(relation, 'not-named')))) AS relations
  FROM parents WHERE child <> parent AND parent IN (SELECT id FROM models)
  GROUP BY child, parent)`;
