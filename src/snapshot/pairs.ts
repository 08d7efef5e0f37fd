/** Which comparisons have a page. */
import { comparisonId } from '../schema/comparison.ts';
import { type Coverage, type Manifest, type PublishedSnapshot, isValid } from '../schema/snapshot.ts';
import { compareSnapshotIds, correctionOf } from '../schema/snapshot-id.ts';

/** As much of a snapshot as it takes to place it among the others. */
export interface Placed {
  readonly id: string;
  readonly coverage: Coverage;
  /** The names of its tables that are counts. */
  readonly counts: readonly string[];
  /** The day of its publication; null for a draft. */
  readonly published: string | null;
  /** Whether it is neither corrected nor withdrawn. */
  readonly holds: boolean;
}

/** @param listed its entry among the published ones; null for a draft */
export const placed = ({ id, coverage, tables }: Manifest, listed: PublishedSnapshot | null): Placed => ({
  id,
  coverage,
  counts: tables.flatMap(({ name, kind }) => (kind === 'count' ? [name] : [])),
  published: listed?.published ?? null,
  holds: listed === null || isValid(listed),
});

export type Pair = readonly [a: string, b: string];

/**
 * The snapshot that one continues, so that what moved is what is new: for a correction the one that it corrects, for any
 * other that is no selection its neighbour.
 */
export function previousOf<Each extends Placed>(snapshots: readonly Each[], own: Each): Each | undefined {
  const corrected = correctionOf(own.id);
  if (corrected !== null) return snapshots.find(({ id }) => id === corrected);
  return own.coverage === 'sample' ? undefined : neighbourOf(snapshots, own);
}

/**
 * The newest earlier snapshot that holds, is no selection, and counts something that this one counts too. A published
 * one has no draft for a neighbour.
 */
export function neighbourOf<Each extends Placed>(snapshots: readonly Each[], own: Each): Each | undefined {
  return inOrder(snapshots).findLast(
    (other) =>
      compareSnapshotIds(other.id, own.id) < 0 &&
      other.holds &&
      other.coverage !== 'sample' &&
      (own.published === null || other.published !== null) &&
      countAlike(other, own),
  );
}

/**
 * The comparisons that follow from what there is, earlier snapshot first: of each correction with what it corrects, and
 * of each snapshot that holds with its neighbour. A release promises these.
 */
export function stepPairs(snapshots: readonly Placed[]): Pair[] {
  return snapshots.flatMap((own) => {
    const corrected = correctionOf(own.id) === null ? undefined : previousOf(snapshots, own);
    const neighbour = own.holds ? neighbourOf(snapshots, own) : undefined;
    return [corrected, neighbour].flatMap((other): Pair[] => (other ? [[other.id, own.id]] : []));
  });
}

/**
 * All comparisons that have a page: these, and of each snapshot that holds with the one of the front page, which is
 * another one next time.
 *
 * @param kept those that a release promised and nothing else makes any more, by their names; of snapshots
 *   that are not published nothing was promised
 */
export function comparisonPairs(snapshots: readonly Placed[], kept: readonly string[] = []): Pair[] {
  const isPublished = snapshots.some(({ published }) => published !== null);
  const standing = inOrder(snapshots).filter(({ holds, published }) => holds && (!isPublished || published !== null));
  const newest =
    standing.findLast(({ coverage }) => coverage === 'census') ??
    standing.findLast(({ coverage }) => coverage === 'aggregate');
  const withNewest = standing.flatMap((own): Pair[] => {
    if (!newest || newest === own || !countAlike(newest, own)) return [];
    const [a, b] = inOrder([newest, own]);
    return a && b ? [[a.id, b.id]] : [];
  });
  const published = new Set(snapshots.flatMap(({ id, published }) => (published === null ? [] : [id])));
  const keptPairs = kept
    .map((id) => id.split('...') as unknown as Pair)
    .filter((pair) => pair.every((id) => published.has(id)));
  const all = new Map(
    [...stepPairs(snapshots), ...withNewest, ...keptPairs].map((pair) => [comparisonId(...pair), pair]),
  );
  return [...all.values()].sort(([a, b], [c, d]) => compareSnapshotIds(a, c) || compareSnapshotIds(b, d));
}

const countAlike = (one: Placed, other: Placed) => one.counts.some((name) => other.counts.includes(name));

const inOrder = <Each extends Placed>(snapshots: readonly Each[]): Each[] =>
  [...snapshots].sort((one, other) => compareSnapshotIds(one.id, other.id));
