/** The kinds of values that fields of records hold: how each is read from JSON, from a column of a file, and told from others. */
import { literal } from '../../io/database.ts';
import { isRepositoryName, repositoryName } from './repository-names.ts';

interface KindOfValue {
  readonly says: string;
  /** The value of JSON as compact text, or null where it is none of the kind. */
  readonly sql: (json: string) => string;
  /** Whether such a value has nothing in it. */
  readonly nothing?: (value: string) => string;
  /** The same as `sql` of a parsed value. */
  readonly is: (value: unknown) => boolean;
}

type Row = Readonly<Record<string, unknown>>;

const isText = (value: unknown) => typeof value === 'string';
const isList = (value: unknown) => Array.isArray(value);
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;

/** The text in a JSON string. Without a backslash it is what stands between the quotes. */
const unquoted = (json: string) =>
  `CASE WHEN starts_with(${json}, '"') THEN CASE WHEN contains(${json}, '\\') THEN ${json}::JSON ->> '$' ELSE ${json}[2:-2] END END`;
/** Whether each part of a list that a path finds is of the JSON type. */
const every = (json: string, path: string, type: string) =>
  `len(list_filter(json_type(${json}, ${literal(path)}), part -> part IS DISTINCT FROM ${literal(type)})) = 0`;

export const kinds = {
  repository: {
    says: 'the name of a repository: one name, or an owner and a name with a slash between them, of letters, digits, _, - and .',
    // A name of these letters stands in JSON as it is.
    sql: (json) =>
      `CASE WHEN ${isRepositoryName(`${json}[2:-2]`)} AND starts_with(${json}, '"') THEN ${json}[2:-2] END`,
    is: (value) => isText(value) && repositoryName.test(value),
  },
  key: {
    says: '24 hexadecimal digits',
    sql: (json) => `CASE WHEN regexp_full_match(${json}, '"[0-9a-f]{24}"') THEN ${json}[2:-2] END`,
    is: (value) => isText(value) && /^[0-9a-f]{24}$/.test(value),
  },
  text: { says: 'a text', sql: unquoted, nothing: (text) => `trim(${text}) = ''`, is: isText },
  instant: {
    says: 'a moment, such as 2024-07-11T17:04:39.000Z',
    // A cast to a timestamp would pass over an offset.
    sql: (json) =>
      `CASE WHEN ends_with(${json}, 'Z"') THEN TRY_CAST(${unquoted(json)} AS TIMESTAMP)
            WHEN regexp_matches(${json}, '[+-]\\d\\d:?\\d\\d"$') THEN make_timestamp(epoch_us(TRY_CAST(${unquoted(json)} AS TIMESTAMPTZ)))
            ELSE TRY_CAST(${unquoted(json)} AS TIMESTAMP) END`,
    is: (value) => isText(value) && !Number.isNaN(Date.parse(value)),
  },
  count: {
    says: 'a whole number, 0 or more; 12.0 is valid, 12.5 and "12" are not',
    sql: (json) =>
      `CASE WHEN TRY_CAST(${json} AS BIGINT) >= 0 AND (NOT regexp_matches(${json}, '[.eE]') OR TRY_CAST(${json} AS DOUBLE) = TRY_CAST(${json} AS BIGINT)) THEN TRY_CAST(${json} AS BIGINT) END`,
    is: isCount,
  },
  flag: {
    says: 'true or false',
    sql: (json) => `CASE ${json} WHEN 'true' THEN true WHEN 'false' THEN false END`,
    is: (value) => typeof value === 'boolean',
  },
  gate: {
    says: 'false, "auto", "manual" or true; only false is open',
    sql: (json) =>
      `CASE WHEN ${json} = 'false' THEN false WHEN ${json} IN ('"auto"', '"manual"', 'true') THEN true END`,
    is: (value) => typeof value === 'boolean' || value === 'auto' || value === 'manual',
  },
  texts: {
    says: 'a list of texts',
    sql: (json) =>
      `CASE WHEN regexp_full_match(${json}, '\\[("[^"\\\\]*"(,"[^"\\\\]*")*)?\\]') THEN ${json}
            WHEN starts_with(${json}, '[') THEN CASE WHEN ${every(json, '$[*]', 'VARCHAR')} THEN ${json} END END`,
    is: (value) => isList(value) && (value as unknown[]).every(isText),
  },
  /** Brought to a list of objects that hold the names alone, so that letters found in it stand in a name. */
  files: {
    says: 'a list of objects with a text rfilename',
    sql: (json) =>
      `CASE WHEN regexp_full_match(${json}, '\\[(\\{"rfilename":"[^"\\\\]*"\\}(,\\{"rfilename":"[^"\\\\]*"\\})*)?\\]') THEN ${json}
            WHEN starts_with(${json}, '[') THEN CASE WHEN len(json_extract(${json}, '$[*].rfilename')) = json_array_length(${json}) AND ${every(json, '$[*].rfilename', 'VARCHAR')}
              THEN to_json(list_transform(json_extract_string(${json}, '$[*].rfilename'), file -> {'rfilename': file}))::VARCHAR END END`,
    is: (value) =>
      isList(value) && (value as unknown[]).every((file) => isObject(file) && isText((file as Row).rfilename)),
  },
  list: { says: 'a list', sql: (json) => `CASE WHEN starts_with(${json}, '[') THEN ${json} END`, is: isList },
  object: { says: 'an object', sql: (json) => `CASE WHEN starts_with(${json}, '{') THEN ${json} END`, is: isObject },
  /** An unquoted `no`, the code of Norwegian, is false to readers of YAML 1.1, and reaches us as such. */
  languages: {
    says: 'a language or a list of them; false is `no`, Norwegian, as YAML 1.1 misreads it; empty ones are passed over',
    sql: (json) =>
      `CASE WHEN ${json} <> '""' AND starts_with(${json}, '"') THEN [${unquoted(json)}] WHEN ${json} = 'false' THEN ['no']
            WHEN regexp_full_match(${json}, '\\["[^"\\\\]+"(,"[^"\\\\]+")*\\]') THEN string_split(${json}[3:-3], '","')
            WHEN starts_with(${json}, '[') AND len(list_filter(json_type(${json}, '$[*]'), part -> part NOT IN ('VARCHAR', 'BOOLEAN', 'NULL'))) = 0 AND NOT list_contains(json_extract_string(${json}, '$[*]'), 'true')
              THEN list_transform(list_filter(json_extract(${json}, '$[*]'), part -> part::VARCHAR NOT IN ('null', '""')), part -> CASE WHEN part::VARCHAR = 'false' THEN 'no' ELSE part ->> '$' END) END`,
    nothing: (list) => `len(list_filter(${list}, language -> trim(language) <> '')) = 0`,
    is: (value) =>
      isText(value) ||
      value === false ||
      (isList(value) && (value as unknown[]).every((part) => isText(part) || part === false || part === null)),
  },
  results: {
    says: 'a list of models with their results; it declares some where a list of results in it is not empty',
    sql: (json) =>
      `CASE WHEN NOT starts_with(${json}, '[') THEN NULL WHEN regexp_matches(${json}, '^\\[\\{("name":"[^"\\\\]*",)?"results":\\[[^\\]]') THEN true
            WHEN contains(${json}, '"results":[') THEN coalesce(list_bool_or(list_transform(json_extract(${json}, '$[*].results'), part -> json_array_length(part) > 0)), false) ELSE false END`,
    nothing: (some) => `NOT ${some}`,
    is: isList,
  },
} as const satisfies Record<string, KindOfValue>;
export type Kind = keyof typeof kinds;

