/** Words that are looked for, and words that were found. */

/** What is known of a page that was found. */
interface Found {
  readonly url: string;
  readonly meta: Readonly<Partial<Record<string, string>>>;
  readonly content: string;
}

/** Words of a question that say nothing of what it is about. */
const fillers = new Set(
  'a an and are by do does for from how in is many most much of on or the to what when where which who with'.split(' '),
);

/** A question without them, unless it has nothing else: `how many models` is `models`. */
export function withoutFillers(query: string): string {
  const words = query.split(/\s+/).filter((word) => word !== '');
  const telling = words.filter((word) => !fillers.has(word.toLowerCase()));
  return (telling.length > 0 ? telling : words).join(' ');
}

/** Whether it is a year, a month or a day. */
export const isDate = (word: string): boolean => /^\d{4}(-\d\d){0,2}$/.test(word);

const wordIn = (text: string, word: string) =>
  ` ${text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ')}`.includes(` ${word}`);
/** Parts of a word as they stand in texts: `fine-tune` is two. */
const partsOf = (word: string) =>
  word
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');

/** Whether a page has a word, or one that begins with it. */
export const beginsIn = ({ content, meta }: Pick<Found, 'content' | 'meta'>, word: string): boolean =>
  partsOf(word).every((part) => wordIn(`${meta.title ?? ''} ${content}`, part));

/**
 * How well the title of a page answers: 0 if it is the question, of a model also without its owner, or the question names the
 * page by its kind and day; 1 if it has all words of it, with whatever endings; 2 else.
 */
export function rankOf({ url, meta: { title = '', kind = '' } }: Pick<Found, 'url' | 'meta'>, query: string): number {
  const [day = ''] = /\d{4}-\d\d-\d\d/.exec(url) ?? [];
  const stems = partsOf(query).map((part) => (part.length > 4 ? part.replace(/(ies|es|s|ing|ed|e)$/, '') : part));
  const has = (text: string) => stems.every((stem) => wordIn(text, stem));
  const titles = kind === 'Model' ? [title, title.slice(title.indexOf('/') + 1)] : [title];
  if (titles.some((each) => partsOf(each).join(' ') === partsOf(query).join(' '))) return 0;
  if (day !== '' && query.includes(day) && has(`${title} ${kind} ${day}`)) return 0;
  return has(title) ? 1 : 2;
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
