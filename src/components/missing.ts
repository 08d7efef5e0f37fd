/**
 * Astro renders the content of a component before the component decides whether to show it. A number that a snapshot
 * does not have therefore leaves a mark instead of an error, and a mark that reaches the page is the error.
 */
const opening = '<!--missing number:';

export const missing = (what: string): string => `${opening}${what.replaceAll('--', '')}-->`;

/** @throws {Error} if a number is missing in what a page shows */
export function expectComplete(html: string, where: string): void {
  const [, mark] = html.split(opening);
  if (mark !== undefined)
    throw new Error(
      `${where} shows a number that is not there: ${mark.split('-->')[0] ?? ''}; put it inside <When table="…">`,
    );
}
