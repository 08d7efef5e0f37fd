/** The packages bring no types: what the tests use of them. */
declare module '@citation-js/core' {
  export class Cite {
    constructor(text: string);
    /** What was read, as CSL-JSON. */
    readonly data: readonly Readonly<Record<string, unknown>>[];
  }
}
declare module '@citation-js/plugin-bibtex';
declare module '@citation-js/plugin-csl';
declare module '@citation-js/plugin-ris';
