/** A snapshot: its tables with their files and checksums, and what it lacks. */
import type { APIRoute } from 'astro';
import { datasetOf } from '../../../../site/dataset.ts';
import { allSnapshots, type Snapshot } from '../../../../site/snapshot.ts';
import { answerWith, apiSnapshot } from '../../../../distribution/api.ts';

export async function getStaticPaths() {
  return (await allSnapshots()).map((snapshot) => ({
    params: { snapshot: snapshot.manifest.id },
    props: { snapshot },
  }));
}

export const GET: APIRoute<{ snapshot: Snapshot }> = async ({ props: { snapshot }, site }) =>
  answerWith(apiSnapshot(await datasetOf(snapshot, site)));
