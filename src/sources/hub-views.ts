/**
 * The views of the Hub's list of models, `models`, `parents`, `training_data` and `languages`, read straight from a capture of the Hub: pages of its API, or a Parquet dump of the same list.
 *
 * Values are read as the JSON text they are and brought to a type here, so that one record of a wrong shape is one
 * rejected record and not the end of the reading.
 */
import { expectColumns, literal, openDatabase } from '../io/database.ts';
import type { View, ViewName } from '../schema/source.ts';
import { knownModelTypes } from './model-types.ts';
import { parentsFrom, typesOfBaseModels } from './parents.ts';

/** Fields of the list of models that a view is made from, by the columns that need them. */
const fields = {
  id: ['id'],
  author: ['id'],
  createdAt: ['created_at'],
  lastModified: ['updated_at'],
  downloads: ['downloads'],
  likes: ['likes'],
  pipeline_tag: ['task'],
  library_name: ['library'],
  tags: ['model_type', 'licence', 'has_parent', 'has_dataset', 'has_paper', 'cites_template', 'custom_code'],
  config: [],
  cardData: ['has_evaluation', 'has_language'],
  siblings: ['has_card', 'formats', 'has_licence_file', 'has_training_files'],
  safetensors: ['parameters'],
  gated: ['gated'],
} as const;
type Field = keyof typeof fields;
/** Fields that are text, read as such; the others as the JSON they are. */
const texts: readonly string[] = ['author', 'createdAt', 'lastModified', 'pipeline_tag', 'library_name'];

/** The Hub gives no earlier time of creation than this: older repositories all carry it. */
export const creationFloor = '2022-03-02T23:29:04.000Z';

/** Records that cannot be counted, and repetitions, are kept in tables of their own for the checks of quality. */
export const rejectedTable = 'rejected_models';

export type HubViews = Readonly<
  Record<Extract<ViewName, 'models' | 'parents' | 'training_data' | 'languages'>, View | string>
>;

/** The views from pages of the API, each a JSON array. @param pages the files, as a glob */
export function viewsOfPages(pages: string, asOf: string): HubViews {
  const columns = Object.keys(fields).map(
    (field) => `${literal(field)}: '${texts.includes(field) ? 'VARCHAR' : 'JSON'}'`,
  );
  const relation = `read_json(${literal(pages)}, format = 'array', maximum_object_size = 134217728, columns = {${columns.join(', ')}})`;
  return views(relation, asOf, () => true, {});
}

/**
 * The views from a Parquet dump, a file or a glob of files. Columns come and go between years: one that is absent takes the tables that need it
 * with it, each with the reason.
 *
 * @throws {Error} if the dump has no `id` or no `createdAt`
 */
export async function viewsOfParquet(file: string, asOf: string): Promise<HubViews> {
  const relation = `read_parquet(${literal(file)}, union_by_name = true)`;
  const database = await openDatabase();
  try {
    await expectColumns(database, file, relation, { id: 'VARCHAR' });
    const found = await database.rows(
      `SELECT column_name AS name, column_type AS type FROM (DESCRIBE FROM ${relation})`,
    );
    const types = new Map(found.map(({ name, type }) => [String(name), String(type)]));
    if (!types.has('createdAt'))
      throw new Error(`${file} has no column createdAt; it has ${[...types.keys()].join(', ')}`);
    const has = (field: Field) => types.has(field);
    const selected = (Object.keys(fields) as Field[]).filter(has).map((field) => {
      const type = types.get(field) ?? '';
      if (type.startsWith('TIMESTAMP WITH'))
        return `strftime(make_timestamp(epoch_us("${field}")), '%Y-%m-%dT%H:%M:%S.000Z') AS "${field}"`;
      if (type.startsWith('TIMESTAMP')) return `strftime("${field}", '%Y-%m-%dT%H:%M:%S.000Z') AS "${field}"`;
      if (texts.includes(field)) return `"${field}"::VARCHAR AS "${field}"`;
      // Dumps hold nested fields as JSON in text, or as columns of columns.
      const nested = ['tags', 'config', 'cardData', 'siblings', 'safetensors'].includes(field);
      return nested && type === 'VARCHAR'
        ? `TRY_CAST("${field}" AS JSON) AS "${field}"`
        : `to_json("${field}") AS "${field}"`;
    });
    const lacks = Object.fromEntries(
      (Object.keys(fields) as Field[])
        .filter((field) => !has(field))
        .flatMap((field) => fields[field].map((column) => [column, `The dump has no column ${field}.`])),
    );
    return views(`(SELECT ${selected.join(', ')} FROM ${relation})`, asOf, has, lacks);
  } finally {
    database.close();
  }
}

/** All of them come out of one reading, which is the costly part: that of the models. */
function views(
  relation: string,
  asOf: string,
  has: (field: Field) => boolean,
  lacks: Readonly<Record<string, string>>,
): HubViews {
  const withModels = (field: Field): View | string =>
    has(field) ? { sql: [], lacks: {} } : `The dump has no column ${field}.`;
  return {
    models: {
      sql: statements(relation, asOf, has),
      lacks: { removed: 'The list holds only models that are there.', ...lacks },
    },
    parents: withModels('tags'),
    training_data: withModels('tags'),
    languages: withModels('cardData'),
  };
}

