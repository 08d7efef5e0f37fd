/** A table in all snapshots that have it. */
import type { APIRoute } from 'astro';
import { allDatasets } from '../../../../site/dataset.ts';
import { allSnapshots } from '../../../../site/snapshot.ts';
import { answerWith, apiTable } from '../../../../distribution/api.ts';

export async function getStaticPaths() {
  const tables = (await allSnapshots()).flatMap(({ manifest }) => manifest.tables.map(({ name }) => name));
  return [...new Set(tables)].map((table) => ({ params: { table }, props: { table } }));
}

export const GET: APIRoute<{ table: string }> = async ({ props: { table }, site }) =>
  answerWith(apiTable(await allDatasets(site), table));
