import { isSize, sizeClass, sizeClasses, twoDigits } from '../classes.ts';
import { childrenOfParents, pairColumns } from '../edges.ts';
import { defineCount, shareColumns } from '../metric.ts';

const noDownloads = 'no model was downloaded';
const noChildren = 'no listed model has a derivative';
const needs = ['models.id', 'models.author', 'models.parameters', 'models.downloads', ...pairColumns] as const;

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
  title: 'Model sizes by number of models, of downloads and of derivatives',
  method:
    'Models by number of parameters, with downloads of the last 30 days and derivatives (pairs of a derivative and a listed base model). Classes: below-100m, below-1b, below-10b, below-100b, 100b-and-more, and unknown, which includes zero. Weights packed into four bits give too few parameters, and the size of an adapter is that of the adapter alone.',
  key: ['size'],
  columns: {
    size: { unit: 'slug', description: 'Size class; m is a million parameters, b a billion' },
    models: { unit: 'count', description: 'Models of the class' },
    downloads: { unit: 'count', description: 'Downloads of these models in 30 days' },
    children: { unit: 'count', description: 'Derivatives of the models' },
    allModels: { unit: 'count', description: 'All models' },
    ...shareColumns('shareOfDownloads', 'Share of all downloads', {
      part: 'downloads',
      missing: noDownloads,
      exact: true,
    }),
    ...shareColumns('shareOfChildren', 'Share of all derivatives of listed models', {
      part: 'children',
      missing: noChildren,
      exact: true,
    }),
  },
  shares: { shareOfModels: { part: 'models', whole: 'allModels', description: 'Share of all models' } },
  cluster: 'author',
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

/** Each counted once, as often as it was downloaded, or as often as it was built upon. */
const weightings = [
  { name: 'published', weight: '1' },
  { name: 'downloaded', weight: 'downloads' },
  { name: 'built-upon', weight: 'children' },
] as const;
/** What is told of all models of a weighting, and again without those that count the most for it. */
const middles = [
  { name: 'median', description: 'Median number of parameters', most: 'weight DESC, parameters DESC' },
  { name: 'mean', description: 'Mean number of parameters', most: 'parameters::HUGEINT * weight DESC' },
] as const;
const leftOut = [
  { ending: '', count: 0, words: '' },
  { ending: 'WithoutLargest', count: 1, words: ', without the most influential model' },
  { ending: 'WithoutTen', count: 10, words: ', without the ten most influential' },
] as const;
const mostLeftOut = leftOut.map(({ count }) => count);
const middleColumns = Object.fromEntries(
  middles.flatMap(({ name, description }) =>
    leftOut.map(({ ending, count, words }) => [
      `${name}${ending}`,
      {
        unit: 'number' as const,
        description: description + words,
        exact: true as const,
        ...(count > 0 && { missing: 'none is left' }),
      },
    ]),
  ),
);
const ofEach = (name: string, value: (own: string) => string) =>
  leftOut.map(({ ending, count }) => `${value(`left_out = ${count}`)} AS "${name}${ending}"`).join(', ');
const weightingList = `[${weightings.map(({ name }) => `'${name}'`).join(', ')}]`;

/**
 * How large is a model in the middle: of those published, behind a download, behind a child, and does it hang on a few?
 *
 * Shape   one row per weighting
 * Source  as sizes
 */
