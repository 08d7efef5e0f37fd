import * as Plot from '@observablehq/plot';
import { type Row, type Table, column } from '../schema/table.ts';
import { number } from './rows.ts';
import { type Width, colours, letterWidth, lineHeight, tick, widths } from './theme.ts';

export interface BarsOptions {
  /** The column that names a bar, and the one that measures it. */
  readonly y: string;
  readonly x: string;
  /** How a name is printed; and what stands where there is none. */
  readonly name?: (row: Row) => string;
}

/**
 * One horizontal bar a row, in the order of the table, its value at its end and its interval, where the table has one,
 * as a line across that end. On narrow screens a bar's name stands above it.
 *
 * @throws {Error} if a named column is not in the table, a value is not a number, or two bars have one name
 */
export function bars(table: Table, { x, y, name }: BarsOptions, width: Width): Plot.PlotOptions {
  const { unit } = column(table, x);
  const label = column(table, y);
  const names = table.columns.map((each) => each.name);
  const [low, high] = [`${x}Low`, `${x}High`];
  const hasInterval = names.includes(low) && names.includes(high);
  const rows = table.rows.map((row) => ({
    label: name ? name(row) : String(row[y] ?? label.missing ?? ''),
    value: number(row, x),
    low: hasInterval ? number(row, low) : 0,
    high: hasInterval ? number(row, high) : 0,
    // What is unknown or not declared is not one more kind beside the others.
    fill: row[y] === null || row[y] === 'untyped' ? colours.quiet : colours.mark,
  }));
  const twice = rows.find((row, index) => rows.findIndex((other) => other.label === row.label) !== index);
  if (twice) throw new Error(`the chart of ${table.name} has two bars named ${JSON.stringify(twice.label)}`);

  const above = width === widths.narrow;
  const labelWidth = Math.max(...rows.map((row) => row.label.length)) * letterWidth;
  const valueWidth = Math.max(...rows.map(({ value }) => written(unit, value).length)) * letterWidth;
  const end = hasInterval ? 'high' : 'value';
  return {
    width,
    ariaLabel: table.title,
    height: rows.length * (above ? 2.4 : 1.6) * lineHeight + 8,
    marginTop: above ? lineHeight / 2 : 4,
    marginBottom: 4,
    marginLeft: above ? 1 : labelWidth + 12,
    marginRight: valueWidth + 14,
    x: { axis: null, zero: true },
    y: { axis: null, domain: rows.map((row) => row.label), padding: above ? 0.6 : 0.28 },
    marks: [
      Plot.barX(rows, { x: 'value', y: 'label', fill: 'fill' }),
      ...(hasInterval
        ? [Plot.ruleY(rows, { y: 'label', x1: 'low', x2: 'high', stroke: 'currentColor', strokeWidth: 1.5 })]
        : []),
      Plot.text(rows, {
        x: above ? 0 : -0,
        y: 'label',
        text: 'label',
        textAnchor: above ? 'start' : 'end',
        dx: above ? 0 : -8,
        dy: above ? -lineHeight : 0,
      }),
      Plot.text(rows, {
        x: end,
        y: 'label',
        text: (row: { value: number }) => written(unit, row.value),
        textAnchor: 'start',
        dx: 6,
      }),
      Plot.ruleX([0]),
    ],
  };
}

const written = (unit: Parameters<typeof tick>[0], value: number) =>
  unit === 'share' ? `${(value * 100).toFixed(1)}\u00a0%` : tick(unit, value);