const text = (field: Field) => (texts.includes(field) ? `"${field}"` : `("${field}" ->> '$')`);
const knownType = `'"(${[...knownModelTypes]
  .sort((a, b) => b.length - a.length)
  .map((type) => type.replaceAll('.', '\\.'))
  .join('|')})"'`;
const contains = (field: Field, part: string) => `contains("${field}"::VARCHAR, ${literal(part)})`;
/** What stands behind these letters up to the end of the text, where they stand first. */
const after = (field: Field, part: string) =>
  `split_part(substr("${field}"::VARCHAR, instr("${field}"::VARCHAR, ${literal(part)}) + ${part.length}), '"', 1)`;
const anyOf = (field: Field, ...endings: readonly string[]) =>
  `(${endings.map((ending) => contains(field, ending)).join(' OR ')})`;
const licenceFiles = ['LICENSE', 'License', 'license', 'LICENCE', 'Licence', 'licence'].map((name) => `"${name}`);
/** Weights in Python's pickle format; files of the training run that are pickles too are not weights. */
const pickle = `${anyOf('siblings', '.bin"', '.pt"', '.pth"', '.ckpt"', '.pkl"', '.pickle"')} AND
  CASE WHEN ${anyOf('siblings', 'training_args.bin', 'optimizer.', 'scheduler.', 'scaler.', 'rng_state')}
  THEN regexp_matches(regexp_replace("siblings"::VARCHAR, '"[^"]*(training_args\\.bin|(optimizer|scheduler|scaler|rng_state[^"]*)\\.(pt|pth|bin))"', '""', 'g'), '\\.(bin|pt|pth|ckpt|pkl|pickle)"')
  ELSE true END`;

/** Empties a column where it does not hold a name of the form. */
const without = (column: string, form: string) =>
  `UPDATE models SET ${column} = NULL WHERE ${column} IN (SELECT name FROM (SELECT DISTINCT ${column} AS name FROM models) WHERE NOT regexp_full_match(name, ${literal(form)}))`;

