import { defineCount } from './metric.ts';

/**
 * How many models carry what a practitioner needs to choose them?
 *
 * The groups are those of Jiang et al. (ICSE 2023): provenance, reproducibility, portability. Each attribute is what
 * a machine can see of it in the list of models; a declaration is not proof that the thing is there or true.
 *
 * Shape   one row per attribute
 * Units   `models`, `having` counts · `shareHaving` share with its 95 % Wilson interval
 * Nulls   none
 * Source  the Hub's list of models
 */
export const attributes = defineCount({
  id: 'attributes',
  title: 'Models that declare what reusers need',
  method:
    'Models that declare the attribute in their tags or metadata, out of all. A declaration is neither proof nor quality; what only the card text says is not seen.',
  columns: {
    attribute: { unit: 'slug', description: 'Attribute' },
    group: { unit: 'slug', description: 'What it serves: provenance, reproducibility or portability' },
    models: { unit: 'count', description: 'Models' },
    having: { unit: 'count', description: 'Models that declare it' },
  },
  shares: { shareHaving: { part: 'having', whole: 'models', description: 'Share of the models that declare it' } },
  needs: [
    'models.has_parent',
    'models.has_dataset',
    'models.has_paper',
    'models.has_evaluation',
    'models.licence',
    'models.library',
    'models.formats',
    'models.parameters',
    'models.has_language',
    'models.task',
  ],
  sql: `
    WITH counted AS (
      SELECT count(*) AS models,
             count(*) FILTER (has_parent) AS base_model,
             count(*) FILTER (has_dataset) AS training_data,
             count(*) FILTER (has_paper) AS paper,
             count(*) FILTER (has_evaluation) AS evaluation_results,
             count(*) FILTER (library IS NOT NULL) AS library,
             count(*) FILTER (task IS NOT NULL) AS task,
             count(*) FILTER (has_language) AS language,
             count(*) FILTER (licence IS NOT NULL) AS licence,
             count(*) FILTER (formats <> '') AS weight_format,
             count(*) FILTER (parameters IS NOT NULL) AS size
      FROM models
    )
    SELECT attribute AS "attribute", grouping AS "group", models AS "models", having_it AS "having"
    FROM counted, LATERAL (VALUES
      (1, 'base-model', 'provenance', base_model),
      (2, 'training-data', 'provenance', training_data),
      (3, 'paper', 'provenance', paper),
      (4, 'evaluation-results', 'reproducibility', evaluation_results),
      (5, 'library', 'reproducibility', library),
      (6, 'task', 'reproducibility', task),
      (7, 'language', 'portability', language),
      (8, 'licence', 'portability', licence),
      (9, 'weight-format', 'portability', weight_format),
      (10, 'size', 'portability', size)
    ) AS listed(place, attribute, grouping, having_it)
    ORDER BY place`,
});
