/**
 * What a record of somebody else's is, said once: its fields, what each holds, and what it means when one is not there.
 *
 * The SQL that reads pages and files, the check of a page that is fetched and the list in `RECORDS.md` are made from
 * such a statement. Every field of every record ends as a value, absent or invalid.
 */
import { type Database, literal } from '../../io/database.ts';
import type { Intake } from '../../schema/snapshot.ts';

/** A statement of one field. */
export interface Field {
  readonly is: Kind;
  /** The field whose value it is part of, and its name there. */
  readonly within?: readonly [field: string, name: string];
  /**
   * What a record without it says: that there is none, or nothing at all. Where it declares that there is none, so do
   * null, false, an empty text, an empty list and an empty object.
   */
  readonly absent: 'none' | 'unknown';
  /** What becomes of a record for which it has no value: counted all the same, or rejected with this name. */
  readonly rejected?: string;
  /** A record is left out, and nothing is told of it, where the value is true. */
  readonly hides?: true;
  /** Somebody's name or words: of what it holds instead, only the type is shown. */
  readonly personal?: true;
  readonly holds: string;
  /** The columns of views that come from it. */
  readonly columns: readonly string[];
}

export interface Statement {
  /** One of them, and several: `model`, `models`. */
  readonly name: readonly [one: string, many: string];
  readonly fields: Readonly<Record<string, Field>>;
  /** Fields that are known and not read. */
  readonly unread: readonly string[];
}

interface KindOfValue {
  readonly says: string;
  /** The value of JSON as compact text, or null where it is none of the kind. */
  readonly sql: (json: string) => string;
  /** The same of a parsed value. */
  readonly is: (value: unknown) => boolean;
}

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

const kinds = {
  name: {
    says: 'a text that is not empty',
    sql: (json) => `nullif(${unquoted(json)}, '')`,
    is: (value) => isText(value) && value !== '',
  },
  text: { says: 'a text', sql: unquoted, is: isText },
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
    says: 'a whole number, 0 or more; 12.0 is one, 12.5 and "12" are none',
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
    is: isList,
  },
} as const satisfies Record<string, KindOfValue>;
export type Kind = keyof typeof kinds;
type Row = Readonly<Record<string, unknown>>;

/** What declares nothing, in JSON as compact text. */
const nothings = ['null', 'false', '""', '[]', '{}'];

/** The column that holds the value of a field; its name, quoted where it is none of SQL. */
export const columnOf = (field: string) => `"${field}"`;

/** The field that a field is found in, at the top of a record: itself, for most. */
const topOf = ({ fields }: Statement, name: string) => fields[name]?.within?.[0] ?? name;

/** The fields at the top of a record, which are those that a page or a file may have. */
export const topFields = (statement: Statement) => [
  ...new Set(Object.keys(statement.fields).map((name) => topOf(statement, name))),
];

/** A field of language `false` says something; in all others that are declarations it says that there is none. */
function isAbsent({ is, absent }: Field, json: string): string {
  const empty = nothings.filter((nothing) => !(is === 'languages' && nothing === 'false'));
  // Not with IN, which DuckDB makes a join of where the list is longer.
  return `(${[`${json} IS NULL`, ...(absent === 'none' ? empty : ['null']).map((nothing) => `${json} = ${literal(nothing)}`)].join(' OR ')})`;
}

/**
 * The query that reads records as values: one column a field, by its name, null where the record has no value of the
 * kind; and two whole numbers, `absent` and `invalid`, in which the place of a field in the statement is a bit.
 *
 * @param relation has a column of JSON as compact text for every field at the top that it has
 * @param has the fields at the top that it has
 * @param beside columns of the relation that are taken along
 */
