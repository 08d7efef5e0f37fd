/** The table beside a chart, with the rows of the view that the chart shows. */
import type { Row, Table } from '../../schema/table.ts';
import { formatValue } from '../../schema/written.ts';
import { createHtml } from '../element.ts';

/**
 * Lets the table of a figure follow its view: `null` brings back the printed rows. A zero that the table only speaks of has
 * no row, there as here.
 */
export function tableOf(figure: Element, published: readonly Row[]): (shown: Table | null) => void {
  const table = figure.querySelector<HTMLTableElement>('.view .scroll > table');
  const heads = [...(table?.tHead?.rows[0]?.cells ?? [])];
  const body = table?.tBodies[0];
  const printed = [...(body?.rows ?? [])];
  /** How many rows the chart has of the table, as printed. */
  const note = table?.closest('.view')?.querySelector<HTMLElement>(':scope > p:last-child');
  const known = new Set(published);
  const lineOf = (row: Row, { columns }: Table) =>
    createHtml(
      'tr',
      {},
      ...columns.map(({ name, unit }, index) =>
        createHtml('td', { class: heads[index]?.className ?? '' }, formatValue(unit, row[name] ?? null)),
      ),
    );
  return (shown) => {
    for (const head of heads) head.removeAttribute('aria-sort');
    if (note) note.hidden = shown !== null;
    body?.replaceChildren(
      ...(shown ? shown.rows.filter((row) => known.has(row)).map((row) => lineOf(row, shown)) : printed),
    );
  };
}
