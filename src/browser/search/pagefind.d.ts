/** What `astro build` puts beside the pages for the search, as far as the search page uses it. */
declare module 'pagefind/pagefind.js' {
  export interface Found {
    readonly url: string;
    readonly meta: Readonly<Partial<Record<string, string>>>;
    /** The text of the page. */
    readonly content: string;
    /** Text in which `<` and `>` are written as entities, with `<mark>` around the words that were found. */
    readonly excerpt: string;
    /** The places of the page under whose heading something was found, the page itself among them. */
    readonly sub_results: readonly {
      readonly url: string;
      readonly title: string;
      readonly weighted_locations: readonly { readonly balanced_score: number }[];
    }[];
  }
  export interface Result {
    readonly id: string;
    data(): Promise<Found>;
  }
  type Counts = Readonly<Partial<Record<string, Readonly<Partial<Record<string, number>>>>>>;

  export function options(chosen: { noWorker: boolean; excerptLength: number }): Promise<void>;
  export function init(): Promise<void>;
  export function search(
    words: string,
    options: { filters: Readonly<Partial<Record<string, { any: readonly string[] }>>> },
  ): Promise<{
    readonly results: readonly Result[];
    /** How many pages were found by each value of each filter, whichever is chosen. */
    readonly totalFilters: Counts;
  }>;
}
