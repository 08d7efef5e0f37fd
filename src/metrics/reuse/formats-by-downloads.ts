import { bandOrder, downloadBand, downloadBands } from '../classes.ts';
import { defineCount } from '../metric.ts';

/**
 * Are the weights that are used the safe ones?
 *
 * Shape   one row per band of downloads and format, the least downloaded first; only formats that occur in the list at all,
 *         since a source may not look for the others
 * Source  the Hub's list of models
 */
export const formatsByDownloads = defineCount({
  id: 'formats-by-downloads',
  topic: 'reuse',
  title: 'Weight formats and custom code, by downloads',
  method:
    'Models with a weight format, alone or among others; pickle-only: pickled weights and no other format; none-seen: no format found; custom-code: the repository contains code that runs on loading (`trust_remote_code`). A model can be in several rows. Formats without models have no row, and the source may not look for them. Pickled files of a training run (its arguments, the state of the optimizer) are not weights and do not count.',
  key: ['band', 'format'],
  columns: {
    band: { unit: 'slug', description: downloadBands },
    format: { unit: 'slug', description: 'Format found in the repository' },
    models: { unit: 'count', description: 'Models of the band with it' },
    inBand: { unit: 'count', description: 'All models of the band' },
  },
  shares: { share: { part: 'models', whole: 'inBand', description: 'Share of the band’s models' } },
  cluster: 'author',
  needs: ['models.author', 'models.downloads', 'models.formats', 'models.custom_code'],
  sql: (_, count) => `
    ${count({
      units: `SELECT ${downloadBand('downloads')} AS band, author, list_concat(
                CASE formats WHEN '' THEN ['none-seen'] WHEN 'pickle' THEN ['pickle', 'pickle-only'] ELSE string_split(formats, ' + ') END,
                CASE WHEN custom_code THEN ['custom-code'] ELSE [] END) AS format
              FROM models
              WHERE formats IS NOT NULL`,
      counts: { models: 'true' },
      classes: { column: 'format', of: 'inBand', lists: true, every: 'SELECT DISTINCT "format" FROM counted' },
    })}
    ORDER BY ${bandOrder}, "format"`,
});
