/**
 * The views `topics`, `codings` and `mentions`, read straight from captured pages of the forum.
 *
 * User names and texts are read here, compared, and left behind: the views hold neither.
 */
import { type Classifier, classifyTopic } from '../../classifier/classifier.ts';
import { type Database, literal } from '../../io/database.ts';
import { readJsonPages } from '../../io/json-pages.ts';
import type { Intake } from '../../schema/snapshot.ts';
import type { Derived, View } from '../../schema/source.ts';
import type { ViewName } from '../../schema/views.ts';
import { forumPost } from './forum-post.ts';
import { forumTopic } from './forum-topic.ts';
import { invalidOf, presence } from '../hub/presence.ts';
import { columnOf, rejections, type Statement, valuesOf } from '../hub/record.ts';
import { mentionPatterns, typeBySpelling } from './type-mentions.ts';

/** Where the captured pages lie. */
export interface ForumPages {
  readonly site: readonly string[];
  readonly topics: readonly string[];
  readonly posts: readonly string[];
  /** The topics that were asked for by their number. */
  readonly asked: readonly number[];
  /** A folder for what is written anew on the way. */
  readonly spill: string;
}

export interface ForumRead {
  readonly views: Readonly<Record<Extract<ViewName, 'topics' | 'codings' | 'mentions'>, View>>;
  readonly intake: { readonly topics: Intake; readonly posts: Intake };
  /** Topics that posts name and no page has: those that are gone when asked for, and those that nobody asked for. */
  readonly unlisted: { readonly gone: number; readonly missing: number };
  /** Topics that count, and of which no post was read: those that went after their list was. */
  readonly postless: number;
}

/**
 * Reads a captured forum into the tables of the views: one row a visible topic, with the category that the classifier gives
 * it and the model types that it names. A topic that stands on two pages counts once, as it was read last; so does a
 * post, and posts are read newest first.
 *
 * Odd data is data: a topic whose category has no name is counted without one.
 *
 * @param asOf the day of the capture; a topic from after it, or from before the forum, is rejected
 */
export async function readForum(
  database: Database,
  { site, topics, posts, asked, spill }: ForumPages,
  asOf: string,
  classifier: Classifier,
): Promise<ForumRead> {
  await readJsonPages(
    database,
    { files: site, columns: { categories: 'JSON[]' }, place: ['categories'], spill },
    (pages) => [
      `CREATE OR REPLACE TEMP TABLE categories AS
       SELECT TRY_CAST(category ->> '$.id' AS BIGINT) AS id,
              -- Marks that steer terminals or the direction of writing are no part of a name.
              nullif(trim(regexp_replace(regexp_replace(category ->> '$.name', '[\\p{Cc}\\p{Cf}]+', '', 'g'), '\\s+', ' ', 'g')), '') AS name
       FROM (SELECT unnest(categories) AS category FROM ${pages}) WHERE id IS NOT NULL`,
    ],
  );
  const posted = (pages: string) => `SELECT unnest(latest_posts) AS record, page FROM ${pages}`;
  const opened = (pages: string) => `SELECT unnest(topic_list.topics) AS record, page FROM ${pages}`;
  const readPosts = await readJsonPages(
    database,
    { files: posts, columns: { latest_posts: 'JSON[]' }, place: ['latest_posts'], spill },
    (pages) => [
      listed(
        'posts',
        forumPost,
        posted(pages),
        `id, topic_id, post_number, created_at, username, coalesce(accepted_answer, false) AS accepted, raw`,
        `CASE ${rejections(forumPost, all).join(' ')} END`,
      ),
    ],
  );
  const readTopics = await readJsonPages(
    database,
    {
      files: topics,
      columns: { topic_list: 'STRUCT(topics JSON[])' },
      place: ['topic_list', 'topics'],
      spill,
    },
    (pages) => [
      listed(
        'listed_topics',
        forumTopic,
        opened(pages),
        `id, category_id, created_at, title, coalesce(visible, true) AS visible,
         coalesce(has_accepted_answer, false) OR accepted_answer IS NOT NULL
           OR coalesce(json_array_length(accepted_answers) > 0, false) AS accepted`,
        `CASE ${rejections(forumTopic, all).join(' ')}
           WHEN created_at < DATE '2016-01-01' OR created_at > DATE ${literal(asOf)} + INTERVAL 2 DAY THEN 'created outside the time of the forum' END`,
      ),
    ],
  );
  const [unlisted] = await database.rows(
    `SELECT count(*) FILTER (topic_id IN (${['NULL', ...asked].join(', ')})) AS gone, count(*) AS all
     FROM (SELECT DISTINCT topic_id FROM posts WHERE topic_id NOT IN (SELECT id FROM listed_topics WHERE id IS NOT NULL))`,
  );
  const gone = Number(unlisted?.gone);
  const intake = {
    topics: await intakeOf(
      database,
      forumTopic,
      'listed_topics',
      { ...readTopics, relation: fieldsOf(forumTopic, opened(readTopics.relation)) },
      'page DESC',
      ['hidden', 'NOT visible'],
    ),
    posts: await intakeOf(
      database,
      forumPost,
      'posts',
      { ...readPosts, relation: fieldsOf(forumPost, posted(readPosts.relation)) },
      'page',
    ),
  };
  const [postless] = await database.rows(
    'SELECT count(*) AS n FROM listed_topics ANTI JOIN posts ON posts.topic_id = listed_topics.id',
  );
  await database.run(
    `CREATE OR REPLACE TABLE topics AS
     SELECT topic.id,
            category.name AS category,
            topic.created_at,
            topic.accepted OR coalesce(talk.accepted, false) AS answered,
            talk.first_reply_at
     FROM listed_topics AS topic
     LEFT JOIN (SELECT id, any_value(name) AS name FROM categories GROUP BY id) AS category ON category.id = topic.category_id
     LEFT JOIN (
       SELECT reply.topic_id,
              bool_or(reply.accepted) AS accepted,
              min(reply.created_at) FILTER (reply.post_number > 1 AND reply.username IS DISTINCT FROM opening.username) AS first_reply_at
       FROM posts AS reply
       LEFT JOIN (SELECT topic_id, any_value(username) AS username FROM posts WHERE post_number = 1 GROUP BY topic_id) AS opening USING (topic_id)
       GROUP BY reply.topic_id
     ) AS talk ON talk.topic_id = topic.id`,
  );
  for (const step of [...codings(classifier), ...mentions()]) await database.run(step);
  const view: View = { sql: [], lacks: {} };
  return {
    views: { topics: view, codings: view, mentions: view },
    intake,
    unlisted: { gone, missing: Number(unlisted?.all) - gone },
    postless: Number(postless?.n),
  };
}

