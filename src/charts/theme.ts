/** Measures and colours that all charts share. Colours are names from the stylesheet, so that they follow the theme. */
import * as Plot from '@observablehq/plot';
import { utcMonth } from 'd3';
import type { Table, Unit } from '../schema/table.ts';

/** Widths in which every chart is printed: beside text on a desk, and on a phone. In pixels. */
export const widths = { wide: 720, narrow: 300 } as const;
export type Width = (typeof widths)[keyof typeof widths];

export const colours = {
  mark: 'var(--mark)',
  quiet: 'var(--mark-quiet)',
  /** A month that the source saw only a part of; the pattern stands in the page. */
  partial: 'url(#partial)',
  surface: 'var(--surface)',
} as const;

/** Height of a line of chart text, and the mean width of its letters; in pixels. */
export const lineHeight = 16;
export const letterWidth = 6.9;

const wholeNumbers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** How values of a unit are written on an axis. */
export function tick(unit: Unit, value: number): string {
  if (unit === 'share') return `${Number((value * 100).toFixed(4))}\u00a0%`;
  if (unit === 'correlation') return value.toFixed(1).replace('-', '−');
  if (unit === 'count' && value >= 1e6) return `${Number((value / 1e6).toFixed(1))} million`;
  return wholeNumbers.format(value);
}

/** The first instant of a month or day, for a time scale. */
export const instant = (text: string): Date =>
  new Date(text.length === 7 ? `${text}-01T00:00:00Z` : `${text}T00:00:00Z`);

/**
 * From the first to the last instant that a table speaks for.
 *
 * @throws {Error} if the table has no months
 */
export function period({ name, window }: Pick<Table, 'name' | 'window'>): [Date, Date] {
  if (!window) throw new Error(`table ${name} has no months to draw`);
  return [instant(window.from), utcMonth.offset(instant(window.to), 1)];
}

/** What every chart starts from. */
export function frame(width: Width, ariaLabel: string): Plot.PlotOptions {
  return { width, ariaLabel, marginTop: 12, marginBottom: 28, marginLeft: 52, marginRight: 12 };
}

/** Room that a year's label needs, in pixels. */
const yearWidth = 38;

/**
 * A time axis that labels years, every one of them or every second, fifth or tenth, as there is room.
 *
 * @param room the width of the axis in pixels
 */
export function yearAxis(dates: readonly Date[], room: number): Plot.Markish {
  const times = dates.map((date) => date.getTime());
  const years = (Math.max(...times) - Math.min(...times)) / (365.25 * 24 * 3600 * 1000);
  const step = [1, 2, 5].find((each) => (years / each) * yearWidth <= room) ?? 10;
  return Plot.axisX({ ticks: `${step} years`, tickFormat: '%Y', label: null, tickSize: 5 });
}
