/** Looks up editions: the newest is the evidence for what is followed over snapshots. */
import { type CollectionEntry, getEntry } from 'astro:content';
import { placeOf } from '../schema/edition.ts';

export type Edition = CollectionEntry<'editions'>['data']['all'][number];

/** All editions, oldest first; none before the first was made. */
export const allEditions = async (): Promise<Edition[]> => [...((await getEntry('editions', 'all'))?.data.all ?? [])];

/** The newest published one; a draft only as long as none is published. */
export async function newestEdition(): Promise<Edition | undefined> {
  const all = await allEditions();
  return all.findLast(({ listed }) => listed !== null) ?? all.at(-1);
}

/** The editions around one, by their ids. */
export interface AmongEditions {
  /** The nearest published ones. */
  readonly previous: string | undefined;
  readonly next: string | undefined;
  /** The newest published one, where that is a later one; a draft was never published, so nothing replaces it. */
  readonly newer: string | undefined;
}

export async function amongEditions({ manifest: { id }, listed }: Edition): Promise<AmongEditions> {
  const published = (await allEditions()).filter((each) => each.listed !== null).map(({ manifest }) => manifest.id);
  const later = published.filter((each) => each > id);
  return {
    previous: published.findLast((each) => each < id),
    next: later[0],
    newer: listed === null ? undefined : later.at(-1),
  };
}

/** What a page takes a table of an edition from, in the form of a snapshot: its id is its place on the site. */
export const sourceOf = (edition: Edition) => ({
  manifest: { ...edition.manifest, id: placeOf(edition.manifest), coverage: 'edition' as const, selection: null },
  edition,
});
export type EditionSource = ReturnType<typeof sourceOf>;
