/** How many records carry each field: the rows of `intake`, and what is told of values that are none of their kind. */
import { type Database, literal } from '../../io/database.ts';
import type { Intake } from '../../schema/snapshot.ts';
import type { View } from '../../schema/source.ts';
import { columnOf, type Statement, valuesOf } from './record.ts';

type Row = Readonly<Record<string, unknown>>;

/** How many records carry each field: the rows of `intake`, from a table with the columns `absent` and `invalid`. */
export function presence(statement: Statement, table: string): string {
  const fields = Object.keys(statement.fields).map((name, place) => `(${place}, ${literal(name)})`);
  const has = (bits: string) => `(${bits} >> place) & 1 = 1`;
  const count = (condition: string, name: string) => `coalesce(sum(n) FILTER (${condition}), 0)::BIGINT AS ${name}`;
  // Fields are few and combinations of them not many, so that each field looks at each combination.
  return `WITH seen AS MATERIALIZED (SELECT absent, invalid, count(*) AS n FROM ${table} GROUP BY ALL)
    SELECT ${literal(statement.name[1])} AS records, place, field,
      ${count(`NOT ${has('absent')} AND NOT ${has('invalid')}`, '"with"')},
      ${count(has('absent'), 'absent')}, ${count(has('invalid'), 'invalid')}
    FROM (VALUES ${fields.join(', ')}) AS fields(place, field) LEFT JOIN seen ON true GROUP BY place, field ORDER BY place`;
}

/**
 * The same of a list whose fields are columns, as the view `intake` or as the query that fills it.
 *
 * @param fields an expression for each, null where a record has nothing
 * @param invalid a condition for those that can hold something else
 */
export const fieldsCounted = (...counted: Parameters<typeof countsOfFields>): View => ({
  sql: [`CREATE OR REPLACE TABLE intake AS ${countsOfFields(...counted)}`],
  lacks: {},
});
export function countsOfFields(
  records: string,
  relation: string,
  fields: Readonly<Record<string, string>>,
  invalid: Readonly<Record<string, string>> = {},
): string {
  const told = Object.entries(fields).map(
    ([field, value], place) =>
      `{'place': ${place}, 'field': ${literal(field)}, 'told': CASE WHEN (${value}) IS NULL THEN 'absent' WHEN ${invalid[field] ?? 'false'} THEN 'invalid' ELSE 'with' END}`,
  );
  const count = (what: string) => `count(*) FILTER (told = '${what}') AS "${what}"`;
  return `SELECT ${literal(records)} AS records, place, field, ${['with', 'absent', 'invalid'].map(count).join(', ')}
    FROM (SELECT unnest([${told.join(', ')}], recursive := true) FROM ${relation}) GROUP BY ALL`;
}

/** A few values that are none of the kind, as they were written, cut; of records that are left out none. */
function examplesOf(statement: Statement, field: string, relation: string, has: (field: string) => boolean) {
  const json = columnOf(`${field} as json`);
  const hidden = Object.entries(statement.fields).flatMap(([name, { hides }]) =>
    hides && has(name) ? [`${columnOf(name)} IS DISTINCT FROM true`] : [],
  );
  const shown = statement.fields[field]?.personal ? `lower(json_type(${json}))` : `left(${json}, 100)`;
  return `SELECT ${shown} AS example FROM (${valuesOf(statement, relation, has)})
   WHERE ${[`invalid & ${2 ** Object.keys(statement.fields).indexOf(field)} > 0`, ...hidden].join(' AND ')} LIMIT 3`;
}

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

/** A field of which more than one value in a thousand is none of its kind was read wrongly, or its maker changed it. */
export const isFew = (some: number, all: number) => some <= Math.max(1, all / 1000);
