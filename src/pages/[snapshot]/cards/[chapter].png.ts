/** The picture that goes along when a link to a chapter is shared. */
import type { APIRoute } from 'astro';
import type { CollectionEntry } from 'astro:content';
import { allChapters } from '../../../components/pages.ts';
import { cardPng } from '../../../components/social-card.ts';
import { allSnapshots, type Snapshot } from '../../../components/snapshot.ts';

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

export const GET: APIRoute<Props> = ({ props: { snapshot, chapter } }) => {
  const { title, question } = chapter.data;
  return new Response(cardPng({ snapshot, title, question }), { headers: { 'content-type': 'image/png' } });
};