export function valuesOf(
  statement: Statement,
  relation: string,
  has: (field: string) => boolean,
  beside: readonly string[] = [],
): string {
  const entries = Object.entries(statement.fields).filter(([name]) => has(topOf(statement, name)));
  const partsOf = Map.groupBy(
    entries.filter(([, { within }]) => within),
    ([, { within }]) => within?.[0] ?? '',
  );
  // All parts of a value are read at once. Looking for the letters of a name is cheap, and no part is there without them.
  const parts = [...partsOf].map(([whole, inside]) => {
    const keys = inside.map(([, { within }]) => JSON.stringify(within?.[1]));
    const named = keys.map((key) => `contains(${columnOf(whole)}::VARCHAR, ${literal(key)})`).join(' OR ');
    const paths = keys.map((key) => literal(`$.${key}`)).join(', ');
    return `CASE WHEN starts_with(${columnOf(whole)}::VARCHAR, '{') AND (${named}) THEN json_extract(${columnOf(whole)}::VARCHAR, [${paths}]) END AS ${columnOf(`${whole} in parts`)}`;
  });
  const texts = entries.map(([name, field]) => {
    const [whole = name] = field.within ?? [];
    const place = (partsOf.get(whole) ?? []).findIndex(([part]) => part === name) + 1;
    return `${field.within ? `${columnOf(`${whole} in parts`)}[${place}]` : columnOf(name)}::VARCHAR AS ${columnOf(`${name} as json`)}`;
  });
  const json = (name: string) => columnOf(`${name} as json`);
  const values = entries.map(([name, { is }]) => `${kinds[is].sql(json(name))} AS ${columnOf(name)}`);
  const bit = (name: string) => 2 ** Object.keys(statement.fields).indexOf(name);
  const sum = (terms: readonly string[]) => (terms.length > 0 ? terms.join(' + ') : '0');
  const absent = entries.map(
    ([name, field]) => `CASE WHEN ${isAbsent(field, json(name))} THEN ${bit(name)} ELSE 0 END`,
  );
  const missing = Object.keys(statement.fields).filter((name) => !has(topOf(statement, name)));
  const invalid = entries.map(
    ([name]) => `CASE WHEN ${columnOf(name)} IS NULL AND absent & ${bit(name)} = 0 THEN ${bit(name)} ELSE 0 END`,
  );
  return `SELECT *, (${sum(invalid)})::INTEGER AS invalid
    FROM (SELECT *, ${values.join(', ')}, (${sum([...absent, ...missing.map((name) => String(bit(name)))])})::INTEGER AS absent
          FROM (SELECT ${[...beside, ...texts].join(', ')} FROM (SELECT ${['*', ...parts].join(', ')} FROM ${relation})))`;
}

/** How many records carry each field: the rows of `intake`, from a table with the columns `absent` and `invalid`. */
export function presence(statement: Statement, table: string): string {
  const rows = Object.keys(statement.fields).map((name, place) => {
    const [absent, invalid] = [`absent & ${2 ** place} > 0`, `invalid & ${2 ** place} > 0`];
    return `SELECT ${literal(statement.name[1])} AS records, ${place} AS place, ${literal(name)} AS field,
      sum(n) FILTER (NOT ${absent} AND NOT ${invalid}) AS "with", sum(n) FILTER (${absent}) AS absent, sum(n) FILTER (${invalid}) AS invalid
      FROM seen`;
  });
  return `WITH seen AS MATERIALIZED (SELECT absent, invalid, count(*) AS n FROM ${table} GROUP BY ALL)
    SELECT records, place, field, coalesce("with", 0)::BIGINT AS "with", coalesce(absent, 0)::BIGINT AS absent, coalesce(invalid, 0)::BIGINT AS invalid
    FROM (${rows.join(' UNION ALL ')}) ORDER BY place`;
}

/** A few values that are none of the kind, as they were written, cut. */
function examplesOf(statement: Statement, field: string, relation: string, has: (field: string) => boolean) {
  const json = columnOf(`${field} as json`);
  const shown = statement.fields[field]?.personal ? `lower(json_type(${json}))` : `left(${json}, 100)`;
  return `SELECT ${shown} AS example FROM (${valuesOf(statement, relation, has)})
   WHERE invalid & ${2 ** Object.keys(statement.fields).indexOf(field)} > 0 LIMIT 3`;
}

