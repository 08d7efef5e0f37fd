/** Buttons and fields with which a reader chooses a view. Plain ones of the browser, each with its name. */
import { formatValue } from '../../schema/written.ts';
import { plain } from './address.ts';
import { createHtml } from '../element.ts';
import type { Choices, View } from '../../charts/view.ts';

export interface Controls {
  readonly panel: HTMLElement;
  /** Lets all fields say what a view shows. */
  readonly show: (view: View) => void;
}

/** Of more series than these, only the chosen ones are listed, and those that a reader looks for. */
const longestList = 30;

/**
 * @param change is called with what a reader chose, whenever that is done
 * @param most how many series a reader can tell apart in a view
 */
export function controls(
  id: string,
  title: string,
  choices: Choices,
  change: (part: Partial<View>) => void,
  most: (view: View) => number,
): Controls {
  const shows: ((view: View) => void)[] = [];

  function oneOf<Key extends 'values' | 'scale' | 'layout'>(
    key: Key,
    legend: string,
    words: Readonly<Record<View[Key], string>>,
    possible: (view: View, value: View[Key]) => boolean = () => true,
  ): HTMLElement {
    const labels = Object.entries<string>(words).map(([name, said]) => {
      const value = name as View[Key];
      const input = createHtml('input', { type: 'radio', name: `${id}-${key}`, value });
      input.addEventListener('change', () => change({ [key]: value }));
      shows.push((view) => {
        input.checked = view[key] === value;
        input.disabled = !possible(view, value);
      });
      return createHtml('label', {}, input, said);
    });
    return createHtml('fieldset', {}, createHtml('legend', {}, legend), ...labels);
  }

  function period(): HTMLElement {
    const select = (key: 'from' | 'to', said: string) => {
      const field = createHtml(
        'select',
        { id: `${id}-${key}` },
        ...choices.months.map((month) => createHtml('option', { value: month }, formatValue('month', month))),
      );
      field.addEventListener('change', () => change({ [key]: field.value }));
      shows.push((view) => (field.value = view[key]));
      return createHtml('span', {}, createHtml('label', { for: field.id }, said), field);
    };
    return createHtml(
      'fieldset',
      { class: 'period' },
      createHtml('legend', {}, 'Period'),
      select('from', 'from'),
      select('to', 'to'),
    );
  }

  function series(): HTMLElement {
    const names = choices.series;
    const boxes = names.map(() => createHtml('input', { type: 'checkbox' }));
    const labels = names.map((name, index) => createHtml('label', {}, boxes[index] ?? '', name));
    const find = createHtml('input', { type: 'search', autocomplete: 'off', spellcheck: 'false' });
    const list = () => {
      for (const [index, label] of labels.entries())
        label.hidden = !boxes[index]?.checked && !(find.value && plain(names[index] ?? '').includes(plain(find.value)));
    };
    const isLong = names.length > longestList;
    find.addEventListener('input', list);
    for (const [index, box] of boxes.entries()) {
      box.addEventListener('change', () => change({ series: names.filter((_, at) => boxes[at]?.checked) }));
      shows.push((view) => (box.checked = view.series.includes(names[index] ?? '')));
    }
    if (isLong) shows.push(list);
    const button = (said: (shown: number) => string, count: number) => {
      const made = createHtml('button', { type: 'button' });
      let shown = count;
      made.addEventListener('click', () => change({ series: names.slice(0, shown) }));
      shows.push((view) => {
        shown = Math.min(count, most(view));
        made.textContent = said(shown);
      });
      return made;
    };
    return createHtml(
      'fieldset',
      { class: 'series' },
      createHtml('legend', {}, 'Series'),
      ...(isLong ? [createHtml('label', {}, `Find one of ${names.length}`, find)] : []),
      ...labels,
      createHtml(
        'span',
        { class: 'all' },
        ...(isLong ? [] : [button((shown) => `${shown < names.length ? 'First' : 'All'} ${shown}`, names.length)]),
        button(() => `Only ${names[0] ?? ''}`, 1),
      ),
    );
  }

  const panel = createHtml(
    'div',
    { class: 'controls', id: `${id}-controls`, role: 'group', 'aria-label': `Explore: ${title}`, hidden: '' },
    ...(choices.values ? [oneOf('values', 'Values', { share: 'shares', count: 'counts' })] : []),
    ...(choices.scales.length > 0
      ? [
          oneOf(
            'scale',
            'Scale',
            { linear: 'linear', log: 'logarithmic' },
            (view, value) => value === choices.initial.scale || choices.scales.includes(view.values),
          ),
        ]
      : []),
    ...(choices.layouts ? [oneOf('layout', 'Charts', { apart: 'one for each', together: 'all in one' })] : []),
    ...(choices.months.length > 0 ? [period()] : []),
    ...(choices.series.length > 0 ? [series()] : []),
    createHtml('p', { class: 'hint' }, 'Point at the chart for values, or walk over them with the arrow keys.'),
  );
  return {
    panel,
    show: (view) => {
      for (const each of shows) each(view);
    },
  };
}
