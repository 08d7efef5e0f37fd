/**
 * The views of the Hub's list of models, `models`, `parents`, `training_data` and `languages`, read straight from a
 * capture of the Hub: pages of its API, or a list that somebody made of the same records.
 */
import { type Database, literal } from '../../io/database.ts';
import { listOf, readJsonPages } from '../../io/json-pages.ts';
import { compressionOf } from '../../io/packing.ts';
import type { Intake } from '../../schema/snapshot.ts';
import type { View } from '../../schema/source.ts';
import type { ViewName } from '../../schema/views.ts';
import { type HubField, hubModel } from './hub-model.ts';
import { asJson } from './kinds.ts';
import { declaredParents, namedParents, typesOfBaseModels } from './parents.ts';
import { invalidOf, isFew, presence } from './presence.ts';
import { columnOf, type Field, type Statement, topFields } from './record.ts';
import { type Has, leftOut, reading, rejected } from './reading.ts';
import { resolveDataSets, resolveNames, type ResolvedNames, resolvedNames } from './repository-names.ts';

/** A list of models as it lies on the disk. */
export interface ModelList {
  readonly form: 'pages' | 'parquet' | 'jsonl' | 'csv';
  readonly files: readonly string[];
  /** A folder for what is written anew on the way. */
  readonly spill: string;
}

export interface ModelsRead {
  readonly views: Readonly<
    Record<Extract<ViewName, 'models' | 'parents' | 'training_data' | 'languages'>, View | string>
  >;
  readonly intake: Intake;
  readonly names: ResolvedNames;
}

/**
 * Reads a list of models into the tables of the views, and counts what became of its records.
 *
 * @param asOf the day of the list; what was created later is rejected
 * @throws {Error} if a list has no `id` or no `createdAt`, or its files are not what they should be
 */
export async function readModels(database: Database, list: ModelList, asOf: string): Promise<ModelsRead> {
  const columns = Object.fromEntries(topFields(hubModel).map((field) => [field, 'JSON']));
  let relation: string;
  let unknown: string[];
  let broken: Record<string, number> = {};
  let has: Has = () => true;
  const isPaged = list.form === 'pages';
  const beside = isPaged ? ['page'] : [];
  // The number of the page says which reading of a model came first. In their order, pages would each be stored first.
  await database.run(`SET preserve_insertion_order = ${!isPaged}`);
  try {
    if (isPaged || list.form === 'jsonl')
      ({ relation, broken } = await readJsonPages(
        database,
        { ...list, columns, place: isPaged ? [] : 'lines' },
        (pages) => [reading(pages, asOf, has, [], beside)],
      ));
    else {
      ({ relation, has } = await relationOf(database, list));
      await database.run(reading(relation, asOf, has, [], beside));
    }
    // A record is rejected for what it lacks where nearly all others have it; else the field is unknown, and the record counts.
    unknown = await lackedByMany(database);
    if (unknown.length > 0) await database.run(reading(relation, asOf, has, unknown, beside));
  } finally {
    await database.run('SET preserve_insertion_order = true');
  }

  // What was left out is told nothing of, and a repetition nothing twice.
  await database.run(
    `CREATE OR REPLACE TEMP TABLE rejects AS SELECT absent, invalid FROM models WHERE starts_with(outcome, '${rejected}')`,
  );
  const outcomes = await database.rows(
    'SELECT outcome, count(*) AS records FROM models GROUP BY outcome ORDER BY outcome',
  );
  for (const step of tidying(has, beside)) await database.run(step);
  await database.run(
    `CREATE OR REPLACE TABLE intake AS ${presence(hubModel, '(SELECT absent, invalid FROM models UNION ALL FROM rejects)')}`,
  );
  const ofCounted = await database.rows(presence(hubModel, 'models'));
  for (const column of ['absent', 'invalid']) await database.run(`ALTER TABLE models DROP COLUMN ${column}`);
  if (has('tags')) for (const step of [...resolveNames, ...resolveDataSets]) await database.run(step);
  for (const step of declarations(has)) await database.run(step);
  await asChoices(database);

  const [{ counted = 0 } = {}] = await database.rows('SELECT count(*) AS counted FROM models');
  const read = outcomes.reduce((sum, { records }) => sum + Number(records), 0);
  const of = (kind: string) =>
    Object.fromEntries(
      outcomes
        .filter(({ outcome }) => String(outcome ?? '').startsWith(kind))
        .map(({ outcome, records }) => [String(outcome).slice(kind.length), Number(records)]),
    );
  const whole = outcomes.find(({ outcome }) => outcome === null)?.records ?? 0;
  const found = await database.rows('FROM intake ORDER BY place');
  const invalid = await invalidOf(database, hubModel, found, relation, has);
  const lacks: Record<string, string> = { removed: 'The list holds only models that are there.' };
  const partly: Record<string, string> = {};
  const number = (count: number) => count.toLocaleString('en');
  const reason = (field: string) =>
    has(field) ? `No model of the list has a value in the field ${field}.` : `The list has no column ${field}.`;
  // Of the models that count: what rejected records carry says nothing of them.
  const presences = new Map(
    ofCounted.map((row) => [String(row.field), { valid: Number(row.with), invalid: Number(row.invalid) }]),
  );
  const carriedBy = (field: string) => {
    const { valid, invalid } = presences.get(field) ?? { valid: 0, invalid: 0 };
    return valid + invalid;
  };
  for (const [field, { columns, absent }] of Object.entries(hubModel.fields)) {
    const all = Number(counted);
    const carried = carriedBy(field);
    const valid = presences.get(field)?.valid ?? 0;
    const carry = `${number(valid)} of ${number(all)} models carry ${valid < carried ? 'a valid' : 'the'} field ${field}; of the others nothing is known`;
    for (const column of columns) {
      if (carried === 0) lacks[column] = reason(field);
      else if (valid === 0) lacks[column] = `None of the ${number(carried)} values of the field ${field} can be read.`;
      else if (unknown.includes(field)) lacks[column] = `Only ${carry}.`;
      else if (absent === 'unknown' && valid < all) partly[column] = `${carry}, and shares are of those that carry it.`;
    }
  }
  // A type comes from either, so only without both is it not known whether a model has one.
  if (carriedBy('tags') + carriedBy('config') === 0) lacks.model_type = lacks.type_of_base_model = reason('tags');
  const withModels = (field: HubField): View | string => {
    const [column = ''] = hubModel.fields[field].columns;
    return lacks[column] ?? { sql: [], lacks: {} };
  };
  return {
    views: {
      models: { sql: [], lacks, partly },
      parents: withModels('tags'),
      training_data: withModels('tags'),
      languages: withModels('cardData'),
    },
    intake: {
      records: 'models',
      read: read + total(broken),
      counted: Number(counted),
      rejected: { ...of(rejected), ...broken },
      repeated: Number(whole) - Number(counted),
      leftOut: of(leftOut),
      invalid,
    },
    names: has('tags')
      ? await resolvedNames(database)
      : { byCase: 0, byOldName: 0, unresolved: [], rest: 0, unresolvable: 0 },
  };
}

