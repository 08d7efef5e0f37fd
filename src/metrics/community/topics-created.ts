import { defineCount } from '../metric.ts';

/**
 * How many topics are opened in each forum category, and what becomes of them?
 *
 * Shape   one row per month and category with at least one topic, oldest first
 * Window  every month the data reach; topics of recent months have had less time to be answered
 * Source  the forum's topics and posts
 */
export const topicsCreated = defineCount({
  id: 'topics-created',
  topic: 'community',
  title: 'Forum topics, by month and category',
  method:
    'Topics opened in the month; those with an accepted answer and those with a reply by somebody else on the day of the data. The median wait is over all topics; topics without a reply count as waiting forever.',
  key: ['month', 'category'],
  figures: [
    {
      title: 'Forum topics with a reply by somebody else, by month and category',
      chart: 'multiples',
      x: 'month',
      y: 'shareReplied',
      by: 'category',
      first: { column: 'category', count: 8 },
    },
  ],
  columns: {
    month: { unit: 'month', description: 'Month in which the topic was opened (UTC)' },
    category: { unit: 'name', description: 'Forum category', missing: 'the category has no name' },
    topics: { unit: 'count', description: 'Topics opened' },
    answered: { unit: 'count', description: 'Topics with an accepted answer' },
    replied: { unit: 'count', description: 'Topics with a reply by somebody else' },
    medianHours: {
      unit: 'hours',
      description: 'Median wait for the first reply',
      missing: 'half or more of the topics have no reply',
    },
  },
  shares: {
    shareAnswered: { part: 'answered', whole: 'topics', description: 'Share of the topics with an accepted answer' },
    shareReplied: { part: 'replied', whole: 'topics', description: 'Share of the topics with a reply' },
  },
  needs: ['topics.category', 'topics.created_at', 'topics.answered', 'topics.first_reply_at'],
  sql: `
    SELECT strftime(created_at, '%Y-%m') AS "month",
           category AS "category",
           count(*) AS "topics",
           count(*) FILTER (answered) AS "answered",
           count(first_reply_at) AS "replied",
           CASE WHEN count(first_reply_at) FILTER (first_reply_at >= created_at) * 2 > count(*) FILTER (first_reply_at IS NULL OR first_reply_at >= created_at) THEN
             median(coalesce(epoch(first_reply_at) - epoch(created_at), 'inf'::DOUBLE)) FILTER (first_reply_at IS NULL OR first_reply_at >= created_at) / 3600
           END AS "medianHours"
    FROM topics
    GROUP BY "month", category
    ORDER BY "month", "topics" DESC, category`,
});
