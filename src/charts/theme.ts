/**
 * Measures and colours that all charts share. Colours are names from the stylesheet, so that they follow the theme.
 *
 * It draws nothing, and does without Plot: a reader who asks for a value does not load a drawing program.
 */
import type { PlotOptions } from '@observablehq/plot';
import type { Table, Unit } from '../schema/table.ts';

/** Widths in which every chart is printed: beside text on a desk, and on a phone. In pixels. */
export const widths = { wide: 720, narrow: 300 } as const;
export type Width = (typeof widths)[keyof typeof widths];

export const colours = {
  mark: 'var(--mark)',
  quiet: 'var(--mark-quiet)',
  /** A month that the source saw only a part of, or that holds more than itself; the pattern stands in the page. */
  partial: 'url(#partial)',
  surface: 'var(--surface)',
} as const;

/** How lines that share a chart are told apart: by colour, by dashes, and by the name at their end. */
export const strokes = [
  { stroke: 'var(--mark)', dashes: 'none' },
  { stroke: 'var(--series-2)', dashes: '7 3' },
  { stroke: 'var(--series-3)', dashes: '2 2.5' },
  { stroke: 'var(--series-4)', dashes: '9 3 2 3' },
  { stroke: 'var(--series-5)', dashes: '4 2' },
  { stroke: 'var(--series-6)', dashes: '12 4' },
  { stroke: 'var(--series-7)', dashes: '9 3 2 3 2 3' },
] as const;

/** Height of a line of chart text, and the mean width of its letters; in pixels. */
export const lineHeight = 16;
export const letterWidth = 6.9;

const wholeNumbers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const smallNumbers = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** How values of a unit are written on an axis. */
export function tick(unit: Unit, value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  const rounded = Number(size.toFixed(4));
  if (unit === 'share') return `${sign}${Number((size * 100).toFixed(4))}\u00a0%`;
  if (unit === 'shareChange') return `${sign}${Number((size * 100).toFixed(4))}`;
  if (unit === 'correlation') return `${sign}${Number.isInteger(rounded) ? rounded.toFixed(1) : rounded}`;
  if (unit === 'count' && size >= 1e6) return `${sign}${Number((size / 1e6).toFixed(1))} million`;
  return `${sign}${(size < 10 ? smallNumbers : wholeNumbers).format(size)}`;
}

/** Room that words need, in pixels. */
export const room = (words: readonly string[]): number =>
  Math.max(0, ...words.map((each) => each.length)) * letterWidth;

/**
 * How a name beside a bar is written: two fifths of the width are for names, or the line above the bar. A longer name ends
 * in an ellipsis; table and tooltip have all of it.
 */
export function barName(name: string, width: Width, above: boolean): string {
  return shortened(name, Math.floor((width * (above ? 0.95 : 0.42)) / letterWidth));
}

/** A name of so many letters at most; a longer one ends in an ellipsis. */
export const shortened = (name: string, letters: number): string =>
  name.length > letters ? `${name.slice(0, letters - 1)}…` : name;

/** A text in lines of so many letters, broken between its words. A word that is longer stands alone. */
export function wrapped(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
export const linesIn = (words: string): number => words.split('\n').length;

/** The first instant of a month or day, for a time scale. */
export const instant = (text: string): Date =>
  new Date(text.length === 7 ? `${text}-01T00:00:00Z` : `${text}T00:00:00Z`);

/** The first instant after a month. */
export const afterMonth = (month: string): Date => {
  const begin = instant(month);
  return new Date(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 1));
};

/** Where a value stands for a month as a whole: in its middle. */
export const midMonth = (month: string): Date => new Date((instant(month).getTime() + afterMonth(month).getTime()) / 2);

/**
 * From the first to the last instant that a table speaks for.
 *
 * @throws {Error} if the table has no months
 */
export function period({ name, window }: Pick<Table, 'name' | 'window'>): [Date, Date] {
  if (!window) throw new Error(`table ${name} has no months to draw`);
  return [instant(window.from), afterMonth(window.to)];
}

/** What every chart starts from. */
export function frame(width: Width, ariaLabel: string): PlotOptions {
  return { width, ariaLabel, marginTop: 12, marginBottom: 28, marginLeft: 52, marginRight: 12 };
}
