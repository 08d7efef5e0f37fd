/** Asks a metric about a few records written by hand. */
import { type Database, literal, openDatabase } from '../io/database.ts';
import { type ViewColumn, viewColumns, views } from '../schema/views.ts';
import { Table, type Row } from '../schema/table.ts';
import { type Unavailable, isUnavailable } from '../schema/unavailable.ts';
import type { Context, Count, Finding, Metric } from './metric.ts';

type ModelColumn = (typeof viewColumns.models)[number];
type Value = string | number | boolean | null;
/** As much of a record as a test speaks of. */
export type Model = Readonly<Partial<Record<ModelColumn, Value>>>;
/** What models declare, each with the model first; a relation that is not given is none. */
export interface Declared {
  readonly parents?: readonly (readonly [child: string, parent: string, relation?: string])[];
  readonly trainingData?: readonly (readonly [model: string, dataset: string])[];
  readonly languages?: readonly (readonly [model: string, language: string])[];
  readonly mentions?: readonly (readonly [topic: number, modelType: string])[];
  readonly asOf?: string;
}

/** What a test does not speak of. */
const plain: Readonly<Record<ModelColumn, { type: string; value: Value }>> = {
  id: { type: 'VARCHAR', value: 'ada/model' },
  author: { type: 'VARCHAR', value: 'ada' },
  created_at: { type: 'TIMESTAMP', value: '2022-01-15 12:00:00' },
  updated_at: { type: 'TIMESTAMP', value: null },
  downloads: { type: 'BIGINT', value: 0 },
  likes: { type: 'BIGINT', value: 0 },
  task: { type: 'VARCHAR', value: null },
  model_type: { type: 'VARCHAR', value: null },
  type_of_base_model: { type: 'BOOLEAN', value: false },
  has_card: { type: 'BOOLEAN', value: false },
  licence: { type: 'VARCHAR', value: null },
  formats: { type: 'VARCHAR', value: '' },
  format_tags: { type: 'VARCHAR', value: '' },
  has_parent: { type: 'BOOLEAN', value: false },
  has_dataset: { type: 'BOOLEAN', value: false },
  has_paper: { type: 'BOOLEAN', value: false },
  has_evaluation: { type: 'BOOLEAN', value: false },
  has_language: { type: 'BOOLEAN', value: false },
  library: { type: 'VARCHAR', value: null },
  parameters: { type: 'BIGINT', value: null },
  cites_template: { type: 'BOOLEAN', value: false },
  custom_code: { type: 'BOOLEAN', value: false },
  has_emissions: { type: 'BOOLEAN', value: false },
  gated: { type: 'BOOLEAN', value: false },
  has_licence_file: { type: 'BOOLEAN', value: false },
  has_training_files: { type: 'BOOLEAN', value: false },
  removed: { type: 'BOOLEAN', value: false },
};

/** A model of that name, by the author in it. */
export const model = (id: string, rest: Model = {}): Model => ({ id, author: id.split('/')[0] ?? '', ...rest });

/**
 * The rows that a count has for these models, after the table's own rules were checked.
 *
 * The database is told that it is in Los Angeles, so that a count by local time would show.
 *
 * @param lacks columns that the records do not have
 */
export async function rows(
  metric: Count,
  models: readonly Model[],
  lacks: readonly ViewColumn[] = [],
  { parents = [], trainingData = [], languages = [], mentions = [], asOf = '2022-06-15' }: Declared = {},
): Promise<Row[]> {
  const columns = viewColumns.models.filter((column) => !lacks.includes(`models.${column}`));
  const database = await openDatabase();
  try {
    await database.run(`SET TimeZone = 'America/Los_Angeles'`);
    await fill(
      database,
      'models',
      columns.map((column) => `${column} ${plain[column].type}`),
      models.map((model) =>
        columns.map((column) => (model[column] === undefined ? plain[column].value : model[column])),
      ),
    );
    await fill(database, 'parents', ['child VARCHAR', 'parent VARCHAR', 'relation VARCHAR'], parents);
    await fill(database, 'training_data', ['model VARCHAR', 'dataset VARCHAR'], trainingData);
    await fill(database, 'languages', ['model VARCHAR', 'language VARCHAR'], languages);
    await fill(database, 'mentions', mentioned, mentions);
    const sql = metric.sql((column) => !lacks.includes(column)).replaceAll('$as_of', `DATE '${asOf}'`);
    return asTable(metric, await database.rows(sql));
  } finally {
    database.close();
  }
}

