/** The tables of figures, as they were published. */
import { type Relations, withRelations } from '../../schema/rows.ts';
import type { Table } from '../../schema/table.ts';

const files = new Map<string, Promise<Table>>();

/**
 * A table as it was published, with what its columns are to each other. Charts of one table load it once; what failed
 * is loaded again the next time.
 *
 * @throws {Error} if the file cannot be loaded
 */
export async function tableAt(address: string, relations: Relations): Promise<Table> {
  const file =
    files.get(address) ??
    fetch(address).then(async (answer) => {
      if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
      return (await answer.json()) as Table;
    });
  files.set(address, file);
  try {
    return withRelations(await file, relations);
  } catch (error) {
    files.delete(address);
    throw error;
  }
}
