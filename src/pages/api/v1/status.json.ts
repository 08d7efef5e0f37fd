/** How current it is: the newest census, and when the next is expected. */
import type { APIRoute } from 'astro';
import { almanac } from '../../../distribution/almanac.ts';
import { answerWith, apiFreshness } from '../../../distribution/api.ts';
import { allDatasets } from '../../../site/dataset.ts';

export const GET: APIRoute = async ({ site }) => answerWith(apiFreshness(await allDatasets(site), almanac.captureDay));
