/** A table as JSON (the very bytes whose checksum the manifest holds), CSV or Parquet. */
import type { APIRoute } from 'astro';
import { allSnapshots, allTables } from '../../../components/snapshot.ts';
import { type TableFile, filesOf } from '../../../distribution/files.ts';

export async function getStaticPaths() {
  const snapshots = await allSnapshots();
  const files = snapshots.map(async (snapshot) =>
    (await allTables(snapshot)).flatMap((table) =>
      filesOf(table).map((file) => ({
        params: { snapshot: snapshot.manifest.id, file: file.name },
        props: { file },
      })),
    ),
  );
  return (await Promise.all(files)).flat();
}

export const GET: APIRoute<{ file: TableFile }> = ({ props: { file } }) =>
  new Response(Buffer.from(file.bytes), { headers: { 'content-type': file.mediaType } });
