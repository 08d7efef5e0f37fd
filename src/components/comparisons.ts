/** Finds comparisons for pages, and says where they are. */
import { type CollectionEntry, getCollection } from 'astro:content';
import { comparisonId } from '../schema/comparison.ts';
import { page } from './address.ts';
import { allSnapshots } from './snapshot.ts';

export type Comparison = CollectionEntry<'comparisons'>['data'];

/** The address of a comparison; the earlier snapshot goes first. */
export const comparisonPage = (a: string, b: string): string => page('compare', comparisonId(a, b));

/** All comparisons that have a page, by the later snapshot, newest first. */
export async function allComparisons(): Promise<Comparison[]> {
  const entries = (await getCollection('comparisons')).map(({ data }) => data);
  return entries.sort((one, other) => {
    const [x, y] = [one, other].map(({ a, b }) => `${b.id} ${a.id}`) as [string, string];
    return x < y ? 1 : -1;
  });
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
