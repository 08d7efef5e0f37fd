/** The manifest of a snapshot, byte for byte. */
import type { APIRoute } from 'astro';
import { allSnapshots, type Snapshot } from '../../../components/snapshot.ts';
import { manifestText } from '../../../schema/snapshot.ts';

export async function getStaticPaths() {
  return (await allSnapshots()).map((snapshot) => ({
    params: { snapshot: snapshot.manifest.id },
    props: { snapshot },
  }));
}

export const GET: APIRoute<{ snapshot: Snapshot }> = ({ props }) =>
  new Response(manifestText(props.snapshot.manifest), {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
