/** Which comparisons have a page, and what became of those that had one. */
import { comparisonId } from '../schema/comparison.ts';
import type { Coverage } from '../schema/snapshot.ts';

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
      id < own.id &&
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
    const pair: Pair = one < other ? [one, other] : [other, one];
    if (one !== other) pairs.set(comparisonId(...pair), pair);
  };
  const newest = sorted.findLast(({ coverage }) => coverage !== 'sample');
  for (const [index, snapshot] of sorted.entries()) {
    add(sorted[index - 1]?.id ?? snapshot.id, snapshot.id);
    if (newest) add(snapshot.id, newest.id);
    add(previousComparable(sorted, snapshot)?.id ?? snapshot.id, snapshot.id);
  }
  return [...pairs].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, pair]) => pair);
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
  const ordered = (one: string, other: string): Pair => (one < other ? [one, other] : [other, one]);
  return [...once]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, [a, b]]) => {
      const between = sorted.map(({ id }) => id).filter((id) => a <= id && id <= b);
      return {
        pair: [a, b],
        steps: between.slice(1).map((id, index) => [between[index] ?? a, id] as const),
        newest: [a, b].flatMap((id) => (newest === undefined || id === newest ? [] : [ordered(id, newest)])),
      };
    });
}

const inOrder = <Each extends Placed>(snapshots: readonly Each[]): Each[] =>
  [...snapshots].sort((one, other) => (one.id < other.id ? -1 : 1));
