/** How values are written in text, by their unit: on pages, in the terminal, in the changelog and in the feed. */
import type { Cell, Unit } from './table.ts';

const number = new Intl.NumberFormat('en');
const precise = new Intl.NumberFormat('en', { maximumSignificantDigits: 21 });
const percent = (value: number) => {
  const shown = (value * 100).toFixed(value > 0 && value < 0.01 ? 2 : 1);
  return `${shown}\u00a0%`;
};
const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

const signed = (value: number, digits: number) => `${value > 0 ? '+' : ''}${value.toFixed(digits)}`.replace('-', '−');
/** A difference of shares, in percentage points. */
export const points = (value: number) => {
  const digits = Math.abs(value) < 0.01 ? 2 : 1;
  return `${signed(value * 100, digits)}\u00a0points`;
};

/** A value for a reader. An empty cell is a dash: the table says what it means. */
export function written(unit: Unit, value: Cell): string {
  if (value === null) return '–';
  if (typeof value === 'string') {
    if (unit === 'month') return month.format(new Date(`${value}-01T00:00:00Z`));
    if (unit === 'day') return day.format(new Date(`${value}T00:00:00Z`));
    return value;
  }
  switch (unit) {
    case 'share':
      return percent(value);
    case 'correlation':
      return value.toFixed(3).replace('-', '−');
    case 'probability':
      return value < 0.001 ? 'below 0.001' : value.toFixed(3);
    case 'hours':
    case 'days':
      return number.format(Number(value.toPrecision(3)));
    case 'number': {
      const shown = Number.isInteger(value)
        ? value
        : Math.abs(value) < 100
          ? Number(value.toPrecision(3))
          : Math.round(value);
      return precise.format(shown).replace('-', '−');
    }
    case 'shareChange':
      return points(value);
    case 'rankChange':
      return signed(value, Number.isInteger(value) ? 0 : 1);
    case 'rank':
      return Number.isInteger(value) ? number.format(value) : value.toFixed(1);
    default:
      return number.format(value);
  }
}

/** An interval: `52.4–52.9 %`, or `0.60 to 0.78` where a minus sign could be mistaken for the dash. */
export function interval(unit: Unit, low: number, high: number): string {
  if (unit === 'share') return `${percent(low).replace('\u00a0%', '')}–${percent(high)}`;
  return `${written(unit, low)} to ${written(unit, high)}`;
}

/** How far a value moved, with its sign: shares and probabilities in points, what else there is in its own unit. */
export function writtenDifference(unit: Unit, difference: number): string {
  if (unit === 'share' || unit === 'shareChange') return points(difference);
  if (unit === 'correlation' || unit === 'probability') return signed(difference, 3);
  return `${difference > 0 ? '+' : ''}${written('number', difference)}`;
}

export const writtenDay = (value: string): string => written('day', value);
