/** Which pages a snapshot has, in the order in which a reader meets them. */
import { type CollectionEntry, getCollection } from 'astro:content';
import { lookUp } from './snapshot.ts';

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
