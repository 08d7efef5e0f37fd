/** What there is: every snapshot, edition and table. */
import type { APIRoute } from 'astro';
import { allDatasets, datasetsOfEditions } from '../../../site/dataset.ts';
import { newestSnapshot } from '../../../site/snapshot.ts';
import { answerWith, apiIndex } from '../../../distribution/api.ts';

export const GET: APIRoute = async ({ site }) =>
  answerWith(apiIndex(await allDatasets(site), (await newestSnapshot()).manifest.id, await datasetsOfEditions(site)));
