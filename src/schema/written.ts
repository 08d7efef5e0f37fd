/**
 * How a value is written, by its unit: in text, charts, tooltips, tables, the terminal, the changelog and the feed. Runs
 * in the browser too.
 */
import type { Cell, Unit } from './table.ts';

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 21 });
const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

const minus = (text: string) => text.replace('-', '−');
/** A sign before what is written as zero would say more than its digits. */
const signed = (value: number, digits: number, plus = '+') =>
  Number(value.toFixed(digits)) === 0 ? (0).toFixed(digits) : minus(`${value > 0 ? plus : ''}${value.toFixed(digits)}`);
/** A hundredth is a percent, or a percentage point; what is less than one has a second decimal. */
const decimals = (value: number) => (value !== 0 && Math.abs(value) < 0.01 ? 2 : 1);
/** Ends of intervals are computed: 0 and 1 but for an error of rounding, which is far below one model of the Hub. */
const rounding = 1e-9;
/** What is less than the last digit is not written as nothing, nor what is nearly all as all. */
function percent(value: number): string {
  if (value > rounding && value < 0.00005) return '<\u00a00.01';
  if (value >= 0.9995 && value < 1 - rounding) return '>\u00a099.9';
  return signed(value * 100, Math.abs(value) > rounding ? decimals(value) : 1, '');
}
const points = (value: number) => `${signed(value * 100, decimals(value))}\u00a0percentage points`;
const significant = (value: number) =>
  Number.isInteger(value) ? value : Math.abs(value) < 100 ? Number(value.toPrecision(3)) : Math.round(value);

/** Slugs that are not their words with spaces. */
const spelled: Readonly<Record<string, string>> = {
  // Classes that the tables call by their upper bound only.
  'below-100': '1–99',
  'below-10-000': '100–9,999',
  '10-000-and-more': '10,000 or more',
  'below-100m': 'under 100 M parameters',
  'below-1b': '100 M–1 B parameters',
  'below-10b': '1–10 B parameters',
  'below-100b': '10–100 B parameters',
  '100b-and-more': '100 B parameters or more',
  'api-usage': 'API usage',
  children: 'derivatives',
  finetune: 'fine-tune',
  'library-features': "Hugging Face libraries' features",
  'non-commercial': 'non-commercial',
  'parent-younger': 'base model younger',
  'responsible-ai': 'responsible AI',
  'specific-solution-need': 'need for a specific solution',
  'tutorial-and-documentation': 'tutorials and documentation',
};

/** A value for a reader. An empty cell is a dash: the table says what it means. */
export function formatValue(unit: Unit, value: Cell): string {
  if (value === null) return '–';
  if (typeof value === 'string') {
    if (unit === 'month') return month.format(new Date(`${value}-01T00:00:00Z`));
    if (unit === 'day') return day.format(new Date(`${value}T00:00:00Z`));
    return unit === 'slug' ? (spelled[value] ?? value.replaceAll('-', ' ')) : value;
  }
  switch (unit) {
    case 'share':
      return `${percent(value)}\u00a0%`;
    case 'correlation':
      return signed(value, 3, '');
    case 'probability':
      if (value < 0.001) return '<\u00a00.001';
      return value >= 0.9995 && value < 1 ? '>\u00a00.999' : value.toFixed(3);
    case 'hours':
    case 'days': {
      const shown = Number(value.toPrecision(3));
      return `${number.format(shown)}\u00a0${shown === 1 ? unit.slice(0, -1) : unit}`;
    }
    case 'shareChange':
      return points(value);
    case 'rankChange':
      return signed(value, Number.isInteger(value) ? 0 : 1);
    case 'rank':
      return Number.isInteger(value) ? number.format(value) : value.toFixed(1);
    default:
      return minus(number.format(significant(value)));
  }
}

/** An interval: `52.4–52.9 %`, or `0.601 to 0.783` where there is a sign, which a dash would hide. */
export function formatInterval(unit: Unit, low: number, high: number): string {
  if (unit === 'share') {
    const [first, last] = [percent(low), percent(high)];
    return `${first}${/^\d/.test(first) && /^\d/.test(last) ? '–' : ' to '}${last}\u00a0%`;
  }
  const [first, last] = [formatValue(unit, low), formatValue(unit, high)];
  const tail = /\u00a0[a-z ]+$/.exec(last)?.[0] ?? '';
  return `${tail !== '' && first.endsWith(tail) ? first.slice(0, -tail.length) : first} to ${last}`;
}

/** How far a value moved, with its sign: shares in percentage points, what else there is in its own unit. */
export function formatDifference(unit: Unit, difference: number): string {
  if (unit === 'share' || unit === 'shareChange') return points(difference);
  if (unit === 'correlation' || unit === 'probability') return signed(difference, 3);
  return `${difference > 0 ? '+' : ''}${formatValue('number', difference)}`;
}

/** A p value in a sentence: `p = 0.013`, or `p < 0.001`. */
export function formatP(value: Cell): string {
  const shown = formatValue('probability', value);
  return `p\u00a0${/^[<>]/.test(shown) ? shown : `=\u00a0${shown}`}`;
}

/** `May 2023`, or `May 2023 to June 2023` */
export const formatPeriod = ({ from, to }: { readonly from: string; readonly to: string }): string =>
  from === to ? formatValue('month', from) : `${formatValue('month', from)} to ${formatValue('month', to)}`;

export const formatDay = (value: string): string => formatValue('day', value);

/** `15 August 2022`, `15 August 2022 to 16 August 2022`; whole months by their names: `July 2025`, `January 2023 to December 2023` */
export function formatDays({ from, to }: { readonly from: string; readonly to: string }): string {
  const dayAfter = new Date(Date.parse(to) + 86_400_000).toISOString();
  if (from.endsWith('-01') && dayAfter.slice(8, 10) === '01')
    return formatPeriod({ from: from.slice(0, 7), to: to.slice(0, 7) });
  return from === to ? formatDay(from) : `${formatDay(from)} to ${formatDay(to)}`;
}

const list = new Intl.ListFormat('en-GB');
/** `bert, gpt2 and t5` */
export const formatList = (parts: readonly string[]): string => list.format(parts);
