/**
 * The explorer of model types: the table of all types searched, filtered and sorted, and some of them side by side.
 *
 * It works on the table that stands in the page. What draws the chart, and the numbers by month, are loaded when
 * somebody is there to use them, or an address asks for another chart than the printed one.
 */
import { copyLink, createHtml, viewAddress } from './element.ts';
import { firstDirection, plain, readTypes, type TypesChoices, type TypesView, writeTypes } from './type-address.ts';
import type { TypeChart } from './type-chart.ts';

interface Line {
  readonly row: HTMLTableRowElement;
  readonly type: string;
  readonly box: HTMLInputElement;
  /** By column; not a number where the cell is a dash. */
  readonly values: ReadonlyMap<string, number>;
}

class TypeExplorer extends HTMLElement {
  #choices!: TypesChoices;
  #view!: TypesView;
  #lines: Line[] = [];
  #chart: Promise<TypeChart> | null = null;
  /** Whether the newest entry of the history is one of words being typed. */
  #typing = false;
  #counting: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    if (this.#lines.length > 0) return;
    const given = JSON.parse(this.dataset.choices ?? '{}') as Omit<TypesChoices, 'types'>;
    const columns = [...this.querySelectorAll<HTMLElement>('th[data-column]')].map(({ dataset }) => ({
      name: dataset.column ?? '',
      part: dataset.part,
    }));
    this.#lines = [...this.querySelectorAll<HTMLTableRowElement>('tbody tr')].map((row) => {
      const cells = [...row.querySelectorAll<HTMLElement>('th, td:not(.pick)')];
      const counts = new Map(
        columns.map(({ name }, index) => [name, Number(cells[index]?.dataset.value ?? Number.NaN)]),
      );
      // Shares of one whole have the order of their parts.
      const own = new Map(columns.map(({ name, part = name }) => [name, counts.get(part) ?? Number.NaN]));
      return { row, type: row.dataset.type ?? '', box: this.#part('input', row, HTMLInputElement), values: own };
    });
    this.#choices = { ...given, types: this.#lines.map(({ type }) => type) };
    this.#view = given.initial;

    for (const head of this.#all('th[data-column]')) {
      const column = head.dataset.column ?? '';
      const button = createHtml('button', { type: 'button', class: 'sort' });
      const label = this.#part('.sort', head);
      button.append(...label.childNodes);
      label.replaceWith(button);
      button.addEventListener('click', () => {
        const { sort, dir } = this.#view;
        const turned = dir === 'asc' ? 'desc' : 'asc';
        this.#change({ sort: column, dir: sort === column ? turned : firstDirection(column) });
      });
    }
    for (const { box, type } of this.#lines) box.addEventListener('change', () => this.#choose(type, box.checked));
    for (const input of this.querySelectorAll<HTMLInputElement>('input[name=measure]'))
      input.addEventListener('change', () => this.#change({ measure: input.value }));
    const form = this.#part('form.filters', this, HTMLFormElement);
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('input', () => this.#change(this.#filters(), { typing: true }));
    form.addEventListener('change', () => {
      this.#typing = false;
      this.#showTable();
    });
    this.#part('.clear').addEventListener('click', () => {
      this.#change({ q: '', minModels: 0, minTopics: 0, both: false });
      this.#part('[name=q]').focus();
    });
    this.#part('.none').addEventListener('click', () => {
      this.#change({ types: [] });
      this.#part('.none').focus();
    });
    this.#part('.copy').addEventListener('click', () => {
      void copyLink(this.#part('.view a', this, HTMLAnchorElement)).then((said) => this.#say([said]));
    });
    this.#part('.chosen').addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest('button') : null;
      const type = button?.dataset.type;
      if (type === undefined) return;
      const place = this.#view.types.indexOf(type);
      this.#choose(type, false);
      const left = [...this.#all('.chosen button')];
      (left[Math.min(place, left.length - 1)] ?? this.#part('.none')).focus();
    });

    addEventListener('popstate', () => {
      this.#typing = false;
      this.#read();
    });
    // As `enhance.ts` says, which every page has.
    addEventListener('almanac-reader', () => void this.#loaded().catch(() => undefined), { once: true });
    this.#read();
  }

  #part(selector: string, within?: HTMLElement): HTMLElement;
  #part<Kind extends HTMLElement>(selector: string, within: HTMLElement, kind: new () => Kind): Kind;
  #part(selector: string, within: HTMLElement = this, kind: new () => HTMLElement = HTMLElement): HTMLElement {
    const found = within.querySelector(selector);
    if (!(found instanceof kind)) throw new Error(`the explorer of model types has no ${selector}`);
    return found;
  }
  #all(selector: string): NodeListOf<HTMLElement> {
    return this.querySelectorAll(selector);
  }

  /** Shows what the address asks for. */
  #read(): void {
    const { view, said } = readTypes(location.search, this.#choices);
    this.#view = view;
    this.#show(said);
  }

  #filters(): Partial<TypesView> {
    const field = (name: string) => this.querySelector<HTMLInputElement>(`form.filters [name=${name}]`);
    const least = (name: string) => Math.min(Math.max(Math.floor(field(name)?.valueAsNumber ?? 0) || 0, 0), 1e9 - 1);
    return {
      q: field('q')?.value ?? '',
      minModels: least('minModels'),
      minTopics: least('minTopics'),
      both: field('both')?.checked ?? false,
    };
  }

  #choose(type: string, wanted: boolean): void {
    const { types } = this.#view;
    const { most } = this.#choices;
    if (wanted && types.length >= most) {
      this.#show([`One chart has room for ${most} types; take one out before you add ${type}.`]);
      return;
    }
    this.#change({ types: wanted ? [...types, type] : types.filter((each) => each !== type) });
  }

  /** What a reader has chosen becomes the view, and the address says so. */
  #change(part: Partial<TypesView>, { typing = false } = {}): void {
    this.#view = { ...this.#view, ...part };
    const search = writeTypes(location.search, this.#choices, this.#view);
    if (search !== location.search) {
      const address = `${location.pathname}${search}${location.hash}`;
      // Back goes to what was there before a word was typed, not to each of its letters.
      if (typing && this.#typing) history.replaceState(history.state, '', address);
      else history.pushState(history.state, '', address);
      this.#typing = typing;
    }
    this.#show([], typing);
  }

  /** @param typing whether somebody writes in the fields, which then are left alone */
  #show(said: readonly string[] = [], typing = false): void {
    const { types, measure } = this.#view;
    this.#showTable(typing);
    for (const input of this.querySelectorAll<HTMLInputElement>('input[name=measure]'))
      input.checked = input.value === measure;
    const chosen = this.#part('.chosen');
    const before = [...chosen.querySelectorAll('button')].map((each) => each.dataset.type);
    if (String(before) !== String(types))
      chosen.replaceChildren(
        ...types.map((type) =>
          createHtml(
            'li',
            {},
            createHtml('button', { type: 'button', 'data-type': type, 'aria-label': `Take ${type} out` }, `${type} ×`),
          ),
        ),
      );
    const search = writeTypes(location.search, this.#choices, this.#view);
    this.#part('.view a', this, HTMLAnchorElement).href = viewAddress(search);
    this.#say(said);
    void this.#showChart(said);
  }

  #showTable(typing = false): void {
    const { types, sort, dir, q, minModels, minTopics, both } = this.#view;
    const wanted = plain(q);
    const sign = dir === 'asc' ? 1 : -1;
    const value = ({ values }: Line, column: string) => values.get(column) ?? Number.NaN;
    const sorted = this.#lines
      .map((line, place) => ({ line, place }))
      .sort((a, b) => {
        if (sort === 'modelType') return sign * (a.line.type < b.line.type ? -1 : 1);
        const [one, other] = [value(a.line, sort), value(b.line, sort)];
        // What has no value stands last, whichever way the others go.
        if (Number.isNaN(one) || Number.isNaN(other))
          return Number(Number.isNaN(one)) - Number(Number.isNaN(other)) || a.place - b.place;
        return sign * (one - other) || a.place - b.place;
      })
      .map(({ line }) => line);
    let found = 0;
    for (const line of sorted) {
      const [models, topics] = [value(line, 'hubModels') || 0, value(line, 'topics') || 0];
      const fits =
        plain(line.type).includes(wanted) &&
        models >= minModels &&
        topics >= minTopics &&
        (!both || (models > 0 && topics > 0));
      line.row.hidden = !fits;
      if (fits) found += 1;
      line.box.checked = types.includes(line.type);
    }
    const body = this.#part('tbody');
    if (sorted.some(({ row }, index) => body.children[index] !== row)) body.append(...sorted.map(({ row }) => row));
    for (const head of this.#all('th[data-column]')) {
      if (head.dataset.column === sort) head.setAttribute('aria-sort', `${dir}ending`);
      else head.removeAttribute('aria-sort');
    }

    const form = this.#part('form.filters', this, HTMLFormElement);
    const fields = { q, minModels: minModels || '', minTopics: minTopics || '' };
    for (const [name, text] of Object.entries(fields)) {
      const field = form.querySelector<HTMLInputElement>(`[name=${name}]`);
      if (field && !typing) field.value = String(text);
    }
    const box = form.querySelector<HTMLInputElement>('[name=both]');
    if (box) box.checked = both;
    const all = this.#lines.length;
    const count = this.#part('.found');
    const words =
      found === all ? `All ${all} types` : found === 0 ? `None of ${all} types fits` : `${found} of ${all} types`;
    // Said once a reader pauses, not at every letter.
    clearTimeout(this.#counting);
    if (count.textContent !== words) this.#counting = setTimeout(() => (count.textContent = words), 200);
    this.#part('.clear').hidden = !(q || minModels || minTopics || both);
  }

  async #showChart(said: readonly string[]): Promise<void> {
    const view = this.#view;
    const { initial } = this.#choices;
    const isPrinted = view.measure === initial.measure && String(view.types) === String(initial.types);
    if (!this.#chart && isPrinted) return;
    try {
      await (await this.#loaded()).show(view);
    } catch {
      // No network, or a server that has moved on: the table works without, and the next choice asks again.
      if (view === this.#view) this.#say([...said, 'The numbers could not be loaded; the chart is as it was.']);
    }
  }

  async #loaded(): Promise<TypeChart> {
    this.#chart ??= import('./type-chart.ts').then(
      ({ TypeChart }) =>
        new TypeChart(this.#part('.comparison'), this.#choices.initial, (table) =>
          (this.dataset.tables ?? '').replace('*', table),
        ),
    );
    this.#chart.catch(() => (this.#chart = null));
    return this.#chart;
  }

  #say(sentences: readonly string[]): void {
    this.#part('.said').textContent = sentences.join(' ');
  }
}

customElements.define('almanac-types', TypeExplorer);