/** How it is told that a value of the kind has nothing in it; undefined for kinds that always have. */
export const nothingIn = (is: Kind): KindOfValue['nothing'] => (kinds[is] as KindOfValue).nothing;

/** What data frames write as text where there is nothing. */
export const nothingInText = ['nan', 'NaN', 'None', '<NA>'];

/** The columns of a list that somebody made, as JSON in compact text: what a page would have given. */
export function asJson(column: string, is: Kind, type: string): string {
  if (type.startsWith('TIMESTAMP WITH'))
    return `to_json(strftime(make_timestamp(epoch_us(${column})), '%Y-%m-%dT%H:%M:%S.000Z'))`;
  if (type.startsWith('TIMESTAMP')) return `to_json(strftime(${column}, '%Y-%m-%dT%H:%M:%S.000Z'))`;
  if (type === 'DOUBLE' || type === 'FLOAT') {
    // Where a column of yes and no has holes, data frames make 0.0 and 1.0 of it.
    const yes = is === 'flag' || is === 'gate' ? ` WHEN ${column} = 0 THEN 'false' WHEN ${column} = 1 THEN 'true'` : '';
    return `CASE WHEN isnan(${column}) THEN NULL${yes} ELSE to_json(${column})::VARCHAR END`;
  }
  if (type !== 'VARCHAR') return `to_json(${column})`;
  const nothing = `${column} IN ('', ${nothingInText.map(literal).join(', ')})`;
  if (is === 'repository' || is === 'key' || is === 'text' || is === 'instant')
    return `CASE WHEN NOT ${nothing} THEN to_json(${column}) END`;
  const word =
    is === 'flag' || is === 'gate'
      ? ` WHEN lower(${column}) IN ('true', 'false') THEN lower(${column}) WHEN ${column} IN ('auto', 'manual') THEN to_json(${column})::VARCHAR`
      : '';
  // Nested fields stand in files as JSON in text. What is no JSON stays a text, which is none of the kind.
  return `CASE WHEN ${nothing} THEN NULL${word} WHEN json_valid(${column}) THEN json(${column})::VARCHAR ELSE to_json(${column})::VARCHAR END`;
}
