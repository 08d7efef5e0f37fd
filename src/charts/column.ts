/** Finds a column. As in `schema/table.ts`, which brings the rules of every unit along: the browser has no use for them. */
import type { Column, Table } from '../schema/table.ts';

/**
 * The column of that name.
 *
 * @throws {Error} if the table has no such column; the sentence lists those it has
 */
export function column(table: Pick<Table, 'name' | 'columns'>, name: string): Column {
  const found = table.columns.find((candidate) => candidate.name === name);
  if (!found)
    throw new Error(
      `table ${table.name} has no column ${name}; it has ${table.columns.map((each) => each.name).join(', ')}`,
    );
  return found;
}
