import type { ViewColumn } from '../schema/source.ts';
import { defineCount } from './metric.ts';

/** An attribute, what it serves, and how a model that declares it is told. */
const list: readonly (readonly [attribute: string, group: string, condition: string])[] = [
  ['base-model', 'provenance', 'has_parent'],
  ['training-data', 'provenance', 'has_dataset'],
  ['paper', 'provenance', 'has_paper'],
  ['evaluation-results', 'reproducibility', 'has_evaluation'],
  ['library', 'reproducibility', 'library IS NOT NULL'],
  ['task', 'reproducibility', 'task IS NOT NULL'],
  ['language', 'portability', 'has_language'],
  ['licence', 'portability', 'licence IS NOT NULL'],
  ['weight-format', 'portability', `formats <> ''`],
  ['size', 'portability', 'parameters IS NOT NULL'],
];

export const attributeNeeds: readonly ViewColumn[] = [
  'models.has_parent',
  'models.has_dataset',
  'models.has_paper',
  'models.has_evaluation',
  'models.library',
  'models.task',
  'models.has_language',
  'models.licence',
  'models.formats',
  'models.parameters',
];

/** The query that counts every attribute, over all models or, given an expression for it, month by month. */
export function attributeList(month: string | null = null): string {
  const counts = list.map(([, , condition], place) => `count(*) FILTER (${condition}) AS having_${place}`);
  const rows = list.map(([attribute, group], place) => `(${place}, '${attribute}', '${group}', having_${place})`);
  return `
    WITH counted AS (
      SELECT ${month ?? 'NULL'} AS month, count(*) AS models, ${counts.join(', ')}
      FROM models
      GROUP BY 1
    )
    SELECT ${month === null ? '' : 'month AS "month", '}attribute AS "attribute", grouping AS "group", models AS "models", having_it AS "having"${month === null ? ', models - having_it AS "lacking"' : ''}
    FROM counted, LATERAL (VALUES ${rows.join(', ')}) AS listed(place, attribute, grouping, having_it)
    ORDER BY month NULLS LAST, place`;
}

/**
 * How many models carry what a practitioner needs to choose them?
 *
 * The groups are those of Jiang et al. (ICSE 2023): provenance, reproducibility, portability. Each attribute is what
 * a machine can see of it in the list of models; a declaration is not proof that the thing is there or true.
 *
 * Shape   one row per attribute
 * Units   `models`, `having`, `lacking` counts · `shareHaving`, `shareLacking` shares with their 95 % Wilson intervals
 * Nulls   none
 * Source  the Hub's list of models
 */
export const attributes = defineCount({
  id: 'attributes',
  title: 'Models that declare what reusers need',
  method:
    'Models that declare the attribute in their tags or metadata, out of all. A declaration is neither proof nor quality; what only the card text says is not seen.',
  key: ['attribute'],
  columns: {
    attribute: { unit: 'slug', description: 'Attribute' },
    group: { unit: 'slug', description: 'What it serves: provenance, reproducibility or portability' },
    models: { unit: 'count', description: 'Models' },
    having: { unit: 'count', description: 'Models that declare it' },
    lacking: { unit: 'count', description: 'Models that do not' },
  },
  shares: {
    shareLacking: { part: 'lacking', whole: 'models', description: 'Share of the models that do not declare it' },
    shareHaving: { part: 'having', whole: 'models', description: 'Share of the models that declare it' },
  },
  needs: attributeNeeds,
  sql: attributeList(),
});
