/** The files that a reader can take away. */
import { stringify } from 'csv-stringify/sync';
import type { Table } from '../schema/table.ts';
import { allSnapshots, allTables } from './snapshot.ts';

/** Every table of every snapshot, for the pages that hand them out. */
export async function downloads() {
  const snapshots = await allSnapshots();
  const tables = await Promise.all(
    snapshots.map(async (snapshot) =>
      (await allTables(snapshot)).map((table) => ({
        params: { snapshot: snapshot.manifest.id, table: table.name },
        props: { table },
      })),
    ),
  );
  return tables.flat();
}

/** A table as CSV. Text that a spreadsheet would take for a formula gets a quote before it; numbers stay numbers. */
export function csv(table: Pick<Table, 'columns' | 'rows'>): string {
  const columns = table.columns.map(({ name }) => name);
  return stringify([...table.rows], {
    header: true,
    columns,
    record_delimiter: 'windows',
    cast: { string: (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text) },
  });
}
