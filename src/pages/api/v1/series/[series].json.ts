/** A table in all editions that have it. */
import type { APIRoute } from 'astro';
import { datasetsOfEditions } from '../../../../site/dataset.ts';
import { allEditions } from '../../../../site/edition.ts';
import { answerWith, apiSeries } from '../../../../distribution/api.ts';

export async function getStaticPaths() {
  const tables = (await allEditions()).flatMap(({ manifest }) => manifest.tables.map(({ name }) => name));
  return [...new Set(tables)].map((series) => ({ params: { series }, props: { series } }));
}

export const GET: APIRoute<{ series: string }> = async ({ props: { series }, site }) =>
  answerWith(apiSeries(await datasetsOfEditions(site), series));
