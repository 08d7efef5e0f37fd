/** What a table counts, apart from how that is worded. */
import { createHash } from 'node:crypto';
import definitions from '../../content/definitions.json' with { type: 'json' };
import type { Column } from './table.ts';

/**
 * By table, the words of each version, the first version first. Other words for the same are added to its version; words
 * that mean something else begin the next one. What was published stays.
 */
const wordings: Readonly<Record<string, readonly (readonly string[])[]>> = definitions;

interface Words {
  readonly method: string;
  readonly key: readonly string[];
  readonly columns: readonly Column[];
}

/** The words of a definition in eight digits: the method, the key, and name, unit and description of each column. */
export function wordingOf({ method, key, columns }: Words): string {
  const said = columns.map(({ name, unit, description }) => [name, unit, description]);
  return createHash('sha256')
    .update(JSON.stringify([method, key, said]))
    .digest('hex')
    .slice(0, 8);
}

/**
 * The definition of a table and its version: the one it has, or that of its words.
 *
 * @param table a table, or a metric or series before it has rows
 * @returns undefined where the words are not known to mean any version
 */
export function definitionOf(
  name: string,
  table: Words & { readonly definition?: string | undefined },
): string | undefined {
  if (table.definition !== undefined) return table.definition;
  const version = wordings[name]?.findIndex((known) => known.includes(wordingOf(table))) ?? -1;
  return version < 0 ? undefined : definitionId(name, version + 1);
}

/** What to do about the words of a table that mean no version of its definition. */
export function listWording(id: string, words: Words): string {
  const digits = wordingOf(words);
  const [known] = wordings[id] ?? [];
  return `the words of the table ${id} (${digits}) are those of no version of its definition; expected them in content/definitions.json: ${known ? 'add them to the last version where they mean the same, else as the next one' : `as the table is new, add the line "${id}": [["${digits}"]]`}`;
}

export const definitionId = (table: string, version: number): string => `${table}/${version}`;
