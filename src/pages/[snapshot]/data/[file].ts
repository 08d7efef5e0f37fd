/** The files of a snapshot. */
import type { APIRoute } from 'astro';
import { answerWithFile, dataFile, dataNames } from '../../../site/data-files.ts';
import { allSnapshots, snapshotOf } from '../../../site/snapshot.ts';

interface Props {
  readonly id: string;
  readonly name: string;
}

export async function getStaticPaths() {
  return (await allSnapshots()).flatMap((snapshot) => {
    const { id } = snapshot.manifest;
    return dataNames(snapshot).map((name) => ({
      params: { snapshot: id, file: name },
      props: { id, name } satisfies Props,
    }));
  });
}

export const GET: APIRoute<Props> = async ({ props: { id, name }, site }) =>
  answerWithFile(await dataFile(await snapshotOf(id), name, site));
