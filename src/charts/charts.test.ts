import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import type { Row, Table } from '../schema/table.ts';
import { bars } from './bars.ts';
import { columns } from './columns.ts';
import { line } from './line.ts';
import { multiples } from './multiples.ts';
import { render } from './render.ts';
import { scatter } from './scatter.ts';
import { colours, period, widths } from './theme.ts';

const table = (
  rows: Row[],
  window: Table['window'] = { from: '2022-01', to: '2022-06', partial: ['2022-06'] },
): Table => ({
  name: 'invented',
  kind: 'count',
  title: 'Invented shares',
  method: 'None.',
  source: 'Nowhere.',
  window,
  notes: [],
  columns: [
    { name: 'month', unit: 'month', description: 'Month', missing: 'unknown' },
    { name: 'type', unit: 'modelType', description: 'Type', missing: 'none is declared' },
    { name: 'models', unit: 'count', description: 'Models' },
    { name: 'share', unit: 'share', description: 'Share' },
    { name: 'shareLow', unit: 'share', description: 'Low' },
    { name: 'shareHigh', unit: 'share', description: 'High' },
  ],
  rows,
});
const row = (month: string | null, share = 0.5, models = 10, type: string | null = 'bert'): Row => ({
  month,
  type,
  models,
  share,
  shareLow: Math.max(0, share - 0.1),
  shareHigh: Math.min(1, share + 0.1),
});
const drawn = (svg: string) => new JSDOM(svg).window.document;
/** The strokes of the line: one for each stretch without a gap. */
const stretches = (svg: string) =>
  [...drawn(svg).querySelectorAll('[aria-label=line] path, g path')]
    .filter(
      (path) =>
        path.getAttribute('stroke') === colours.mark || path.parentElement?.getAttribute('stroke') === colours.mark,
    )
    .flatMap((path) => path.getAttribute('d')?.match(/M/g) ?? []).length;

const year = ['2022-01', '2022-02', '2022-03', '2022-04', '2022-05'].map((month) => row(month));

describe('what is missing is drawn as missing', () => {
  test('a month without a row breaks the line', () => {
    const whole = render(line(table(year), { x: 'month', y: 'share' }, widths.wide));
    const gap = render(line(table(year.filter((_, index) => index !== 2)), { x: 'month', y: 'share' }, widths.wide));
    expect(stretches(gap)).toBe(stretches(whole) + 1);
  });

  test('a partial month is hatched in columns, and no other is', () => {
    const svg = drawn(render(columns(table([...year, row('2022-06')]), { x: 'month', y: 'models' }, widths.wide)));
    expect(svg.querySelectorAll(`[fill="${colours.partial}"]`).length).toBe(1);
  });

  test('a partial month is a hollow point beside the line, not on it', () => {
    const svg = render(line(table([...year, row('2022-06', 1)]), { x: 'month', y: 'share' }, widths.wide));
    expect(drawn(svg).querySelectorAll('circle').length).toBe(1);
    expect(stretches(svg)).toBe(stretches(render(line(table(year), { x: 'month', y: 'share' }, widths.wide))));
  });

  test('what is not declared is a grey bar with the words for it, not one more kind', () => {
    const svg = drawn(
      render(bars(table([row('2022-01'), row('2022-01', 0.5, 10, null)]), { x: 'models', y: 'type' }, widths.wide)),
    );
    expect(svg.querySelectorAll(`[fill="${colours.quiet}"]`).length).toBe(1);
    expect(svg.documentElement.textContent).toContain('none is declared');
  });

  test('an axis reaches over the whole window, also where nothing was counted', () => {
    expect(period(table([row('2022-03')]))).toEqual([
      new Date('2022-01-01T00:00:00Z'),
      new Date('2022-07-01T00:00:00Z'),
    ]);
  });
});

describe('a chart stops at', () => {
  test('a column that the table does not have, and names those it has', () => {
    expect(() => line(table(year), { x: 'month', y: 'shaer' }, widths.wide)).toThrow(
      'table invented has no column shaer; it has month, type, models, share, shareLow, shareHigh',
    );
  });

  test('a measure without an interval, where one is drawn', () => {
    expect(() => line(table(year), { x: 'month', y: 'models' }, widths.wide)).toThrow('no column modelsLow');
  });

  test('rows without a month to stand in', () => {
    expect(() => columns(table([row(null)]), { x: 'month', y: 'models' }, widths.wide)).toThrow(
      'no row with a month to draw',
    );
  });

  test('two bars of one name', () => {
    expect(() => bars(table([row('2022-01'), row('2022-02')]), { x: 'models', y: 'type' }, widths.wide)).toThrow(
      'two bars named "bert"',
    );
  });

  test('a table without months, where time is drawn', () => {
    expect(() => columns(table(year, null), { x: 'month', y: 'models' }, widths.wide)).toThrow(
      'table invented has no months to draw',
    );
  });

  test('a point without a value', () => {
    expect(() =>
      scatter(table([{ ...row('2022-01'), models: null }]), { x: 'models', y: 'share', name: 'type' }, widths.wide),
    ).toThrow('models in');
  });
});

test('names in a scatter never lie on one another', () => {
  const rows = Array.from({ length: 40 }, (_, index) =>
    row('2022-01', 0.5 + index / 1000, 100 + index, `a-rather-long-name-${index}`),
  );
  const svg = drawn(render(scatter(table(rows), { x: 'models', y: 'share', name: 'type' }, widths.wide)));
  const names = [...svg.querySelectorAll('text')].filter((text) => text.textContent.startsWith('a-rather'));
  expect(names.length).toBeGreaterThan(0);
  expect(names.length).toBeLessThan(40);
});

test('small charts stand in the order in which the table names their series', () => {
  const rows = ['t5', 'bert', 'opt'].flatMap((type) => year.map((each) => ({ ...each, type })));
  const svg = drawn(render(multiples(table(rows), { x: 'month', y: 'share', by: 'type' }, widths.wide)));
  const heads = [...svg.querySelectorAll('text')]
    .map((text) => text.textContent)
    .filter((text) => ['t5', 'bert', 'opt'].includes(text));
  expect(heads).toEqual(['t5', 'bert', 'opt']);
});

test('an SVG has no style of its own, says what it shows, and comes out the same twice', () => {
  const svg = render(line(table(year), { x: 'month', y: 'share' }, widths.narrow));
  expect(svg).not.toMatch(/<style|style=|font-family/);
  expect(drawn(svg).querySelector('svg')?.getAttribute('aria-label')).toBe('Invented shares');
  expect(render(line(table(year), { x: 'month', y: 'share' }, widths.narrow))).toBe(svg);
});
