/** What tables answer to an indicator, or why they have no answer. */
import { type RowSelector, column, rowWhere } from '../schema/rows.ts';
import type { Column, Row, Table } from '../schema/table.ts';
import { type Unavailable, isUnavailable } from '../schema/unavailable.ts';
import { formatValue } from '../schema/written.ts';
import { lookUpFor, type Source } from './snapshot.ts';

interface Question extends Pick<RowSelector, 'where' | 'newest'> {
  readonly table: string;
  readonly column: string;
}

export interface Answer {
  readonly table: Table;
  readonly column: Column;
  readonly row: Row;
  /** When what the row counts was created; null where it is all of them. The date of a series is the day of its data. */
  readonly created: string | null;
  readonly from: Source;
}

/**
 * The value that is asked for, in its row: for one of a time, the newest that was seen whole.
 *
 * @throws {Error} if the table or a column of it is not known, or several rows fit
 */
export async function answerTo(
  { table: name, column: measure, where, newest }: Question,
  locals: App.Locals,
): Promise<Answer | Unavailable> {
  const found = await lookUpFor(locals, name, { where });
  if (isUnavailable(found)) return found;
  const { table, from } = found;
  const of = column(table, measure);
  const row = rowWhere(table, { where, newest });
  if (!row) return { reason: 'No snapshot has it.' };
  if (row[measure] === null) return { reason: String(row.refused ?? of.missing) };
  const created =
    newest === undefined || newest === 'date' ? null : formatValue(column(table, newest).unit, row[newest] ?? null);
  return { table, column: of, row, created, from };
}
