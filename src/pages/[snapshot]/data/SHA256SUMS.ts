/** The checksums of all files of data, for `sha256sum -c`. */
import type { APIRoute } from 'astro';
import { datasetOf } from '../../../components/dataset.ts';
import { allSnapshots, type Snapshot } from '../../../components/snapshot.ts';
import { checksums } from '../../../distribution/checksums.ts';

export async function getStaticPaths() {
  return (await allSnapshots()).map((snapshot) => ({
    params: { snapshot: snapshot.manifest.id },
    props: { snapshot },
  }));
}

export const GET: APIRoute<{ snapshot: Snapshot }> = async ({ props: { snapshot }, site }) =>
  new Response(checksums(await datasetOf(snapshot, site)), {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