function statements(relation: string, asOf: string, has: (field: Field) => boolean): string[] {
  const column = (name: string, field: Field, expression: string) => (has(field) ? [`${expression} AS ${name}`] : []);
  // Looking for a few letters is cheap; what costs is asked only of records in which they stand.
  const where = (field: Field, part: string, expression: string, otherwise = 'NULL') =>
    `CASE WHEN ${contains(field, part)} THEN ${expression} ELSE ${otherwise} END`;
  // A cast would round half a download.
  const count = (field: Field) =>
    `CASE WHEN NOT ${contains(field, '.')} THEN TRY_CAST("${field}"::VARCHAR AS BIGINT) END`;
  const type = [
    ...(has('config') ? [`lower("config" ->> '$.model_type')`] : []),
    ...(has('tags') ? [`nullif(regexp_extract("tags"::VARCHAR, ${knownType}, 1), '')`] : []),
  ];
  const read = [
    `CASE WHEN json_type("id") = 'VARCHAR' THEN ${text('id')} END AS id`,
    has('author')
      ? `coalesce(${text('author')}, CASE WHEN contains(${text('id')}, '/') THEN split_part(${text('id')}, '/', 1) ELSE '' END) AS author`
      : `CASE WHEN contains(${text('id')}, '/') THEN split_part(${text('id')}, '/', 1) ELSE '' END AS author`,
    `TRY_CAST(${text('createdAt')} AS TIMESTAMP) AS created_at`,
    ...column('updated_at', 'lastModified', `TRY_CAST(${text('lastModified')} AS TIMESTAMP)`),
    ...column('downloads', 'downloads', count('downloads')),
    ...column('likes', 'likes', count('likes')),
    ...column('task', 'pipeline_tag', text('pipeline_tag')),
    ...column('library', 'library_name', `nullif(${text('library_name')}, '')`),
    ...(type.length > 0 ? [`coalesce(${type.join(', ')}) AS model_type`] : []),
    ...column('licence', 'tags', where('tags', '"license:', `nullif(${after('tags', '"license:')}, '')`)),
    ...column('has_parent', 'tags', `coalesce(${contains('tags', '"base_model:')}, false)`),
    ...column('has_dataset', 'tags', `coalesce(${contains('tags', '"dataset:')}, false)`),
    ...column(
      'has_paper',
      'tags',
      where('tags', '"arxiv:', `contains(replace("tags"::VARCHAR, '"arxiv:1910.09700"', ''), '"arxiv:')`, 'false'),
    ),
    ...column(
      'has_evaluation',
      'cardData',
      where('cardData', '"model-index"', `json_exists("cardData", '$."model-index"')`, 'false'),
    ),
    ...column(
      'has_language',
      'cardData',
      where('cardData', '"language"', `json_exists("cardData", '$.language')`, 'false'),
    ),
    ...column('cites_template', 'tags', `coalesce(${contains('tags', '"arxiv:1910.09700"')}, false)`),
    ...column('custom_code', 'tags', `coalesce(${contains('tags', '"custom_code"')}, false)`),
    ...column(
      'declared_tags',
      'tags',
      `CASE WHEN ${anyOf('tags', '"base_model:', '"dataset:')} THEN
         list_filter(TRY_CAST("tags" AS VARCHAR[]), tag -> starts_with(tag, 'base_model:') OR starts_with(tag, 'dataset:')) END`,
    ),
    ...column(
      'declared_languages',
      'cardData',
      where(
        'cardData',
        '"language"',
        `CASE json_type("cardData", '$.language')
           WHEN 'VARCHAR' THEN ["cardData" ->> '$.language']
           WHEN 'ARRAY' THEN TRY_CAST("cardData" -> '$.language' AS VARCHAR[]) END`,
      ),
    ),
    ...column('has_card', 'siblings', `coalesce(${contains('siblings', '"README.md"')}, false)`),
    ...column(
      'has_licence_file',
      'siblings',
      // Few repositories have one: two looks for its letters go before the six for how it may begin.
      `coalesce(${anyOf('siblings', 'ICEN', 'icen')} AND ${anyOf('siblings', ...licenceFiles)}, false)`,
    ),
    ...column(
      'has_training_files',
      'siblings',
      `coalesce(${anyOf('siblings', 'training_args.bin"', 'trainer_state.json"')}, false)`,
    ),
    ...column(
      'formats',
      'siblings',
      `concat_ws(' + ', CASE WHEN ${contains('siblings', '.gguf"')} THEN 'gguf' END, CASE WHEN ${contains('siblings', '.onnx"')} THEN 'onnx' END, CASE WHEN ${pickle} THEN 'pickle' END, CASE WHEN ${contains('siblings', '.safetensors"')} THEN 'safetensors' END)`,
    ),
    ...column(
      'parameters',
      'safetensors',
      where('safetensors', '"total"', `TRY_CAST("safetensors" ->> '$.total' AS BIGINT)`),
    ),
    ...column('gated', 'gated', `coalesce("gated"::VARCHAR NOT IN ('false', 'null'), false)`),
  ];
  const problems = [
    `WHEN id IS NULL OR id = '' THEN 'no id'`,
    `WHEN created_at IS NULL THEN 'no time of creation'`,
    `WHEN created_at < TIMESTAMP ${literal(creationFloor)} OR created_at > DATE ${literal(asOf)} + INTERVAL 2 DAY THEN 'created outside the time of the Hub'`,
    ...(has('downloads') ? [`WHEN downloads IS NULL OR downloads < 0 THEN 'downloads are no count'`] : []),
    ...(has('likes') ? [`WHEN likes IS NULL OR likes < 0 THEN 'likes are no count'`] : []),
  ];
  return [
    `CREATE OR REPLACE TABLE models AS SELECT ${read.join(', ')} FROM ${relation}`,
    // Names that are none are few and repeat: they are looked for among the distinct ones.
    ...(has('pipeline_tag') ? [without('task', '[a-z0-9]+(-[a-z0-9]+)*')] : []),
    ...(type.length > 0 ? [without('model_type', '[a-z0-9][a-z0-9._-]{0,63}')] : []),
    `CREATE OR REPLACE TABLE ${rejectedTable} AS SELECT problem, count(*) AS records FROM (SELECT CASE ${problems.join(' ')} END AS problem FROM models) WHERE problem IS NOT NULL GROUP BY problem`,
    `DELETE FROM models WHERE CASE ${problems.join(' ')} END IS NOT NULL`,
    // The list may move while it is read: of a model that came twice the first reading stays.
    `CREATE OR REPLACE TEMP TABLE repeated AS SELECT hash(id) AS h FROM models GROUP BY h HAVING count(*) > 1`,
    `DELETE FROM models WHERE rowid IN (
       SELECT place FROM (SELECT rowid AS place, row_number() OVER (PARTITION BY id ORDER BY rowid) AS nth FROM models WHERE hash(id) IN (FROM repeated))
       WHERE nth > 1)`,
    ...(has('tags')
      ? [
          ...parentsFrom('SELECT id AS model, declared_tags AS tags FROM models WHERE declared_tags IS NOT NULL'),
          typesOfBaseModels,
          `CREATE OR REPLACE TABLE training_data AS
           SELECT DISTINCT model, substr(tag, ${'dataset:'.length + 1}) AS dataset
           FROM (SELECT id AS model, unnest(declared_tags) AS tag FROM models WHERE declared_tags IS NOT NULL)
           WHERE starts_with(tag, 'dataset:') AND tag <> 'dataset:'`,
          'ALTER TABLE models DROP COLUMN declared_tags',
        ]
      : []),
    ...(has('cardData')
      ? [
          `CREATE OR REPLACE TABLE languages AS
           SELECT DISTINCT model, language
           FROM (SELECT id AS model, unnest(declared_languages) AS language FROM models WHERE declared_languages IS NOT NULL)
           WHERE language <> ''`,
          'ALTER TABLE models DROP COLUMN declared_languages',
        ]
      : []),
  ];
}
