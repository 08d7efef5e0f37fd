import { isLoader, namesData } from '../classes.ts';
import { yearOfCreation } from '../columns.ts';
import { isRepository } from '../edges.ts';
import { defineCount } from '../metric.ts';

const [most, fewestAuthors] = [50, 5];
const loaders =
  'Tools write the name of a loader (imagefolder, generator, csv) in place of a data set, and authors write “custom”; such names do not count as data sets.';

/**
 * Which data sets do most models name?
 *
 * Shape   one row per data set, the most named first
 * Source  the Hub's list of models: the tags `dataset:…`
 */
export const datasets = defineCount({
  id: 'datasets',
  topic: 'reuse',
  title: 'Most named training data sets',
  method: `At most ${most} data sets. Models that name the data set in their tags, and the distinct authors of these models, because one author’s bulk uploads can make a data set look popular. Names that differ in case alone are one data set, and so are a name from before it had an owner and the present one, where that is certain. ${loaders} Only data sets that models of at least ${fewestAuthors} authors name are listed; the table concentration covers all.`,
  key: ['dataset'],
  figures: [
    {
      chart: 'groupedBars',
      x: 'models',
      also: ['authors', 'share'],
      y: 'dataset',
      first: { column: 'dataset', count: 12 },
    },
  ],
  columns: {
    dataset: { unit: 'name', description: 'Data set, as most models name it' },
    models: { unit: 'count', description: 'Models that name it' },
    authors: { unit: 'count', description: 'Distinct authors of these models' },
    naming: { unit: 'count', description: 'Models that name any data set' },
  },
  shares: { share: { part: 'models', whole: 'naming', description: 'Share of the models that name any' } },
  cluster: 'author',
  needs: ['models.id', 'models.author', 'training_data.model', 'training_data.dataset'],
  emptyReason: `No data set is named by models of ${fewestAuthors} authors.`,
  sql: (_, count) => `
    WITH named AS (
      SELECT model, dataset FROM training_data WHERE NOT ${isLoader('dataset')}
    ), frequent AS (
      SELECT dataset FROM named GROUP BY dataset
      -- A condition on the name itself would be put before the grouping, where there are more of them.
      HAVING count(*) >= ${fewestAuthors} AND ${isRepository('any_value(dataset)')}
    )
    ${count({
      units: `SELECT any_value(author) AS author,
                     coalesce(list(dataset) FILTER (dataset IN (FROM frequent)), []) AS dataset
              FROM named JOIN models ON hash(models.id) = hash(named.model)
              GROUP BY model`,
      counts: { models: 'true' },
      classes: { column: 'dataset', of: 'naming', lists: true },
      also: { authors: 'count(DISTINCT author)' },
    })}
    WHERE "authors" >= ${fewestAuthors}
    ORDER BY "models" DESC, "dataset"
    LIMIT ${most}`,
});

/** How many models say what they were trained on? One row per year of creation, oldest first. */
export const trainingData = defineCount({
  id: 'training-data',
  topic: 'reuse',
  title: 'Models that name their training data, by year of creation',
  method: `Models that name at least one data set, and models that name only loaders. ${loaders} The named data sets need not be complete, and the base model can name more.`,
  key: ['year'],
  columns: {
    year: yearOfCreation,
    models: { unit: 'count', description: 'Models created' },
    naming: { unit: 'count', description: 'Models that name a data set' },
    loadersOnly: { unit: 'count', description: 'Models that name only loaders' },
  },
  shares: {
    shareNaming: { part: 'naming', whole: 'models', description: 'Share of the models that name a data set' },
    shareLoadersOnly: {
      part: 'loadersOnly',
      whole: 'models',
      description: 'Share of the models that name only loaders',
    },
  },
  cluster: 'author',
  needs: [
    'models.id',
    'models.author',
    'models.created_at',
    'models.has_dataset',
    'training_data.model',
    'training_data.dataset',
  ],
  sql: (_, count) => `
    ${count({
      units: `SELECT strftime(created_at, '%Y') AS year, author, ${namesData} AS naming,
                     id IN (SELECT model FROM training_data) AS tagged
              FROM models
              WHERE ${namesData} IS NOT NULL`,
      counts: { models: 'true', naming: 'naming', loadersOnly: 'tagged AND NOT naming' },
    })}
    ORDER BY "year" NULLS LAST`,
});