export const typicalSizes = defineCount({
  id: 'typical-sizes',
  topic: 'reuse',
  title: 'Median and mean model size, by models, downloads and derivatives',
  method:
    'Models with a known number of parameters, each counted once (published), weighted by its downloads in 30 days (downloaded), or by its derivatives (built-upon). The median is the smallest size at which half of the weight is reached. Sizes are as stated by the repositories. A single implausible size changes the mean, and a few models with most of the downloads change the median. Both are therefore also given without the most influential model and without the ten most influential: for the median those with the most downloads or derivatives (or the largest), for the mean those with the largest part of the sum. Weights packed into four bits give too few parameters, and the size of an adapter is that of the adapter alone.',
  key: ['weighted'],
  columns: {
    weighted: { unit: 'slug', description: 'published, downloaded or built-upon' },
    models: { unit: 'count', description: 'Models of known size with weight' },
    allModels: { unit: 'count', description: 'Models with weight, of known or unknown size' },
    ...middleColumns,
  },
  shares: {
    shareKnown: { part: 'models', whole: 'allModels', description: 'Share of the models whose size is known' },
  },
  cluster: 'author',
  needs,
  emptyReason: 'No model has a known size.',
  sql: (_, count) => `
    WITH sized AS MATERIALIZED (
      SELECT CASE WHEN ${isSize('parameters')} THEN parameters END AS parameters, author, downloads,
             coalesce(children, 0) AS children
      FROM models LEFT JOIN ${childrenOfParents} AS built ON built.parent = models.id
    ), weights AS MATERIALIZED (
      SELECT parameters, ${twoDigits('parameters')} AS class, unnest(${weightingList}) AS weighted,
             unnest([${weightings.map(({ weight }) => `sum(${weight})`).join(', ')}]) AS weight
      FROM sized
      WHERE parameters IS NOT NULL
      GROUP BY parameters
    ), foremost AS (
      ${weightings
        .flatMap(({ name: weighted, weight }) =>
          middles.map(
            ({ name, most }) =>
              `(SELECT *, row_number() OVER (ORDER BY ${most}) AS place
                FROM (SELECT '${weighted}' AS weighted, '${name}' AS measure, parameters, ${weight} AS weight
                      FROM sized WHERE parameters IS NOT NULL ORDER BY ${most} LIMIT ${Math.max(...mostLeftOut)}))`,
          ),
        )
        .join(' UNION ALL ')}
    ), cuts AS (
      SELECT unnest([${mostLeftOut.join(', ')}]) AS left_out
    ), cut AS (
      SELECT weighted, measure, left_out, parameters, sum(weight) AS weight
      FROM foremost JOIN cuts ON place <= left_out
      GROUP BY ALL
    ), classes AS (
      SELECT weighted, left_out, class, kept,
             sum(kept) OVER (PARTITION BY weighted, left_out ORDER BY class) AS reached,
             sum(kept) OVER (PARTITION BY weighted, left_out) AS total
      FROM (SELECT weighted, left_out, class, sum(weight) AS kept
            FROM (SELECT weighted, left_out, class, weight
                  FROM (SELECT weighted, class, sum(weight) AS weight FROM weights GROUP BY ALL), cuts
                  UNION ALL
                  SELECT weighted, left_out, ${twoDigits('parameters')}, -weight FROM cut WHERE measure = 'median')
            GROUP BY ALL)
      WHERE kept > 0
    ), middle AS (
      SELECT weighted, left_out, min(class) AS class, min_by(reached - kept, class) AS before, any_value(total) AS total
      FROM classes
      WHERE reached * 2 >= total
      GROUP BY ALL
    ), running AS (
      -- Only in the class in which half is reached: to order all sizes costs more than all the rest.
      SELECT weighted, left_out, parameters, total,
             before + sum(weights.weight - coalesce(cut.weight, 0)) OVER (PARTITION BY weighted, left_out ORDER BY parameters) AS reached,
             weights.weight - coalesce(cut.weight, 0) AS kept
      FROM middle JOIN weights USING (weighted, class)
      LEFT JOIN (FROM cut WHERE measure = 'median') AS cut USING (weighted, left_out, parameters)
    ), medians AS (
      SELECT weighted, ${ofEach('median', (own) => `min(parameters) FILTER (${own} AND kept > 0 AND reached * 2 >= total)::DOUBLE`)}
      FROM running
      GROUP BY weighted
    ), means AS (
      SELECT weighted, ${ofEach('mean', (own) => `round(sum(product) FILTER (${own})::DOUBLE / nullif(sum(weight) FILTER (${own}), 0))`)}
      FROM (SELECT weighted, left_out, product, weight
            FROM (SELECT weighted, sum(parameters::HUGEINT * weight) AS product, sum(weight) AS weight FROM weights GROUP BY ALL), cuts
            UNION ALL
            SELECT weighted, left_out, -(parameters::HUGEINT * weight), -weight FROM cut WHERE measure = 'mean')
      GROUP BY weighted
    )
    FROM (${count({
      units: weightings
        .map(({ name, weight }) => `SELECT '${name}' AS weighted, parameters, author FROM sized WHERE ${weight} > 0`)
        .join(' UNION ALL '),
      counts: { models: 'parameters IS NOT NULL', allModels: 'true' },
    })}) JOIN medians USING (weighted) JOIN means USING (weighted)
    ORDER BY list_position(${weightingList}, "weighted")`,
});
