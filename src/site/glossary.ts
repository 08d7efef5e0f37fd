/** The words that the glossary explains, and where. */
import { getCollection } from 'astro:content';
import type { GlossaryEntry } from '../schema/glossary.ts';
import { page } from './address.ts';

/** All entries, by their terms from A to Z. @throws {Error} if there is none */
export async function allTerms(): Promise<GlossaryEntry[]> {
  const entries = (await getCollection('glossary')).map(({ data }) => data);
  if (entries.length === 0) throw new Error('content/glossary.json was not read');
  return entries.sort((a, b) => a.term.localeCompare(b.term, 'en'));
}

/** @throws {Error} if the glossary does not have it */
export async function termOf(id: string): Promise<GlossaryEntry> {
  const terms = await allTerms();
  const term = terms.find((each) => each.id === id);
  if (!term) throw new Error(`the glossary has no ${id}; it has ${terms.map((each) => each.id).join(', ')}`);
  return term;
}

/** The address of an entry. */
export const termAddress = ({ id }: GlossaryEntry): string => `${page('glossary')}#${id}`;
