/** The files of a snapshot: its tables, its manifest, checksums, starters for analysis, and what describes them all. */
import type { APIRoute } from 'astro';
import { datasetOf } from '../../../components/dataset.ts';
import { allSnapshots, publishedTables, snapshotOf, type Snapshot } from '../../../components/snapshot.ts';
import { answerText } from '../../../distribution/api.ts';
import { checksums, checksumsName } from '../../../distribution/checksums.ts';
import { type TableForm, fileOf, tableForms } from '../../../distribution/files.ts';
import { metadataFiles, metadataForms } from '../../../distribution/metadata.ts';
import { notebook, rScript, starterNames } from '../../../distribution/starters.ts';
import { manifestText } from '../../../schema/snapshot.ts';

type Props =
  | { readonly id: string; readonly table: string; readonly form: TableForm }
  | { readonly snapshot: Snapshot; readonly name: string };

const names = [
  'manifest.json',
  checksumsName,
  ...Object.values(starterNames),
  ...metadataForms.map(({ name }) => name),
];

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
      ...names.map((name) => ({ params: { snapshot: id, file: name }, props: { snapshot, name } })),
    ];
  });
}

async function fileFor(
  props: Props,
  site: URL | undefined,
): Promise<{ bytes: Uint8Array | string; mediaType: string }> {
  if ('form' in props) {
    const table = publishedTables(await snapshotOf(props.id)).find(({ name }) => name === props.table);
    if (!table) throw new Error(`${props.id} has no table ${props.table}`);
    return fileOf(table, props.form);
  }
  const { snapshot, name } = props;
  const dataset = await datasetOf(snapshot, site);
  switch (name) {
    case 'manifest.json':
      return { bytes: manifestText(snapshot.manifest), mediaType: 'application/json; charset=utf-8' };
    case checksumsName:
      return { bytes: checksums(dataset), mediaType: 'text/plain; charset=utf-8' };
    case starterNames.r:
      return { bytes: rScript(dataset), mediaType: 'text/plain; charset=utf-8' };
    case starterNames.python:
      return { bytes: answerText(notebook(dataset)), mediaType: 'application/x-ipynb+json' };
  }
  const found = metadataFiles(dataset).find((each) => each.name === name);
  if (!found) throw new Error(`${snapshot.manifest.id} has no file ${name}`);
  return found;
}

export const GET: APIRoute<Props> = async ({ props, site }) => {
  const { bytes, mediaType } = await fileFor(props, site);
  return new Response(Buffer.from(bytes), { headers: { 'content-type': mediaType } });
};
