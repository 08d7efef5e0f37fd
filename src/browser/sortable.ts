/** Lets a reader sort a table by any of its columns, either way: numbers by their value, and rows without one last. */
import { createHtml } from './element.ts';

/** Addresses in which 1.1.0 named the types to compare, in the way that the figures do. */
const types = new URLSearchParams(location.search).get('types');
if (types) {
  const series = ['models-created', 'mentions'].map((id) => `${id}.series=${encodeURIComponent(types)}`);
  history.replaceState(history.state, '', `?${series.join('&')}`);
}

for (const table of document.querySelectorAll<HTMLTableElement>('table.sortable')) {
  const [body] = table.tBodies;
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  for (const [index, head] of heads.entries()) {
    const button = createHtml('button', { type: 'button' });
    button.append(...head.childNodes);
    head.append(button);
    const isNumber = head.classList.contains('number');
    const valueOf = (row: HTMLTableRowElement) => {
      const cell = row.cells[index];
      if (!isNumber) return cell?.textContent ?? '';
      return Number(cell?.dataset.value ?? Number.NaN);
    };
    button.addEventListener('click', () => {
      const sign = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
      for (const each of heads) each.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', sign > 0 ? 'ascending' : 'descending');
      const keyed = [...(body?.rows ?? [])].map((row) => ({ row, value: valueOf(row) }));
      const isEmpty = ({ value }: { value: string | number }) => Number.isNaN(value);
      keyed.sort((a, b) => {
        if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(a)) - Number(isEmpty(b));
        return a.value === b.value ? 0 : a.value < b.value ? -sign : sign;
      });
      body?.append(...keyed.map(({ row }) => row));
    });
  }
}
