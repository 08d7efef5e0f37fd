/** The files of a table for download: JSON as it was published, and CSV and Parquet with the same rows. */
import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { type Table, type Unit, isText, tableText } from '../schema/table.ts';

export interface TableFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Units whose values are whole, and may be larger than 32 bits hold. */
const wholes: readonly Unit[] = ['count', 'decile'];

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

/** What was made of a table, which is handed out, described, and has its checksum listed. */
const made = new WeakMap<Table, Map<TableForm, Uint8Array>>();

/** A table in one of its forms. */
export function fileOf(table: Table, form: TableForm): TableFile {
  const ownForms = made.get(table) ?? new Map<TableForm, Uint8Array>();
  const bytes = ownForms.get(form) ?? forms[form].bytes(table);
  made.set(table, ownForms.set(form, bytes));
  return { ...fileNames(table.name, form), bytes };
}

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
 * How Parquet types the columns of a table as its file has it. Days are text in tables from before 2.0, which do not name
 * their definition, and so are years, which those call names: their files are published, and keep their bytes.
 */
export const parquetTypes = ({ definition, columns }: Pick<Table, 'definition' | 'columns'>): ParquetType[] =>
  columns.map(({ unit }) =>
    unit === 'day' && definition !== undefined
      ? 'DATE'
      : unit === 'year' || isWhole(unit)
        ? 'INT64'
        : isText(unit)
          ? 'STRING'
          : 'DOUBLE',
  );
export type ParquetType = keyof typeof elements;

/**
 * A table as Parquet: counts and years as INT64, other numbers as DOUBLE, days as DATE, text as UTF-8; an empty cell is null. Title,
 * method, source, notes and columns are in the file's metadata under `almanac`.
 */
export function parquet({ rows, ...table }: Table): Uint8Array {
  const types = parquetTypes(table);
  const columns = table.columns.map((column, index) => ({ ...column, type: types[index] ?? 'STRING' }));
  const schema = [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, type, missing }) => ({
      name,
      ...elements[type],
      repetition_type: missing === undefined ? ('REQUIRED' as const) : ('OPTIONAL' as const),
    })),
  ];
  const columnData = columns.map(({ name, type }) => ({
    name,
    data: rows.map((row) => {
      const value = row[name] ?? null;
      if (value === null) return null;
      return type === 'INT64' ? BigInt(value) : type === 'DATE' ? new Date(`${value}T00:00:00Z`) : value;
    }),
  }));
  const kvMetadata = [{ key: 'almanac', value: JSON.stringify(table) }];
  return new Uint8Array(parquetWriteBuffer({ schema, columnData, kvMetadata }));
}

const elements = {
  STRING: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  DATE: { type: 'INT32', converted_type: 'DATE' },
  INT64: { type: 'INT64' },
  DOUBLE: { type: 'DOUBLE' },
} as const;

/** In lower-case hexadecimal. */
export const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
