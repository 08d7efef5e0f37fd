/** The interface, described for machines. */
import type { APIRoute } from 'astro';
import { absolute, page } from '../../../site/address.ts';
import { answerWith } from '../../../distribution/api.ts';
import { openapi } from '../../../distribution/openapi.ts';

export const GET: APIRoute = ({ site }) => answerWith(openapi(absolute(page(), site)));
