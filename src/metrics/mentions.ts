import { defineCount } from './metric.ts';

/**
 * How many forum topics mention each model type?
 *
 * Shape   one row per month and model type with at least one topic
 * Units   `topics` count; a topic that mentions two types counts for each
 * Window  every month the data reach; a month and type without a row had none
 * Nulls   none
 * Source  the forum, or published totals of it
 */
export const mentions = defineCount({
  id: 'mentions',
  title: 'Forum topics that mention a model type, by month',
  method: 'Topics of the month whose text names the model type. A topic that names two types counts once for each.',
  columns: {
    month: { unit: 'month', description: 'Month of the topic (UTC)' },
    modelType: { unit: 'modelType', description: 'Model type, lower case' },
    topics: { unit: 'count', description: 'Topics that mention it' },
  },
});
