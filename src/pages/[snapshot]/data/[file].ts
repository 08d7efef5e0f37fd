/** A table as JSON (the very bytes whose checksum the manifest holds), CSV or Parquet; and what describes them all. */
import type { APIRoute } from 'astro';
import { datasetOf } from '../../../components/dataset.ts';
import { allSnapshots, publishedTables, snapshotOf, type Snapshot } from '../../../components/snapshot.ts';
import { type TableFile, type TableForm, fileOf, tableForms } from '../../../distribution/files.ts';
import { metadataFiles, metadataForms } from '../../../distribution/metadata.ts';

type Props =
  | { readonly id: string; readonly table: string; readonly form: TableForm }
  | { readonly snapshot: Snapshot; readonly description: string };

export async function getStaticPaths() {
  return (await allSnapshots()).flatMap((snapshot) => {
    const { id, tables } = snapshot.manifest;
    return [
      ...tables.flatMap(({ name }) =>
        tableForms.map((form) => ({
          params: { snapshot: id, file: `${name}.${form}` },
          props: { id, table: name, form },
        })),
      ),
      ...metadataForms.map(({ name }) => ({
        params: { snapshot: id, file: name },
        props: { snapshot, description: name },
      })),
    ];
  });
}

async function file(props: Props, site: URL | undefined): Promise<TableFile> {
  if ('form' in props) {
    const table = publishedTables(await snapshotOf(props.id)).find(({ name }) => name === props.table);
    if (!table) throw new Error(`${props.id} has no table ${props.table}`);
    return fileOf(table, props.form);
  }
  const described = metadataFiles(await datasetOf(props.snapshot, site));
  const found = described.find(({ name }) => name === props.description);
  if (!found) throw new Error(`${props.snapshot.manifest.id} is not described in a file ${props.description}`);
  return found;
}

export const GET: APIRoute<Props> = async ({ props, site }) => {
  const { bytes, mediaType } = await file(props, site);
  return new Response(Buffer.from(bytes), { headers: { 'content-type': mediaType } });
};
