/** Which comparisons have a page, and what became of those that had one. */
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

/** A comparison that had a page, and those that take its place. */
export interface Retired {
  readonly pair: Pair;
  /** The snapshots between the two, one step after the other. */
  readonly steps: readonly Pair[];
  /** Each of the two against the newest. */
  readonly newest: readonly Pair[];
}

/**
 * The snapshot that one continues: the newest earlier one that is no selection; for a selection, the one that it
 * corrects. A published snapshot continues published ones only, so that what is said of it stays true.
 */
export function previousComparable<Each extends Placed>(snapshots: readonly Each[], own: Each): Each | undefined {
  return inOrder(snapshots).findLast(
    ({ id, date, coverage, published }) =>
      compareSnapshotIds(id, own.id) < 0 &&
      (own.published === null || published !== null) &&
      (own.coverage === 'sample' ? coverage === 'sample' && date === own.date : coverage !== 'sample'),
  );
}

/**
 * The comparisons that have a page, earlier snapshot first: neighbours, each snapshot against the newest that is no
 * selection, and each against the one that it continues.
 */
export function comparisonPairs(snapshots: readonly Placed[]): Pair[] {
  const sorted = inOrder(snapshots);
  const pairs = new Map<string, Pair>();
  const add = (one: string, other: string) => {
    const pair = ordered(one, other);
    if (one !== other) pairs.set(comparisonId(...pair), pair);
  };
  const newest = sorted.findLast(({ coverage }) => coverage !== 'sample');
  for (const [index, snapshot] of sorted.entries()) {
    add(sorted[index - 1]?.id ?? snapshot.id, snapshot.id);
    if (newest) add(snapshot.id, newest.id);
    add(previousComparable(sorted, snapshot)?.id ?? snapshot.id, snapshot.id);
  }
  return [...pairs.values()].sort(comparePairs);
}

/**
 * The comparisons of published snapshots that had a page on some day of publication, and have none now: somebody may
 * have cited them.
 */
export function retiredPairs(snapshots: readonly Placed[]): Retired[] {
  const sorted = inOrder(snapshots);
  const kept = new Set(comparisonPairs(sorted).map((pair) => comparisonId(...pair)));
  const newest = sorted.findLast(({ coverage }) => coverage !== 'sample')?.id;
  const days = [...new Set(sorted.flatMap(({ published }) => published ?? []))];
  const once = new Map<string, Pair>();
  for (const day of days) {
    const then = sorted.filter(({ published }) => published !== null && published <= day);
    for (const pair of comparisonPairs(then)) {
      const id = comparisonId(...pair);
      if (!kept.has(id)) once.set(id, pair);
    }
  }
  return [...once.values()].sort(comparePairs).map(([a, b]) => {
    const ids = sorted.map(({ id }) => id);
    const between = ids.slice(ids.indexOf(a), ids.indexOf(b) + 1);
    return {
      pair: [a, b],
      steps: between.slice(1).map((id, index) => [between[index] ?? a, id] as const),
      newest: [a, b].flatMap((id) => (newest === undefined || id === newest ? [] : [ordered(id, newest)])),
    };
  });
}

const inOrder = <Each extends Placed>(snapshots: readonly Each[]): Each[] =>
  [...snapshots].sort((one, other) => compareSnapshotIds(one.id, other.id));

const ordered = (one: string, other: string): Pair =>
  compareSnapshotIds(one, other) < 0 ? [one, other] : [other, one];

const comparePairs = ([a, b]: Pair, [c, d]: Pair): number => compareSnapshotIds(a, c) || compareSnapshotIds(b, d);
