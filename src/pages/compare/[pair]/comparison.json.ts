/** A comparison as JSON, the bytes that `npm run compare -- <a> <b> --json` prints; or what takes its place. */
import type { APIRoute } from 'astro';
import { getCollection } from 'astro:content';

export async function getStaticPaths() {
  const kept = (await getCollection('comparisons')).map(({ id, data }) => ({ id, text: data.text }));
  const retired = (await getCollection('retiredComparisons')).map(({ id, data }) => ({
    id,
    text: `${JSON.stringify(data, null, 1)}\n`,
  }));
  return [...kept, ...retired].map(({ id, text }) => ({ params: { pair: id }, props: { text } }));
}

export const GET: APIRoute<{ text: string }> = ({ props }) =>
  new Response(props.text, { headers: { 'content-type': 'application/json; charset=utf-8' } });
