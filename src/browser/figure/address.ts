/** A view in the query of an address: `?cards-by-month.from=2021-07&cards-by-month.scale=log`. */
import type { FigureOptions } from '../../schema/figure.ts';
import { formatPeriod, formatValue } from '../../schema/written.ts';
import { type Choices, type Layout, type Values, type View, mostSeries } from '../../charts/view.ts';

/** Names are found however they are written: `GPT 2`, `gpt-2` and `gpt_2` are looked for as `gpt2`. */
export const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]+/g, '');

const keys = ['values', 'scale', 'from', 'to', 'series', 'layout'] as const;

/** A view, and what was wrong with what was asked for, a sentence each. */
export interface ParsedView {
  readonly view: View;
  readonly said: readonly string[];
}

/** Whether an address says anything of a figure. */
export const mentions = (search: string, id: string): boolean =>
  [...new URLSearchParams(search).keys()].some((key) => key.startsWith(`${id}.`));

/** The view that an address asks for: where it asks for what is not there, the nearest that is. Never an exception. */
export function readView(search: string, id: string, options: FigureOptions, choices: Choices): ParsedView {
  const { initial } = choices;
  const said: string[] = [];
  const given = new Map(
    [...new URLSearchParams(search)].flatMap(([key, value]) =>
      key.startsWith(`${id}.`) ? [[key.slice(id.length + 1), value] as const] : [],
    ),
  );
  for (const key of given.keys())
    if (!keys.some((known) => known === key))
      said.push(`The address asks for “${key}”, which this figure does not have.`);

  /** One of a few words. */
  function oneOf<Word extends string>(key: string, there: readonly Word[], initially: Word): Word {
    const word = given.get(key);
    if (word === undefined || word === initially) return initially;
    const found = there.find((each) => each === word.trim().toLowerCase());
    if (found === undefined) said.push(`This figure cannot show the ${key} “${word}”; it shows ${initially}.`);
    return found ?? initially;
  }
  const values = oneOf<Values>('values', choices.values ? ['share', 'count'] : [], initial.values);
  const scale = oneOf('scale', choices.scales.includes(values) ? (['linear', 'log'] as const) : [], initial.scale);
  let layout = oneOf<Layout>('layout', choices.layouts ? ['apart', 'together'] : [], initial.layout);

  const { months } = choices;
  const month = (key: 'from' | 'to'): string => {
    const asked = given.get(key);
    if (asked === undefined) return initial[key];
    if (months.length === 0) {
      said.push('This figure has no period to choose.');
      return initial[key];
    }
    const written = (each: string) => formatValue('month', each);
    const [, year = '', number = ''] = /^\s*(\d{4})-(0?[1-9]|1[0-2])(?!\d)/.exec(asked) ?? [];
    const wanted = `${year}-${number.padStart(2, '0')}`;
    if (months.includes(wanted)) return wanted;
    const nearest = year === '' ? initial[key] : wanted < initial.from ? initial.from : initial.to;
    said.push(
      year === ''
        ? `“${asked}” is no month; the period ${key === 'from' ? 'begins' : 'ends'} with ${written(nearest)}.`
        : `There are no numbers for ${written(wanted)}; the nearest month that has some is ${written(nearest)}.`,
    );
    return nearest;
  };
  let [from, to] = [month('from'), month('to')];
  if (from > to) {
    [from, to] = [to, from];
    said.push(`The period was turned around: it is read as ${formatPeriod({ from, to })}.`);
  }

  let series = initial.series;
  const asked = given.get('series');
  if (asked !== undefined && choices.series.length === 0) said.push('This figure has no series to choose.');
  else if (asked !== undefined) {
    const wanted = asked.split(',').map((name) => name.replaceAll('%2C', ',').trim());
    const unknown = wanted.filter((name) => !choices.series.some((each) => plain(each) === plain(name)));
    const known = choices.series.filter((each) => wanted.some((name) => plain(each) === plain(name)));
    const [names, instead] = [unknown.map((name) => `“${name}”`), known.length > 0 ? 'others' : 'usual ones'];
    if (unknown.length > 0) said.push(`There is no series ${names.join(', ')} here; the ${instead} are shown.`);
    if (known.length > 0) series = known;
  }
  const most = mostSeries(options, layout);
  if (series.length > most && layout === 'together') {
    layout = 'apart';
    said.push(`More than ${most} lines are too many for one chart; each has its own.`);
  } else if (series.length > most) {
    series = series.slice(0, most);
    said.push(`More than ${most} lines are too many; the first ${most} are shown.`);
  }
  return { view: { values, scale, from, to, series, layout }, said };
}

/** The query of an address for a view of one figure; what it says of others stays. */
export function writeView(search: string, id: string, choices: Choices, view: View): string {
  const parts = search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => part !== '' && !mentions(part, id));
  for (const key of keys) {
    const [now = '', before] = [view[key], choices.initial[key]].map((value) =>
      typeof value === 'string' ? value : value.map((name) => name.replaceAll(',', '%2C')).join(','),
    );
    if (now === before) continue;
    const [name = '', value = ''] = new URLSearchParams([[`${id}.${key}`, now]]).toString().split('=');
    parts.push(`${name}=${value.replaceAll('%2C', ',')}`);
  }
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** Whether two views show the same. */
export const isSame = (one: View, other: View): boolean => keys.every((key) => String(one[key]) === String(other[key]));

/** What a view shows that the printed one does not, in a few words; empty where they are the same. */
export function viewInWords(choices: Choices, view: View): string {
  const { initial, series } = choices;
  const words = [
    view.values !== initial.values && (view.values === 'count' ? 'counts' : 'shares'),
    view.scale !== initial.scale && (view.scale === 'log' ? 'logarithmic scale' : 'linear scale'),
    (view.from !== initial.from || view.to !== initial.to) && formatPeriod(view),
    String(view.series) !== String(initial.series) && `${view.series.length} of ${series.length} series`,
    view.layout !== initial.layout && 'in one chart',
  ].filter((each) => each !== false);
  const text = words.join(' · ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
