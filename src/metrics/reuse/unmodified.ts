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
  title: 'How long after their publication models are still changed',
  method:
    'Time from creation to the last change of the repository, whatever changed, by whoever or whatever program: an upper bound for work on it. firstDay: no change after the first 24 hours, of those that are older than that (dayOld), which medianDays is about too; ages are counted to the beginning of the day of the snapshot. oneYear: created 12 months or longer ago and not changed in the last 12; twoYears likewise, of those 24 months old. Models of unknown age, and those that carry the first date that the Hub gives, are left out. What is finished is not abandoned.',
  key: ['year', 'band'],
  columns: {
    year: { unit: 'name', description: 'Year in which the model was created (UTC)' },
    band: { unit: 'slug', description: downloadBands },
    models: { unit: 'count', description: 'Models with both times known' },
    dayOld: { unit: 'count', description: 'Those created 24 hours or longer ago', missing: youngest },
    firstDay: { unit: 'count', description: 'Of these, those not changed after their first 24 hours' },
    medianDays: { unit: 'days', description: 'Median time from their creation to the last change', missing: youngest },
    yearOld: { unit: 'count', description: 'Those created 12 months or longer ago', missing: 'none is as old as that' },
    oneYear: { unit: 'count', description: 'Of these, those not changed in the last 12 months' },
    twoYearsOld: {
      unit: 'count',
      description: 'Those created 24 months or longer ago',
      missing: 'none is as old as that',
    },
    twoYears: { unit: 'count', description: 'Of these, those not changed in the last 24 months' },
  },
  shares: {
    shareFirstDay: {
      part: 'firstDay',
      whole: 'dayOld',
      description: 'Share not changed after the first day',
      cluster: 'author',
    },
    shareOneYear: {
      part: 'oneYear',
      whole: 'yearOld',
      description: 'Share not changed in the last 12 months',
      cluster: 'author',
    },
    shareTwoYears: {
      part: 'twoYears',
      whole: 'twoYearsOld',
      description: 'Share not changed in the last 24 months',
      cluster: 'author',
    },
  },
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
