/** Compares two editions: the snapshots that came or went, and what that did to each table. */
import type { Table } from '../schema/table.ts';
import { formatValue } from '../schema/written.ts';
import { compareTables } from './compare-tables.ts';
import { numbered } from './comparison-summary.ts';
import type { EditionOnDisk } from './read.ts';

type Edition = Pick<EditionOnDisk, 'manifest' | 'tables'>;

export interface EditionChanges {
  readonly snapshots: { readonly added: readonly string[]; readonly gone: readonly string[] };
  /** Those of the later edition, each with what changed in a few words. */
  readonly tables: readonly { readonly name: string; readonly title: string; readonly said: string }[];
  /** Titles of tables that only the earlier edition has. */
  readonly gone: readonly string[];
}

/**
 * What an edition says otherwise than an earlier one: rows with the same key are the same row.
 *
 * @throws {Error} if they are not two editions in this order
 */
export function compareEditions(a: Edition, b: Edition): EditionChanges {
  if (a.manifest.id >= b.manifest.id)
    throw new Error(
      `the edition ${b.manifest.id} is not later than ${a.manifest.id}; the earlier one goes first, and no edition is compared with itself`,
    );
  const [before, after] = [a, b].map(({ manifest }) => manifest.snapshots.map(({ id }) => id));
  const without = (some: readonly string[] = [], others: readonly string[] = []) =>
    some.filter((id) => !others.includes(id));
  return {
    snapshots: { added: without(after, before), gone: without(before, after) },
    tables: [...b.tables.values()].map((table) => ({
      name: table.name,
      title: table.title,
      said: saidOf(a.tables.get(table.name), table, a, b),
    })),
    gone: [...a.tables.values()].filter(({ name }) => !b.tables.has(name)).map(({ title }) => title),
  };
}

function saidOf(before: Table | undefined, after: Table, a: Edition, b: Edition): string {
  if (!before) return 'new';
  const [one, other] = [a, b].map(({ manifest }) => ({ ...manifest, coverage: 'aggregate' as const }));
  const outcome = one && other ? compareTables(before, after, one, other) : '';
  if (typeof outcome === 'string') return `cannot be compared. ${outcome}`;
  const { rows, numbers } = outcome.counts;
  const parts = [
    ...(rows.onlyInB > 0 ? [numbered(rows.onlyInB, 'new row')] : []),
    ...(rows.onlyInA > 0 ? [`${numbered(rows.onlyInA, 'row')} fewer`] : []),
    ...(numbers.moved > 0
      ? [`${formatValue('count', numbers.moved)} of ${numbered(numbers.moved + numbers.stayed, 'number')} changed`]
      : []),
    ...(outcome.reasons.some(({ reason }) => reason === 'other definition') ? ['a different definition'] : []),
  ];
  return parts.length === 0 ? 'as before' : parts.join(', ');
}

/** What changed, as it is printed. */
export function editionChangesText({ snapshots, tables, gone }: EditionChanges): string {
  const list = (ids: readonly string[]) => (ids.length === 0 ? 'none' : ids.join(', '));
  return [
    `snapshots added: ${list(snapshots.added)}`,
    `snapshots gone: ${list(snapshots.gone)}`,
    ...tables.map(({ name, said }) => `${name.padEnd(28)} ${said}`),
    ...gone.map((title) => `gone: ${title}`),
  ].join('\n');
}
