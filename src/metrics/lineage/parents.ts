import { licenceClass, licenceClasses, sizeClass } from '../classes.ts';
import { monthOfCreation } from '../columns.ts';
import { edges, firstDate, isRepository, statedPairs } from '../edges.ts';
import { defineCount } from '../metric.ts';

/** Rows of the table; how children are spread over all parents is in `distributions`. */
const rowLimit = 100;
/** How many of them have pages of their own, and tables of their children. */
export const detailPageLimit = 50;

/** The most built-upon repositories, as a query for names and children. */
export const mostBuiltUpon = (count: number) => `(
  SELECT parent, count(*) AS children FROM ${edges}
  GROUP BY parent HAVING ${isRepository('parent')}
  ORDER BY children DESC, parent LIMIT ${count})`;

/** Their children, each once, with its relations. @param columns of the child that are wanted as well */
const childrenOf = (count: number, ...columns: readonly string[]) => `(
  SELECT parents.parent, models.id AS child,
         ${columns.map((column) => `any_value(models.${column}) AS ${column}, `).join('')}
         list(relation) AS relations, bool_or(relation IS NULL) AS unnamed
  FROM parents JOIN models ON models.id = parents.child
  WHERE child <> parents.parent AND parents.parent IN (SELECT parent FROM ${mostBuiltUpon(count)})
  GROUP BY parents.parent, models.id)`;

const relationCounts = `count(*) FILTER (list_contains(relations, 'finetune')) AS "finetunes",
             count(*) FILTER (list_contains(relations, 'quantized')) AS "quantized",
             count(*) FILTER (list_contains(relations, 'adapter')) AS "adapters",
             count(*) FILTER (list_contains(relations, 'merge')) AS "merges",
             count(*) FILTER (unnamed) AS "notNamed"`;
const relationColumns = {
  finetunes: { unit: 'count', description: 'Declared fine-tunes of it' },
  quantized: { unit: 'count', description: 'Declared quantized versions of it' },
  adapters: { unit: 'count', description: 'Declared adapters of it' },
  merges: { unit: 'count', description: 'Declared merges of it' },
  notNamed: { unit: 'count', description: 'Derivatives that name no relation' },
} as const;
const parent = { unit: 'name', description: 'Base model, as its derivatives write its name' } as const;
const directChildren =
  'Direct derivatives: models that declare this one as their base model. Each is counted once, whatever its relations; a model that names itself is not counted. By relation, a derivative with several relations counts once in each.';
export const named =
  'Names of repositories include names of accounts. Only these names are kept, because the models cannot be identified without them.';
export const noParentDeclared = 'No model declares a base model.';
const notListed = 'the base model is not in the list';

/**
 * Which models are built upon the most, by how many different makers, and how?
 *
 * Shape   one row per parent, the most built upon first
 * Source  the Hub's list of models: the tags `base_model:…`
 */
export const parents = defineCount({
  id: 'parents',
  topic: 'lineage',
  title: `The ${rowLimit} base models with the most derivatives`,
  method: `${directChildren} One author can upload hundreds of derivatives, so the table also counts distinct authors, and the derivatives by the base model’s own author. Ties are in order of name. Paths and sentences are not counted as base models. Base models that are not in the list are deleted, renamed, private, or not in the selection. Licence: ${licenceClasses}. ${named}`,
  key: ['parent'],
  figures: [
    {
      chart: 'groupedBars',
      x: 'children',
      also: ['childAuthors'],
      y: 'parent',
      first: { column: 'parent', count: 10 },
    },
  ],
  columns: {
    parent,
    children: { unit: 'count', description: 'Derivatives: models that declare it as their base model' },
    childAuthors: { unit: 'count', description: 'Distinct authors of the derivatives' },
    sameAuthor: { unit: 'count', description: 'Derivatives by the author of the base model' },
    ...relationColumns,
    created: {
      unit: 'month',
      description: 'Month in which the base model was created (UTC)',
      missing: `${notListed}, or its date is unknown`,
    },
    downloads: { unit: 'count', description: 'Downloads of the base model in 30 days', missing: notListed },
    licence: { unit: 'slug', description: 'Licence class of the base model', missing: notListed },
    size: {
      unit: 'slug',
      description: 'Size class of the base model',
      missing: `${notListed}, or its size is unknown`,
    },
    olderChildren: { unit: 'count', description: 'Derivatives created before the base model', missing: notListed },
    daysToFirst: {
      unit: 'days',
      description: 'Days from its creation to its first derivative by another author, started days counted in full',
      missing: `${notListed}, carries the earliest date that the Hub gives, or has no such derivative`,
    },
  },
  shares: {
    shareSameAuthor: {
      part: 'sameAuthor',
      whole: 'children',
      description: 'Share of the derivatives by the base model’s own author',
      exact: true,
    },
  },
  needs: ['models.id', 'models.author', 'models.created_at', 'models.downloads', 'models.licence', ...statedPairs],
  emptyReason: noParentDeclared,
  sql: (has) => `
    SELECT kin.parent AS "parent",
           count(*) AS "children",
           count(DISTINCT kin.author) AS "childAuthors",
           count(*) FILTER (kin.author = split_part(kin.parent, '/', 1)) AS "sameAuthor",
           ${relationCounts},
           strftime(any_value(above.created_at), '%Y-%m') AS "created",
           any_value(above.downloads) AS "downloads",
           CASE WHEN count(above.id) > 0 THEN ${licenceClass('any_value(above.licence)')} END AS "licence",
           ${has('models.parameters') ? sizeClass('any_value(above.parameters)') : 'NULL'} AS "size",
           CASE WHEN count(above.id) > 0 THEN count(*) FILTER (kin.created_at < above.created_at) END AS "olderChildren",
           ceil(min(epoch(kin.created_at - above.created_at)) FILTER (
             kin.author <> above.author AND kin.created_at >= above.created_at AND above.created_at > ${firstDate}
           ) / 86400) AS "daysToFirst"
    FROM ${childrenOf(rowLimit, 'author', 'created_at')} AS kin LEFT JOIN models AS above ON above.id = kin.parent
    GROUP BY kin.parent
    ORDER BY "children" DESC, kin.parent`,
});

