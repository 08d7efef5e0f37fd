import { defineCount } from '../metric.ts';

export const unclassified = 'unclassified';

/**
 * What are forum topics about, as the classifier reads them?
 *
 * Shape   one row per month and category of challenge that the classifier gave, oldest month first, most topics first
 * Errors  the intervals are those of the classifier's answers, not of the truth; for that see `challenge-prevalence`
 * Source  title, first post and forum category of the topics, read by the classifier and left behind
 */
export const codedTopics = defineCount({
  id: 'coded-topics',
  topic: 'challenges',
  title: 'Forum topics as classified, by month',
  method:
    'The classifier assigns each topic, by its title, first post and forum category, to the most probable category of challenge, or to none if no category is probable enough. This is automatic classification, not hand coding.',
  key: ['month', 'category'],
  columns: {
    month: { unit: 'month', description: 'Month in which the topic was opened (UTC)' },
    category: { unit: 'slug', description: 'Category of challenge', missing: unclassified },
    topics: { unit: 'count', description: 'Topics that the classifier assigns to the category' },
    created: { unit: 'count', description: 'All topics of the month' },
  },
  shares: { share: { part: 'topics', whole: 'created', description: 'Share of the month’s topics' } },
  needs: ['codings.topic_id', 'codings.category', 'topics.id', 'topics.created_at'],
  sql: `
    WITH coded AS (
      SELECT strftime(topics.created_at, '%Y-%m') AS "month", codings.category AS "category", count(*) AS "topics"
      FROM topics JOIN codings ON codings.topic_id = topics.id
      GROUP BY ALL
    )
    SELECT *, sum("topics") OVER (PARTITION BY "month")::BIGINT AS "created"
    FROM coded
    ORDER BY "month", "category" IS NULL, "topics" DESC, "category"`,
});
