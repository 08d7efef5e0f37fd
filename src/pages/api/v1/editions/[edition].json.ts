/** An edition: its tables with their files and checksums, and the snapshots that it rests on. */
import type { APIRoute } from 'astro';
import { datasetOf } from '../../../../site/dataset.ts';
import { type Edition, allEditions, sourceOf } from '../../../../site/edition.ts';
import { answerWith, apiEdition } from '../../../../distribution/api.ts';

export async function getStaticPaths() {
  return (await allEditions()).map((edition) => ({ params: { edition: edition.manifest.id }, props: { edition } }));
}

export const GET: APIRoute<{ edition: Edition }> = async ({ props: { edition }, site }) =>
  answerWith(apiEdition(await datasetOf(sourceOf(edition), site), edition.manifest.snapshots));
