/** The picture that goes along when a link to a chapter is shared. */
import type { APIRoute } from 'astro';
import type { CollectionEntry } from 'astro:content';
import { leadOf } from '../../../components/lead.ts';
import { allChapters } from '../../../components/pages.ts';
import { cardPng } from '../../../components/social-card.ts';
import { allSnapshots, lookUp, type Snapshot } from '../../../components/snapshot.ts';

interface Props {
  snapshot: Snapshot;
  chapter: CollectionEntry<'chapters'>;
}

export async function getStaticPaths() {
  const [snapshots, chapters] = [await allSnapshots(), await allChapters()];
  return snapshots.flatMap((snapshot) =>
    chapters.map((chapter) => ({
      params: { snapshot: snapshot.manifest.id, chapter: chapter.id },
      props: { snapshot, chapter },
    })),
  );
}

export const GET: APIRoute<Props> = async ({ props: { snapshot, chapter } }) => {
  const lead = await leadOf(chapter, snapshot.manifest.id);
  const found = lead && (await lookUp(snapshot.manifest.id, lead.table));
  const figure = lead && found && 'table' in found ? { ...lead, table: found.table } : undefined;
  const png = cardPng({ snapshot, title: chapter.data.title, question: chapter.data.question, figure });
  return new Response(png, { headers: { 'content-type': 'image/png' } });
};
