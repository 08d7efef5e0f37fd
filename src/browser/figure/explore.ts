/** A figure that answers: values where a reader points, and the same numbers seen in other ways. */
import type { FigureOptions } from '../../schema/figure.ts';
import type { Relations } from '../../schema/rows.ts';
import type { Coverage } from '../../schema/snapshot.ts';
import type { Table } from '../../schema/table.ts';
import { formatPeriod } from '../../schema/written.ts';
import { type ParsedView, isSame, mentions, readView, viewInWords, writeView } from './address.ts';
import { type Controls, controls } from './controls.ts';
import type { draw } from '../../charts/draw.ts';
import { createHtml } from '../element.ts';
import type { Box } from './pixels.ts';
import { type Shown, shareMenu } from './share.ts';
import { tableAt } from './table-at.ts';
import { tableOf } from './view-table.ts';
import { type Titles, titlesOf } from './titles.ts';
import { Tooltip } from './tooltip.ts';
import { chartDataOf } from './chart-data.ts';
import { inNumbers } from '../../charts/alternative.ts';
import { inPeriods } from '../../charts/periods.ts';
import { measureOf } from '../../charts/selection.ts';
import { widths } from '../../charts/theme.ts';
import { type Choices, type View, choicesOf, isOpen, mostSeries, viewed } from '../../charts/view.ts';
import { intervalsInWords, measureInWords } from '../../charts/words.ts';

let drawing: typeof draw | null = null;

/** Lets a figure answer. Where its numbers cannot be had, the chart stays as it is printed, and a sentence says so. */
export async function explore(element: HTMLElement): Promise<void> {
  const { table = '', columns = '{}', options = '{}', figure = '' } = element.dataset;
  const status = createHtml('p', { role: 'status' });
  element.append(status);
  let whole: Table;
  try {
    whole = await tableAt(table, JSON.parse(columns) as Relations);
  } catch {
    // No network, or a server that has moved on: the page is as good as without a script, and asks again when reloaded.
    status.textContent = 'The numbers could not be loaded; the chart is as it was printed.';
    return;
  }
  new Exploration(element, status, figure, whole, JSON.parse(options) as FigureOptions);
}

class Exploration {
  readonly #id: string;
  readonly #whole: Table;
  readonly #options: FigureOptions;
  readonly #coverage: Coverage | 'edition';
  readonly #choices: Choices;
  readonly #controls: Controls | null;
  readonly #status: HTMLElement;
  readonly #reset = createHtml('button', { type: 'button', class: 'reset' }, 'Reset');
  readonly #boxes: readonly (Box & { readonly printed: Element | null })[];
  readonly #tooltip: Tooltip;
  readonly #share: (shown: Shown) => void;
  readonly #titles: Titles;
  readonly #table: (shown: Table | null) => void;
  readonly #bar: Element | null;
  readonly #subtitle: { readonly part: Element; readonly printed: string | null }[];
  #view: View;
  /** Which box shows which view. */
  readonly #drawn = new Map<HTMLElement, View>();