/** Why a record is rejected, as the branches of a CASE over the columns of `valuesOf`. */
export const rejections = ({ fields }: Statement, has: (field: string) => boolean): string[] =>
  Object.entries(fields).flatMap(([name, { rejected }]) =>
    rejected !== undefined && has(name) ? [`WHEN ${columnOf(name)} IS NULL THEN ${literal(rejected)}`] : [],
  );

/**
 * The values of fields that are none of their kind, with examples where there are too many of them.
 *
 * @param found rows of `intake`
 * @param relation what was read, in which examples are looked up: only records that are refused are worth it
 */
export async function invalidOf(
  database: Database,
  statement: Statement,
  found: readonly Row[],
  relation: string,
  has: (field: string) => boolean,
): Promise<Intake['invalid']> {
  const invalid: Intake['invalid'] = [];
  for (const { field, with: having, invalid: count } of found) {
    if (Number(count) === 0) continue;
    const of = Number(having) + Number(count);
    const examples = isFew(Number(count), of)
      ? []
      : await database.rows(examplesOf(statement, String(field), relation, has));
    invalid.push({
      field: String(field),
      records: Number(count),
      of,
      examples: examples.map((row) => String(row.example)),
    });
  }
  return invalid;
}

/** What a field holds, in words. */
export const kindOf = ({ fields }: Statement, field: string) => kinds[fields[field]?.is ?? 'object'].says;

/** Whether a parsed value can be told from others: by a name, or by a number. */
export function isRecord({ fields }: Statement, record: Row): boolean {
  const [name = '', field] = Object.entries(fields)[0] ?? [];
  return field !== undefined && kinds[field.is].is(record[name]);
}

/** What data frames write as text where there is nothing. */
const nothingInText = ['nan', 'NaN', 'None', '<NA>'];

/** The columns of a list that somebody made, as JSON in compact text: what a page would have given. */
export function asJson(statement: Statement, field: string, type: string): string {
  const column = columnOf(field);
  const is = statement.fields[field]?.is ?? 'object';
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
  if (is === 'name' || is === 'text' || is === 'instant') return `CASE WHEN NOT ${nothing} THEN to_json(${column}) END`;
  const word =
    is === 'flag' || is === 'gate'
      ? ` WHEN lower(${column}) IN ('true', 'false') THEN lower(${column}) WHEN ${column} IN ('auto', 'manual') THEN to_json(${column})::VARCHAR`
      : '';
  // Nested fields stand in files as JSON in text. What is no JSON stays a text, which is none of the kind.
  return `CASE WHEN ${nothing} THEN NULL${word} WHEN json_valid(${column}) THEN json(${column})::VARCHAR ELSE to_json(${column})::VARCHAR END`;
}

/** A field of which more than one value in a thousand is none of its kind was read wrongly, or its maker changed it. */
export const isFew = (some: number, all: number) => some <= Math.max(1, all / 1000);

/** The statements as a text for people. */
export function described(statements: readonly Statement[]): string {
  const sections = statements.map(({ name, fields, unread }) => {
    const lines = Object.entries(fields).map(([field, { is, within, absent, rejected, hides, holds }]) => {
      const place = within ? `\`${within[1]}\` in \`${within[0]}\`` : `\`${field}\``;
      const without =
        rejected !== undefined
          ? `A record without it is rejected: ${rejected}.`
          : absent === 'none'
            ? 'Without it the record declares none.'
            : 'Without it nothing is known.';
      return `- ${place}: ${holds}; ${kinds[is].says}. ${hides ? 'A record in which it is true is left out. ' : ''}${without}`;
    });
    const rest = unread.length > 0 ? `\n\nKnown and not read: ${unread.map((each) => `\`${each}\``).join(', ')}.` : '';
    return `## A ${name[0]}\n\n${lines.join('\n')}${rest}\n`;
  });
  return `# Records\n\nMade from the statements in this folder by \`record.test.ts\`. A field that no record carries makes what is told from it unavailable. In a column of text of a list that somebody made, ${nothingInText.join(', ')} and an empty cell are absent.\n\n${sections.join('\n')}`;
}
