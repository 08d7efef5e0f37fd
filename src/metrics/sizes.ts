import { z95 } from '../statistics/normal.ts';
import { sizeClass, sizeClasses } from './classes.ts';
import { childrenOfParents } from './edges.ts';
import { defineCount, shareColumns } from './metric.ts';

const linearised = 'of a ratio of sums, linearised';
const noDownloads = 'no model was downloaded';
const noChildren = 'no listed model has a child';
const needs = ['models.id', 'models.parameters', 'models.downloads', 'parents.child', 'parents.parent'] as const;

/** A share of a sum, and the ends of its 95 % interval, from the sums and the sums of squares of a class and of all. */
const shareOfSum = (name: string, own: string) => {
  // Whole numbers until here: sums of fractions would depend on the order in which they are added.
  const [all, square, squares] = [`sum(${own}) OVER ()`, `${own}_squared`, `sum(${own}_squared) OVER ()`].map(
    (sum) => `(${sum})::DOUBLE`,
  );
  const share = `${own}::DOUBLE / ${all}`;
  const reach = `${z95} * sqrt(greatest(0, (1 - 2 * ${share}) * ${square} + (${share}) ** 2 * ${squares})) / ${all}`;
  // Only where there is something: the greatest of 0 and nothing would be 0.
  const known = (value: string) => `CASE WHEN ${all} > 0 THEN ${value} END`;
  return `${known(share)} AS "${name}",
           ${known(`greatest(0, ${share} - ${reach})`)} AS "${name}Low",
           ${known(`least(1, ${share} + ${reach})`)} AS "${name}High"`;
};

/**
 * Are the models that are published of the sizes that are downloaded and built upon?
 *
 * The interval of a share of downloads says how far it would move if the models were drawn anew, since it is models that
 * differ, and not downloads: a few large ones make it wide.
 *
 * Shape   one row per class of size, the smallest first, and one for models of unknown size
 * Source  the Hub's list of models: the number of parameters in safetensors files. The interval: Cochran, "Sampling
 *         Techniques" (3rd ed., 1977), chapter 6
 */
export const sizes = defineCount({
  id: 'sizes',
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
      method: linearised,
    }),
    ...shareColumns('shareOfChildren', 'Share of all children of listed models', {
      part: 'children',
      missing: noChildren,
      method: linearised,
    }),
  },
  shares: { shareOfModels: { part: 'models', whole: 'allModels', description: 'Share of all models' } },
  needs,
  sql: `
    WITH counted AS (
      SELECT coalesce(${sizeClass('parameters')}, 'unknown') AS size, count(*) AS models,
             sum(downloads) AS downloads, sum(downloads::HUGEINT * downloads) AS downloads_squared,
             coalesce(sum(children), 0) AS children, coalesce(sum(children::HUGEINT * children), 0) AS children_squared
      FROM models LEFT JOIN ${childrenOfParents} AS built ON built.parent = models.id
      GROUP BY size
    )
    SELECT size AS "size", models AS "models", downloads::BIGINT AS "downloads", children::BIGINT AS "children",
           (sum(models) OVER ())::BIGINT AS "allModels",
           ${shareOfSum('shareOfDownloads', 'downloads')},
           ${shareOfSum('shareOfChildren', 'children')}
    FROM counted
    ORDER BY list_position([${[...sizeClasses, 'unknown'].map((size) => `'${size}'`).join(', ')}], size)`,
});

/** How large is a model in the middle: of those published, behind a download, behind a child? */
export const typicalSizes = defineCount({
  id: 'typical-sizes',
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
    shareKnown: { part: 'models', whole: 'allModels', description: 'Share of the models whose size is known' },
  },
  needs,
  emptyReason: 'No model is of known size.',
  sql: `
    WITH weights AS (
      SELECT nullif(parameters, 0) AS parameters,
             unnest(['published', 'downloaded', 'built-upon']) AS weighted,
             unnest([1, downloads, coalesce(children, 0)]) AS weight
      FROM models LEFT JOIN ${childrenOfParents} AS built ON built.parent = models.id
    ), running AS (
      SELECT weighted, parameters, sum(models) AS models, sum(weight) AS weight,
             sum(sum(weight)) OVER (PARTITION BY weighted, parameters IS NULL ORDER BY parameters) AS reached,
             sum(sum(weight)) OVER (PARTITION BY weighted, parameters IS NULL) AS total
      FROM (SELECT weighted, parameters, weight, 1 AS models FROM weights WHERE weight > 0)
      GROUP BY weighted, parameters
    )
    SELECT weighted AS "weighted",
           sum(models) FILTER (parameters IS NOT NULL)::BIGINT AS "models",
           sum(models)::BIGINT AS "allModels",
           min(parameters) FILTER (reached * 2 >= total)::DOUBLE AS "median",
           round(sum(parameters::HUGEINT * weight)::DOUBLE / sum(weight) FILTER (parameters IS NOT NULL)) AS "mean"
    FROM running
    GROUP BY weighted
    HAVING count(parameters) > 0
    ORDER BY list_position(['published', 'downloaded', 'built-upon'], weighted)`,
});
