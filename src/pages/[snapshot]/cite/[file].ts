/** The citation of a snapshot or of one of its tables, for reference managers. */
import type { APIRoute } from 'astro';
import { datasetOf } from '../../../components/dataset.ts';
import { allSnapshots, type Snapshot } from '../../../components/snapshot.ts';
import { citationFiles, citationNames } from '../../../distribution/citation.ts';

interface Props {
  readonly snapshot: Snapshot;
  readonly name: string;
}

export async function getStaticPaths() {
  return (await allSnapshots()).flatMap((snapshot) =>
    citationNames(snapshot.manifest).map((name) => ({
      params: { snapshot: snapshot.manifest.id, file: name },
      props: { snapshot, name } satisfies Props,
    })),
  );
}

export const GET: APIRoute<Props> = async ({ props: { snapshot, name }, site }) => {
  const found = citationFiles(await datasetOf(snapshot, site)).find((each) => each.name === name);
  if (!found) throw new Error(`${snapshot.manifest.id} is not cited in a file ${name}`);
  return new Response(found.form.text, { headers: { 'content-type': found.form.mediaType } });
};