/** Fields without which a record is rejected and which many lack, but for the two that every list needs. */
async function lackedByMany(database: Database): Promise<string[]> {
  const found = await database.rows(presence(hubModel, 'models'));
  return found.flatMap(({ field, with: having, absent, invalid }) => {
    const { rejected, isNeeded } = { isNeeded: field === 'id' || field === 'createdAt', ...fieldOf(String(field)) };
    const all = Number(having) + Number(absent) + Number(invalid);
    const isLacked = !isFew(Number(absent), all) || Number(absent) === all;
    return rejected !== undefined && !isNeeded && isLacked ? [String(field)] : [];
  });
}
const fieldOf = (name: string): Partial<Field> => (hubModel.fields as Statement['fields'])[name] ?? {};

const total = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Tables in CSV as DuckDB is told to read them: how they are written is not guessed. Some of them may be compressed. */
export function csvOf(files: readonly string[]): string {
  const tables = [...Map.groupBy(files, compressionOf)].map(
    ([compression, alike]) =>
      `SELECT * FROM read_csv(${listOf(alike)}, compression = '${compression}', header = true, skip = 0, all_varchar = true, delim = ',', quote = '"', escape = '"', max_line_size = 8388608, union_by_name = true)`,
  );
  return `(${tables.join(' UNION ALL BY NAME ')})`;
}

/** A table as a relation with JSON as text, and the fields that it has. */
async function relationOf(database: Database, { form, files }: ModelList): Promise<{ relation: string; has: Has }> {
  const source = form === 'parquet' ? `read_parquet(${listOf(files)}, union_by_name = true)` : csvOf(files);
  const found = await database.rows(`SELECT column_name AS name, column_type AS type FROM (DESCRIBE FROM ${source})`);
  const types = new Map(found.map(({ name, type }) => [String(name), String(type)]));
  for (const field of ['id', 'createdAt'])
    if (!types.has(field))
      throw new Error(`${files.join(', ')} has no column ${field}; it has ${[...types.keys()].join(', ')}`);
  const fields = topFields(hubModel).filter((field) => types.has(field));
  const selected = fields.map(
    (field) =>
      `${asJson(columnOf(field), fieldOf(field).is ?? 'object', types.get(field) ?? '')} AS ${columnOf(field)}`,
  );
  return {
    relation: `(SELECT ${selected.join(', ')} FROM ${source})`,
    has: (field) => types.has(field.split('.')[0] ?? field),
  };
}

