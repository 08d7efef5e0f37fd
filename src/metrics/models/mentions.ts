import { modelType } from '../columns.ts';
import { defineCount } from '../metric.ts';

/**
 * How many forum topics mention each model type?
 *
 * Shape   one row per month and model type with at least one topic
 * Window  every month the data reach; a month and type without a row had none
 * Source  the forum, or published totals of it
 */
export const mentions = defineCount({
  id: 'mentions',
  topic: 'models',
  title: 'Forum topics that mention a model type, by month',
  method: 'Topics of the month whose text names the model type. A topic that names two types counts once for each.',
  key: ['month', 'modelType'],
  columns: {
    month: { unit: 'month', description: 'Month of the topic (UTC)' },
    modelType,
    topics: { unit: 'count', description: 'Topics that mention it' },
  },
  needs: ['topics.created_at', 'mentions.topic_id', 'mentions.model_type'],
  sql: `
    SELECT strftime(created_at, '%Y-%m') AS "month", model_type AS "modelType", count(*) AS "topics"
    FROM mentions JOIN topics ON topics.id = mentions.topic_id
    GROUP BY ALL
    ORDER BY "month", "topics" DESC, "modelType"`,
});
