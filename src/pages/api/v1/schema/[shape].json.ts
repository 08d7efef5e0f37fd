/** The shape of an answer or of a file of data, as JSON Schema. */
import type { APIRoute } from 'astro';
import { absolute, page } from '../../../../site/address.ts';
import { answerWith, apiSchema, shapeNames } from '../../../../distribution/api.ts';
import type { ApiShape } from '../../../../schema/api.ts';

export const getStaticPaths = () => shapeNames.map((shape) => ({ params: { shape }, props: { shape } }));

export const GET: APIRoute<{ shape: ApiShape }> = ({ props: { shape }, site }) =>
  answerWith(apiSchema(absolute(page(), site), shape));
