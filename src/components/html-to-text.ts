/** Titles are written with components, and needed without: on cards and in citations. */

/** The words of a piece of HTML. @throws {Error} if it has a character reference that is not known here */
export function htmlToText(html: string): string {
  const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(#?\w+);/g, (reference, name: string) => {
      const known = name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : characters[name];
      if (known === undefined) throw new Error(`what is ${reference} in “${html}”?`);
      return known;
    })
    .replaceAll(/[ \n]+/g, ' ')
    .trim();
}
