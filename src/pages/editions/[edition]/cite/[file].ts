/** The citation of an edition or of one of its tables, for reference managers. */
import type { APIRoute } from 'astro';
import { answerWithFile, citeFile, citeNames } from '../../../../site/data-files.ts';
import { type Edition, allEditions, sourceOf } from '../../../../site/edition.ts';

interface Props {
  readonly edition: Edition;
  readonly name: string;
}

export async function getStaticPaths() {
  return (await allEditions()).flatMap((edition) =>
    citeNames(sourceOf(edition)).map((name) => ({
      params: { edition: edition.manifest.id, file: name },
      props: { edition, name } satisfies Props,
    })),
  );
}

export const GET: APIRoute<Props> = async ({ props: { edition, name }, site }) =>
  answerWithFile(await citeFile(sourceOf(edition), name, site));
