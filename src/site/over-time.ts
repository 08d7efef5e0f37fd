/** What snapshots say of one model type or base model, for its page over all of them, or in one. */
import { evidenceOf, standing } from './evidence.ts';
import { rowsWhere } from '../schema/rows.ts';
import type { Row, Table } from '../schema/table.ts';
import { formatList } from '../schema/written.ts';
import { keptPages, modelsWithPage, typesWithPage } from './pages.ts';
import { allSnapshots, lookUp, lookUpFor, type Neighbours, type Snapshot, withNeighbours } from './snapshot.ts';
import { dayOf } from './status.ts';

/** One snapshot's row of it. */
export interface Sighting {
  readonly snapshot: Snapshot;
  readonly table: Table;
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

/** A page of one, and the ways on from it. */
export interface DetailPage extends Followed, Partial<Neighbours> {
  /** The pages before and after it by rank. */
  readonly before: Followed | undefined;
  readonly after: Followed | undefined;
  /** Whose page it is; absent where it is over all snapshots. */
  readonly snapshot?: Snapshot;
}

const kinds = {
  models: { table: 'type-ranking', key: 'modelType', count: 'hubModels', pages: typesWithPage },
  lineage: { table: 'parents', key: 'parent', count: 'children', pages: modelsWithPage },
} as const;
type Kind = keyof typeof kinds;

const lists = new Map<Kind, Promise<Followed[]>>();

/**
 * All that has a page in some standing snapshot; by its count in the best evidence, and then in the order of the newest.
 * Many pages ask for it, and it reads a table of every snapshot.
 */
export function followed(kind: Kind): Promise<Followed[]> {
  const list = lists.get(kind) ?? follow(kind);
  lists.set(kind, list);
  return list;
}

async function follow(kind: Kind): Promise<Followed[]> {
  const all = new Map<string, { name: string; sightings: Sighting[] }>();
  const slugs = new Map<string, string>();
  const newestFirst = standing(await allSnapshots()).reverse();
  for (const snapshot of newestFirst)
    for (const [slug, name] of await kinds[kind].pages(snapshot.manifest.id))
      if (!slugs.has(name)) slugs.set(name, slug);
  for (const snapshot of newestFirst)
    for (const [name, sighting] of await sightingsIn(snapshot, kind)) {
      const slug = slugs.get(name);
      if (slug === undefined) continue;
      const entry = all.get(slug) ?? { name, sightings: [] };
      entry.sightings.push(sighting);
      all.set(slug, entry);
    }
  const { table, count } = kinds[kind];
  const best = evidenceOf(await allSnapshots(), ({ manifest }) => manifest.tables.some(({ name }) => name === table));
  const countOf = ({ sightings }: Pick<Followed, 'sightings'>) =>
    Number(sightings.find(({ snapshot }) => snapshot === best)?.row[count] ?? -1);
  return [...all].map(([slug, entry]) => ({ slug, ...entry })).sort((a, b) => countOf(b) - countOf(a));
}

/** What a snapshot says of each, by its name. */
async function sightingsIn(snapshot: Snapshot, kind: Kind): Promise<Map<string, Sighting>> {
  const { table: name, key, count } = kinds[kind];
  const found = await lookUp(snapshot.manifest.id, name);
  if (!('table' in found)) return new Map();
  const { table } = found;
  const countOf = (row: Row) => Number(row[count] ?? 0);
  return new Map(
    table.rows.map((row) => {
      const place = table.rows.filter((each) => countOf(each) > countOf(row)).length + 1;
      return [String(row[key]), { snapshot, table, row, place }];
    }),
  );
}

/**
 * Which of the snapshots count only models that state their type, as a sentence, where others beside them count more; empty
 * where all count alike. The newest edition says which do.
 */
export async function otherTypesIn(snapshots: readonly Snapshot[]): Promise<string> {
  const found = await lookUpFor({ snapshot: undefined }, 'leading-types', { where: { definition: 'stated' } });
  const stated = new Set(
    'table' in found ? rowsWhere(found.table, { definition: 'stated' }).map((row) => row.snapshot) : [],
  );
  const those = snapshots.map(({ manifest: { id } }) => id).filter((id) => stated.has(id));
  if (those.length === 0 || those.length === snapshots.length) return '';
  return `Numbers of ${formatList(those.map(dayOf))} count only models that state their type; the others also give a model the type of its base model.`;
}

/** All pages of a kind: over all snapshots, and in those of which a release promised them. */
export async function allDetailPages(kind: Kind): Promise<DetailPage[]> {
  const inOrder = (list: readonly Followed[]) =>
    list.map((each, place) => ({ ...each, before: list[place - 1], after: list[place + 1] }));
  const dated = (await allSnapshots()).map(async (snapshot) => {
    const pages = await keptPages(snapshot.manifest.id, kind);
    const sightings = pages.size > 0 ? await sightingsIn(snapshot, kind) : new Map<string, Sighting>();
    const list = [...pages].map(([slug, name]) => ({ slug, name, sightings: [sightings.get(name) ?? []].flat() }));
    return inOrder(list).map((each) => ({ ...each, snapshot }));
  });
  const same = Map.groupBy((await Promise.all(dated)).flat(), ({ slug }) => slug);
  return [...inOrder(await followed(kind)), ...[...same.values()].flatMap((pages) => withNeighbours(pages))];
}

/** The last parts of the addresses of pages over all snapshots, by what they are of. */
export const slugsOf = async (kind: Kind): Promise<ReadonlyMap<string, string>> =>
  new Map((await followed(kind)).map(({ name, slug }) => [name, slug]));
