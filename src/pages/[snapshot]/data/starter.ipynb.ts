/** A notebook for Python that fetches a table, checks and draws it. */
import type { APIRoute } from 'astro';
import { datasetOf } from '../../../components/dataset.ts';
import { allSnapshots, type Snapshot } from '../../../components/snapshot.ts';
import { answerText } from '../../../distribution/api.ts';
import { notebook } from '../../../distribution/starters.ts';

export async function getStaticPaths() {
  return (await allSnapshots()).map((snapshot) => ({
    params: { snapshot: snapshot.manifest.id },
    props: { snapshot },
  }));
}

export const GET: APIRoute<{ snapshot: Snapshot }> = async ({ props: { snapshot }, site }) =>
  new Response(answerText(notebook(await datasetOf(snapshot, site))), {
    headers: { 'content-type': 'application/x-ipynb+json' },
  });
