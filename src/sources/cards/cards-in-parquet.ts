/** Cards from Parquet dumps, as a capture takes them: `id` or `modelId`, and `card`. */
import type { Database } from '../../io/database.ts';
import { listOf } from '../../io/json-pages.ts';
import type { Intake } from '../../schema/snapshot.ts';
import type { View } from '../../schema/source.ts';
import { countsOfFields } from '../hub/presence.ts';
import { isRepositoryName } from '../hub/repository-names.ts';
import { cardsView } from './card-views.ts';
import { modelCard } from './model-card.ts';

/**
 * Reads dumps into the table `cards` and their rows into `intake`, and counts what became of each. A model that is there
 * twice counts once.
 *
 * @param files the dumps
 * @throws {Error} if they have no such columns
 */
export async function readCards(database: Database, files: readonly string[]): Promise<{ view: View; intake: Intake }> {
  const relation = `read_parquet(${listOf(files)}, union_by_name = true)`;
  const columns = await database.rows(`SELECT column_name AS name FROM (DESCRIBE FROM ${relation})`);
  const names = columns.map(({ name }) => String(name));
  const id = ['id', 'modelId'].find((candidate) => names.includes(candidate));
  if (id === undefined || !names.includes('card'))
    throw new Error(`${files.join(', ')} has ${names.join(', ')}; expected id or modelId, and card`);
  const texts = `(SELECT CAST("${id}" AS VARCHAR) AS id, split_part(CAST("${id}" AS VARCHAR), '/', 1) AS author, card AS text,
                         NULL::VARCHAR[] AS declared, NULL::VARCHAR[] AS labels
                  FROM ${relation})`;
  const named = `coalesce(${isRepositoryName('id')}, false)`;
  const { sql, lacks } = cardsView(`(FROM ${texts} WHERE ${named})`, {
    declared: 'The texts of cards came without the tags of their models.',
    labels: 'No cards of the capture were labelled by hand.',
  });
  for (const step of sql) await database.run(step);
  const count = async (what: string, from: string) =>
    Number((await database.rows(`SELECT ${what} AS cards FROM ${from}`))[0]?.cards);
  const whole = await count('count(*)', 'cards');
  // Told apart by what was read of them, since the texts themselves do not fit into memory.
  await database.run('CREATE OR REPLACE TABLE cards AS SELECT DISTINCT ON (lower(id)) * FROM cards ORDER BY ALL');
  const counted = await count('count(*)', 'cards');
  const rejected = await count(`count(*) FILTER (NOT ${named})`, texts);
  const withoutText = await count(`count(*) FILTER (${named} AND text IS NULL)`, texts);
  await database.run(
    `INSERT INTO intake ${countsOfFields(
      'cards',
      texts,
      { id: 'id', card: `nullif(text, '')` },
      { id: `NOT ${isRepositoryName('id')}` },
    )}`,
  );
  return {
    view: { sql: [], lacks },
    intake: {
      records: 'cards',
      read: await count('count(*)', relation),
      counted,
      rejected: rejected > 0 ? { [modelCard.fields.id.rejected]: rejected } : {},
      repeated: whole - counted,
      leftOut: withoutText > 0 ? { 'without a text': withoutText } : {},
      invalid: [],
    },
  };
}
