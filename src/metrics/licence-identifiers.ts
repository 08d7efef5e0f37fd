import { sum } from 'd3-array';
import { licenceClassOf, licenceClasses } from './classes.ts';
import { defineCount, defineFinding, exactShareOf, numberIn, shareColumns, tableOf, textIn } from './metric.ts';

const fewest = 10;
const noDownloads = 'the source gives no downloads by licence';

/**
 * Which licences do models declare, and how much are these models downloaded?
 *
 * Shape   one row per identifier, most models first
 * Source  the Hub's list of models, or published totals of it: the licence in the metadata
 */
export const licenceIdentifiers = defineCount({
  id: 'licence-identifiers',
  title: 'Licences that models declare, by identifier',
  method: `Models by the licence identifier in their metadata, in lower case, of several the first; where the source gives the maker’s own name of a licence in place of “other”, by that name. In published totals a model with several may count in each. Identifiers that at least ${fewest} models declare; of published totals all that were printed. Models that declare no licence are not counted here. It is what the maker declares, not a licence text, and nobody checks it.`,
  key: ['licence'],
  columns: {
    licence: { unit: 'name', description: 'Identifier of the licence' },
    models: { unit: 'count', description: 'Models that declare it' },
    declaring: { unit: 'count', description: 'Models that declare any licence' },
    downloads: { unit: 'count', description: 'Downloads of these models in 30 days', missing: noDownloads },
    allDownloads: {
      unit: 'count',
      description: 'Downloads in 30 days of all models that declare any licence',
      missing: noDownloads,
    },
  },
  shares: {
    share: {
      part: 'models',
      whole: 'declaring',
      description: 'Share of the models that declare any licence',
      cluster: 'author',
    },
  },
  needs: ['models.author', 'models.licence'],
  emptyReason: `No licence is declared by ${fewest} models.`,
  sql: (has, count) => {
    const downloads = has('models.downloads') ? 'downloads' : 'NULL::BIGINT';
    return `
    SELECT *, (SELECT sum(${downloads})::BIGINT FROM models WHERE licence IS NOT NULL) AS "allDownloads"
    FROM (${count({
      units: `
        SELECT author, ${downloads} AS downloads,
               CASE WHEN regexp_full_match(licence, '[A-Za-z0-9][A-Za-z0-9.+_-]{0,95}')
                    THEN [lower(licence)] ELSE [] END AS licence
        FROM models
        WHERE licence IS NOT NULL`,
      counts: { models: 'true' },
      classes: { column: 'licence', of: 'declaring', lists: true },
      also: { downloads: 'sum(downloads)::BIGINT' },
    })})
    WHERE "models" >= ${fewest}
    ORDER BY "models" DESC, "licence"`;
  },
});

/**
 * What do the licences that models declare allow?
 *
 * Shape   one row per class, most models first; `rarer` for identifiers that are not in licence-identifiers
 * Source  the table licence-identifiers
 */
export const licenceClassShares = defineFinding({
  id: 'licence-classes',
  title: 'Licences that models declare, by class',
  method: `The table licence-identifiers, added up by class: ${licenceClasses.replace(/, none \([^)]*\)/, '')}; rarer are identifiers that the table does not list, of whatever class, so that each class may have up to that many models more. Models that declare no licence are not counted here.`,
  key: ['class'],
  columns: {
    class: { unit: 'slug', description: 'Class of the licence' },
    models: { unit: 'count', description: 'Models that declare a licence of the class' },
    declaring: { unit: 'count', description: 'Models that declare any licence' },
    downloads: { unit: 'count', description: 'Downloads of these models in 30 days', missing: noDownloads },
    allDownloads: {
      unit: 'count',
      description: 'Downloads in 30 days of all models that declare any licence',
      missing: noDownloads,
    },
    // Exact: of which authors the models of a class are, the table that it is added up from does not say.
    ...shareColumns('share', 'Share of the models that declare any licence', {
      part: 'models',
      whole: 'declaring',
      exact: true,
    }),
  },
  from: ['licence-identifiers'],
  compute: (tables) => {
    const { rows } = tableOf(tables, 'licence-identifiers');
    const [first] = rows;
    if (!first) throw new Error('the table licence-identifiers has no rows');
    const { declaring = null, allDownloads = null } = first;
    const classes = new Map<string, { models: number; downloads: number | null }>();
    const add = (name: string, models: number, downloads: number | null) => {
      const before = classes.get(name) ?? { models: 0, downloads: downloads === null ? null : 0 };
      classes.set(name, {
        models: before.models + models,
        downloads: before.downloads === null || downloads === null ? null : before.downloads + downloads,
      });
    };
    for (const row of rows)
      add(
        licenceClassOf(textIn(row, 'licence')),
        numberIn(row, 'models'),
        row.downloads === null ? null : numberIn(row, 'downloads'),
      );
    const listed = (count: 'models' | 'downloads') =>
      sum(rows, (row) => (row[count] === null ? 0 : numberIn(row, count)));
    const rarer = numberIn(first, 'declaring') - listed('models');
    if (rarer > 0)
      add('rarer', rarer, allDownloads === null ? null : numberIn(first, 'allDownloads') - listed('downloads'));
    return [...classes]
      .map(([name, counts]) => {
        const row = { class: name, ...counts, declaring, allDownloads };
        return { ...row, ...exactShareOf(row, 'share', 'models', 'declaring') };
      })
      .sort((a, b) => b.models - a.models || (a.class < b.class ? -1 : 1));
  },
});
