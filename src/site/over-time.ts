/** What standing snapshots say of one model type or base model, for its page over all of them. */
import { standing } from './evidence.ts';
import type { Row } from '../schema/table.ts';
import { modelsWithPage, typesWithPage } from './pages.ts';
import { allSnapshots, lookUp, type Snapshot } from './snapshot.ts';

/** One snapshot's row of it. */
export interface Sighting {
  readonly snapshot: Snapshot;
  readonly row: Row;
  /** Its place by the number that orders it. */
  readonly place: number;
}

export interface Followed {
  /** What it is called. */
  readonly name: string;
  /** The last part of its address. */
  readonly slug: string;
  /** Newest first. */
  readonly sightings: readonly Sighting[];
}

const kinds = {
  models: {
    table: 'type-ranking',
    key: 'modelType',
    count: 'hubModels',
    pages: async (id: string) => new Map((await typesWithPage(id)).map((type) => [type, type])),
  },
  lineage: { table: 'parents', key: 'parent', count: 'children', pages: modelsWithPage },
} as const;

const lists = new Map<keyof typeof kinds, Promise<Followed[]>>();

/**
 * All that has a page in some standing snapshot; in the order of the newest, and then of those before it. Many pages ask
 * for it, and it reads a table of every snapshot.
 */
export function followed(kind: keyof typeof kinds): Promise<Followed[]> {
  const list = lists.get(kind) ?? follow(kind);
  lists.set(kind, list);
  return list;
}

async function follow(kind: keyof typeof kinds): Promise<Followed[]> {
  const { table, key, count, pages } = kinds[kind];
  const all = new Map<string, { name: string; sightings: Sighting[] }>();
  const slugs = new Map<string, string>();
  const newestFirst = standing(await allSnapshots()).reverse();
  for (const snapshot of newestFirst)
    for (const [slug, name] of await pages(snapshot.manifest.id)) if (!slugs.has(name)) slugs.set(name, slug);
  for (const snapshot of newestFirst) {
    const found = await lookUp(snapshot.manifest.id, table);
    if (!('table' in found)) continue;
    const counts = found.table.rows.map((row) => Number(row[count] ?? 0));
    for (const row of found.table.rows) {
      const name = String(row[key]);
      const slug = slugs.get(name);
      if (slug === undefined) continue;
      const place = counts.filter((each) => each > Number(row[count] ?? 0)).length + 1;
      const entry = all.get(slug) ?? { name, sightings: [] };
      entry.sightings.push({ snapshot, row, place });
      all.set(slug, entry);
    }
  }
  return [...all].map(([slug, { name, sightings }]) => ({ slug, name, sightings }));
}

/** The last parts of the addresses of pages over all snapshots, by what they are of. */
export const slugsOf = async (kind: keyof typeof kinds): Promise<ReadonlyMap<string, string>> =>
  new Map((await followed(kind)).map(({ name, slug }) => [name, slug]));
