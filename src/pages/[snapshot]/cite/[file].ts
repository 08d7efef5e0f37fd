/** The citation of a snapshot or of one of its tables, for reference managers. */
import type { APIRoute } from 'astro';
import { datasetOf } from '../../../components/dataset.ts';
import { allSnapshots } from '../../../components/snapshot.ts';
import { type CitationForm, citationFiles } from '../../../distribution/citation.ts';

export async function getStaticPaths() {
  const site = new URL(import.meta.env.SITE);
  const files = (await allSnapshots()).map(async (snapshot) =>
    citationFiles(await datasetOf(snapshot, site)).map(({ name, form }) => ({
      params: { snapshot: snapshot.manifest.id, file: name },
      props: { form },
    })),
  );
  return (await Promise.all(files)).flat();
}

export const GET: APIRoute<{ form: CitationForm }> = ({ props: { form } }) =>
  new Response(form.text, { headers: { 'content-type': form.mediaType } });
