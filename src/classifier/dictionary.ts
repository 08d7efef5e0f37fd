/**
 * The transparent half of the classifier: terms that were written down for each category, and the points they give.
 *
 * A term counts once, however often it stands in the text. Long posts touch on many things, so points are divided by the
 * square root of the length beyond forty words.
 */
import { type Dictionary, type Tier, tiers } from '../schema/classifier.ts';
import { wordsOf } from './text.ts';

/** Two parts of a term joined by ` .. ` may begin at most so many words apart. */
const reach = 6;
/** Texts up to this many words count in full. */
const shortText = 40;
/** A term in the title says more than one in the text. */
const inTitle = 1.5;

interface Node {
  readonly next: Map<string, Node>;
  /** The number of the run of words that ends here, if one does. */
  run: number;
}

interface Term {
  readonly first: number;
  /** Null for a term of one run of words. */
  readonly second: number | null;
  readonly category: number;
  readonly points: number;
}

export interface Lexicon {
  readonly categories: readonly string[];
  readonly root: Node;
  /** Terms by the run of words that they begin with. */
  readonly terms: readonly (readonly Term[])[];
  readonly forumCategories: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly size: number;
}

/**
 * Makes a dictionary ready for looking up.
 *
 * @throws {Error} if it has a category that is not listed, lacks one, or has a term without a word in it
 */
export function createLexicon(dictionary: Dictionary, categories: readonly string[]): Lexicon {
  const root: Node = { next: new Map(), run: -1 };
  const terms: Term[][] = [];
  let size = 0;
  const runOf = (words: readonly string[]): number => {
    let node = root;
    for (const word of words) {
      const next: Node = node.next.get(word) ?? { next: new Map(), run: -1 };
      node.next.set(word, next);
      node = next;
    }
    if (node.run < 0) node.run = terms.push([]) - 1;
    return node.run;
  };
  const place = (id: string) => {
    const index = categories.indexOf(id);
    if (index < 0) throw new Error(`the dictionary has terms for ${JSON.stringify(id)}, which is not a category`);
    return index;
  };

  const missing = categories.find((id) => !Object.hasOwn(dictionary.categories, id));
  if (missing !== undefined) throw new Error(`the dictionary has no terms for ${missing}`);
  for (const [id, lists] of Object.entries(dictionary.categories)) {
    const category = place(id);
    const known = new Set<string>();
    for (const tier of Object.keys(tiers) as Tier[]) {
      for (const term of lists[tier]) {
        const parts = term.split(' .. ').map(wordsOf);
        if (parts.length > 2 || parts.some((words) => words.length === 0))
          throw new Error(`the dictionary's term ${JSON.stringify(term)} for ${id} cannot be looked up`);
        // Two spellings of one term, or two forms of one word, count once: in the tier that comes first.
        const key = JSON.stringify(parts);
        if (known.has(key)) continue;
        known.add(key);
        const [first = -1, second = null] = parts.map(runOf);
        terms[first]?.push({ first, second, category, points: tiers[tier] });
        size += 1;
      }
    }
  }
  return {
    categories,
    root,
    terms,
    size,
    forumCategories: new Map(
      Object.entries(dictionary.forumCategories).map(([name, points]) => [
        forumCategoryKey(name),
        new Map(Object.entries(points).map(([id, value = 0]) => [place(id), value])),
      ]),
    ),
  };
}

/** The forum's categories are written in more than one way: with pictures, slashes, and joined words. */
export function forumCategoryKey(name: string): string {
  return name
    .slice(0, 200)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replace('huggingface', 'hf');
}

/** Points for each category, in the order of the lexicon's categories. They may be negative. */
export function dictionaryPoints(
  lexicon: Lexicon,
  { title, text, forumCategory }: { title: readonly string[]; text: readonly string[]; forumCategory: string },
): Float64Array {
  const points = new Float64Array(lexicon.categories.length);
  const inText = found(lexicon, text);
  const titled = found(lexicon, title);
  for (const term of titled) add(points, term.category, term.points * inTitle);
  for (const term of inText) if (!titled.has(term)) add(points, term.category, term.points);
  const length = Math.sqrt(Math.max(1, (title.length + text.length) / shortText));
  for (let category = 0; category < points.length; category++) points[category] = (points[category] ?? 0) / length;
  const given = lexicon.forumCategories.get(forumCategoryKey(forumCategory));
  for (const [category, value] of given ?? []) add(points, category, value);
  return points;
}

function found(lexicon: Lexicon, words: readonly string[]): Set<Term> {
  const places = new Map<number, number[]>();
  for (let start = 0; start < words.length; start++) {
    let node: Node | undefined = lexicon.root;
    for (let at = start; at < words.length; at++) {
      node = node.next.get(words[at] ?? '');
      if (!node) break;
      if (node.run < 0) continue;
      const list = places.get(node.run);
      if (list) list.push(start);
      else places.set(node.run, [start]);
    }
  }
  const terms = new Set<Term>();
  for (const [run, starts] of places) {
    for (const term of lexicon.terms[run] ?? []) {
      if (term.second === null) terms.add(term);
      else {
        const others = places.get(term.second);
        if (others && near(starts, others)) terms.add(term);
      }
    }
  }
  return terms;
}

/** Whether a number of the one list and another number of the other are close; both are in order. */
function near(a: readonly number[], b: readonly number[]): boolean {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const distance = (a[i] ?? 0) - (b[j] ?? 0);
    if (distance !== 0 && Math.abs(distance) <= reach) return true;
    if (distance <= 0) i += 1;
    else j += 1;
  }
  return false;
}

function add(points: Float64Array, index: number, value: number): void {
  points[index] = (points[index] ?? 0) + value;
}
