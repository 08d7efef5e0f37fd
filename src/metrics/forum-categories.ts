import { defineCount } from './metric.ts';

/**
 * How did the forum's categories grow?
 *
 * Shape   one row per category and day of reading
 * Units   `topics` cumulative count up to that day
 * Nulls   none
 * Source  published totals of the forum
 */
export const forumCategories = defineCount({
  id: 'forum-categories',
  title: 'Topics in each forum category, cumulative',
  method: 'Topics opened in the category up to the day.',
  columns: {
    category: { unit: 'name', description: 'Forum category' },
    day: { unit: 'day', description: 'Day up to which topics are counted' },
    topics: { unit: 'count', description: 'Topics opened up to that day' },
  },
});
