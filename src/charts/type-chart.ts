/** The chart of the compared types, with values where a reader points. Loaded when somebody is there. */
import type { Relations } from '../schema/rows.ts';
import { compared, type Measure, measures, subtitle } from './compared.ts';
import { createHtml } from './element.ts';
import { type Box, makeInteractive, tableAt } from './interactive.ts';
import { Tooltip } from './tooltip.ts';
import { chartDataOf } from './chart-data.ts';

interface Shown {
  readonly types: readonly string[];
  readonly measure: string;
}

const nameOf = ({ measure, types }: Shown): string => JSON.stringify([measure, types]);

export class TypeChart {
  readonly #element: HTMLElement;
  readonly #boxes: readonly Box[];
  readonly #tooltip: Tooltip;
  readonly #address: (table: string) => string;
  /** What stands there now. */
  #drawn: string;
  #wanted: Shown;

  /** @param initial what the page was printed with @param address where the file of a table is */
  constructor(element: HTMLElement, initial: Shown, address: (table: string) => string) {
    this.#element = element;
    this.#address = address;
    this.#wanted = initial;
    this.#drawn = nameOf(initial);
    const plot = this.#part('.plot');
    const { boxes, say } = makeInteractive(plot, { id: 'compare', label: 'Model types side by side' });
    this.#boxes = boxes;
    this.#tooltip = new Tooltip({ element: plot, boxes, say, choosePeriod: null, prepare: () => undefined });
    this.#compared(initial).then(
      ({ shown }) => {
        if (shown && this.#drawn === nameOf(initial)) this.#tooltip.data = chartDataOf(shown.table, shown.options);
      },
      // Without its values the printed chart is a picture, as it is without a script.
      () => undefined,
    );
  }

  #part(selector: string): HTMLElement {
    const found = this.#element.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`the comparison has no ${selector}`);
    return found;
  }

  /**
   * Shows these types. What was asked for last is what stands there in the end.
   *
   * @throws {Error} if the numbers or the drawing program could not be loaded
   */
  async show(wanted: Shown): Promise<void> {
    this.#wanted = wanted;
    if (nameOf(wanted) === this.#drawn) return;
    const [{ shown, notes, subtitle }, { draw }] = await Promise.all([this.#compared(wanted), import('./draw.ts')]);
    if (wanted !== this.#wanted) return;
    this.#tooltip.hide();
    for (const { box, width } of this.#boxes) {
      box.hidden = shown === null;
      if (shown) box.replaceChildren(draw(shown.table, shown.options, width));
    }
    this.#part('.nothing').textContent = shown
      ? ''
      : wanted.types.length === 0
        ? 'Choose types in the table to compare them here.'
        : 'There is nothing to draw of these types in this measure.';
    this.#part('.keys-of-chart').replaceChildren(...notes.map((note) => createHtml('span', {}, `${note} `)));
    this.#part('.subtitle').textContent = subtitle;
    if (shown) this.#tooltip.data = chartDataOf(shown.table, shown.options);
    this.#drawn = nameOf(wanted);
  }

  async #compared({ measure: name, types }: Shown) {
    const measure = name as Measure;
    const { table } = measures[measure];
    const relations = JSON.parse(this.#element.dataset.columns ?? '{}') as Partial<Record<string, Relations>>;
    const whole = await tableAt(this.#address(table), relations[table] ?? {});
    return { ...compared(whole, measure, types), subtitle: subtitle(whole, measure) };
  }
}
