/**
 * How values of records become columns of the view `models`, as SQL. What a record is, is said in `hub-model.ts`.
 *
 * Letters are looked for in JSON only where finding them is the same as parsing: a quote after `,` or `:` opens a text and
 * one before `}` closes one, since the JSON is compact and a quote inside a text has a backslash before it.
 */
import { literal } from '../../io/database.ts';
import { type HubField, hubModel } from './hub-model.ts';
import { knownModelTypes } from './model-types.ts';
import { columnOf, valuesOf } from './record.ts';

export type Has = (field: string) => boolean;

/** The Hub gives no earlier time of creation than this: older repositories all carry it. */
export const creationFloor = '2022-03-02T23:29:04.000Z';

const knownType = `',"(?:${[...knownModelTypes]
  .sort((a, b) => b.length - a.length)
  .map((type) => type.replaceAll('.', '\\.'))
  .join('|')})"'`;
const contains = (column: string, part: string) => `contains(${column}, ${literal(part)})`;
/** What stands behind these letters in the first tag that begins with them. */
const after = (prefix: string) => `nullif(trim(CASE WHEN contains(listed, '\\')
  THEN substr(list_filter(tags::JSON::VARCHAR[], tag -> starts_with(tag, ${literal(prefix)}))[1], ${prefix.length + 1})
  ELSE split_part(split_part(listed, ${literal(`,"${prefix}`)}, 2), '"', 1) END), '')`;
const endsIn = (...endings: readonly string[]) =>
  `(${endings.map((ending) => contains('siblings', `${ending}"}`)).join(' OR ')})`;
/**
 * Whether there are weights in Python's pickle format; files of the training run that are pickles too are not weights.
 * Only where a file ends so are the files looked at one by one.
 */
const pickles = ['.bin', '.pt', '.pth', '.ckpt', '.pkl', '.pickle'];
const pickle = `CASE WHEN regexp_matches(siblings, '(${pickles.map((ending) => `\\${ending}`).join('|')})"') THEN
  len(list_filter(list_filter(string_split(siblings, '"}'),
    file -> ${pickles.map((ending) => `suffix(file, '${ending}')`).join(' OR ')}),
    file -> NOT regexp_matches(file, '(training_args\\.bin|(optimizer|scheduler|scaler|rng_state.*)\\.(pt|pth|bin))$'))) > 0
  ELSE false END`;
const named = (format: string, condition: string) => `CASE WHEN ${condition} THEN '${format}' END`;

/** Tags by which the Hub says in which formats or for which frameworks weights are, in alphabetical order. */
const formatTags = ['gguf', 'jax', 'onnx', 'pytorch', 'safetensors', 'tf'];

export const rejected = 'rejected: ';
export const leftOut = 'left out: ';

/**
 * All of the views come out of one reading, which is the costly part.
 *
 * @param unknown fields without which a record counts, though it is rejected for them elsewhere
 * @param beside columns of the relation that are taken along
 */
