/** The picture that goes along when a link to a page of a snapshot is shared: that of its topic, or of the whole. */
import type { APIRoute } from 'astro';
import { chapterOf } from '../../../site/pages.ts';
import { cardPng } from '../../../site/social-card.ts';
import { allSnapshots, type Snapshot } from '../../../site/snapshot.ts';
import { titleOf } from '../../../site/status.ts';
import { topics } from '../../../schema/topic.ts';

interface Props {
  snapshot: Snapshot;
  title: string;
  question: string;
}

export async function getStaticPaths() {
  const questions = await Promise.all(
    topics.map(async ({ id, title }) => ({ id, title, question: (await chapterOf(id)).data.question })),
  );
  return (await allSnapshots()).flatMap((snapshot) =>
    [{ id: 'overview', title: 'Snapshot', question: titleOf(snapshot.manifest) }, ...questions].map(
      ({ id, ...card }) => ({
        params: { snapshot: snapshot.manifest.id, chapter: id },
        props: { snapshot, ...card },
      }),
    ),
  );
}

export const GET: APIRoute<Props> = ({ props }) =>
  new Response(cardPng(props), { headers: { 'content-type': 'image/png' } });
