/** A comparison as JSON, the bytes that `npm run compare -- <a> <b> --json` prints; or what takes its place. */
import type { APIRoute } from 'astro';
import { allComparisons, allRetired, type Compared, comparisonOf } from '../../../components/comparisons.ts';
import { type RetiredComparison, comparisonId, comparisonText } from '../../../schema/comparison.ts';

interface Props {
  readonly compared?: Compared;
  readonly retired?: RetiredComparison;
}

export async function getStaticPaths() {
  return [
    ...(await allComparisons()).map((compared) => ({
      params: { pair: comparisonId(compared.a.manifest.id, compared.b.manifest.id) },
      props: { compared },
    })),
    ...(await allRetired()).map((retired) => ({
      params: { pair: comparisonId(retired.a, retired.b) },
      props: { retired },
    })),
  ];
}

export const GET: APIRoute<Props> = async ({ props: { compared, retired } }) => {
  const text = compared
    ? comparisonText(await comparisonOf(compared))
    : `${JSON.stringify({ state: 'retired', ...retired }, null, 1)}\n`;
  return new Response(text, { headers: { 'content-type': 'application/json; charset=utf-8' } });
};
