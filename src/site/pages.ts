/** Which pages a snapshot has, in the order in which a reader meets them. */
import { type CollectionEntry, getCollection } from 'astro:content';
import kept from '../../content/kept-pages.json' with { type: 'json' };
import type { Table } from '../schema/table.ts';
import { topics } from '../schema/topic.ts';
import { isRepository, modelsBySlug } from './model-address.ts';
import { type Snapshot, lookUp, snapshotOf } from './snapshot.ts';

/** The chapters in their order, the overview first. @throws {Error} if two share a place or there is no overview */
export async function allChapters(): Promise<CollectionEntry<'chapters'>[]> {
  const chapters = (await getCollection('chapters')).sort((a, b) => a.data.order - b.data.order);
  const twice = chapters.find((chapter, index) => chapters[index - 1]?.data.order === chapter.data.order);
  if (twice) throw new Error(`the chapter ${twice.id} has the same order, ${twice.data.order}, as another`);
  if (chapters[0]?.id !== 'overview') throw new Error('the first chapter must be content/chapters/overview.mdx');
  return chapters;
}

/** @throws {Error} if there is no such chapter */
export async function chapterOf(id: string): Promise<CollectionEntry<'chapters'>> {
  const chapters = await allChapters();
  const chapter = chapters.find((each) => each.id === id);
  if (!chapter)
    throw new Error(`there is no chapter ${id}; the chapters are ${chapters.map((each) => each.id).join(', ')}`);
  return chapter;
}

/** The ranking of model types that they are explored in; undefined where a snapshot has no page for that. */
export async function explorableRanking(snapshot: string): Promise<Table | undefined> {
  const [ranking, ...monthly] = await Promise.all(
    ['type-ranking', 'models-created', 'mentions'].map((name) => lookUp(snapshot, name)),
  );
  const isDated = monthly.some((found) => 'table' in found && found.table.window !== null);
  return isDated && ranking && 'table' in ranking ? ranking.table : undefined;
}

/** The address of the same page in another snapshot, in parts; of its overview where it has no such page. */
export async function samePage(snapshot: string, rest: readonly string[]): Promise<readonly string[]> {
  const [name = '', ...more] = rest;
  const isThere =
    more.length === 0
      ? name === 'data' ||
        (name === 'explore' && (await explorableRanking(snapshot)) !== undefined) ||
        topics.some(({ id }) => id === name)
      : more.length === 1 && (await keptPages(snapshot, name)).has(more[0] ?? '');
  return isThere ? [snapshot, ...rest] : [snapshot];
}

/** A page of the snapshot that took another's place. */
export interface Successor {
  readonly snapshot: Snapshot;
  /** The address of the same page in it, or of its overview where it has no such page. */
  readonly path: readonly string[];
  readonly isSamePage: boolean;
}

/**
 * Where a reader of a page goes on to: the last correction of a corrected snapshot, which is of the same day, or the end
 * of the chain of what superseded it.
 *
 * @param path the dated address of the page, in parts
 * @returns undefined where nothing has taken the snapshot's place
 */
export async function successorOf({ listed }: Snapshot, path: readonly string[]): Promise<Successor | undefined> {
  if (listed === null || !('by' in listed)) return undefined;
  let snapshot = await snapshotOf(listed.by);
  const goesOn = listed.status === 'corrected' ? ['corrected'] : ['corrected', 'superseded'];
  while (snapshot.listed && 'by' in snapshot.listed && goesOn.includes(snapshot.listed.status))
    snapshot = await snapshotOf(snapshot.listed.by);
  const rest = path.slice(1);
  const same = await samePage(snapshot.manifest.id, rest);
  return { snapshot, path: same, isSamePage: same.length === path.length };
}

/** A type with so many models or topics has a page. */
export const minModels = 20;
export const minTopics = 10;

/** The model types of a snapshot that are followed on a page of their own, whose address has the name, in the order of their rank. */
export async function typesWithPage(snapshot: string): Promise<ReadonlyMap<string, string>> {
  const found = await lookUp(snapshot, 'type-ranking');
  const types = ('table' in found ? found.table.rows : [])
    .filter((row) => Number(row.hubModels ?? 0) >= minModels || Number(row.topics ?? 0) >= minTopics)
    .map((row) => String(row.modelType));
  return new Map(types.map((type) => [type, type]));
}

/**
 * The models of a snapshot that are followed on a page of their own, by their part of its address, the most built upon first. A
 * declaration may name anything, a path on somebody's disk too: what cannot be a repository of the Hub has none.
 */
export async function modelsWithPage(snapshot: string): Promise<ReadonlyMap<string, string>> {
  const [found, most] = [await lookUp(snapshot, 'parent-children'), await lookUp(snapshot, 'parents')];
  if (!('table' in found) || !('table' in most)) return new Map();
  const known = new Set(most.table.rows.map(({ parent }) => parent));
  const parents = new Set(found.table.rows.map(({ parent }) => parent).filter((parent) => known.has(parent)));
  return modelsBySlug([...parents].map(String).filter(isRepository));
}

/**
 * The pages below a chapter, by the last part of their address and in the order of their rank: of snapshots of which a
 * release promised them. Others lead to the pages over all snapshots, of which a hundred snapshots need no more.
 */
export async function keptPages(snapshot: string, chapter: string): Promise<ReadonlyMap<string, string>> {
  if (chapter === 'models' && kept.models.includes(snapshot)) return typesWithPage(snapshot);
  if (chapter === 'lineage' && kept.lineage.includes(snapshot)) return modelsWithPage(snapshot);
  return new Map();
}

/** Those of which a release promised a card of each topic. */
export const snapshotsWithTopicCards: readonly string[] = kept.cards;