const all = () => true;

/** The records on pages with a column of JSON for every field. */
function fieldsOf({ fields }: Statement, records: string): string {
  const names = Object.keys(fields);
  const paths = names.map((name) => literal(`$.${name}`)).join(', ');
  const found = names.map((name, place) => `found[${place + 1}] AS ${columnOf(name)}`).join(', ');
  // One look at a record finds all of its fields.
  return `(SELECT page, ${found} FROM (SELECT page, json_extract(record, [${paths}]) AS found FROM (${records})))`;
}

/** The records on pages as values, with the page and what keeps a record from being counted. */
const listed = (table: string, statement: Statement, records: string, columns: string, outcome: string) =>
  `CREATE OR REPLACE TEMP TABLE ${table} AS
    SELECT ${columns}, page, absent, invalid, ${outcome} AS problem FROM (${valuesOf(statement, fieldsOf(statement, records), all, ['page'])})`;

/** Counts what became of records, and leaves each of those that count once. @param order of two readings the first stays */
async function intakeOf(
  database: Database,
  statement: Statement,
  table: string,
  { relation, broken }: { readonly relation: string; readonly broken: Readonly<Record<string, number>> },
  order: string,
  [hidden, isHidden]: readonly [string, string] = ['', 'false'],
): Promise<Intake> {
  const records = statement.name[1];
  await database.run(`INSERT INTO intake ${presence(statement, table)}`);
  const fields = await database.rows(`FROM intake WHERE records = ${literal(records)} AND invalid > 0 ORDER BY place`);
  const problems = await database.rows(
    `SELECT problem, count(*) AS records FROM ${table} WHERE problem IS NOT NULL GROUP BY problem ORDER BY problem`,
  );
  const count = async (where = 'true') =>
    Number((await database.rows(`SELECT count(*) AS n FROM ${table} WHERE ${where}`))[0]?.n);
  const read = await count();
  await database.run(`DELETE FROM ${table} WHERE problem IS NOT NULL`);
  const sound = await count();
  await database.run(
    `DELETE FROM ${table} WHERE rowid IN (SELECT place FROM (SELECT rowid AS place, row_number() OVER (PARTITION BY id ORDER BY ${order}) AS nth FROM ${table}) WHERE nth > 1)`,
  );
  const once = await count();
  const left = await count(isHidden);
  await database.run(`DELETE FROM ${table} WHERE ${isHidden}`);
  return {
    records,
    read: read + Object.values(broken).reduce((sum, each) => sum + each, 0),
    counted: once - left,
    rejected: {
      ...Object.fromEntries(problems.map((row) => [String(row.problem), Number(row.records)])),
      ...broken,
    },
    repeated: sound - once,
    leftOut: left > 0 ? { [hidden]: left } : {},
    invalid: await invalidOf(database, statement, fields, relation, all),
  };
}

/** One row a topic, with the category that the classifier gives it. */
function codings(classifier: Classifier): Derived[] {
  return [
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
  ];
}

/** One row a topic and model type that its title or one of its posts names; what it was told from goes. */
function mentions(): string[] {
  return [
    `CREATE OR REPLACE TEMP TABLE words AS
       SELECT id, title AS said FROM listed_topics UNION ALL SELECT topic_id, raw FROM posts`,
    `CREATE OR REPLACE TABLE mentions AS
       SELECT id AS topic_id, model_type FROM (${mentionsIn('words')}) SEMI JOIN topics USING (id)`,
    'DROP TABLE words',
    'DROP TABLE posts',
    'DROP TABLE listed_topics',
  ];
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
