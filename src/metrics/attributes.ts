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
    'parents',
    'datasets',
    'papers',
    'evaluations',
    'licence',
    'library',
    'formats',
    'parameters',
    'languages',
    'task',
  ],
  sql: `
    WITH counted AS (
      SELECT count(*) AS models,
             count(*) FILTER (parents > 0) AS base_model,
             count(*) FILTER (datasets > 0) AS training_data,
             count(*) FILTER (papers > 0) AS paper,
             count(*) FILTER (evaluations > 0) AS evaluation_results,
             count(*) FILTER (library IS NOT NULL) AS library,
             count(*) FILTER (task IS NOT NULL) AS task,
             count(*) FILTER (languages > 0) AS language,
             count(*) FILTER (licence IS NOT NULL) AS licence,
             count(*) FILTER (len(formats) > 0) AS weight_format,
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
