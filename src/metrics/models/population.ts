import { clusterSums } from '../clusters.ts';
import { defineCount } from '../metric.ts';

/**
 * Whom do these data speak for?
 *
 * Shape   one row per measure
 * Source  the Hub's list of models
 */
export const population = defineCount({
  id: 'population',
  topic: 'models',
  title: 'Models of the snapshot',
  method: 'Counts over all models of the source. Measures that the source does not record have no row.',
  key: ['measure'],
  columns: {
    measure: { unit: 'slug', description: 'Measure' },
    count: { unit: 'count', description: 'Count' },
    whole: { unit: 'count', description: 'Total', missing: 'the measure is not a share of anything' },
  },
  shares: { share: { part: 'count', whole: 'whole', description: 'Share of the total' } },
  cluster: 'author',
  needs: ['models.id', 'models.author'],
  sql: (has) => {
    const parts = [
      [true, 'models', 'count(*)', 'NULL'],
      // The query asks of one author at a time.
      [true, 'authors', 'count(DISTINCT author)', 'NULL'],
      [has('models.created_at'), 'models-of-unknown-age', 'count(*) FILTER (created_at IS NULL)', 'count(*)'],
      [has('models.has_card'), 'models-with-card', 'count(*) FILTER (has_card)', 'count(has_card)'],
      [has('models.model_type'), 'models-of-known-type', 'count(model_type)', 'count(*)'],
      [has('models.task'), 'models-without-task', 'count(*) FILTER (task IS NULL)', 'count(*)'],
      [has('models.downloads'), 'models-without-download', 'count(*) FILTER (downloads = 0)', 'count(*)'],
      [has('models.licence'), 'models-without-licence', 'count(*) FILTER (licence IS NULL)', 'count(*)'],
      [has('models.has_parent'), 'models-with-base-model', 'count(*) FILTER (has_parent)', 'count(*)'],
      [has('models.gated'), 'gated-models', 'count(*) FILTER (gated)', 'count(gated)'],
      [has('models.removed'), 'removed-models', 'count(*) FILTER (removed)', 'count(*)'],
    ] as const;
    const known = parts.filter(([given]) => given);
    const columns = known.map(([, , count, whole], at) => `${count} AS part${at}, ${whole}::BIGINT AS whole${at}`);
    const measures = known.map(
      ([, measure], at) => `
    SELECT '${measure}' AS "measure", sum(part${at})::BIGINT AS "count", sum(whole${at})::BIGINT AS "whole",
           ${clusterSums('share', `part${at}`, `whole${at}`)}
    FROM authors`,
    );
    return `
    WITH authors AS MATERIALIZED (SELECT author, ${columns.join(', ')} FROM models GROUP BY author)
    ${measures.join('\nUNION ALL ')}`;
  },
});
