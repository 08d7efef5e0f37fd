import { defineCount } from '../metric.ts';

/**
 * How did the forum's categories grow?
 *
 * Shape   one row per category and day of reading, largest category first
 * Source  the forum's topics, by month; or published totals of it
 */
export const forumCategories = defineCount({
  id: 'forum-categories',
  topic: 'community',
  title: 'Topics in each forum category, cumulative',
  method: 'Topics opened in the category up to the day.',
  key: ['category', 'day'],
  figures: [{ chart: 'multiples', x: 'day', y: 'topics', by: 'category', first: { column: 'category', count: 8 } }],
  columns: {
    category: { unit: 'name', description: 'Forum category', missing: 'the category has no name' },
    day: { unit: 'day', description: 'Day up to which topics are counted' },
    topics: { unit: 'count', description: 'Topics opened up to that day' },
  },
  needs: ['topics.category', 'topics.created_at'],
  sql: `
    WITH opened AS (
      SELECT category, date_trunc('month', created_at) AS begins, count(*) AS own
      FROM topics
      GROUP BY ALL
    )
    SELECT category AS "category",
           strftime(least(last_day(begins), $as_of), '%Y-%m-%d') AS "day",
           (sum(own) OVER (PARTITION BY category ORDER BY begins))::BIGINT AS "topics"
    FROM opened
    ORDER BY sum(own) OVER (PARTITION BY category) DESC, category, begins`,
});
