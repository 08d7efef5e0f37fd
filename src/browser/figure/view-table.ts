/** The table beside a chart, with the rows of the view that the chart shows. */
import { orderKeys } from '../../schema/order.ts';
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
  const linesOf = (rows: readonly Row[], { columns }: Table) => {
    const keys = columns.map(({ name, unit }) =>
      orderKeys(
        unit,
        rows.map((row) => row[name] ?? null),
      ),
    );
    return rows.map((row) =>
      createHtml(
        'tr',
        {},
        ...columns.map(({ name, unit }, index) => {
          const value = row[name] ?? null;
          const key = keys[index]?.get(value);
          const order = key === undefined ? {} : { 'data-order': String(key) };
          return createHtml('td', { class: heads[index]?.className ?? '', ...order }, formatValue(unit, value));
        }),
      ),
    );
  };
  return (shown) => {
    for (const head of heads) head.removeAttribute('aria-sort');
    if (note) note.hidden = shown !== null;
    body?.replaceChildren(
      ...(shown
        ? linesOf(
            shown.rows.filter((row) => known.has(row)),
            shown,
          )
        : printed),
    );
  };
}
