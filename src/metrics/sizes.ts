import { isSize, sizeClass, sizeClasses } from './classes.ts';
import { childrenOfParents } from './edges.ts';
import { defineCount, shareColumns } from './metric.ts';

const noDownloads = 'no model was downloaded';
const noChildren = 'no listed model has a child';
const needs = [
  'models.id',
  'models.author',
  'models.parameters',
  'models.downloads',
  'parents.child',
  'parents.parent',
] as const;

/** A share of a sum over all classes; empty where that is nothing. */
const shareOfSum = (name: string, own: string) => `${own} / nullif(sum(${own}) OVER (), 0)::DOUBLE AS "${name}"`;

/**
 * Are the models that are published of the sizes that are downloaded and built upon?
 *
 * The shares of downloads and children are facts of the day. They hang on a few models, so far apart are models in both,
 * and the variance that an interval would be made from does not settle.
 *
 * Shape   one row per class of size, the smallest first, and one for models of unknown size
 * Source  the Hub's list of models: the number of parameters in safetensors files
 */
export const sizes = defineCount({
  id: 'sizes',
  topic: 'reuse',
  title: 'Sizes of models, as published, as downloaded, as built upon',
  method:
    'Models by their number of parameters, with the downloads of the last 30 days of each class, and the children of its models: pairs of a child and a listed parent, other than itself. Classes: below-100m, below-1b, below-10b, below-100b, 100b-and-more, unknown, which a number of zero is too. Weights packed into four bits count too few, and an adapter has the size of the adapter alone.',
  key: ['size'],
  columns: {
    size: { unit: 'slug', description: 'Class of size; m is a million parameters, b a billion' },
    models: { unit: 'count', description: 'Models of the class' },
    downloads: { unit: 'count', description: 'Their downloads in 30 days' },
    children: { unit: 'count', description: 'Their children' },
    allModels: { unit: 'count', description: 'All models' },
    ...shareColumns('shareOfDownloads', 'Share of all downloads', {
      part: 'downloads',
      missing: noDownloads,
      exact: true,
    }),
    ...shareColumns('shareOfChildren', 'Share of all children of listed models', {
      part: 'children',
      missing: noChildren,
      exact: true,
    }),
  },
  shares: {
    shareOfModels: { part: 'models', whole: 'allModels', description: 'Share of all models', cluster: 'author' },
  },
  needs,
  sql: (_, count) => `
    SELECT *, ${shareOfSum('shareOfDownloads', '"downloads"')}, ${shareOfSum('shareOfChildren', '"children"')}
    FROM (${count({
      units: `SELECT coalesce(${sizeClass('parameters')}, 'unknown') AS size, downloads, children, author
              FROM models LEFT JOIN ${childrenOfParents} AS built ON built.parent = models.id`,
      counts: { models: 'true' },
      classes: { column: 'size', of: 'allModels' },
      also: { downloads: 'sum(downloads)::BIGINT', children: 'coalesce(sum(children), 0)::BIGINT' },
    })})
    ORDER BY list_position([${[...sizeClasses, 'unknown'].map((size) => `'${size}'`).join(', ')}], "size")`,
});

/** How large is a model in the middle: of those published, behind a download, behind a child? */
export const typicalSizes = defineCount({
  id: 'typical-sizes',
  topic: 'reuse',
  title: 'Median and mean size, as published, as downloaded, as built upon',
  method:
    'Over models whose number of parameters is known: each counted once (published), as often as it was downloaded in 30 days (downloaded), or as often as it was built upon (built-upon). The median is the smallest size at which half is reached. Sizes are as the repositories state them, and a single absurd one moves the mean. Weights packed into four bits count too few, and an adapter has the size of the adapter alone.',
  key: ['weighted'],
  columns: {
    weighted: { unit: 'slug', description: 'published, downloaded or built-upon' },
    models: { unit: 'count', description: 'Models of known size that count' },
    allModels: { unit: 'count', description: 'Models that would count, were all sizes known' },
    median: { unit: 'number', description: 'Median number of parameters' },
    mean: { unit: 'number', description: 'Mean number of parameters' },
  },
  shares: {
    shareKnown: {
      part: 'models',
      whole: 'allModels',
      description: 'Share of the models whose size is known',
      cluster: 'author',
    },
  },
  needs,
  emptyReason: 'No model is of known size.',
  sql: (_, count) => `
    WITH sized AS MATERIALIZED (
      SELECT CASE WHEN ${isSize('parameters')} THEN parameters END AS parameters, author, downloads,
             coalesce(children, 0) AS children
      FROM models LEFT JOIN ${childrenOfParents} AS built ON built.parent = models.id
    ), weights AS (
      SELECT parameters, unnest(['published', 'downloaded', 'built-upon']) AS weighted,
             unnest([count(*), sum(downloads), sum(children)]) AS weight
      FROM sized
      GROUP BY parameters
    ), running AS (
      SELECT weighted, parameters, weight,
             sum(weight) OVER (PARTITION BY weighted, parameters IS NULL ORDER BY parameters) AS reached,
             sum(weight) OVER (PARTITION BY weighted, parameters IS NULL) AS total
      FROM weights
      WHERE weight > 0
    ), typical AS (
    SELECT weighted,
           min(parameters) FILTER (reached * 2 >= total)::DOUBLE AS "median",
           round(sum(parameters::HUGEINT * weight)::DOUBLE / sum(weight) FILTER (parameters IS NOT NULL)) AS "mean"
    FROM running
    GROUP BY weighted
    HAVING count(parameters) > 0
    )
    FROM (${count({
      units: `SELECT 'published' AS weighted, parameters, author FROM sized
              UNION ALL SELECT 'downloaded', parameters, author FROM sized WHERE downloads > 0
              UNION ALL SELECT 'built-upon', parameters, author FROM sized WHERE children > 0`,
      counts: { models: 'parameters IS NOT NULL', allModels: 'true' },
    })}) JOIN typical USING (weighted)
    ORDER BY list_position(['published', 'downloaded', 'built-upon'], "weighted")`,
});
