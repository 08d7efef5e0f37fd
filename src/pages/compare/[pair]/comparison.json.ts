/** A comparison as JSON, the bytes that `npm run compare -- <a> <b> --json` prints. */
import type { APIRoute } from 'astro';
import { allComparisons, type Compared, comparisonOf } from '../../../site/comparisons.ts';
import { comparisonId, comparisonText } from '../../../schema/comparison.ts';

export async function getStaticPaths() {
  return (await allComparisons()).map((compared) => ({
    params: { pair: comparisonId(compared.a.manifest.id, compared.b.manifest.id) },
    props: { compared },
  }));
}

export const GET: APIRoute<{ compared: Compared }> = async ({ props: { compared } }) =>
  new Response(comparisonText(await comparisonOf(compared)), {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
