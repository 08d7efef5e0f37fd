import type { ViewColumn } from '../../schema/views.ts';
import { declaresLanguage, isSize, namesData } from '../classes.ts';
import { clusterSums } from '../clusters.ts';
import { defineCount } from '../metric.ts';

/**
 * An attribute, what it serves, the column that it is told from, and how a model that declares it is told. Where a list says
 * more than whether there is a declaration, a name of no data set and of no language is none, as in their own tables.
 */
const list: readonly (readonly [
  attribute: string,
  group: string,
  column: ViewColumn,
  condition: string | ((has: (column: ViewColumn) => boolean) => string),
])[] = [
  ['base-model', 'provenance', 'models.has_parent', 'has_parent'],
  [
    'training-data',
    'provenance',
    'models.has_dataset',
    (has) => (has('training_data.dataset') ? namesData : 'has_dataset'),
  ],
  ['paper', 'provenance', 'models.has_paper', 'has_paper'],
  ['evaluation-results', 'reproducibility', 'models.has_evaluation', 'has_evaluation'],
  ['library', 'reproducibility', 'models.library', 'library IS NOT NULL'],
  ['task', 'reproducibility', 'models.task', 'task IS NOT NULL'],
  [
    'language',
    'portability',
    'models.has_language',
    (has) => (has('languages.language') ? declaresLanguage : 'has_language'),
  ],
  ['licence', 'portability', 'models.licence', 'licence IS NOT NULL'],
  ['weight-format', 'portability', 'models.formats', `formats <> ''`],
  ['size', 'portability', 'models.parameters', isSize('parameters')],
];

/** What every list that tells of attributes at all has; of the others, those that it lacks have no row. */
export const attributeNeeds: readonly ViewColumn[] = [
  'models.id',
  'models.author',
  'models.has_parent',
  'models.has_dataset',
  'models.has_paper',
];

/**
 * The query that counts every attribute that can be told, over all models or, given an expression for it, month by month.
 * The whole of each is the models of which it is known whether they declare it.
 */
export const attributeList =
  (month: string | null = null) =>
  (has: (column: ViewColumn) => boolean): string => {
    const known = list.filter(([, , column]) => has(column));
    const told = known.map(
      ([, , , condition], place) => `${typeof condition === 'string' ? condition : condition(has)} AS told_${place}`,
    );
    const counts = known.map(
      (_, place) => `count(*) FILTER (told_${place}) AS having_${place}, count(told_${place}) AS known_${place}`,
    );
    // Of millions of authors and months the sums are taken at once, and only those are set below each other.
    const sums = known.map((_, place) => {
      const [having, models, lacking] = [`having_${place}`, `known_${place}`, `(known_${place} - having_${place})`];
      return `sum(${models})::BIGINT AS "${place}_models", sum(${having})::BIGINT AS "${place}_having",
              ${clusterSums(`${place}_shareHaving`, having, models)}
              ${month === null ? `, sum(${lacking})::BIGINT AS "${place}_lacking", ${clusterSums(`${place}_shareLacking`, lacking, models)}` : ''}`;
    });
    const rows = known.map(
      ([attribute, group], place) =>
        `SELECT month, ${place} AS place, '${attribute}' AS "attribute", '${group}' AS "group", COLUMNS('^${place}_(.*)$') AS '\\1' FROM sums`,
    );
    return `
    WITH authors AS (
      SELECT month, author, ${counts.join(', ')}
      FROM (SELECT ${month ?? 'NULL'} AS month, author, ${told.join(', ')} FROM models)
      GROUP BY ALL
    ), sums AS MATERIALIZED (SELECT month, ${sums.join(', ')} FROM authors GROUP BY month)
    SELECT * EXCLUDE (place${month === null ? ', month' : ''})
    FROM (${rows.join(' UNION ALL ')})
    ORDER BY month NULLS LAST, place`;
  };

/**
 * How many models carry what a practitioner needs to choose them?
 *
 * The groups are those of Jiang et al. (ICSE 2023): provenance, reproducibility, portability. Each attribute is what
 * a machine can see of it in the list of models; a declaration is not proof that the thing is there or true.
 *
 * Shape   one row per attribute
 * Source  the Hub's list of models
 */
export const attributes = defineCount({
  id: 'attributes',
  topic: 'reuse',
  title: 'Models by declared reuse attribute',
  method:
    'Models that declare the attribute in their tags or metadata, out of all. A declaration does not prove that the information is correct or good; statements in the card text alone are not counted. Names of loaders do not count as data sets, values that cannot be a code do not count as languages, and zero parameters do not count as a size.',
  key: ['attribute'],
  figures: [
    { title: 'Models that do not declare what reusers need', chart: 'bars', x: 'shareLacking', y: 'attribute' },
    { chart: 'bars', x: 'shareHaving', y: 'attribute' },
  ],
  columns: {
    attribute: { unit: 'slug', description: 'Attribute' },
    group: { unit: 'slug', description: 'Group: provenance, reproducibility or portability' },
    models: { unit: 'count', description: 'Models' },
    having: { unit: 'count', description: 'Models that declare it' },
    lacking: { unit: 'count', description: 'Models that do not declare it' },
  },
  shares: {
    shareLacking: { part: 'lacking', whole: 'models', description: 'Share of the models that do not declare it' },
    shareHaving: { part: 'having', whole: 'models', description: 'Share of the models that declare it' },
  },
  cluster: 'author',
  needs: attributeNeeds,
  sql: attributeList(),
});
