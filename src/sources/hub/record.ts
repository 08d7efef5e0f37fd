/**
 * What a record of somebody else's is, said once: its fields, what each holds, and what it means when one is not there.
 *
 * The SQL that reads pages and files, the check of a page that is fetched and the list in `RECORDS.md` are made from
 * such a statement. Every field of every record ends as a value, absent or invalid.
 */
import { literal } from '../../io/database.ts';
import { type Kind, kinds, nothingIn, nothingInText } from './kinds.ts';

/** A statement of one field. */
export interface Field {
  readonly is: Kind;
  /** The field whose value it is part of, and its name there. */
  readonly within?: readonly [field: string, name: string];
  /**
   * What a record without it says: that there is none, or nothing at all. Where it declares that there is none, so do
   * null, false, an empty text, an empty list and an empty object, and values of its kind with nothing in them.
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
  const empty = entries.flatMap(([name, { is, absent }]) => {
    const isNothing = absent === 'none' ? nothingIn(is) : undefined;
    return isNothing ? [`CASE WHEN ${isNothing(columnOf(name))} THEN ${bit(name)} ELSE 0 END`] : [];
  });
  return `SELECT * REPLACE ((${['absent', ...empty].join(' | ')})::INTEGER AS absent), (${sum(invalid)})::INTEGER AS invalid
    FROM (SELECT *, ${values.join(', ')}, (${sum([...absent, ...missing.map((name) => String(bit(name)))])})::INTEGER AS absent
          FROM (SELECT ${[...beside, ...texts].join(', ')} FROM (SELECT ${['*', ...parts].join(', ')} FROM ${relation})))`;
}

/** Why a record is rejected, as the branches of a CASE over the columns of `valuesOf`. */
export const rejections = ({ fields }: Statement, has: (field: string) => boolean): string[] =>
  Object.entries(fields).flatMap(([name, { rejected }]) =>
    rejected !== undefined && has(name) ? [`WHEN ${columnOf(name)} IS NULL THEN ${literal(rejected)}`] : [],
  );

/** What a field holds, in words. */
export const kindOf = ({ fields }: Statement, field: string) => kinds[fields[field]?.is ?? 'object'].says;

type Row = Readonly<Record<string, unknown>>;

/** Whether a parsed value can be told from others: by a name, or by a number. */
export function isRecord({ fields }: Statement, record: Row): boolean {
  const [name = '', field] = Object.entries(fields)[0] ?? [];
  return field !== undefined && kinds[field.is].is(record[name]);
}

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
            : 'Without it the value is unknown.';
      return `- ${place}: ${holds}; ${kinds[is].says}. ${hides ? 'Records in which it is true are left out. ' : ''}${without}`;
    });
    const rest = unread.length > 0 ? `\n\nKnown but not read: ${unread.map((each) => `\`${each}\``).join(', ')}.` : '';
    return `## A ${name[0]}\n\n${lines.join('\n')}${rest}\n`;
  });
  return `# Records\n\nGenerated from the descriptions in the folders of \`src/sources/\` by \`record.test.ts\`. Tables that need a field that no record has are unavailable. In text columns of a list from another source, ${nothingInText.join(', ')} and empty cells count as missing.\n\n${sections.join('\n')}`;
}
