import type { APIRoute } from 'astro';
import { allMeasures } from '../../site/explorer.ts';

/** The tables of measures that no snapshot has as a file. */
export async function getStaticPaths() {
  const derived = (await allMeasures()).filter(({ found }) => found.data !== undefined);
  return derived.map(({ slug, found }) => ({ params: { measure: slug }, props: { table: found.table } }));
}

export const GET: APIRoute = ({ props }) => Response.json(props.table);