  constructor(element: HTMLElement, status: HTMLElement, id: string, whole: Table, options: FigureOptions) {
    this.#id = id;
    this.#whole = whole;
    this.#options = options;
    this.#coverage = element.dataset.coverage as Coverage | 'edition';
    this.#choices = choicesOf(whole, options);
    this.#view = this.#choices.initial;
    this.#status = status;
    const around = element.closest('figure');
    if (!around) throw new Error(`the figure ${id} stands alone`);
    this.#bar = around.querySelector('.explore');
    this.#share = shareMenu(around, (words) => {
      this.#say([words]);
    });
    this.#titles = titlesOf(around, whole.title);
    this.#table = tableOf(around, whole.rows);
    this.#subtitle = [...around.querySelectorAll('.subtitle [data-part]')].map((part) => ({
      part,
      printed: part.textContent,
    }));
    const { boxes, say } = makeInteractive(element, id);
    this.#boxes = boxes.map((each) => ({ ...each, printed: each.box.firstElementChild }));
    for (const { box } of boxes) {
      this.#drawn.set(box, this.#view);
      // The height of the printed chart stays, so that nothing below it moves when fewer series are drawn.
      const [, , wide = 1, tall = 1] = box.firstElementChild?.getAttribute('viewBox')?.split(' ').map(Number) ?? [];
      box.style.aspectRatio = `${wide} / ${tall}`;
    }
    this.#controls = isOpen(this.#choices)
      ? controls(
          id,
          this.#titles.printed,
          this.#choices,
          (part) => this.#change(part),
          (view) => mostSeries(options, view.layout),
        )
      : null;
    this.#tooltip = new Tooltip({
      element,
      boxes: this.#boxes,
      say,
    });
    this.#tooltip.data = chartDataOf(...this.#shown(this.#view));
    if (this.#controls) this.#fill(this.#controls, element);
    this.#sync();

    addEventListener('popstate', () => void this.#apply(readView(location.search, id, options, this.#choices)));
    new ResizeObserver(() => void this.#draw()).observe(element);
    addEventListener('beforeprint', () => void this.#draw(true));
    if (mentions(location.search, id)) void this.#apply(readView(location.search, id, options, this.#choices));
  }

  /** The button that opens the fields, and the one that goes back. */
  #fill({ panel }: Controls, element: HTMLElement): void {
    const open = createHtml(
      'button',
      { type: 'button', 'aria-expanded': 'false', 'aria-controls': panel.id },
      'Explore',
    );
    const chart = element.closest('details');
    open.addEventListener('click', () => {
      panel.hidden = !panel.hidden && chart?.open !== false;
      if (chart) chart.open = true;
      open.setAttribute('aria-expanded', String(!panel.hidden));
      // The drawing program, before it is needed.
      if (!panel.hidden) void import('../../charts/draw.ts');
    });
    this.#reset.addEventListener('click', () => this.#change(this.#choices.initial));
    this.#bar?.append(open);
    element.prepend(panel);
    panel.after(this.#status);
    this.#status.before(this.#reset);
  }

  /** The table and options of a view. @throws {Error} if it shows nothing, which `#nearest` has ruled out */
  #shown(view: View): [Table, FigureOptions] {
    const shown = viewed(this.#whole, this.#options, this.#choices, view);
    if (!shown) throw new Error(`the figure ${this.#id} has nothing to show`);
    return [shown.table, shown.options];
  }

  /** A view that can be drawn: the asked one, or the nearest to it with a sentence on what is not there. */
  #nearest({ view, said }: ParsedView): ParsedView {
    const { initial, scales } = this.#choices;
    const words = [...said];
    let nearest = view;
    if (nearest.scale !== initial.scale && !scales.includes(nearest.values))
      nearest = { ...nearest, scale: initial.scale };
    if (nearest.from > nearest.to) nearest = { ...nearest, from: nearest.to, to: nearest.from };
    const empty = (each: View) => viewed(this.#whole, this.#options, this.#choices, each) === null;
    if (empty(nearest)) {
      words.push(`There is no value in ${formatPeriod(view)}; all months are shown.`);
      nearest = { ...nearest, from: initial.from, to: initial.to };
    }
    if (empty(nearest)) nearest = initial;
    return { view: nearest, said: words };
  }

  /** What a reader has chosen becomes the view, and the address says so. */
  #change(part: Partial<View>): void {
    let wanted = { ...this.#view, ...part };
    const said: string[] = [];
    const most = mostSeries(this.#options, wanted.layout);
    const tooMany = wanted.series.length > most;
    if (tooMany && part.layout) {
      wanted = { ...wanted, series: wanted.series.slice(0, most) };
      said.push(`One chart has room for ${most} series: the first ${most} are in it.`);
    }
    if (this.#choices.series.length > 0 && wanted.series.length === 0)
      return this.#sync(['One series stays: a chart of none shows nothing.']);
    if (tooMany && !part.layout) return this.#sync([`One chart has room for ${most} series.`]);
    const before = this.#view;
    const asked = this.#nearest({ view: wanted, said });
    void this.#apply(asked);
    if (isSame(before, asked.view)) return;
    const search = writeView(location.search, this.#id, this.#choices, asked.view);
    history.pushState(history.state, '', `${location.pathname}${search}${location.hash}`);
    this.#sync(asked.said);
  }

  async #apply(asked: ParsedView): Promise<void> {
    const { view, said } = this.#nearest(asked);
    const changed = !isSame(view, this.#view);
    this.#view = view;
    this.#sync(said);
    if (!changed) return;
    const shown = this.#shown(view);
    await this.#draw();
    if (view !== this.#view) return;
    this.#tooltip.data = chartDataOf(...shown);
  }

  /** Draws the view where it is seen and not there yet; for print, wherever it could be seen. */
  async #draw(everywhere = false): Promise<void> {
    const view = this.#view;
    const stale = this.#boxes.filter(
      ({ box }) => this.#drawn.get(box) !== view && (everywhere || box.getClientRects().length > 0),
    );
    if (stale.length === 0) return;
    this.#tooltip.hide();
    if (isSame(view, this.#choices.initial)) {
      for (const { box, printed } of stale) {
        if (printed) box.replaceChildren(printed);
        this.#drawn.set(box, view);
      }
      return;
    }
    // Once it is there it draws at once: a browser that prints does not wait.
    drawing ??= (await import('../../charts/draw.ts')).draw;
    if (view !== this.#view) return;
    const [table, options] = this.#shown(view);
    for (const { box, width } of stale) {
      const drawn = drawing(table, options, width);
      drawn.setAttribute('aria-label', `${this.#whole.title}. ${inNumbers(table, options)}`);
      box.replaceChildren(drawn);
      this.#drawn.set(box, view);
    }
  }

  /** Lets fields, subtitle, status and link say what is shown. */
  #sync(said: readonly string[] = []): void {
    const { initial } = this.#choices;
    const view = this.#view;
    this.#controls?.show(view);
    const search = writeView(location.search, this.#id, this.#choices, view);
    this.#reset.hidden = isSame(view, initial);
    const shown = viewed(this.#whole, this.#options, this.#choices, view);
    const placeless = shown?.placeless ?? 0;
    const zeros = placeless === 1 ? '1 value of zero has' : `${placeless} values of zero have`;
    this.#say([...said, placeless > 0 ? `${zeros} no place on a logarithmic scale.` : '']);
    if (!shown) return;
    this.#table(isSame(view, initial) ? null : shown.table);
    this.#share({
      table: shown.table,
      search,
      own: writeView('', this.#id, this.#choices, view),
      title: this.#titles.show(isSame(view, initial)),
      chart: () => this.#wide(),
    });
    const measure = measureOf(inPeriods(shown.table, shown.options), shown.options);
    const ofIntervals = intervalsInWords(shown.table, [measure], this.#coverage);
    const words: Record<string, string | null> = {
      measure: view.values === initial.values ? null : measureInWords(measure),
      period: view.from === initial.from && view.to === initial.to ? null : formatPeriod(view),
      interval: view.values === initial.values ? null : ofIntervals?.startsWith('with ') ? ` · ${ofIntervals}` : '',
    };
    for (const { part, printed } of this.#subtitle)
      part.textContent = words[part.getAttribute('data-part') ?? ''] ?? printed;
  }

  /** The chart of the view in its full width. */
  async #wide(): Promise<Element> {
    const printed = this.#boxes[0]?.printed;
    if (printed && isSame(this.#view, this.#choices.initial)) return printed;
    drawing ??= (await import('../../charts/draw.ts')).draw;
    return drawing(...this.#shown(this.#view), widths.wide);
  }

  #say(sentences: readonly string[]): void {
    const words = viewInWords(this.#choices, this.#view);
    this.#status.textContent = [...sentences, words].filter(Boolean).join(' ');
  }
}

/** Makes the charts in an element focusable, with help for the keyboard, and a place where values are announced. */
function makeInteractive(
  element: HTMLElement,
  id: string,
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
    // Its arrow keys walk over the values: without this role a screen reader keeps them to itself.
    box.setAttribute('role', 'application');
    box.setAttribute('aria-roledescription', 'interactive chart');
    box.setAttribute('aria-labelledby', `${id}-title`);
    box.setAttribute('aria-describedby', help.id);
  }
  return {
    boxes,
    say: (words) => (spoken.textContent = words),
  };
}
