import { monthOfCreation } from '../columns.ts';
import { defineCount } from '../metric.ts';

/**
 * How many models of each type were created in each month, by the type that they state themselves?
 *
 * Tools that adapt or quantize often state none, and `models-created` gives those the type of their base model: the two
 * differ most where many models are made from others.
 *
 * Shape   one row per month and model type with at least one model: `{ month, modelType, models }`
 * Window  every month the data reach; a month and type without a row had none
 * Source  the Hub's list of models, or published totals of it
 */
export const modelsByStatedType = defineCount({
  id: 'models-by-stated-type',
  topic: 'models',
  figures: [],
  title: 'Models created, by month and stated model type',
  method:
    'Public models that existed when the data were taken, by month of creation (UTC) and the model type stated in their configuration or tags. A model that states none is untyped, whatever the type of its base model.',
  key: ['month', 'modelType'],
  columns: {
    month: monthOfCreation(),
    modelType: { unit: 'modelType', description: 'Model type, lower case; untyped where none is stated' },
    models: { unit: 'count', description: 'Models created' },
  },
  needs: ['models.created_at', 'models.model_type', 'models.type_of_base_model'],
  sql: `
    SELECT strftime(created_at, '%Y-%m') AS "month",
           coalesce(CASE WHEN NOT type_of_base_model THEN model_type END, 'untyped') AS "modelType",
           count(*) AS "models"
    FROM models
    GROUP BY ALL
    ORDER BY "month" NULLS LAST, "models" DESC, "modelType"`,
});
