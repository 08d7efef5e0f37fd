/** Finds comparisons for pages, and says where they are. Held against each other are only those that a page asks for. */
import { compareSnapshotIds } from '../schema/snapshot-id.ts';
import { type Comparison, type ComparisonDigest, comparisonId } from '../schema/comparison.ts';
import { compare, digest } from '../snapshot/compare.ts';
import { type Placed, comparisonPairs, previousComparable } from '../snapshot/pairs.ts';
import { page } from './address.ts';
import { allSnapshots, allTables, type Snapshot } from './snapshot.ts';

/** Two snapshots that have a comparison, the earlier one first. */
export interface Compared {
  readonly a: Snapshot;
  readonly b: Snapshot;
  /** Whether the later snapshot continues the earlier one: what moved is what is new. */
  readonly continues: boolean;
}

/** The address of a comparison; the earlier snapshot goes first. */
export const comparisonPage = (a: string, b: string): string => page('compare', comparisonId(a, b));

const placed = ({ manifest, published }: Snapshot): Placed => ({ ...manifest, published });

let all: Promise<Compared[]> | undefined;

/** All comparisons, by the later snapshot, newest first. */
export function allComparisons(): Promise<Compared[]> {
  all ??= findComparisons();
  return all;
}

async function findComparisons(): Promise<Compared[]> {
  const snapshots = new Map((await allSnapshots()).map((snapshot) => [snapshot.manifest.id, snapshot]));
  const places = [...snapshots.values()].map(placed);
  return comparisonPairs(places)
    .map(([first, second]) => {
      const [a, b] = [snapshots.get(first), snapshots.get(second)];
      if (!a || !b) throw new Error(`there is no snapshot ${a ? second : first} to compare`);
      return { a, b, continues: previousComparable(places, placed(b))?.id === first };
    })
    .sort(
      (one, other) =>
        compareSnapshotIds(other.b.manifest.id, one.b.manifest.id) ||
        compareSnapshotIds(other.a.manifest.id, one.a.manifest.id),
    );
}

/** Every number that moved, and why. */
export async function comparisonOf({ a, b }: Pick<Compared, 'a' | 'b'>): Promise<Comparison> {
  const tablesOf = (snapshot: Snapshot) => new Map(allTables(snapshot).map((table) => [table.name, table]));
  return compare({ ...a, tables: tablesOf(a) }, { ...b, tables: tablesOf(b) });
}

const digests = new Map<string, Promise<ComparisonDigest>>();

/** As much of it as a page can hold; made once, as several pages ask for the same. */
export function digestOf(compared: Compared): Promise<ComparisonDigest> {
  const id = comparisonId(compared.a.manifest.id, compared.b.manifest.id);
  const found = digests.get(id) ?? comparisonOf(compared).then((comparison) => digest(comparison));
  digests.set(id, found);
  return found;
}

/**
 * The comparison that says what changed with a snapshot: with the one that it continues, or else with the one before
 * it; undefined for the first.
 */
export async function whatChanged(snapshot: string): Promise<Compared | undefined> {
  const comparisons = (await allComparisons()).filter(({ b }) => b.manifest.id === snapshot);
  const ids = (await allSnapshots()).map(({ manifest }) => manifest.id);
  const before = ids[ids.indexOf(snapshot) - 1];
  return comparisons.find(({ continues }) => continues) ?? comparisons.find(({ a }) => a.manifest.id === before);
}
