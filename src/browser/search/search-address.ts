/** What is searched for, as it stands in the address. */

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
