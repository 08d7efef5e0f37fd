/**
 * The search page. What does the searching is loaded when somebody goes to the field, or comes with words in the address.
 *
 * The address holds what is asked: a view can be sent, and back and forward work. Everything found is written as text.
 */
import { compareSnapshotIds } from '../../schema/snapshot-id.ts';
import type * as Pagefind from 'pagefind/pagefind.js';
import type { Found, Result } from 'pagefind/pagefind.js';
import { createHtml } from '../element.ts';
import synonyms from '../../../content/synonyms.json' with { type: 'json' };
import { addressOf, type Asked, asked } from './search-address.ts';
import { alternatives, beginsIn, isDate, pieces, rankOf, withoutFillers } from './search-words.ts';

/** So many pages at a time. */
const step = 10;
/** The value of the filter for pages that belong to no snapshot. */
const always = 'always';

function part<Element extends HTMLElement>(id: string, kind: new () => Element): Element {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the search page has no ${id}`);
  return found;
}
const form = part('search', HTMLFormElement);
const field = part('search-words', HTMLInputElement);
const choice = part('search-snapshot', HTMLSelectElement);
const status = part('search-status', HTMLElement);
const elsewhere = part('search-elsewhere', HTMLElement);
const list = part('search-results', HTMLOListElement);
const more = part('search-more', HTMLButtonElement);

const names = new Map(
  [...choice.options].flatMap(({ value, dataset }) => (value === '' ? [] : [[value, dataset.name ?? value] as const])),
);
const read = () => asked(location.search, [...names.keys()]);

let searcher: Promise<typeof Pagefind> | undefined;
const load = () =>
  (searcher ??= (async () => {
    const module = await import('pagefind/pagefind.js');
    // The index is small: a worker would cost more to load than it saves.
    await module.options({ noWorker: true, excerptLength: 26 });
    await module.init();
    return module;
  })());

/** Only the last of several searches may show what it found. */
let turn = 0;

function link(href: string, ...content: (string | Node)[]): HTMLAnchorElement {
  return createHtml('a', { href }, ...content);
}

/** Words of the page around what was found; they seldom begin or end where a sentence does. */
function excerptOf({ excerpt, meta }: Found): HTMLParagraphElement {
  const shown = pieces(excerpt, meta.heading ?? meta.title ?? '');
  const text = shown.map((piece) => piece.text).join('');
  return createHtml(
    'p',
    { class: 'excerpt' },
    /^[\p{Lu}\d]/u.test(text) ? '' : '… ',
    ...shown.map((piece) => (piece.found ? createHtml('mark', {}, piece.text) : piece.text)),
    /[.!?]\s*$/.test(text) ? '' : ' …',
  );
}

/** The title as it stands on the page: names of model types are code. */
const titleOf = ({ meta }: Found) =>
  meta.kind === 'Model type' ? createHtml('code', {}, meta.title ?? '') : (meta.title ?? '');

function resultOf(found: Found): HTMLLIElement {
  const places = found.sub_results
    .filter(({ url }) => url !== found.url)
    .map((place) => ({
      ...place,
      weight: place.weighted_locations.reduce((sum, each) => sum + each.balanced_score, 0),
    }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 3);
  const title = createHtml('h2', {}, link(found.url, titleOf(found)));
  if (found.meta.kind !== undefined) title.append(' ', createHtml('span', { class: 'kind' }, found.meta.kind));
  const item = createHtml('li', {}, title, excerptOf(found));
  if (places.length > 0)
    item.append(
      createHtml('ul', { class: 'places' }, ...places.map(({ url, title }) => createHtml('li', {}, link(url, title)))),
    );
  return item;
}

function clear(): void {
  list.replaceChildren();
  elsewhere.replaceChildren();
  more.hidden = true;
}

async function show({ query, snapshot, complaints }: Asked): Promise<void> {
  const mine = ++turn;
  field.value = query;
  choice.value = snapshot;
  document.title = query === '' ? (form.dataset.title ?? '') : `${query} · ${form.dataset.title ?? ''}`;
  clear();
  if (query === '') {
    status.textContent = complaints.length > 0 ? [...complaints, 'Write one above.'].join(' ') : '';
    return;
  }
  status.textContent = 'Searching …';
  try {
    const { results, others, snapshots } = await find(query, snapshot);
    const [page, pages] = [results.slice(0, step), results.slice(step)];
    const found = await Promise.all(page.map((result) => result.data()));
    if (mine !== turn) return;
    const where = snapshot === '' ? '' : ` in the snapshot of ${names.get(snapshot) ?? snapshot}`;
    const count =
      results.length === 0 ? 'Nothing has' : results.length === 1 ? 'One page has' : `${results.length} pages have`;
    const words = [query, ...others].map((each) => `“${each}”`).join(' or ');
    status.textContent = [...complaints, `${count} ${words}${where}.`].join(' ');
    list.append(...found.map(resultOf));
    offer(pages, mine);
    const dated =
      snapshot === ''
        ? [...names].filter(([id]) => query.split(' ').some((word) => isDate(word) && id.startsWith(word)))
        : [];
    if (dated.length > 0)
      elsewhere.append(
        'Snapshots: ',
        ...dated.flatMap(([id, name], index) => [index === 0 ? '' : ', ', link(`../${id}/`, name)]),
      );
    if (snapshot !== '')
      elsewhere.append(
        link(addressOf({ query, snapshot: '' }), 'Search everywhere'),
        ...[...names]
          .filter(([id]) => id !== snapshot && (snapshots[id] ?? 0) > 0)
          .sort(([a], [b]) => compareSnapshotIds(b, a))
          .flatMap(([id, name], index) => [
            index === 0 ? ', or in other snapshots: ' : ', ',
            link(addressOf({ query, snapshot: id }), name),
            ` (${snapshots[id] ?? 0})`,
          ]),
      );
  } catch (error) {
    if (mine !== turn) return;
    searcher = undefined;
    clear();
    status.textContent = 'The index of the search could not be loaded. Try again, or go by the contents below.';
    throw error;
  }
}

type Filters = Parameters<typeof Pagefind.search>[1]['filters'];

/**
 * The pages that have all of the words, whatever their endings. Pagefind goes on with the beginning of a word that is
 * nowhere, and from a short word to all that begin with it, from CI to cite: neither is what was asked for.
 */
async function pagesWith(words: string, filters: Filters) {
  const { search } = await load();
  const { results, totalFilters } = await search(words, { filters });
  let kept = results;
  for (const word of words.split(' ')) {
    const exact = (await search(`"${word}"`, { filters })).results;
    if (exact.length === 0 && !(kept[0] && beginsIn(await kept[0].data(), word)))
      return { results: [], totalFilters: {} };
    // Of a word alone what is found exactly has the better excerpt, and of the others the better order.
    if (word === words && word.length <= 3) kept = kept.flatMap(({ id }) => exact.filter((each) => each.id === id));
  }
  return { results: kept, totalFilters };
}

/** Of so many pages the titles are looked at. */
const heads = 24;

/** What is the answer by its title first; else list after list, in each what has all words in its title first. */
async function byTitle(lists: readonly (readonly Result[])[], queries: readonly string[]): Promise<Result[]> {
  const ranks = new Map(
    await Promise.all(
      lists
        .flatMap((list) => list.slice(0, heads))
        .map(async (result) => {
          const found = await result.data();
          return [result, Math.min(...queries.map((query) => rankOf(found, query)))] as const;
        }),
    ),
  );
  const rank = (result: Result) => ranks.get(result) ?? 2;
  const inLists = lists.flatMap((list) => list.toSorted((a, b) => rank(a) - rank(b)));
  return inLists.toSorted((a, b) => Math.min(rank(a), 1) - Math.min(rank(b), 1));
}

/**
 * What there is, in the order in which it is shown: what has the words for its title, then what is told once, then what
 * is of a snapshot or an edition, the newest that has it, then earlier editions. Words that mean the same are looked for too.
 */
async function find(query: string, snapshot: string) {
  const filters =
    snapshot === ''
      ? ['report', 'dated', 'earlier'].map((scope) => ({ scope: { any: [scope] } }))
      : [{ snapshot: { any: [snapshot, always] } }];
  const others = new Set<string>();
  let snapshots: Readonly<Partial<Record<string, number>>> = {};
  const asked = withoutFillers(query);
  const queries = [asked, ...alternatives(asked, synonyms)];
  const lists = await Promise.all(
    filters.map(async (filter) => {
      const found = new Map<string, Result>();
      for (const words of queries) {
        const { results, totalFilters } = await pagesWith(words, filter);
        if (words === asked) snapshots = totalFilters.snapshot ?? {};
        for (const result of results) {
          if (found.has(result.id)) continue;
          found.set(result.id, result);
          if (words !== asked) others.add(words);
        }
      }
      return [...found.values()];
    }),
  );
  return { results: await byTitle(lists, queries), others: [...others], snapshots };
}

/** The next pages, on request; the first of them gets the focus, as the button moves away. */
function offer(pages: readonly { data(): Promise<Found> }[], mine: number): void {
  more.hidden = pages.length === 0;
  more.textContent = pages.length > step ? `Show ${step} more of ${pages.length}` : `Show ${pages.length} more`;
  more.onclick = () => {
    void Promise.all(pages.slice(0, step).map((page) => page.data())).then((found) => {
      if (mine !== turn) return;
      const items = found.map(resultOf);
      list.append(...items);
      offer(pages.slice(step), mine);
      items[0]?.querySelector('a')?.focus();
    });
  };
}

function search(view: Pick<Asked, 'query' | 'snapshot'>): void {
  const address = addressOf(view);
  if (address !== location.search) history.pushState(null, '', address);
  void show(read());
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  search({ query: field.value.trim(), snapshot: choice.value });
});
choice.addEventListener('change', () => {
  if (field.value.trim() !== '') search({ query: field.value.trim(), snapshot: choice.value });
});
elsewhere.addEventListener('click', (event) => {
  const followed = event.target instanceof Element ? event.target.closest('a') : null;
  if (!followed || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState(null, '', followed.href);
  void show(read());
  // The link is gone with what it belonged to.
  status.focus();
});
form.addEventListener('focusin', () => void load(), { once: true });
addEventListener('popstate', () => void show(read()));
void show(read());
