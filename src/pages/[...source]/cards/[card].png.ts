/** The picture that goes along when a link to a page is shared: of a topic, or of a snapshot or an edition as a whole. */
import type { APIRoute } from 'astro';
import { cardPng } from '../../../site/card-image.ts';
import { type Card, allCards } from '../../../site/social-card.ts';

interface Props {
  card: Card;
}

export const getStaticPaths = async () =>
  (await allCards()).map(({ source, name, ...card }) => ({ params: { source, card: name }, props: { card } }));

export const GET: APIRoute<Props> = ({ props }) =>
  new Response(cardPng(props.card), { headers: { 'content-type': 'image/png' } });
