import { typeOrUntyped } from '../columns.ts';
import { defineCount } from '../metric.ts';

/**
 * Which model types are downloaded and liked?
 *
 * Shape   one row per model type, most models first
 * Window  downloads of the 30 days before the data were taken; likes of all time
 * Source  the Hub's list of models
 */
export const popularity = defineCount({
  id: 'popularity',
  topic: 'models',
  title: 'Models, downloads and likes, by model type',
  method: 'Sums over the models of a type: downloads of the last 30 days, likes of all time.',
  key: ['modelType'],
  figures: [{ chart: 'bars', x: 'downloads', y: 'modelType', first: { column: 'modelType', count: 16 } }],
  columns: {
    modelType: typeOrUntyped,
    models: { unit: 'count', description: 'Models' },
    downloads: { unit: 'count', description: 'Downloads in the 30 days before the data were taken' },
    likes: { unit: 'count', description: 'Likes of all time' },
  },
  needs: ['models.model_type', 'models.downloads', 'models.likes'],
  sql: `
    SELECT coalesce(model_type, 'untyped') AS "modelType",
           count(*) AS "models",
           sum(downloads)::BIGINT AS "downloads",
           sum(likes)::BIGINT AS "likes"
    FROM models
    GROUP BY "modelType"
    ORDER BY "models" DESC, "modelType"`,
});
