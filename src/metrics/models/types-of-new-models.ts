import { modelType } from '../columns.ts';
import { defineCount } from '../metric.ts';

/**
 * Which types are new models of?
 *
 * Shape   one row per model type with a model created in the last whole month before the data were taken, most first
 * Window  that month
 * Shares  by author, since owners upload many models at once
 * Source  the Hub's list of models
 */
export const typesOfNewModels = defineCount({
  id: 'types-of-new-models',
  topic: 'models',
  title: 'Types of the models created in the last whole month',
  method:
    'Public models that existed when the data were taken and were created in the last whole calendar month (UTC) before. Shares are of those whose type is known. Authors who upload many models at once widen the intervals.',
  key: ['modelType'],
  figures: [{ chart: 'bars', x: 'share', y: 'modelType', first: { column: 'modelType', count: 20 } }],
  columns: {
    modelType,
    month: { unit: 'month', description: 'Month of creation (UTC)' },
    models: { unit: 'count', description: 'Models of the type created in the month' },
    whole: { unit: 'count', description: 'Models of known type created in the month' },
  },
  shares: { share: { part: 'models', whole: 'whole', description: 'Share of the models of known type' } },
  cluster: 'author',
  needs: ['models.author', 'models.created_at', 'models.model_type'],
  emptyReason: 'No model of known type was created in the last whole month.',
  sql: (_, count) => `
    SELECT *, strftime($as_of - INTERVAL 1 MONTH, '%Y-%m') AS "month"
    FROM (${count({
      units: `SELECT author, model_type AS "modelType" FROM models
        WHERE model_type IS NOT NULL
          AND date_trunc('month', created_at) = date_trunc('month', $as_of - INTERVAL 1 MONTH)`,
      counts: { models: 'true' },
      classes: { column: 'modelType', of: 'whole' },
    })})
    ORDER BY "models" DESC, "modelType"`,
});