export function reading(
  relation: string,
  asOf: string,
  has: Has,
  unknown: readonly string[],
  beside: readonly string[],
): string {
  const column = (name: string, field: HubField, expression: string) =>
    has(field) ? [`${expression} AS ${name}`] : [];
  const carried = (name: string) => `(absent & ${2 ** Object.keys(hubModel.fields).indexOf(name)}) = 0`;
  // DuckDB would look at all tags, since the expression stands in the query twice.
  const untyped = has('config') ? `CASE WHEN "config.model_type" IS NULL THEN listed END` : 'listed';
  const type = [
    ...(has('config') ? [`lower("config.model_type")`] : []),
    // The group that is the whole is found faster than one inside.
    ...(has('tags') ? [`lower(nullif(regexp_extract(${untyped}, ${knownType}, 0, 'i'), '')[3:-2])`] : []),
  ];
  const columns = [
    'id',
    // As twelve bytes: half of the text, and held in place.
    `${has('_id') ? 'unhex("_id")' : 'NULL::BLOB'} AS hub_id`,
    `CASE WHEN contains(id, '/') THEN split_part(id, '/', 1) ELSE '' END AS author`,
    '"createdAt" AS created_at',
    ...column('updated_at', 'lastModified', '"lastModified"'),
    ...column('downloads', 'downloads', 'downloads'),
    ...column('likes', 'likes', 'likes'),
    ...column('task', 'pipeline_tag', `nullif(pipeline_tag, '')`),
    ...column('library', 'library_name', `CASE WHEN trim(library_name) <> '' THEN library_name END`),
    ...(type.length > 0 ? [`coalesce(${type.join(', ')}) AS model_type`, 'false AS type_of_base_model'] : []),
    ...column(
      'licence',
      'tags',
      has('cardData')
        ? `CASE WHEN ${after('license:')} = 'other' AND trim("cardData.license_name") <> '' THEN "cardData.license_name" ELSE ${after('license:')} END`
        : after('license:'),
    ),
    ...column(
      'format_tags',
      'tags',
      `concat_ws(' + ', ${formatTags.map((tag) => named(tag, contains('listed', `,"${tag}"`))).join(', ')})`,
    ),
    ...column('has_parent', 'tags', contains('listed', ',"base_model:')),
    ...column('has_dataset', 'tags', contains('listed', ',"dataset:')),
    ...column(
      'has_paper',
      'tags',
      `CASE WHEN ${contains('listed', ',"arxiv:')}
         THEN regexp_matches(replace(listed, ',"arxiv:1910.09700"', ''), ',"arxiv: *[^ "]') ELSE false END`,
    ),
    ...column('cites_template', 'tags', contains('listed', ',"arxiv:1910.09700"')),
    ...column('custom_code', 'tags', contains('listed', ',"custom_code"')),
    ...column('has_emissions', 'tags', contains('listed', ',"co2_eq_emissions"')),
    ...column(
      'declared_tags',
      'tags',
      `CASE WHEN ${contains('listed', ',"base_model:')} OR ${contains('listed', ',"dataset:')} THEN
         list_filter(tags::JSON::VARCHAR[], tag -> starts_with(tag, 'base_model:') OR starts_with(tag, 'dataset:')) END`,
    ),
    ...column('has_evaluation', 'cardData', 'coalesce("cardData.model-index", false)'),
    ...column('has_language', 'cardData', `"cardData.language" IS NOT NULL AND ${carried('cardData.language')}`),
    ...column('declared_languages', 'cardData', '"cardData.language"'),
    ...column('has_card', 'siblings', contains('siblings', ':"README.md"}')),
    ...column(
      'has_licence_file',
      'siblings',
      // Few repositories have one, and two looks for its letters are cheap.
      `CASE WHEN ${contains('siblings', 'ICEN')} OR ${contains('siblings', 'icen')} THEN regexp_matches(siblings, ':"([Ll]icen[cs]e|LICEN[CS]E)') WHEN siblings IS NOT NULL THEN false END`,
    ),
    ...column('has_training_files', 'siblings', endsIn('training_args.bin', 'trainer_state.json')),
    ...column(
      'formats',
      'siblings',
      `CASE WHEN siblings IS NOT NULL THEN concat_ws(' + ', ${[named('gguf', endsIn('.gguf')), named('onnx', endsIn('.onnx')), named('pickle', pickle), named('safetensors', endsIn('.safetensors'))].join(', ')}) END`,
    ),
    ...column('parameters', 'safetensors', '"safetensors.total"'),
    ...column('gated', 'gated', 'gated'),
  ];
  const hidden = Object.entries(hubModel.fields)
    .filter(([name, field]) => 'hides' in field && has(name))
    .flatMap(([name]) => [
      `WHEN ${columnOf(name)} THEN ${literal(leftOut + name)}`,
      `WHEN ${columnOf(name)} IS NULL AND ${carried(name)} THEN ${literal(`${rejected}${name} is neither true nor false`)}`,
    ]);
  const problems = Object.entries(hubModel.fields).flatMap(([name, field]) =>
    'rejected' in field && has(name)
      ? [
          `WHEN ${columnOf(name)} IS NULL${unknown.includes(name) ? ` AND ${carried(name)}` : ''} THEN ${literal(rejected + field.rejected)}`,
        ]
      : [],
  );
  const outcome = `CASE ${hidden.join(' ')} ${problems.join(' ')}
    WHEN "createdAt" < TIMESTAMP ${literal(creationFloor)} OR "createdAt" > DATE ${literal(asOf)} + INTERVAL 2 DAY THEN '${rejected}created outside the time of the Hub' END`;
  const listed = has('tags') ? `, ',' || ltrim(tags, '[') AS listed` : '';
  return `CREATE OR REPLACE TABLE models AS
    SELECT ${[...beside, ...columns].join(', ')}, absent, invalid, ${outcome} AS outcome
    FROM (SELECT *${listed} FROM (${valuesOf(hubModel, relation, has, beside)}))`;
}
