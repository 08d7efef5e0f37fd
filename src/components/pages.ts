/** Which pages a snapshot has, in the order in which a reader meets them. */
import { type CollectionEntry, getCollection } from 'astro:content';
import { type Snapshot, lookUp, snapshotOf } from './snapshot.ts';

/** The chapters in their order, the overview first. @throws {Error} if two share a place or there is no overview */
export async function allChapters(): Promise<CollectionEntry<'chapters'>[]> {
  const chapters = (await getCollection('chapters')).sort((a, b) => a.data.order - b.data.order);
  const twice = chapters.find((chapter, index) => chapters[index - 1]?.data.order === chapter.data.order);
  if (twice) throw new Error(`the chapter ${twice.id} has the same order, ${twice.data.order}, as another`);
  if (chapters[0]?.id !== 'overview') throw new Error('the first chapter must be content/chapters/overview.mdx');
  return chapters;
}

/**
 * Checks that every table a chapter lists is one that some snapshot knows.
 *
 * @throws {Error} that names chapter and table
 */
export async function checkTables(chapter: CollectionEntry<'chapters'>, snapshot: string): Promise<void> {
  for (const table of chapter.data.tables) {
    try {
      await lookUp(snapshot, table);
    } catch (error) {
      throw new Error(`content/chapters/${chapter.id}.mdx: ${(error as Error).message}`, { cause: error });
    }
  }
}

/** The address of the same page in another snapshot, in parts; of its overview where it has no such page. */
export async function samePage(snapshot: string, rest: readonly string[]): Promise<readonly string[]> {
  const [name = '', ...more] = rest;
  const isThere =
    more.length === 0
      ? name === 'data' ||
        (name === 'explore' && 'table' in (await lookUp(snapshot, 'type-ranking'))) ||
        (await allChapters()).some(({ id }) => id === name)
      : name === 'models' && more.length === 1 && (await typesWithPage(snapshot)).includes(more[0] ?? '');
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
 * Where a reader of a page goes on to: the last correction of a corrected snapshot, or what superseded it.
 *
 * @param path the dated address of the page, in parts
 * @returns undefined where nothing has taken the snapshot's place
 */
export async function successorOf({ listed }: Snapshot, path: readonly string[]): Promise<Successor | undefined> {
  if (listed === null || !('by' in listed)) return undefined;
  let snapshot = await snapshotOf(listed.by);
  while (snapshot.listed?.status === 'corrected') snapshot = await snapshotOf(snapshot.listed.by);
  const rest = path.slice(1);
  const same = await samePage(snapshot.manifest.id, rest);
  return { snapshot, path: same, isSamePage: same.length === path.length };
}

/** A type with so many models or topics has a page. */
export const fewestModels = 20;
export const fewestTopics = 10;

/** The model types of a snapshot that have a page of their own, in the order of their rank. */
export async function typesWithPage(snapshot: string): Promise<string[]> {
  const found = await lookUp(snapshot, 'type-ranking');
  if (!('table' in found)) return [];
  return found.table.rows
    .filter((row) => Number(row.hubModels ?? 0) >= fewestModels || Number(row.topics ?? 0) >= fewestTopics)
    .map((row) => String(row.modelType));
}
