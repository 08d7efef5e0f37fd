import type { ViewColumn } from '../../schema/views.ts';
import { licenceClass, licenceClasses } from '../classes.ts';
import { type Counting, defineCount } from '../metric.ts';

const fewest = 10;
const noDownloads = 'the source gives no downloads by licence';
const ofDeclaring = {
  declaring: { unit: 'count', description: 'Models that declare any licence' },
  downloads: { unit: 'count', description: 'Downloads of these models in 30 days', missing: noDownloads },
  allDownloads: {
    unit: 'count',
    description: 'Downloads in 30 days of all models that declare any licence',
    missing: noDownloads,
  },
} as const;
const shares = {
  share: { part: 'models', whole: 'declaring', description: 'Share of the models that declare any licence' },
} as const;

/** Models that declare a licence, by a list of texts that follows from it. */
const byLicence = (column: string, list: string) => (has: (column: ViewColumn) => boolean, count: Counting) => {
  const downloads = has('models.downloads') ? 'downloads' : 'NULL::BIGINT';
  return `
    SELECT *, (SELECT sum(${downloads})::BIGINT FROM models WHERE licence IS NOT NULL) AS "allDownloads"
    FROM (${count({
      units: `SELECT author, ${downloads} AS downloads, ${list} AS ${column} FROM models WHERE licence IS NOT NULL`,
      counts: { models: 'true' },
      classes: { column, of: 'declaring', lists: true },
      also: { downloads: 'sum(downloads)::BIGINT' },
    })})`;
};

const identifiers = byLicence(
  'licence',
  `CASE WHEN regexp_full_match(licence, '[A-Za-z0-9][A-Za-z0-9.+_-]{0,95}') THEN [lower(licence)] ELSE [] END`,
);
const classes = byLicence('class', `[${licenceClass('licence')}]`);

/**
 * Which licences do models declare, and how much are these models downloaded?
 *
 * Shape   one row per identifier, most models first
 * Source  the Hub's list of models, or published totals of it: the licence in the metadata
 */
export const licenceIdentifiers = defineCount({
  id: 'licence-identifiers',
  topic: 'reuse',
  title: 'Licences that models declare, by identifier',
  method: `Models by the licence identifier in their metadata, in lower case, or the first of several. Where the source gives the author’s own name for a licence declared as “other”, that name is used. In published totals a model with several identifiers can count in each. Identifiers that at least ${fewest} models declare; from published totals, all that were printed. Models that declare no licence are not counted here. This is what authors declare, not a licence text, and it is not checked.`,
  key: ['licence'],
  figures: [{ chart: 'bars', x: 'share', y: 'licence', first: { column: 'licence', count: 12 } }],
  columns: {
    licence: { unit: 'name', description: 'Identifier of the licence' },
    models: { unit: 'count', description: 'Models that declare it' },
    ...ofDeclaring,
  },
  shares,
  cluster: 'author',
  needs: ['models.author', 'models.licence'],
  emptyReason: `No licence is declared by ${fewest} models.`,
  sql: (has, count) => `
    ${identifiers(has, count)}
    WHERE "models" >= ${fewest}
    ORDER BY "models" DESC, "licence"`,
});

/**
 * What do the licences that models declare allow?
 *
 * Shape   one row per class, most models first
 * Source  as licence-identifiers
 */
export const licenceClassShares = defineCount({
  id: 'licence-classes',
  topic: 'reuse',
  title: 'Licences that models declare, by class',
  method: `Models by the class of the licence that they declare, or of the first of several: ${licenceClasses.replace(/, none \([^)]*\)/, '')}. Models that declare no licence are not counted here.`,
  key: ['class'],
  figures: [{ chart: 'bars', x: 'share', y: 'class' }],
  columns: {
    class: { unit: 'slug', description: 'Class of the licence' },
    models: { unit: 'count', description: 'Models that declare a licence of the class' },
    ...ofDeclaring,
  },
  shares,
  cluster: 'author',
  needs: ['models.author', 'models.licence'],
  emptyReason: 'No model declares a licence.',
  sql: (has, count) => `${classes(has, count)} ORDER BY "models" DESC, "class"`,
});