/** The rows that a count of the forum has for these topics and mentions, on a day. */
export async function forumRows(
  metric: Count,
  topics: readonly { id: number; created: string; category?: string; answered?: boolean; reply?: string | null }[],
  { mentions = [], asOf = '2022-06-15' }: { mentions?: readonly (readonly [number, string])[]; asOf?: string } = {},
): Promise<Row[]> {
  const database = await openDatabase();
  try {
    await database.run(`SET TimeZone = 'America/Los_Angeles'`);
    await fill(
      database,
      'topics',
      ['id BIGINT', 'category VARCHAR', 'created_at TIMESTAMP', 'answered BOOLEAN', 'first_reply_at TIMESTAMP'],
      topics.map(({ id, created, category = 'Models', answered = false, reply }) => [
        id,
        category,
        created,
        answered,
        reply,
      ]),
    );
    await fill(database, 'mentions', mentioned, mentions);
    return counted(metric, await database.rows(metric.sql(() => true).replaceAll('$as_of', `DATE '${asOf}'`))).rows;
  } finally {
    database.close();
  }
}

type FateColumn = (typeof viewColumns.fates)[number];

/** The rows that a count of two lists has for what became of these models; what is not said of one is false, or nothing. */
export async function fateRows(
  metric: Count,
  fates: readonly Readonly<Partial<Record<FateColumn, Value>>>[],
  lacks: readonly ViewColumn[] = [],
): Promise<Row[]> {
  const columns = viewColumns.fates.filter((column) => !lacks.includes(`fates.${column}`));
  const plain: Partial<Record<FateColumn, Value>> = { author: 'ada', earlier_day: '2026-10-01' };
  const value = (fate: (typeof fates)[number], column: FateColumn) =>
    fate[column] ?? plain[column] ?? (views.fates.columns[column][0] === 'BOOLEAN' ? false : null);
  const database = await openDatabase();
  try {
    await fill(
      database,
      'fates',
      columns.map((column) => `${column} ${views.fates.columns[column][0]}`),
      fates.map((fate) => columns.map((column) => value(fate, column))),
    );
    return asTable(metric, await database.rows(metric.sql((column) => !lacks.includes(column))));
  } finally {
    database.close();
  }
}

/** The rows that a count of repositories has for these commits, on a day. */
export async function commitRows(
  metric: Count,
  commits: readonly { created: string; repository?: string; author?: string; documentation?: boolean }[],
  { asOf = '2022-06-15' }: { asOf?: string } = {},
): Promise<Row[]> {
  const database = await openDatabase();
  try {
    await database.run(`SET TimeZone = 'America/Los_Angeles'`);
    await fill(
      database,
      'commits',
      ['repository VARCHAR', 'author VARCHAR', 'created_at TIMESTAMP', 'documentation BOOLEAN'],
      commits.map(({ created, repository = 'ada/model', author = 'a1', documentation = false }) => [
        repository,
        author,
        created,
        documentation,
      ]),
    );
    return counted(metric, await database.rows(metric.sql(() => true).replaceAll('$as_of', `DATE '${asOf}'`))).rows;
  } finally {
    database.close();
  }
}

/** The rows as the table has them; none where the count says what that means. */
const asTable = (metric: Count, found: readonly Row[]): Row[] =>
  found.length === 0 && metric.emptyReason !== null ? [] : counted(metric, found).rows;

/** The table of a count with these rows; its shares are added. */
export const counted = (metric: Count, tableRows: readonly Row[]): Table =>
  tableOf(metric, metric.addShares(tableRows));

/** What a finding says to these tables, after its own table's rules were checked. */
export function found(metric: Finding, ...tables: readonly Table[]): Row[] | Unavailable {
  return foundFor({}, metric, ...tables);
}

/** The same, for a snapshot that a test describes as far as it matters. */
export function foundFor(context: Partial<Context>, metric: Finding, ...tables: readonly Table[]): Row[] | Unavailable {
  const none = () => null;
  const of = { date: '2022-06-15', coverage: 'census', source: 'a test' } as const;
  const plain: Context = { ...of, previous: none, census: none, earlier: () => [] };
  const outcome = metric.compute(new Map(tables.map((table) => [table.name, table])), { ...plain, ...context });
  return isUnavailable(outcome) ? outcome : tableOf(metric, outcome).rows;
}

const tableOf = ({ id, kind, title, method, key, columns }: Metric, tableRows: readonly Row[]): Table =>
  Table.parse({
    name: id,
    kind,
    title,
    method,
    source: 'written by hand',
    window: null,
    notes: [],
    key: [...key],
    columns: [...columns],
    rows: [...tableRows],
  });

const mentioned = ['topic_id BIGINT', 'model_type VARCHAR'];

/**
 * Makes a table of these rows, each with a value for each column in turn; what is not given is null. All rows are one
 * statement, and the columns say the types: an expression with a type for each value takes twice as long.
 *
 * @param columns each with its type
 */
async function fill(
  database: Database,
  table: string,
  columns: readonly string[],
  values: readonly (readonly (Value | undefined)[])[],
): Promise<void> {
  await database.run(`CREATE TABLE ${table} (${columns.join(', ')})`);
  if (values.length === 0) return;
  const listed = values.map((row) => `(${columns.map((_, place) => sqlValue(row[place] ?? null)).join(', ')})`);
  await database.run(`INSERT INTO ${table} VALUES ${listed.join(', ')}`);
}

function sqlValue(value: Value): string {
  return typeof value === 'string' ? literal(value) : String(value);
}