/** Empties a column where it does not hold a name of the form. */
const without = (column: string, form: string) =>
  `UPDATE models SET ${column} = NULL WHERE ${column} IN (SELECT name FROM (SELECT DISTINCT ${column} AS name FROM models) WHERE NOT regexp_full_match(name, ${literal(form)}))`;

/** The records that count, each once, with what they declare in a table of its own. */
function tidying(has: Has, beside: readonly string[]): string[] {
  return [
    'DELETE FROM models WHERE outcome IS NOT NULL',
    'ALTER TABLE models DROP COLUMN outcome',
    // Names that are none are few and repeat: they are looked for among the distinct ones.
    ...(has('pipeline_tag') ? [without('task', '[a-z0-9]+(-[a-z0-9]+)*')] : []),
    ...(has('config') || has('tags') ? [without('model_type', '[a-z0-9][a-z0-9._-]{0,63}')] : []),
    // The list may move while it is read: of a model that came twice the first reading stays. Names
    // that differ in case are one.
    `CREATE OR REPLACE TEMP TABLE repeated AS SELECT hash(lower(id)) AS h FROM models GROUP BY h HAVING count(*) > 1`,
    `DELETE FROM models WHERE rowid IN (
       SELECT place FROM (SELECT rowid AS place, row_number() OVER (PARTITION BY lower(id) ORDER BY ${[...beside, 'rowid'].join(', ')}) AS nth FROM models WHERE hash(lower(id)) IN (FROM repeated))
       WHERE nth > 1)`,
    ...beside.map((column) => `ALTER TABLE models DROP COLUMN ${column}`),
    ...(has('tags')
      ? [
          declaredParents('SELECT id AS model, declared_tags AS tags FROM models WHERE declared_tags IS NOT NULL'),
          `CREATE OR REPLACE TABLE training_data AS
           SELECT DISTINCT model, substr(tag, ${'dataset:'.length + 1}) AS dataset
           FROM (SELECT id AS model, unnest(declared_tags) AS tag FROM models WHERE declared_tags IS NOT NULL)
           WHERE starts_with(tag, 'dataset:') AND trim(dataset) <> ''`,
          'ALTER TABLE models DROP COLUMN declared_tags',
        ]
      : []),
  ];
}

/** Texts that repeat as numbers of a list of them: a third of the memory, and cheaper to group by. */
async function asChoices(database: Database): Promise<void> {
  const texts = await database.rows(
    `SELECT column_name AS name FROM (DESCRIBE models) WHERE column_type = 'VARCHAR' AND column_name <> 'id'`,
  );
  for (const name of texts.map((row) => String(row.name))) {
    // There is no list of no texts.
    const [some] = await database.rows(`SELECT 1 AS some FROM models WHERE ${name} IS NOT NULL LIMIT 1`);
    if (!some) continue;
    for (const step of [
      `CREATE OR REPLACE TYPE ${name}_choice AS ENUM (SELECT DISTINCT ${name} FROM models WHERE ${name} IS NOT NULL ORDER BY ${name})`,
      // Records that were deleted are gone through as well.
      `ALTER TABLE models ALTER ${name} TYPE ${name}_choice USING TRY_CAST(${name} AS ${name}_choice)`,
    ])
      await database.run(step);
  }
}

/** What is told once names are resolved. */
function declarations(has: Has): string[] {
  return [
    ...(has('tags')
      ? [
          namedParents,
          typesOfBaseModels,
          'DROP TABLE declared',
          // Tags such as base_model:merge: and dataset: declare nothing.
          `UPDATE models SET has_parent = false WHERE has_parent AND id NOT IN (SELECT child FROM parents)`,
          `UPDATE models SET has_dataset = false WHERE has_dataset AND id NOT IN (SELECT model FROM training_data)`,
        ]
      : []),
    ...(has('cardData')
      ? [
          `CREATE OR REPLACE TABLE languages AS
           SELECT DISTINCT model, language
           FROM (SELECT id AS model, unnest(declared_languages) AS language FROM models WHERE declared_languages IS NOT NULL)
           WHERE trim(language) <> ''`,
          'ALTER TABLE models DROP COLUMN declared_languages',
        ]
      : []),
  ];
}
