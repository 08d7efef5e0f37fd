/** What became of the models of an earlier list: the view `fates`, from two lists or three. */
import { type Database, literal } from '../../io/database.ts';
import { exactly } from '../../io/json-pages.ts';
import type { View } from '../../schema/source.ts';
import { dayText } from './days.ts';
import type { ModelsRead } from './hub-views.ts';
import { oneList } from './lacking.ts';
import { isFew } from './presence.ts';

/** A list that was read before the one at hand, as a file of what is compared. */
export interface EarlierList {
  readonly day: string;
  readonly file: string;
  /** Whether the Hub's own key of each model is known. */
  readonly hasKeys: boolean;
  /** Why the list does not say how often models are downloaded, or what they declare. */
  readonly lacks: Readonly<Record<string, string>>;
}

/** Whether nearly all models of the table have the Hub's key. */
async function hasKeys(database: Database): Promise<boolean> {
  const [row] = await database.rows('SELECT count(*) FILTER (hub_id IS NULL) AS lacking, count(*) AS n FROM models');
  return isFew(Number(row?.lacking), Number(row?.n));
}

/** Takes the list that was read last out of the database, into a file. */
export async function setAside(
  database: Database,
  { models, parents }: ModelsRead['views'],
  { day, file }: Pick<EarlierList, 'day' | 'file'>,
): Promise<EarlierList> {
  const lacks: Record<string, string> = {};
  if (typeof models !== 'string' && models.lacks.downloads !== undefined) lacks.downloads = models.lacks.downloads;
  if (typeof parents === 'string') lacks.has_derivatives = parents;
  const derivatives = lacks.has_derivatives
    ? 'NULL::BOOLEAN'
    : 'id IN (SELECT parent FROM parents WHERE parent <> child)';
  await database.run(
    `COPY (SELECT hub_id, id, author::VARCHAR AS author, model_type::VARCHAR AS model_type, created_at,
            ${lacks.downloads ? 'NULL::BIGINT' : 'downloads'} AS downloads, ${derivatives} AS has_derivatives
     FROM models) TO ${literal(file)} (FORMAT parquet)`,
  );
  const list = { day, file, hasKeys: await hasKeys(database), lacks };
  for (const table of ['models', 'parents', 'training_data', 'languages'])
    await database.run(`DROP TABLE IF EXISTS ${table}`);
  return list;
}

/**
 * Compares the table `models` with earlier lists, and makes the view.
 *
 * Models are the same where the Hub's key is. Where a list has no keys, names say it, in whatever case they are written,
 * and nothing is known of new names; of a list with keys, so it is of the few models without one.
 *
 * @param earlier the list before this one, and the one before that if there is one
 */
export async function compareLists(database: Database, earlier: readonly EarlierList[]): Promise<View | string> {
  const [previous, before] = earlier;
  if (!previous) return oneList;
  const byKey = previous.hasKeys && (await hasKeys(database));
  const was = `read_parquet(${literal(exactly(previous.file))})`;
  const now = `(SELECT hub_id, id, author::VARCHAR AS author, model_type::VARCHAR AS model_type, created_at FROM models)`;
  for (const step of [
    keyed('now_list', now, was, byKey),
    keyed('was_list', was, now, byKey),
    `CREATE OR REPLACE TABLE fates AS
     SELECT CASE WHEN was.key IS NULL THEN now.author ELSE was.author END AS author,
            CASE WHEN was.key IS NULL THEN now.model_type ELSE was.model_type END AS model_type,
            was.key IS NOT NULL AS before, now.key IS NOT NULL AS after,
            coalesce(lower(now.id) <> lower(was.id), false) AS renamed, false AS remade,
            coalesce(was.key IS NULL AND now.created_at > (SELECT max(created_at) FROM ${was}), false) AS created_since,
            false AS returned, was.downloads, was.has_derivatives, ${literal(previous.day)} AS earlier_day,
            CASE WHEN was.key IS NULL OR now.key IS NULL THEN lower(coalesce(now.id, was.id)) END AS name,
            CASE WHEN was.key IS NULL THEN now.key END AS new_key
     FROM now_list AS now FULL JOIN was_list AS was ON now.key = was.key`,
    `UPDATE fates SET remade = true WHERE name IN
       (SELECT name FROM fates WHERE NOT after INTERSECT SELECT name FROM fates WHERE NOT before)`,
    ...(before
      ? [
          `UPDATE fates SET returned = true WHERE NOT before AND NOT remade AND new_key IN
             (SELECT ${byKey ? 'hub_id' : 'encode(lower(id))'} FROM read_parquet(${literal(exactly(before.file))}))`,
        ]
      : []),
    'ALTER TABLE fates DROP COLUMN name',
    'ALTER TABLE fates DROP COLUMN new_key',
    'DROP TABLE now_list',
    'DROP TABLE was_list',
  ])
    await database.run(step);
  const noKeys = `The lists do not have the Hub’s keys, so a renamed model is not known again.`;
  const noThird = !before
    ? 'There is no list before the earlier one.'
    : byKey && !before.hasKeys
      ? `The list of ${dayText(before.day)} does not have the Hub’s keys.`
      : undefined;
  return {
    sql: [],
    lacks: {
      ...previous.lacks,
      ...(byKey ? {} : { renamed: noKeys, remade: noKeys }),
      ...(noThird === undefined ? {} : { returned: noThird }),
    },
  };
}

/**
 * A list with a key for each model, each once: of a model that was renamed while the list was read, the first name. One
 * without the Hub's key takes that of the model of its name in the other list.
 */
function keyed(name: string, list: string, other: string, byKey: boolean): string {
  const key = byKey ? 'coalesce(list.hub_id, named.hub_id, encode(lower(list.id)))' : 'encode(lower(list.id))';
  const named = `(SELECT lower(id) AS name, any_value(hub_id) AS hub_id FROM ${other}
     WHERE hub_id IS NOT NULL AND lower(id) IN (SELECT lower(id) FROM ${list} WHERE hub_id IS NULL) GROUP BY name)`;
  const all = `SELECT list.*, ${key} AS key FROM ${list} AS list
     ${byKey ? `LEFT JOIN ${named} AS named ON list.hub_id IS NULL AND named.name = lower(list.id)` : ''}`;
  return `CREATE OR REPLACE TEMP TABLE ${name} AS
    WITH keyed AS (${all}), repeated AS (SELECT key, min(id) AS id FROM keyed GROUP BY key HAVING count(*) > 1)
    SELECT * EXCLUDE (hub_id) FROM keyed WHERE NOT EXISTS (SELECT 1 FROM repeated WHERE repeated.key = keyed.key AND repeated.id <> keyed.id)`;
}