/** When and how were the most built-upon models built upon? One row per parent and month in which children were created. */
export const parentChildren = defineCount({
  id: 'parent-children',
  topic: 'lineage',
  title: `Derivatives of the ${detailPageLimit} base models with the most, by month of creation`,
  method: `${directChildren} ${named}`,
  key: ['parent', 'month'],
  columns: {
    parent,
    month: monthOfCreation('the derivatives were'),
    children: { unit: 'count', description: 'Derivatives: models that declare it as their base model' },
    ...relationColumns,
  },
  needs: ['models.id', 'models.created_at', ...statedPairs],
  emptyReason: noParentDeclared,
  sql: `
    SELECT parent AS "parent", strftime(created_at, '%Y-%m') AS "month", count(*) AS "children",
           ${relationCounts}
    FROM ${childrenOf(detailPageLimit, 'created_at')}
    GROUP BY 1, 2
    ORDER BY sum(count(*)) OVER (PARTITION BY parent) DESC, 1, 2 NULLS LAST`,
});

/**
 * What are the children of the most built-upon models like?
 *
 * Shape   one row per parent, property and value, the most frequent first
 * Source  the Hub's list of models: the tags `base_model:…`
 */
export const parentChildrenTraits = defineCount({
  id: 'parent-children-traits',
  topic: 'lineage',
  title: `Licences, formats and sizes of the derivatives of the ${detailPageLimit} base models with the most`,
  method: `${directChildren} licence: ${licenceClasses}. format: each weight format found in a derivative, so a derivative can be in several rows; none-seen where no format is found. size: by parameters, or unknown. Packed weights of quantized models can give too few parameters, and the size of an adapter is that of the adapter alone. ${named}`,
  key: ['parent', 'property', 'value'],
  columns: {
    parent,
    property: { unit: 'slug', description: 'licence, format or size' },
    value: { unit: 'slug', description: 'Value that the derivatives have' },
    children: { unit: 'count', description: 'Derivatives with this value' },
    ofParent: { unit: 'count', description: 'All derivatives of the base model' },
  },
  shares: { share: { part: 'children', whole: 'ofParent', description: 'Share of the derivatives of the base model' } },
  cluster: 'author',
  needs: ['models.id', 'models.author', 'models.licence', ...statedPairs],
  emptyReason: noParentDeclared,
  sql: (has, count) => {
    const columns = (['formats', 'parameters'] as const).filter((column) => has(`models.${column}`));
    const traits = [
      ['licence', `[${licenceClass('licence')}]`],
      ...(columns.includes('formats')
        ? [['format', `CASE WHEN formats = '' THEN ['none-seen'] ELSE string_split(formats, ' + ') END`]]
        : []),
      ...(columns.includes('parameters') ? [['size', `[coalesce(${sizeClass('parameters')}, 'unknown')]`]] : []),
    ];
    return `
    ${count({
      units: `
        WITH kin AS MATERIALIZED (FROM ${childrenOf(detailPageLimit, 'author', 'licence', ...columns)})
        ${traits.map(([property, values]) => `SELECT parent, author, '${property}' AS property, ${values} AS value FROM kin`).join(' UNION ALL ')}`,
      counts: { children: 'true' },
      classes: { column: 'value', of: 'ofParent', lists: true },
    })}
    ORDER BY "ofParent" DESC, "parent", list_position(['licence', 'format', 'size'], "property"), "children" DESC, "value"`;
  },
});
