/** DuckDB, shut in: no network, no extensions from elsewhere, bounded memory. */
import { availableParallelism } from 'node:os';
import './allocator.ts';
import { type DuckDBAppender, type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Derived } from '../schema/source.ts';
import type { Cell, Row } from '../schema/table.ts';

export interface Database {
  /**
   * Runs a statement whose rows are of no interest, or makes a table row by row. The rows of such a table pass through
   * in batches.
   */
  readonly run: (step: string | Derived) => Promise<void>;
  /** The rows of a query, as table cells. @throws {Error} on a value that a table cannot hold */
  readonly rows: (sql: string) => Promise<Row[]>;
  readonly close: () => void;
}

export interface DatabaseOptions {
  /** `:memory:`, a file, or `md:<name>` for MotherDuck, which runs the same SQL on its own machines. */
  path?: string;
  /** Memory at most, as DuckDB writes it; what needs more goes to `spill`. */
  memory?: string;
  /** The folder for what does not fit into memory. */
  spill?: string;
  /** Cores for one question: those that `ALMANAC_THREADS` says, or all. */
  threads?: number;
}

/**
 * A database, in memory unless told otherwise. Extensions are neither fetched nor loaded, but for MotherDuck's own,
 * which is how that service is reached.
 */
export async function openDatabase({
  path = ':memory:',
  memory = '2GB',
  spill,
  threads = Number(process.env.ALMANAC_THREADS ?? availableParallelism()),
}: DatabaseOptions = {}): Promise<Database> {
  const shut = { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' };
  const instance = await DuckDBInstance.create(path, {
    memory_limit: memory,
    threads: String(threads),
    ...(spill === undefined ? {} : { temp_directory: spill }),
    ...(path.startsWith('md:') ? {} : shut),
  }).catch(inOneSentence);
  const connection = await instance.connect();
  return {
    run: async (step) => {
      if (typeof step === 'string') await connection.run(step).catch(inOneSentence);
      else await derive(instance, connection, step);
    },
    rows: (sql) => rowsOf(connection, sql),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<Row[]> {
  const result = await connection.runAndReadAll(sql).catch(inOneSentence);
  return result.getRowObjectsJS().map(cells);
}

async function derive(
  instance: DuckDBInstance,
  connection: DuckDBConnection,
  { table, columns, from, row: derived }: Derived,
): Promise<void> {
  const types = Object.entries(columns);
  const list = types.map(([name, type]) => `${name} ${type}`).join(', ');
  await connection.run(`CREATE OR REPLACE TABLE ${table} (${list})`).catch(inOneSentence);
  // A connection that streams can do nothing else meanwhile.
  const writer = await instance.connect();
  const appender = await writer.createAppender(table);
  try {
    const result = await connection.stream(from).catch(inOneSentence);
    for await (const batch of result.yieldRowObjectJs()) {
      for (const each of batch) {
        const made = derived(cells(each));
        for (const [name, type] of types) append(appender, type, made[name] ?? null);
        appender.endRow();
      }
    }
    appender.flushSync();
  } finally {
    appender.closeSync();
    writer.closeSync();
  }
}

/** DuckDB says what is wrong in the first line, and then where in the query. */
function inOneSentence(error: unknown): never {
  const [sentence] = (error as Error).message.split('\n');
  throw new Error(sentence, { cause: error });
}

const cells = (row: Record<string, unknown>): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(name, value)]));

function append(appender: DuckDBAppender, type: 'BIGINT' | 'DOUBLE' | 'VARCHAR', value: Cell): void {
  if (value === null) appender.appendNull();
  else if (type === 'VARCHAR') appender.appendVarchar(String(value));
  else if (type === 'BIGINT') appender.appendBigInt(BigInt(value));
  else appender.appendDouble(Number(value));
}

function cell(name: string, value: unknown): Cell {
  if (value === null || typeof value === 'string') return value;
  const number = typeof value === 'bigint' ? Number(value) : value;
  if (
    typeof number === 'number' &&
    Number.isFinite(number) &&
    (typeof value !== 'bigint' || Number.isSafeInteger(number))
  )
    return number;
  throw new Error(`the query gave a ${typeof value} for ${name} that a table cannot hold`);
}

/** A text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * Checks that a relation has the columns, of the types as DuckDB names them; others may be there too.
 *
 * @throws {Error} that names the first column that differs
 */
export async function expectColumns(
  database: Database,
  name: string,
  relation: string,
  expected: Readonly<Record<string, string>>,
): Promise<void> {
  const found = await database.rows(`SELECT column_name, column_type FROM (DESCRIBE FROM ${relation})`);
  for (const [column, type] of Object.entries(expected)) {
    const row = found.find((candidate) => candidate.column_name === column);
    if (!row)
      throw new Error(`${name} has no column ${column}; it has ${found.map((each) => each.column_name).join(', ')}`);
    if (row.column_type !== type)
      throw new Error(`${name}: the column ${column} holds ${String(row.column_type)}, expected ${type}`);
  }
}
