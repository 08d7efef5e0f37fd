/**
 * The views `topics` and `mentions`, read straight from captured pages of the forum.
 *
 * User names and texts are read here, compared, and left behind: the views hold neither.
 */
import { type Classifier, classifyTopic } from '../classifier/classifier.ts';
import { literal } from '../io/database.ts';
import type { View } from '../schema/source.ts';
import { mentionPatterns, typeBySpelling } from './type-mentions.ts';

const pages = (glob: string, columns: string) =>
  `read_json(${literal(glob)}, format = 'unstructured', records = true, filename = true, maximum_object_size = 134217728, columns = {${columns}})`;

/** Where the captured pages lie, as globs. */
export interface ForumPages {
  readonly site: string;
  readonly topics: string;
  readonly posts: string;
}

/**
 * One row a visible topic. A topic that stands on two pages counts once, as it was read last; so does a post, and posts are
 * read newest first.
 *
 * @param asOf the day of the capture; a topic from after it, or from before the forum, is rejected
 */
export function topicsView({ site, topics, posts }: ForumPages, asOf: string): View {
  return {
    sql: [
      `CREATE OR REPLACE TEMP TABLE categories AS
       SELECT (category ->> '$.id')::BIGINT AS id, category ->> '$.name' AS name
       FROM (SELECT unnest(categories) AS category FROM ${pages(site, `'categories': 'JSON[]'`)})`,
      `CREATE OR REPLACE TEMP TABLE posts AS
       SELECT TRY_CAST(post ->> '$.id' AS BIGINT) AS id,
              TRY_CAST(post ->> '$.topic_id' AS BIGINT) AS topic_id,
              TRY_CAST(post ->> '$.post_number' AS BIGINT) AS post_number,
              TRY_CAST(post ->> '$.created_at' AS TIMESTAMP) AS created_at,
              post ->> '$.username' AS username,
              coalesce(post ->> '$.accepted_answer' = 'true', false) AS accepted,
              post ->> '$.raw' AS raw
       FROM (SELECT unnest(latest_posts) AS post, filename AS page FROM ${pages(posts, `'latest_posts': 'JSON[]'`)})
       QUALIFY row_number() OVER (PARTITION BY id ORDER BY page) = 1`,
      `CREATE OR REPLACE TEMP TABLE listed_topics AS
       SELECT TRY_CAST(topic ->> '$.id' AS BIGINT) AS id,
              TRY_CAST(topic ->> '$.category_id' AS BIGINT) AS category_id,
              TRY_CAST(topic ->> '$.created_at' AS TIMESTAMP) AS created_at,
              topic ->> '$.title' AS title,
              coalesce(topic ->> '$.visible' <> 'false', true) AS visible,
              coalesce(topic ->> '$.has_accepted_answer' = 'true', false)
                OR coalesce(json_type(topic, '$.accepted_answer') = 'OBJECT', false)
                OR coalesce(json_array_length(topic, '$.accepted_answers') > 0, false) AS accepted,
              page
       FROM (SELECT unnest(topic_list.topics) AS topic, filename AS page
             FROM ${pages(topics, `'topic_list': 'STRUCT(topics JSON[])'`)})
       QUALIFY row_number() OVER (PARTITION BY id ORDER BY page DESC) = 1`,
      `CREATE OR REPLACE TABLE rejected_topics AS
       SELECT problem, count(*) AS records FROM (
         SELECT CASE WHEN id IS NULL THEN 'no id'
                     WHEN created_at IS NULL THEN 'no time of creation'
                     WHEN created_at < DATE '2016-01-01' OR created_at > DATE ${literal(asOf)} + INTERVAL 2 DAY THEN 'created outside the time of the forum'
                     WHEN category_id NOT IN (SELECT id FROM categories) OR category_id IS NULL THEN 'no known category' END AS problem
         FROM listed_topics)
       WHERE problem IS NOT NULL GROUP BY problem`,
      `CREATE OR REPLACE TABLE topics AS
       SELECT topic.id,
              -- Marks that steer terminals or the direction of writing are no part of a name.
              trim(regexp_replace(regexp_replace(category.name, '[\\p{Cc}\\p{Cf}]+', '', 'g'), '\\s+', ' ', 'g')) AS category,
              topic.created_at,
              topic.accepted OR coalesce(talk.accepted, false) AS answered,
              talk.first_reply_at
       FROM listed_topics AS topic
       JOIN categories AS category ON category.id = topic.category_id
       LEFT JOIN (
         SELECT reply.topic_id,
                bool_or(reply.accepted) AS accepted,
                min(reply.created_at) FILTER (reply.post_number > 1 AND reply.username IS DISTINCT FROM opening.username) AS first_reply_at
         FROM posts AS reply
         LEFT JOIN (SELECT topic_id, username FROM posts WHERE post_number = 1) AS opening USING (topic_id)
         GROUP BY reply.topic_id
       ) AS talk ON talk.topic_id = topic.id
       WHERE topic.visible
         AND topic.id IS NOT NULL
         AND topic.created_at BETWEEN DATE '2016-01-01' AND DATE ${literal(asOf)} + INTERVAL 2 DAY`,
    ],
    lacks: {},
  };
}

/** One row a topic, with the category that the classifier gives it. Made after `topicsView`, from its tables. */
export function classificationsView(classifier: Classifier): View {
  return {
    sql: [
      {
        table: 'codings',
        columns: { topic_id: 'BIGINT', category: 'VARCHAR' },
        from: `SELECT topics.id, listed.title, opening.raw, topics.category
               FROM topics
               JOIN listed_topics AS listed ON listed.id = topics.id
               LEFT JOIN (SELECT topic_id, any_value(raw) AS raw FROM posts WHERE post_number = 1 GROUP BY topic_id) AS opening
                 ON opening.topic_id = topics.id`,
        row: ({ id = null, title, raw, category }) => ({
          topic_id: id,
          category: classifyTopic(classifier, {
            title: String(title ?? ''),
            text: String(raw ?? ''),
            forumCategory: String(category ?? ''),
          }).category,
        }),
      },
    ],
    lacks: {},
  };
}

/** One row a topic and model type that its title or one of its posts names. Made after `topicsView`, from its tables. */
export function mentionsView(): View {
  return {
    sql: [
      `CREATE OR REPLACE TEMP TABLE words AS
       SELECT id, title AS said FROM listed_topics UNION ALL SELECT topic_id, raw FROM posts`,
      `CREATE OR REPLACE TABLE mentions AS
       SELECT id AS topic_id, model_type FROM (${mentionsIn('words')}) SEMI JOIN topics USING (id)`,
      'DROP TABLE words',
      'DROP TABLE posts',
      'DROP TABLE listed_topics',
    ],
    lacks: {},
  };
}

/** The query that finds model types in a table of texts, `(id, said)`: rows `(id, model_type)`, each pair once. */
export function mentionsIn(table: string): string {
  const found = mentionPatterns.map(
    ({ pattern, anyCase }) => `regexp_extract_all(said, ${literal(pattern)}, 1${anyCase ? `, 'i'` : ''})`,
  );
  const spellings = [...typeBySpelling].map(([spelled, type]) => `(${literal(spelled)}, ${literal(type)})`);
  return `SELECT DISTINCT id, spelled.type AS model_type
    FROM (SELECT id, unnest(list_concat(${found.join(', ')})) AS name FROM ${table} WHERE said IS NOT NULL) AS named
    JOIN (VALUES ${spellings.join(', ')}) AS spelled(name, type) ON spelled.name = regexp_replace(lower(named.name), '[^a-z0-9]', '', 'g')`;
}
