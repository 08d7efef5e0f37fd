/** Where a source can be found: the address of its data, and the papers that its citation names. */
import type { Manifest } from '../schema/snapshot.ts';

type Source = Manifest['publications'][number];

export interface Paper {
  readonly type: 'arXiv' | 'DOI';
  /** As the citation gives it: `arXiv:2401.13177`, or a bare DOI. */
  readonly id: string;
  readonly address: string;
}

/** The address at the head of a location such as `github.com/owner/name, commit 1a2b3c4`; null where there is none. */
export function addressOf({ location }: Pick<Source, 'location'>): string | null {
  const [found] = /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[^\s,;]*)?/i.exec(location.replace(/^https?:\/\//, '')) ?? [];
  return found === undefined ? null : `https://${found}`;
}

/** The same under its name in most vocabularies. */
export function urlOf(source: Pick<Source, 'location'>): { readonly url?: string } {
  const url = addressOf(source);
  return url === null ? {} : { url };
}

/** The papers that a citation names by arXiv number or DOI, in its order. */
export function papersOf({ citation }: Pick<Source, 'citation'>): Paper[] {
  return Array.from(citation.matchAll(/\barXiv:(\d{4}\.\d{4,5})\b|\b(10\.\d{4,9}\/[^\s,;]*[^\s,;.])/g)).map(
    ([, arxiv, doi = '']) =>
      arxiv === undefined
        ? { type: 'DOI', id: doi, address: `https://doi.org/${doi}` }
        : { type: 'arXiv', id: `arXiv:${arxiv}`, address: `https://arxiv.org/abs/${arxiv}` },
  );
}
