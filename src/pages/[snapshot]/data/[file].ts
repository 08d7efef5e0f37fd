/** A table as JSON (the very bytes whose checksum the manifest holds), CSV or Parquet; and what describes them all. */
import type { APIRoute } from 'astro';
import { datasetOf } from '../../../components/dataset.ts';
import { allSnapshots, allTables } from '../../../components/snapshot.ts';
import { type TableFile, filesOf } from '../../../distribution/files.ts';
import { metadataFiles } from '../../../distribution/metadata.ts';

export async function getStaticPaths() {
  const snapshots = await allSnapshots();
  const files = snapshots.map(async (snapshot) => {
    const tables = (await allTables(snapshot)).flatMap(filesOf);
    const metadata = metadataFiles(await datasetOf(snapshot, new URL(import.meta.env.SITE)));
    return [...tables, ...metadata].map((file) => ({
      params: { snapshot: snapshot.manifest.id, file: file.name },
      props: { file },
    }));
  });
  return (await Promise.all(files)).flat();
}

export const GET: APIRoute<{ file: TableFile }> = ({ props: { file } }) =>
  new Response(Buffer.from(file.bytes), { headers: { 'content-type': file.mediaType } });
