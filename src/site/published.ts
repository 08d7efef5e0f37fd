/** What papers printed, for the components that set it beside our tables. */
import { getEntry } from 'astro:content';
import type { Paper, Published } from '../schema/published.ts';

/** @throws {Error} if the folder was not read */
export async function allPublished(): Promise<Published> {
  const entry = await getEntry('published', 'published');
  if (!entry) throw new Error('content/published was not read');
  return entry.data;
}

/** @throws {Error} if there is no such paper */
export function paperOf({ papers }: Published, id: string): Paper {
  const paper = papers.find((each) => each.id === id);
  if (!paper) throw new Error(`there is no paper ${id}`);
  return paper;
}

/** Where a paper can be read. */
export const paperAddress = ({ arxiv, doi }: Paper): string =>
  arxiv === null ? `https://doi.org/${doi}` : `https://arxiv.org/abs/${arxiv}`;

/** What a claim printed: `10 of 12`, or the number alone. @throws {Error} if there is no such claim */
export function claimText({ claims }: Published, id: string): string {
  const claim = claims.find((each) => each.id === id);
  if (!claim) throw new Error(`there is no claim ${id}`);
  return claim.of === null ? String(claim.value) : `${claim.value} of ${claim.of}`;
}
