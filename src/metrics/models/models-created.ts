import { monthOfCreation, typeOrUntyped } from '../columns.ts';
import { defineCount } from '../metric.ts';

/**
 * How many models of each type were created in each month?
 *
 * Shape   one row per month and model type with at least one model: `{ month, modelType, models }`
 * Window  every month the data reach; a month and type without a row had none
 * Source  the Hub's list of models, or published totals of it
 */
export const modelsCreated = defineCount({
  id: 'models-created',
  topic: 'models',
  title: 'Models created, by month and model type',
  method:
    'Public models that existed when the data were taken, by month of creation (UTC) and model type. Months and types without models have no row. Deleted models are not counted.',
  key: ['month', 'modelType'],
  columns: {
    month: monthOfCreation(),
    modelType: typeOrUntyped,
    models: { unit: 'count', description: 'Models created' },
  },
  needs: ['models.created_at', 'models.model_type'],
  sql: `
    SELECT strftime(created_at, '%Y-%m') AS "month",
           coalesce(model_type, 'untyped') AS "modelType",
           count(*) AS "models"
    FROM models
    GROUP BY ALL
    ORDER BY "month" NULLS LAST, "models" DESC, "modelType"`,
});
