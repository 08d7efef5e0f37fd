/** What interactive charts have in common: the file of their table, and boxes that take the keyboard and announce values. */
import { type Relations, withRelations } from '../schema/rows.ts';
import type { Table } from '../schema/table.ts';
import { createHtml } from './element.ts';
import { type Width, widths } from './theme.ts';

/** A chart in one of its widths, of which the stylesheet shows the fitting one. */
export interface Box {
  readonly box: HTMLElement;
  readonly width: Width;
}

const files = new Map<string, Promise<Table>>();

/**
 * A table as it was published, with what its columns are to each other. Charts of one table load it once; what failed
 * is loaded again the next time.
 *
 * @throws {Error} if the file cannot be loaded
 */
export async function tableAt(address: string, relations: Relations): Promise<Table> {
  const file =
    files.get(address) ??
    fetch(address).then(async (answer) => {
      if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
      return (await answer.json()) as Table;
    });
  files.set(address, file);
  try {
    return withRelations(await file, relations);
  } catch (error) {
    files.delete(address);
    throw error;
  }
}

/** Makes the charts in an element focusable, with help for the keyboard, and a place where values are announced. */
export function makeInteractive(
  element: HTMLElement,
  { id, label }: { readonly id: string; readonly label: string },
): { readonly boxes: readonly Box[]; readonly say: (words: string) => void } {
  const help = createHtml(
    'p',
    { class: 'hidden', id: `${id}-keys` },
    'Arrow keys move from value to value, Home and End to the first and the last; Escape closes the note.',
  );
  const spoken = createHtml('p', { class: 'hidden spoken', 'aria-live': 'polite' });
  const boxes = (['wide', 'narrow'] as const).flatMap((name) => {
    const box = element.querySelector<HTMLElement>(`.chart.${name}`);
    return box ? [{ box, width: widths[name] }] : [];
  });
  element.append(help, spoken);
  for (const { box } of boxes) {
    box.tabIndex = 0;
    box.setAttribute('role', 'application');
    box.setAttribute('aria-roledescription', 'interactive chart');
    box.setAttribute('aria-label', label);
    box.setAttribute('aria-describedby', help.id);
  }
  return {
    boxes,
    say: (words) => (spoken.textContent = words),
  };
}
