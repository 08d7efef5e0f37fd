import { edges } from '../edges.ts';
import { defineCount } from '../metric.ts';

/**
 * How many models are downloaded at all, and are derivatives downloaded less than what they are built from?
 *
 * Shape   a row for all models; where parents are known also one for derivatives (a parent is declared) and one for bases
 *         (built upon, without a parent declared)
 * Source  the Hub's list of models
 */
export const downloads = defineCount({
  id: 'downloads',
  topic: 'lineage',
  title: 'Downloads of all models, of derivatives, and of base models',
  method:
    'Downloads of the last 30 days, as the Hub counts them: requests for certain files, including every file of a GGUF repository. They count requests, not people. derivatives declare a base model other than themselves. bases declare none other than themselves, and have derivatives. Models that are neither are counted in all only. The table concentration shows how unevenly downloads are distributed.',
  key: ['group'],
  columns: {
    group: { unit: 'slug', description: 'all, derivatives or bases' },
    models: { unit: 'count', description: 'Models of the group' },
    none: { unit: 'count', description: 'Models without a download in 30 days' },
    median: { unit: 'number', description: 'Median downloads in 30 days' },
    total: { unit: 'count', description: 'All downloads of the group in 30 days' },
  },
  shares: { shareNone: { part: 'none', whole: 'models', description: 'Share of the group without a download' } },
  cluster: 'author',
  needs: ['models.id', 'models.author', 'models.downloads'],
  sql: (has, count) => {
    const kin = has('parents.child') && has('parents.parent');
    return `
    WITH linked AS MATERIALIZED (${kin ? `FROM ${edges}` : 'SELECT NULL::VARCHAR AS child, NULL::VARCHAR AS parent WHERE false'}),
    known AS (
      SELECT author, downloads, id IN (SELECT child FROM linked) AS derivative, id IN (SELECT parent FROM linked) AS parent
      FROM models
    )
    ${count({
      units: `SELECT unnest(CASE WHEN derivative THEN ['all', 'derivatives'] WHEN parent THEN ['all', 'bases'] ELSE ['all'] END) AS "group",
                     author, downloads
              FROM known`,
      counts: { models: 'true', none: 'downloads = 0' },
      also: { median: 'median(downloads)::DOUBLE', total: 'sum(downloads)::BIGINT' },
    })}
    ORDER BY list_position(['all', 'derivatives', 'bases'], "group")`;
  },
});
