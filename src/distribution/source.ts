/** What a source is called, and where it can be found: the address of its data, and the papers that its citation names. */
import hubTotals from '../../content/published/hub-totals.json' with { type: 'json' };
import papers from '../../content/published/papers.json' with { type: 'json' };
import type { Manifest } from '../schema/snapshot.ts';

type Source = Manifest['publications'][number];

/** Who published totals that are in no snapshot: authors, day and licence are not known. */
export interface SourceOfTotals {
  readonly title: string;
  /** Where they can be read; null where that is not known either. */
  readonly location: string | null;
}

/** What data were made from. */
export interface MadeFrom {
  readonly sources: readonly Source[];
  readonly totals: readonly SourceOfTotals[];
}

/**
 * @param title as the rows of an edition give it
 * @throws {Error} if the file of published totals does not have it
 */
export function sourceOfTotals(title: string): SourceOfTotals {
  const found = hubTotals.sources.find(({ name }) => name === title);
  if (!found)
    throw new Error(
      `content/published/hub-totals.json has no source “${title}”, which a published edition names; expected it to keep that name`,
    );
  return { title, location: found.location };
}

export interface Paper {
  readonly type: 'arXiv' | 'DOI';
  /** As the citation gives it: `arXiv:2401.13177`, or a bare DOI. */
  readonly id: string;
  readonly address: string;
}

/** The address at the head of a location such as `github.com/owner/name, commit 1a2b3c4`; null where there is none. */
export function addressOf({ location }: { readonly location: string | null }): string | null {
  const [found] = /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[^\s,;]*)?/i.exec(location?.replace(/^https?:\/\//, '') ?? '') ?? [];
  return found === undefined ? null : `https://${found}`;
}

/** The same under its name in most vocabularies. */
export function urlOf(source: { readonly location: string | null }): { readonly url?: string } {
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

/** All who made the sources, each once. */
export const authorsOf = (sources: readonly Pick<Source, 'authors'>[]): string[] => [
  ...new Set(sources.flatMap(({ authors }) => authors)),
];

/**
 * A source as a text names it, `Taraghi et al. 2024`: like the paper that its citation names, where that is one of
 * those that the report is set beside, and otherwise by the names and the year that its publication gives.
 */
export function nameOf(source: Pick<Source, 'authors' | 'citation' | 'published'>): string {
  const cited = papersOf(source).map(({ id }) => id);
  const paper = papers.find(({ arxiv, doi }) => cited.includes(`arXiv:${arxiv ?? ''}`) || cited.includes(doi ?? ''));
  if (paper) return paper.name;
  // Names are not split: which part is the family name cannot be known from the text.
  const [first = '', second, ...others] = source.authors;
  const more = second === undefined ? '' : others.length === 0 ? ` and ${second}` : ' et al.';
  return `${first}${more} ${source.published.slice(0, 4)}`;
}

/** The same with where it can be found: `Taraghi et al. 2024 (arXiv:2401.13177)`. */
export const referenceOf = (source: Source): string => withPlace(nameOf(source), source, papersOf(source)[0]?.id);

const withPlace = (name: string, source: { readonly location: string | null }, paper?: string) => {
  const where = paper ?? addressOf(source)?.replace('https://', '');
  return where === undefined ? name : `${name} (${where})`;
};

/** Totals in a sentence, for a list of sources. */
export const totalsText = ({ title, location }: SourceOfTotals): string =>
  `${title}${location === null ? '' : `: ${location}`}.`;

/** All that data were made from, as a text refers to it, each once. */
export const referencesOf = ({ sources, totals }: MadeFrom): string[] => [
  ...new Set([...sources.map(referenceOf), ...totals.map((source) => withPlace(source.title, source))]),
];

/** The papers of all sources, with what cites them, and the addresses of all data, each once. */
export const linksOf = ({ sources, totals }: MadeFrom) => ({
  papers: [
    ...new Map(
      sources.flatMap((source) =>
        papersOf(source).map((paper) => [paper.id, { ...paper, citation: source.citation }] as const),
      ),
    ).values(),
  ],
  addresses: [...new Set([...sources, ...totals].flatMap((source) => addressOf(source) ?? []))],
});
