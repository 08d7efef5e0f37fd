import { isLoader, twoDigits } from '../classes.ts';
import { childrenOfParents, isRepository } from '../edges.ts';
import { defineCount } from '../metric.ts';

/**
 * How are downloads, likes and children spread over models, and mentions over data sets?
 *
 * Shape   one row per measure and class of values, the smallest first
 * Source  the Hub's list of models
 */
export const distributions = defineCount({
  id: 'distributions',
  topic: 'lineage',
  title: 'Distribution of downloads, likes and derivatives over models',
  method:
    'Classes of values: each value up to 99 is a class of its own; above that, a class has the same two leading digits (1,200 to 1,299). downloads: of the last 30 days, by model. likes: of all time, by model. children: derivatives, by base model, whether or not it is in the list. data-set-uses: models that name the data set, by data set, without names of loaders.',
  key: ['measure', 'value'],
  columns: {
    measure: { unit: 'slug', description: 'downloads, likes, children or data-set-uses' },
    value: { unit: 'count', description: 'Lowest value of the class' },
    holders: { unit: 'count', description: 'Models or data sets in the class' },
    total: { unit: 'count', description: 'Sum of their values' },
  },
  needs: ['models.id', 'models.downloads'],
  sql: (has) => {
    const measured = [
      `SELECT 'downloads' AS measure, downloads AS value, count(*) AS holders FROM models GROUP BY ALL`,
      ...(has('models.likes') ? [`SELECT 'likes', likes, count(*) FROM models GROUP BY ALL`] : []),
      ...(has('parents.parent')
        ? [
            `SELECT 'children', coalesce(children, 0), count(*)
             FROM models FULL JOIN ${childrenOfParents} AS built ON built.parent = models.id
             WHERE models.id IS NOT NULL OR ${isRepository('built.parent')}
             GROUP BY ALL`,
          ]
        : []),
      ...(has('training_data.dataset')
        ? [
            `SELECT 'data-set-uses', uses, count(*)
             FROM (SELECT count(*) AS uses FROM training_data WHERE NOT ${isLoader('dataset')} GROUP BY dataset)
             GROUP BY ALL`,
          ]
        : []),
    ];
    return `
    WITH measured AS (${measured.join('\nUNION ALL ')})
    SELECT measure AS "measure", ${twoDigits('value')} AS "value", sum(holders)::BIGINT AS "holders",
           sum(measured.value * holders)::BIGINT AS "total"
    FROM measured
    GROUP BY 1, 2
    ORDER BY list_position(['downloads', 'likes', 'children', 'data-set-uses'], measure), 2`;
  },
});
