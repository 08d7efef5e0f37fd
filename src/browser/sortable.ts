/**
 * Lets a reader sort a long table by any of its columns, either way: by the key that a cell has, else numbers and days by
 * their value, as they are written, and words by alphabet; rows without one last. A table whose cells span several rows or
 * columns stays as it is.
 */
import { numberIn } from '../schema/number-in-text.ts';
import { createHtml } from './element.ts';

/** A shorter table is seen at a glance. */
const fewest = 6;

/** What a cell is sorted by: a number, a time, or its words; nothing for a dash. */
function valueOf(cell: HTMLTableCellElement | undefined): number | string | null {
  if (cell?.dataset.order !== undefined) return Number(cell.dataset.order);
  const text = (cell?.textContent ?? '').replaceAll('\u00a0', ' ').trim();
  if (text === '' || text === '–') return null;
  if (/^(\d+ )?[A-Z][a-z]+ \d{4}$/.test(text)) return Date.parse(/^\d/.test(text) ? text : `1 ${text}`);
  if (!cell?.classList.contains('number')) return text;
  const number = numberIn(text);
  return Number.isNaN(number) ? text : number;
}

/** Words as in a dictionary, and numbers in them by their value: `qwen2` before `qwen10`. */
const words = new Intl.Collator('en', { numeric: true });
/** Numbers come before words. */
const compare = (a: number | string, b: number | string) =>
  typeof a === 'number' ? (typeof b === 'number' ? a - b : -1) : typeof b === 'number' ? 1 : words.compare(a, b);

for (const table of document.querySelectorAll<HTMLTableElement>('.scroll > table')) {
  const [body] = table.tBodies;
  const heads = [...([...(table.tHead?.rows ?? [])].at(-1)?.cells ?? [])];
  if (!body || table.tBodies.length > 1 || body.rows.length < fewest || body.querySelector('[rowspan], [colspan]'))
    continue;
  table.classList.add('sortable');
  for (const [index, head] of heads.entries()) {
    // A link cannot stand in a button.
    if (head.textContent.trim() === '' || head.querySelector('.hidden, a')) continue;
    const button = createHtml('button', { type: 'button' });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const sign = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
      for (const each of heads) each.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', sign > 0 ? 'ascending' : 'descending');
      const keyed = [...body.rows].map((row) => ({ row, value: valueOf(row.cells[index]) }));
      keyed.sort(({ value: a }, { value: b }) => {
        if (a === null || b === null) return Number(a === null) - Number(b === null);
        return sign * compare(a, b);
      });
      body.append(...keyed.map(({ row }) => row));
    });
  }
}
