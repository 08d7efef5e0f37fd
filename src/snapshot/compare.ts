/** Compares two snapshots: every number that moved, by how much, and why. */
import { sha256 } from '../io/files.ts';
import type { Comparison, ComparisonDigest, Left, Side, TableComparison } from '../schema/comparison.ts';
import { comparisonId } from '../schema/comparison.ts';
import { type Manifest, manifestText } from '../schema/snapshot.ts';
import { compareSnapshotIds } from '../schema/snapshot-id.ts';
import type { Table } from '../schema/table.ts';
import { statedNote, typeRules } from '../series/created-by-type.ts';
import { compareTables } from './compare-tables.ts';
import { findingsOf, inNumbers, sizeOf, summary } from './comparison-summary.ts';
import type { Snapshot } from './read.ts';

const measure =
  'Shares, correlations and probabilities by their plain difference; every other number by its difference out of the largest value of its column in either snapshot. A number and its interval count as one.';

/**
 * Compares two snapshots table by table and row by row: rows with the same key are the same row.
 *
 * The reasons why a table moved are taken from the snapshots themselves: the same date is a correction; another version
 * of its definition, however either is worded, is a definition; other publications are another source; else the data
 * are new. A selection is compared whole with its own correction only. With anything else its shares are, since they
 * are of stated populations, and nothing more.
 *
 * Two without a common table are answered with the tables that each has alone.
 *
 * @param a the earlier snapshot, by id
 * @throws {Error} as `assertInOrder`
 */
export function compare(a: Snapshot, b: Snapshot): Comparison {
  const [first, second] = [a.manifest, b.manifest];
  assertInOrder(first, second);
  const tables: TableComparison[] = [];
  const refused: { name: string; title: string; reason: string }[] = [];
  const types = typesDiffer(a, b);
  for (const [name, after] of b.tables) {
    const before = a.tables.get(name);
    if (!before) continue;
    const outcome = compareTables(before, after, first, second, countsTypes(after) ? types : []);
    if (typeof outcome === 'string') refused.push({ name, title: after.title, reason: outcome });
    else tables.push(outcome);
  }
  const changes = findingsOf(tables, b);
  const findings = [...sizeOf(tables, first, second), ...changes];
  // What a reader can take at its word comes first, and each table of a finding before the others.
  const rank = ({ name }: TableComparison) => findings.findIndex(({ table }) => table === name) >>> 0;
  tables.sort((one, other) => rank(one) - rank(other));
  return {
    a: side(first),
    b: side(second),
    measure,
    findings,
    summary: summary(tables, changes, first, second),
    inNumbers: inNumbers(tables, first, second),
    tables,
    refused,
    onlyIn: { a: onlyIn(first, second), b: onlyIn(second, first) },
  };
}

/** A table of model types on the Hub; the forum's are those that topics name. */
const countsTypes = ({ name, key, columns }: Table) =>
  name !== 'mentions' && columns.some((column) => key.includes(column.name) && column.unit === 'modelType');

/** Which type a model has depends on the source, and one table of a snapshot says it for all of them. */
function typesDiffer(a: Snapshot, b: Snapshot): string[] {
  const [then, now] = [a, b].map(({ tables }) => {
    const created = tables.get('models-created');
    return created && typeRules[created.notes.includes(statedNote) ? 'stated' : 'stated-or-inherited'];
  });
  if (!then || !now || then === now) return [];
  return [`Which type a model has differs. In ${a.manifest.id}: ${then.text} In ${b.manifest.id}: ${now.text}`];
}

/** @throws {Error} if both are one, or the first is the later one; the sentence names the comparison that there is */
export function assertInOrder(first: Pick<Manifest, 'id'>, second: Pick<Manifest, 'id'>): void {
  if (first.id === second.id) throw new Error(`${first.id} cannot be compared with itself; name two snapshots`);
  if (compareSnapshotIds(first.id, second.id) > 0)
    throw new Error(
      `${first.id} is later than ${second.id}; the earlier one goes first: ${comparisonId(second.id, first.id)}`,
    );
}

/**
 * The two snapshots of those names.
 *
 * @throws {Error} if there is no such snapshot; the sentence lists those that there are
 */
export function snapshotsNamed<Each extends Pick<Snapshot, 'manifest'>>(
  snapshots: readonly Each[],
  ...ids: readonly [string, string]
): [Each, Each] {
  const named = (id: string) => {
    const found = snapshots.find(({ manifest }) => manifest.id === id);
    if (found) return found;
    const known = snapshots.map(({ manifest }) => manifest.id).join(', ');
    throw new Error(`there is no snapshot ${id}; the snapshots are ${known}`);
  };
  return [named(ids[0]), named(ids[1])];
}

/** The same comparison with lists of a length that a page can hold; `counts` still says how long they are. */
export function digest(comparison: Comparison, length = 20): ComparisonDigest {
  return {
    ...comparison,
    tables: comparison.tables.map((table) => ({
      ...table,
      moved: table.moved.slice(0, length),
      changed: table.changed.slice(0, length),
      rowsOnlyIn: { a: table.rowsOnlyIn.a.slice(0, length), b: table.rowsOnlyIn.b.slice(0, length) },
    })),
  };
}

function side(manifest: Manifest): Side {
  const { id, date, coverage, title, population, selection, publications } = manifest;
  const sources = publications.map((publication) => publication.title);
  return { id, date, coverage, title, population, selection, sources, manifestSha256: sha256(manifestText(manifest)) };
}

/** The tables that only one has, each with the other’s reason for not having it. */
function onlyIn(one: Manifest, other: Manifest): Left[] {
  return one.tables
    .filter(({ name }) => !other.tables.some((table) => table.name === name))
    .map(({ name, title }) => ({
      name,
      title,
      reason: other.unavailable.find((absent) => absent.name === name)?.reason ?? null,
    }));
}
