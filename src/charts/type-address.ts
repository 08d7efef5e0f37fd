/** What the explorer of model types shows, in the query of an address: `?types=bert,gpt2&measure=topics&sort=topics`. */

export interface TypesView {
  /** Those that are compared, in the order in which they were chosen. */
  readonly types: readonly string[];
  readonly measure: string;
  /** The column that rows are ordered by. */
  readonly sort: string;
  readonly dir: 'asc' | 'desc';
  /** A part of the names of the types in the table. */
  readonly q: string;
  readonly minModels: number;
  readonly minTopics: number;
  /** Only types that both the Hub and the forum have. */
  readonly both: boolean;
}

export interface TypesChoices {
  readonly types: readonly string[];
  readonly measures: readonly string[];
  readonly columns: readonly string[];
  /** How many types one chart has room for. */
  readonly most: number;
  /** The view that is printed in the page. */
  readonly initial: TypesView;
}

const keys = ['types', 'measure', 'sort', 'dir', 'q', 'minModels', 'minTopics', 'both'] as const;
const longestSearch = 100;

/** A rank and a name begin with the first; amounts with the largest. */
export const firstDirection = (column: string): 'asc' | 'desc' => (/^modelType$|Rank$/.test(column) ? 'asc' : 'desc');

/** Names are found however they are written: `GPT 2`, `gpt-2` and `gpt_2` are looked for as `gpt2`. */
export const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]+/g, '');

/** The view that an address asks for; for what is not there, the nearest that is and a sentence. Never an exception. */
export function readTypes(search: string, choices: TypesChoices): { view: TypesView; said: string[] } {
  const { initial, most } = choices;
  const query = new URLSearchParams(search);
  const said: string[] = [];

  function oneOf(key: 'measure' | 'sort' | 'dir', there: readonly string[], initially: string): string {
    const word = query.get(key)?.trim() ?? initially;
    const found = there.find((each) => each.toLowerCase() === word.toLowerCase());
    if (found === undefined) said.push(`This page has no ${words[key]} “${cut(word)}”; the usual one is shown.`);
    return found ?? initially;
  }
  function least(key: 'minModels' | 'minTopics', column: string, counted: string): number {
    const asked = query.get(key)?.trim() ?? '';
    const isCounted = choices.columns.includes(column);
    if (isCounted && /^\d{1,9}$/.test(asked)) return Number(asked);
    if (asked !== '' && !isCounted) said.push(`This snapshot counts no ${counted}, so none are asked for.`);
    else if (asked !== '') said.push(`“${cut(asked)}” is no number of ${counted}; all types are shown.`);
    return 0;
  }

  let { types } = initial;
  const asked = query.get('types');
  if (asked !== null) {
    const wanted = asked.split(',').flatMap((name) => name.trim() || []);
    const find = (name: string) =>
      choices.types.find((type) => type === name.toLowerCase()) ??
      choices.types.find((type) => plain(type) === plain(name));
    const known = [...new Set(wanted.flatMap((name) => find(name) ?? []))];
    const unknown = [...new Set(wanted.filter((name) => find(name) === undefined))];
    types = known.length > 0 || wanted.length === 0 ? known : types;
    const names = unknown.slice(0, 5).map((name) => `“${cut(name)}”`);
    const more = unknown.length > 5 ? ` and ${unknown.length - 5} more` : '';
    const instead = known.length > 0 ? 'the others' : types.join(', ');
    if (unknown.length > 0)
      said.push(`This snapshot has no model type ${names.join(', ')}${more}; ${instead} are shown.`);
    if (types.length > most) {
      types = types.slice(0, most);
      said.push(`One chart has room for ${most} types; the first ${most} are shown.`);
    }
  }
  const measure = oneOf('measure', choices.measures, initial.measure);
  const sort = oneOf('sort', choices.columns, initial.sort);
  const dir = oneOf('dir', ['asc', 'desc'], firstDirection(sort)) === 'asc' ? 'asc' : 'desc';
  const q = (query.get('q') ?? '').slice(0, longestSearch);
  const minModels = least('minModels', 'hubModels', 'models');
  const minTopics = least('minTopics', 'topics', 'topics');
  const bothAsked = (query.get('both') ?? '0').trim().toLowerCase();
  const twoSided = choices.columns.includes('topics') && choices.columns.includes('hubModels');
  const both = twoSided && ['1', 'yes', 'true', ''].includes(bothAsked);
  if (!both && !['0', 'no', 'false'].includes(bothAsked))
    said.push(
      twoSided
        ? `“both” is 1 or 0, not “${cut(bothAsked)}”; types of either side are shown.`
        : 'This snapshot has one side only, so none can be on both.',
    );
  return { view: { types, measure, sort, dir, q, minModels, minTopics, both }, said };
}

const words = { measure: 'measure', sort: 'column', dir: 'direction' } as const;
const cut = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** The query of an address for a view; what it says of other things stays. */
export function writeTypes(search: string, { initial }: TypesChoices, view: TypesView): string {
  const own = new Set<string>(keys);
  const parts = search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => part !== '' && !own.has([...new URLSearchParams(part).keys()][0] ?? ''));
  for (const key of keys) {
    const now = key === 'both' ? Number(view.both) : String(view[key]);
    const before = key === 'dir' ? firstDirection(view.sort) : key === 'both' ? 0 : String(initial[key]);
    if (now !== before) parts.push(`${key}=${encodeURIComponent(now).replaceAll('%2C', ',')}`);
  }
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}
