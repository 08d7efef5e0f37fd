/** Cards from Parquet dumps, as a capture takes them: `id` or `modelId`, and `card`. */
import { openDatabase } from '../../io/database.ts';
import { listOf } from '../../io/json-pages.ts';
import type { View } from '../../schema/source.ts';
import { countsOfFields } from '../hub/presence.ts';
import { isRepositoryName } from '../hub/repository-names.ts';
import { cardsView } from './card-views.ts';

/**
 * The view, and the query for the rows of `intake`. A model that is there twice counts once.
 *
 * @param files the dumps
 * @throws {Error} if they have no such columns
 */
export async function cardsOfParquet(files: readonly string[]): Promise<{ view: View; intake: string }> {
  const relation = `read_parquet(${listOf(files)}, union_by_name = true)`;
  const database = await openDatabase();
  try {
    const columns = await database.rows(`SELECT column_name AS name FROM (DESCRIBE FROM ${relation})`);
    const names = columns.map(({ name }) => String(name));
    const id = ['id', 'modelId'].find((candidate) => names.includes(candidate));
    if (id === undefined || !names.includes('card'))
      throw new Error(`${files.join(', ')} has ${names.join(', ')}; expected id or modelId, and card`);
    const texts = `(SELECT CAST("${id}" AS VARCHAR) AS id, split_part(CAST("${id}" AS VARCHAR), '/', 1) AS author, card AS text,
                           NULL::VARCHAR[] AS declared, NULL::VARCHAR[] AS labels
                    FROM ${relation})`;
    const { sql, lacks } = cardsView(`(FROM ${texts} WHERE ${isRepositoryName('id')})`, {
      declared: 'The texts of cards came without the tags of their models.',
      labels: 'No cards of the capture were labelled by hand.',
    });
    // Told apart by what was read of them, since the texts themselves do not fit into memory.
    return {
      view: {
        sql: [...sql, 'CREATE OR REPLACE TABLE cards AS SELECT DISTINCT ON (id) * FROM cards ORDER BY ALL'],
        lacks,
      },
      intake: countsOfFields(
        'cards',
        texts,
        { id: 'id', card: `nullif(text, '')` },
        { id: `NOT ${isRepositoryName('id')}` },
      ),
    };
  } finally {
    database.close();
  }
}
