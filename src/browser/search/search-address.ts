/** What is searched for, as it stands in the address, and what was found, as text. */

/** The field takes no more than this. */
export const longestQuery = 200;

export interface Asked {
  readonly query: string;
  /** Empty for everything. */
  readonly snapshot: string;
  /** What the address asks for and cannot have, in sentences. */
  readonly complaints: readonly string[];
}

/** The nearest view to what an address asks for: everything, where it names no snapshot that there is. */
export function asked(search: string, snapshots: readonly string[]): Asked {
  const parameters = new URLSearchParams(search);
  const words = (parameters.get('q') ?? '').trim();
  const query = Array.from(words).slice(0, longestQuery).join('').trim();
  const named = parameters.get('snapshot') ?? '';
  const snapshot = snapshots.includes(named) ? named : '';
  return {
    query,
    snapshot,
    complaints: [
      ...(parameters.has('q') && query === '' ? ['The address asks for no word.'] : []),
      ...(query === words ? [] : [`What the address asks for is cut after ${longestQuery} letters.`]),
      ...(named === snapshot ? [] : [`There is no snapshot ${named}, so this is a search of everything.`]),
    ],
  };
}

/** The address of a view, from its question mark on. */
export function addressOf({ query, snapshot }: Pick<Asked, 'query' | 'snapshot'>): string {
  const parameters = new URLSearchParams({ q: query, ...(snapshot === '' ? {} : { snapshot }) });
  return `?${parameters.toString()}`;
}

/** Every alternative is a search of its own. */
const mostAlternatives = 6;

/**
 * The same question in other words: `card licence` for `card license`.
 *
 * @param synonyms groups of words that may stand for each other
 */
export function alternatives(query: string, synonyms: readonly (readonly string[])[]): string[] {
  const found = synonyms.flatMap((group) => {
    const inQuery = (word: string) => new RegExp(`(?<![\\p{L}\\p{N}])${word}s?(?![\\p{L}\\p{N}])`, 'iu');
    const [longest] = group.filter((word) => inQuery(word).test(query)).sort((a, b) => b.length - a.length);
    if (longest === undefined) return [];
    return group.filter((word) => word !== longest).map((word) => query.replace(inQuery(longest), word));
  });
  return [...new Set(found)].slice(0, mostAlternatives);
}

export interface Piece {
  readonly text: string;
  readonly found: boolean;
}

/**
 * An excerpt in pieces of plain text, without the title that a page begins with: it stands above already.
 *
 * Whatever a source called something, none of it becomes markup.
 */
export function pieces(excerpt: string, title: string): Piece[] {
  const plain = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>');
  const all = excerpt.split(/(<mark>.*?<\/mark>)/s).flatMap((piece): Piece[] => {
    const word = /^<mark>(.*)<\/mark>$/s.exec(piece)?.[1];
    if (word === undefined) return [{ text: plain(piece), found: false }];
    const end = /\p{P}*$/u.exec(plain(word))?.[0] ?? '';
    return [
      { text: plain(word).slice(0, plain(word).length - end.length), found: true },
      { text: end, found: false },
    ];
  });
  let repeated = all
    .map(({ text }) => text)
    .join('')
    .startsWith(`${title}. `)
    ? title.length + 2
    : 0;
  return all
    .map(({ text, found }) => {
      const rest = text.slice(repeated);
      repeated -= text.length - rest.length;
      return { text: rest, found };
    })
    .filter(({ text }) => text !== '');
}
