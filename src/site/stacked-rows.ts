/** Rows of a table that a phone stacks: every cell has the head of its column, which is shown before it. */
type Head = string | { readonly number: string } | { readonly hidden: string };

const wordsOf = (head: Head | undefined): string =>
  head === undefined || (typeof head === 'object' && 'hidden' in head)
    ? ''
    : typeof head === 'string'
      ? head
      : head.number;
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** The rows with `data-head` on each cell that is not the head of its row. */
export const withHeads = (rows: string, heads: readonly Head[]): string =>
  rows.replaceAll(/<tr\b[\s\S]*?<\/tr>/g, (row) => {
    let column = -1;
    return row.replaceAll(/<(t[dh])(?=[\s>])/g, (start, name) => {
      const words = wordsOf(heads[++column]);
      return name === 'td' && words !== '' ? `${start} data-head="${escaped(words)}"` : start;
    });
  });
