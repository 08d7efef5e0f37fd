import { licenceClass } from '../classes.ts';
import { yearOfCreation } from '../columns.ts';
import { defineCount } from '../metric.ts';

const none = 'none of the year declares a permissive licence';

/**
 * Do repositories hold the licence that they declare, and what a training run leaves?
 *
 * Shape   one row per year of creation, oldest first
 * Source  the Hub's list of models: the names of files
 */
export const repositoryFiles = defineCount({
  id: 'repository-files',
  topic: 'reuse',
  title: 'Licence texts and training files in repositories, by year of creation',
  method:
    'Models with the tag of a permissive licence, and those with a file whose name begins with “license” or “licence”; most such licences require that their text is included. Training files are the arguments or the state that common trainers save with the weights; they help to reproduce the training. Only file names are checked.',
  key: ['year'],
  columns: {
    year: yearOfCreation,
    models: { unit: 'count', description: 'Models created' },
    permissive: { unit: 'count', description: 'Those that declare a permissive licence', missing: none },
    withLicenceFile: { unit: 'count', description: 'Permissively licensed models with a licence file' },
    withTrainingFiles: { unit: 'count', description: 'Models with files of their training run' },
  },
  shares: {
    shareWithLicenceFile: {
      part: 'withLicenceFile',
      whole: 'permissive',
      description: 'Share of the permissively licensed models with a licence file',
    },
    shareWithTrainingFiles: {
      part: 'withTrainingFiles',
      whole: 'models',
      description: 'Share of the models with files of their training run',
    },
  },
  cluster: 'author',
  needs: [
    'models.author',
    'models.created_at',
    'models.licence',
    'models.has_licence_file',
    'models.has_training_files',
  ],
  sql: (_, count) => `
    SELECT * REPLACE (nullif("permissive", 0) AS "permissive")
    FROM (${count({
      units: `SELECT strftime(created_at, '%Y') AS year, author, has_licence_file, has_training_files,
                     ${licenceClass('licence')} = 'permissive' AS permissive
              FROM models
              WHERE has_licence_file IS NOT NULL`,
      counts: {
        models: 'true',
        permissive: 'permissive',
        withLicenceFile: 'permissive AND has_licence_file',
        withTrainingFiles: 'has_training_files',
      },
    })})
    ORDER BY "year" NULLS LAST`,
});
