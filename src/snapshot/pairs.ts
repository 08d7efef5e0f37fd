/** Which comparisons have a page. */
import { comparisonId } from '../schema/comparison.ts';
import type { Coverage } from '../schema/snapshot.ts';
import { compareSnapshotIds } from '../schema/snapshot-id.ts';

/** As much of a snapshot as it takes to place it among the others. */
export interface Placed {
  readonly id: string;
  readonly date: string;
  readonly coverage: Coverage;
  /** The day of its publication; null for a draft. */
  readonly published: string | null;
}

export type Pair = readonly [a: string, b: string];

/**
 * The snapshot that one continues: the newest earlier one that is no selection; for a selection, the one that it
 * corrects. A published snapshot continues only what was published with or before it, so that what is said of it stays.
 */
export function previousComparable<Each extends Placed>(snapshots: readonly Each[], own: Each): Each | undefined {
  return inOrder(snapshots).findLast(
    ({ id, date, coverage, published }) =>
      compareSnapshotIds(id, own.id) < 0 &&
      (own.published === null || (published !== null && published <= own.published)) &&
      (own.coverage === 'sample' ? coverage === 'sample' && date === own.date : coverage !== 'sample'),
  );
}

/**
 * The comparisons that have a page, earlier snapshot first: each snapshot with the one before it, with the newest earlier
 * one that is no selection, and with the one that it continues.
 *
 * What was compared on some day of publication stays, for somebody may have cited it: a snapshot that comes later adds
 * pages and takes none away.
 */
export function comparisonPairs(snapshots: readonly Placed[]): Pair[] {
  const pairs = new Map<string, Pair>();
  const addAll = (some: readonly Placed[]) => {
    for (const [index, own] of some.entries()) {
      const earlier = some.slice(0, index);
      const whole = earlier.findLast(({ coverage }) => coverage !== 'sample');
      for (const other of [earlier.at(-1), whole, previousComparable(some, own)])
        if (other) pairs.set(comparisonId(other.id, own.id), [other.id, own.id]);
    }
  };
  const sorted = inOrder(snapshots);
  addAll(sorted);
  for (const day of new Set(sorted.flatMap(({ published }) => published ?? [])))
    addAll(sorted.filter(({ published }) => published !== null && published <= day));
  return [...pairs.values()].sort(([a, b], [c, d]) => compareSnapshotIds(a, c) || compareSnapshotIds(b, d));
}

const inOrder = <Each extends Placed>(snapshots: readonly Each[]): Each[] =>
  [...snapshots].sort((one, other) => compareSnapshotIds(one.id, other.id));
