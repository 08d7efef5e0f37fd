/** The sections of a page, read from its HTML: whoever made them, a contents list names them, and a phone folds them. */

export interface Heading {
  readonly id: string;
  readonly text: string;
}

const heading = /<h2\b[^>]*?\bid="([^"]+)"[^>]*>(.*?)<\/h2>/gs;

const textOf = (html: string) =>
  html
    .replaceAll(/<span class="as-of">.*?<\/a>(?: ?<span.*?<\/span>)*[^<]*<\/span>/gs, '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The headings of rank 2 that a link can lead to, in their order; that of a figure leads to the figure. */
export const headingsOf = (html: string): Heading[] =>
  Array.from(html.matchAll(heading), ([, id = '', inner = '']) => ({
    id: id.replace(/-title$/, ''),
    text: textOf(inner),
  }));

/**
 * HTML in which what follows each heading of rank 2 is a `<details>`, open: `src/browser/sections.ts` closes it on a phone.
 * Only for a page whose headings of that rank stand in nothing.
 */
export function withSections(html: string): string {
  const headings = [...html.matchAll(heading)];
  const parts = headings.map((found, place) => {
    const [whole, , inner = ''] = found;
    const content = html.slice(found.index + whole.length, headings[place + 1]?.index ?? html.length);
    return `${whole}<details class="part" open><summary>section<span class="hidden">: ${textOf(inner)}</span></summary>${content}</details>`;
  });
  return html.slice(0, headings[0]?.index ?? html.length) + parts.join('');
}
