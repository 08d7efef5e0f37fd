import { unclassified } from './coded-topics.ts';
import { defineCount } from '../metric.ts';

/**
 * Where on the forum do topics of each kind stand, as the classifier reads them?
 *
 * Shape   one row per forum category and category of challenge, forum categories with the most topics first
 * Source  as for `coded-topics`
 */
export const codedByForumCategory = defineCount({
  id: 'coded-by-forum-category',
  topic: 'challenges',
  title: 'Forum topics as classified, by forum category',
  method:
    'Automatic classification, not hand coding. The classifier uses the forum category, so the two are not independent.',
  key: ['forumCategory', 'category'],
  columns: {
    forumCategory: { unit: 'name', description: 'Forum category', missing: 'the category has no name' },
    category: { unit: 'slug', description: 'Category of challenge', missing: unclassified },
    topics: { unit: 'count', description: 'Topics that the classifier assigns to the category' },
    created: { unit: 'count', description: 'All topics of the forum category' },
  },
  shares: { share: { part: 'topics', whole: 'created', description: 'Share of the forum category’s topics' } },
  needs: ['codings.topic_id', 'codings.category', 'topics.id', 'topics.category'],
  sql: `
    WITH coded AS (
      SELECT topics.category AS "forumCategory", codings.category AS "category", count(*) AS "topics"
      FROM topics JOIN codings ON codings.topic_id = topics.id
      GROUP BY ALL
    )
    SELECT *, sum("topics") OVER (PARTITION BY "forumCategory")::BIGINT AS "created"
    FROM coded
    ORDER BY "created" DESC, "forumCategory", "category" IS NULL, "topics" DESC, "category"`,
});
