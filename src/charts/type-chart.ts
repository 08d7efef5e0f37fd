/** The chart of the compared types, with values where a reader points. Loaded when somebody is there. */
import type { Relations } from '../schema/rows.ts';
import type { Table } from '../schema/table.ts';
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
  readonly #plot: HTMLElement;
  readonly #boxes: readonly Box[];
  readonly #keys: HTMLElement;
  readonly #subtitle: HTMLElement;
  readonly #message: HTMLElement;
  readonly #tooltip: Tooltip;
  readonly #address: (table: string) => string;
  readonly #relations: Readonly<Partial<Record<string, Relations>>>;
  /** What stands there now. */
  #drawn: string;
  #wanted: Shown;

  /** @param initial what the page was printed with @param address where the file of a table is */
  constructor(element: HTMLElement, initial: Shown, address: (table: string) => string) {
    this.#relations = JSON.parse(element.dataset.columns ?? '{}') as Record<string, Relations>;
    const part = (selector: string) => {
      const found = element.querySelector<HTMLElement>(selector);
      if (!found) throw new Error(`the comparison has no ${selector}`);
      return found;
    };
    this.#address = address;
    this.#wanted = initial;
    this.#drawn = nameOf(initial);
    [this.#plot, this.#keys, this.#subtitle, this.#message] = [
      part('.plot'),
      part('.keys-of-chart'),
      part('.subtitle'),
      part('.nothing'),
    ];
    const { boxes, say } = makeInteractive(this.#plot, { id: 'compare', label: 'Model types side by side' });
    this.#boxes = boxes;
    this.#tooltip = new Tooltip({
      element: this.#plot,
      boxes: this.#boxes,
      say,
      choosePeriod: null,
      prepare: () => undefined,
    });
    void this.#showPrinted(initial);
  }

  /**
   * Shows these types. What was asked for last is what stands there in the end.
   *
   * @throws {Error} if the numbers or the drawing program could not be loaded
   */
  async show(wanted: Shown): Promise<void> {
    this.#wanted = wanted;
    const name = nameOf(wanted);
    if (name === this.#drawn) return;
    const measure = wanted.measure as Measure;
    const [whole, { draw }] = await Promise.all([this.#table(measure), import('./draw.ts')]);
    if (wanted !== this.#wanted) return;
    const { shown, notes } = compared(whole, measure, wanted.types);
    this.#tooltip.hide();
    for (const { box, width } of this.#boxes) {
      box.hidden = shown === null;
      if (shown) box.replaceChildren(draw(shown.table, shown.options, width));
    }
    this.#message.textContent = shown
      ? ''
      : wanted.types.length === 0
        ? 'Choose types in the table to compare them here.'
        : 'There is nothing to draw of these types in this measure.';
    this.#keys.replaceChildren(...notes.map((note) => createHtml('span', {}, `${note} `)));
    this.#subtitle.textContent = subtitle(whole, measure);
    if (shown) this.#tooltip.data = chartDataOf(shown.table, shown.options);
    this.#drawn = name;
  }

  /** Values of the chart that is printed. Without them it is a picture, as it is without a script. */
  async #showPrinted(initial: Shown): Promise<void> {
    const measure = initial.measure as Measure;
    const whole = await this.#table(measure).catch(() => null);
    if (!whole || this.#drawn !== nameOf(initial)) return;
    const { shown } = compared(whole, measure, initial.types);
    if (shown) this.#tooltip.data = chartDataOf(shown.table, shown.options);
  }

  #table(measure: Measure): Promise<Table> {
    const { table } = measures[measure];
    return tableAt(this.#address(table), this.#relations[table] ?? {});
  }
}
