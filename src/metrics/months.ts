/** Months as text, `2022-03`, and those of a table that a trend may use. */
import type { Table } from '../schema/table.ts';

/** The months from the first to the last, both included. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = nextMonth(month)) months.push(month);
  return months;
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

/**
 * The months of a table that were seen whole: its window without partial months at either end, and without the month
 * that holds everything older. A partial month in between is a gap for those who ask, not a month less.
 */
export function completeMonths({ window }: Pick<Table, 'window'>): string[] {
  if (!window) return [];
  const whole = (month: string) => !window.partial.includes(month) && (window.floor === null || month > window.floor);
  const months = monthsBetween(window.from, window.to);
  const first = months.findIndex(whole);
  return first === -1 ? [] : months.slice(first, months.findLastIndex(whole) + 1);
}
