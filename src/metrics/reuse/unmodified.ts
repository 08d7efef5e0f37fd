import { bandOrder, downloadBand, downloadBands } from '../classes.ts';
import { firstDate } from '../edges.ts';
import { defineCount } from '../metric.ts';

const youngest = 'none is a day old';

/**
 * Are models worked on after they were published, and those that many use?
 *
 * Shape   one row per year of creation and band of downloads, oldest first
 * Source  the Hub's list of models: time of creation and of the last change
 */
export const unmodified = defineCount({
  id: 'unmodified',
  topic: 'reuse',
  title: 'Time from creation to last change of models',
  method:
    'Time from creation to the last change of the repository, by anybody or any program: an upper bound for the time of active work. Of the models at least a day old, those not changed after their first 24 hours, and the median time to the last change; of the models at least 12 and 24 months old, those not changed in the last 12 and 24 months. Ages are counted to the start of the snapshot’s day. Models without a known date, or with the earliest date that the Hub gives, are left out. A model without changes can be finished rather than abandoned.',
  key: ['year', 'band'],
  columns: {
    year: { unit: 'year', description: 'Year in which the model was created (UTC)' },
    band: { unit: 'slug', description: downloadBands },
    models: { unit: 'count', description: 'Models with both times known' },
    dayOld: { unit: 'count', description: 'Models created at least 24 hours ago', missing: youngest },
    firstDay: { unit: 'count', description: 'Models not changed after their first 24 hours' },
    medianDays: { unit: 'days', description: 'Median time from their creation to the last change', missing: youngest },
    yearOld: { unit: 'count', description: 'Models created at least 12 months ago', missing: 'none is as old as that' },
    oneYear: { unit: 'count', description: 'Models not changed in the last 12 months' },
    twoYearsOld: {
      unit: 'count',
      description: 'Models created at least 24 months ago',
      missing: 'none is as old as that',
    },
    twoYears: { unit: 'count', description: 'Models not changed in the last 24 months' },
  },
  shares: {
    shareFirstDay: { part: 'firstDay', whole: 'dayOld', description: 'Share not changed after the first day' },
    shareOneYear: { part: 'oneYear', whole: 'yearOld', description: 'Share not changed in the last 12 months' },
    shareTwoYears: { part: 'twoYears', whole: 'twoYearsOld', description: 'Share not changed in the last 24 months' },
  },
  cluster: 'author',
  needs: ['models.author', 'models.created_at', 'models.updated_at', 'models.downloads'],
  emptyReason: 'No model has both a time of creation and one of its last change.',
  sql: (_, count) => `
    SELECT * REPLACE (${['dayOld', 'yearOld', 'twoYearsOld'].map((old) => `nullif("${old}", 0) AS "${old}"`).join(', ')})
    FROM (${count({
      units: `SELECT strftime(created_at, '%Y') AS year, ${downloadBand('downloads')} AS band, author, created_at,
                     updated_at, greatest(epoch(updated_at - created_at), 0) AS seconds,
                     created_at <= $as_of - INTERVAL 24 HOUR AS day_old
              FROM models
              WHERE created_at > ${firstDate} AND updated_at IS NOT NULL`,
      counts: {
        models: 'true',
        dayOld: 'day_old',
        firstDay: 'day_old AND seconds <= 86400',
        yearOld: 'created_at <= $as_of - INTERVAL 12 MONTH',
        oneYear: 'created_at <= $as_of - INTERVAL 12 MONTH AND updated_at <= $as_of - INTERVAL 12 MONTH',
        twoYearsOld: 'created_at <= $as_of - INTERVAL 24 MONTH',
        twoYears: 'created_at <= $as_of - INTERVAL 24 MONTH AND updated_at <= $as_of - INTERVAL 24 MONTH',
      },
      also: { medianDays: 'round(median(seconds) FILTER (day_old) / 86400, 2)' },
    })})
    ORDER BY "year", ${bandOrder}`,
});
