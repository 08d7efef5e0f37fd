/** Finds comparisons for pages, and says where they are. */
import { type CollectionEntry, getCollection } from 'astro:content';
import { comparisonId } from '../schema/comparison.ts';
import { page } from './address.ts';
import { allSnapshots } from './snapshot.ts';

type AnyComparison = CollectionEntry<'comparisons'>['data'];
export type Comparison = Extract<AnyComparison, { state: 'kept' }>;
export type Retired = Extract<AnyComparison, { state: 'retired' }>;

/** The address of a comparison; the earlier snapshot goes first. */
export const comparisonPage = (a: string, b: string): string => page('compare', comparisonId(a, b));

let all: Promise<Comparison[]> | undefined;

/** All comparisons that are kept, by the later snapshot, newest first. */
export function allComparisons(): Promise<Comparison[]> {
  all ??= getCollection('comparisons').then((entries) =>
    entries
      .flatMap(({ data }) => (data.state === 'kept' ? [data] : []))
      .sort((one, other) => (`${one.b.id} ${one.a.id}` < `${other.b.id} ${other.a.id}` ? 1 : -1)),
  );
  return all;
}

/**
 * The comparison that says what changed with a snapshot: with the one that it continues, or else with the one before
 * it; undefined for the first.
 */
export async function whatChanged(snapshot: string): Promise<Comparison | undefined> {
  const comparisons = (await allComparisons()).filter(({ b }) => b.id === snapshot);
  const ids = (await allSnapshots()).map(({ manifest }) => manifest.id);
  const before = ids[ids.indexOf(snapshot) - 1];
  return comparisons.find(({ continues }) => continues) ?? comparisons.find(({ a }) => a.id === before);
}
