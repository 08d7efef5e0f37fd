/** The interface, described for machines. */
import type { APIRoute } from 'astro';
import { absolute, page } from '../../../components/address.ts';
import { answerText } from '../../../distribution/api.ts';
import { openapi } from '../../../distribution/openapi.ts';

export const GET: APIRoute = ({ site }) =>
  new Response(answerText(openapi(absolute(page(), site))), { headers: { 'content-type': 'application/json' } });
