/** The files of a table for download: JSON as it was published, and CSV and Parquet with the same rows. */
import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { type Table, type Unit, tableText } from '../schema/table.ts';

export interface TableFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Units whose values are text. */
const texts: readonly Unit[] = ['month', 'day', 'name', 'modelType', 'slug'];
/** Units whose values are whole, and may be larger than 32 bits hold. */
const wholes: readonly Unit[] = ['count', 'decile'];

export const isText = (unit: Unit) => texts.includes(unit);
export const isWhole = (unit: Unit) => wholes.includes(unit);

/** The forms of a table, by the ending of the file's name. The bytes depend on the table alone. */
const forms = {
  json: { mediaType: 'application/json', bytes: (table: Table) => Buffer.from(tableText(table)) },
  csv: { mediaType: 'text/csv', bytes: (table: Table) => Buffer.from(csv(table)) },
  parquet: { mediaType: 'application/vnd.apache.parquet', bytes: parquet },
} as const;
export type TableForm = keyof typeof forms;
export const tableForms = Object.keys(forms) as TableForm[];

/** What the file of a table is called in one of its forms. */
export const fileNames = (table: string, form: TableForm): Omit<TableFile, 'bytes'> => ({
  name: `${table}.${form}`,
  mediaType: forms[form].mediaType,
});

/** A table in one of its forms. */
export const fileOf = (table: Table, form: TableForm): TableFile => ({
  ...fileNames(table.name, form),
  bytes: forms[form].bytes(table),
});

/** A table in every form. */
export const filesOf = (table: Table): TableFile[] => tableForms.map((form) => fileOf(table, form));

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

/**
 * A table as Parquet: counts as INT64, other numbers as DOUBLE, text as UTF-8; an empty cell is null. Title, method,
 * source, notes and columns are in the file's metadata under `almanac`.
 */
export function parquet({ rows, ...table }: Table): Uint8Array {
  const columnData = table.columns.map(({ name, unit, missing }) => ({
    name,
    type: isText(unit) ? ('STRING' as const) : isWhole(unit) ? ('INT64' as const) : ('DOUBLE' as const),
    nullable: missing !== undefined,
    data: rows.map((row) => {
      const value = row[name] ?? null;
      return value !== null && isWhole(unit) ? BigInt(value) : value;
    }),
  }));
  const kvMetadata = [{ key: 'almanac', value: JSON.stringify(table) }];
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata }));
}

/** In lower-case hexadecimal. */
export const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
