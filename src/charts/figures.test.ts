/** What every chart keeps to, whatever it is given: rules of reading, and input that nobody hoped for. */
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import type { FigureOptions } from '../schema/figure.ts';
import type { Row, Table } from '../schema/table.ts';
import { inNumbers } from './alternative.ts';
import { describe as describeChart } from './describe.ts';
import { extentOf } from './extent.ts';
import { keysOf } from './keys.ts';
import { inPeriods, periodName } from './periods.ts';
import { render } from './render.ts';
import { parseScales } from './scales.ts';
import { isTooFew, rowsListed, selection, totalsOf } from './selection.ts';
import { widths } from './theme.ts';

const missing = 'nobody counted';
const table = (rows: readonly Row[], window: Table['window'] = null): Table => ({
  name: 'invented',
  kind: 'count',
  title: 'Invented shares',
  method: 'None.',
  source: 'Nowhere.',
  window,
  notes: [],
  key: ['name'],
  columns: [
    { name: 'name', unit: 'name', description: 'Name', missing },
    { name: 'month', unit: 'month', description: 'Month', missing },
    { name: 'subcategory', unit: 'name', description: 'Sub-category', missing },
    { name: 'part', unit: 'count', description: 'Part', missing },
    { name: 'whole', unit: 'count', description: 'Whole', missing },
    {
      name: 'share',
      unit: 'share',
      description: 'Share',
      missing,
      interval: { low: 'low', high: 'high', method: 'Wilson' },
      share: { part: 'part', whole: 'whole' },
    },
    { name: 'low', unit: 'share', description: 'Low', missing },
    { name: 'high', unit: 'share', description: 'High', missing },
    { name: 'change', unit: 'shareChange', description: 'Change', missing },
  ],
  rows: [...rows],
});
const row = (name: string, share: number, more: Partial<Row> = {}): Row => ({
  name,
  month: null,
  subcategory: null,
  part: Math.round(share * 1000),
  whole: 1000,
  share,
  low: Math.max(0, share - 0.02),
  high: Math.min(1, share + 0.02),
  change: share - 0.5,
  ...more,
});
const bars: FigureOptions = { chart: 'bars', x: 'share', y: 'name' };
const line: FigureOptions = { chart: 'line', x: 'month', y: 'share' };
const draw = (whole: Table, options: FigureOptions, width: 720 | 300 = 720) => {
  const shown = selection(whole, options);
  if (!shown) throw new Error('there is nothing to draw');
  return new JSDOM(render(describeChart(shown, options, width))).window.document;
};
const words = (document: Document) => [...document.querySelectorAll('text')].map(({ textContent }) => textContent);
const scalesIn = (document: Document) => parseScales(document.querySelector('svg')?.dataset.scales ?? '');

describe('the longest mark is the largest value', () => {
  test('a scale is fitted to the estimates, and an interval reaches beyond them by a quarter at most', () => {
    expect(extentOf([{ value: 0.04, low: 0, high: 0.9 }])).toEqual([0, 0.05]);
    expect(extentOf([{ value: 0.5, low: 0.45, high: 0.55 }])).toEqual([0, 0.55]);
    expect(extentOf([{ value: -0.2, low: -0.9, high: 0 }])).toEqual([-0.25, 0]);
    expect(extentOf([{ value: 0, low: 0, high: 0.56 }])).toEqual([0, 0.56]);
    expect(extentOf([{ value: 0, low: null, high: null }])).toEqual([0, 1]);
  });

  test('shares near zero with long intervals are dots with light intervals, within the drawing', () => {
    const document = draw(table([row('a', 0.01, { high: 0.7 }), row('b', 0.02, { high: 0.03 })]), bars);
    expect(document.querySelectorAll('circle')).toHaveLength(2);
    expect(document.querySelectorAll('rect')).toHaveLength(0);
    const { right } = scalesIn(document).frame;
    for (const mark of document.querySelectorAll('line'))
      expect(Number(mark.getAttribute('x2'))).toBeLessThanOrEqual(right + 1);
  });

  test('bars are sorted by the value they show, unless their names have an order of their own', () => {
    const order = (rows: Row[], options = bars) => selection(table(rows), options)?.rows.map(({ name }) => name);
    expect(order([row('a', 0.1), row('b', 0.3), row('c', 0.2)])).toEqual(['b', 'c', 'a']);
    expect(order([row('0', 0.1), row('1–49', 0.3), row('50–199', 0.2)])).toEqual(['0', '1–49', '50–199']);
    expect(order([row('a', 0.1), row('b', 0.3, { share: null }), row('c', 0.2)])).toEqual(['c', 'a', 'b']);
  });

  test('a total is not one more bar beside its parts', () => {
    const relations = [row('any', 0.9), row('merge', 0.2), row('adapter', 0.3)];
    expect(selection(table(relations), bars)?.rows.map(({ name }) => name)).toEqual(['adapter', 'merge']);
    const codes = [row('Training', 0.9), row('On data', 0.3, { subcategory: 'data' })];
    expect(totalsOf(codes, bars).map(({ name }) => name)).toEqual(['Training']);
    expect(totalsOf([row('any', 0.9)], bars)).toEqual([]);
    expect(totalsOf([row('Training', 0.9), row('Other', 0.1)], bars)).toEqual([]);
  });

  test('an estimate on fewer than twenty units is in the table and not in the chart', () => {
    const whole = table([row('many', 0.3), row('few', 0.9, { whole: 19, part: 17 })]);
    const shown = selection(whole, bars);
    expect(shown?.rows.map(({ name }) => name)).toEqual(['many']);
    if (!shown) throw new Error('there is nothing to draw');
    expect(rowsListed(whole, shown, bars).map((each) => [each.name, isTooFew(whole, each, bars)])).toEqual([
      ['many', false],
      ['few', true],
    ]);
    expect(keysOf(whole, shown, bars).map((key) => key.words)).toContain(
      'Not drawn: few, on fewer than 20 units; the table has them.',
    );
  });
});

describe('months', () => {
  const months = (count: number, whole: number, share = 0.5) =>
    Array.from({ length: count }, (_, index) =>
      row('a', share, {
        month: new Date(Date.UTC(2021, index)).toISOString().slice(0, 7),
        whole,
        part: Math.round(whole * share),
      }),
    );
  const window = { from: '2021-01', to: '2022-12', partial: ['2022-12'], floor: null };

  test('a partial month has no say in the scale', () => {
    const rows = months(24, 1000, 0.1).map((each) => (each.month === '2022-12' ? { ...each, share: 0.9 } : each));
    for (const chart of ['line', 'columns'] as const) {
      const document = draw(table(rows, window), { ...line, chart });
      expect(words(document), chart).not.toContain('80\u00a0%');
    }
  });

  test.each([
    [100, 24, '2021-01', 'January 2021'],
    [40, 8, '2021-02', 'Q1 2021'],
    [10, 2, '2021-07', '2021'],
  ])('of %i units on the median become %i points', (whole, points, first, name) => {
    const drawn = inPeriods(table(months(24, whole), window), line);
    expect(drawn.rows).toHaveLength(points);
    expect(drawn.rows[0]?.month).toBe(first);
    expect(periodName(drawn, first)).toBe(name);
    expect(drawn.rows.every(({ share }) => share === 0.5)).toBe(true);
    expect(() => draw(table(months(24, whole), window), line)).not.toThrow();
  });

  test('a quarter of which a month is not whole is partial, and one that begins before the data too', () => {
    const cut = { ...window, from: '2021-02' };
    expect(inPeriods(table(months(24, 40).slice(1), cut), line).window).toEqual({
      from: '2021-01',
      to: '2022-12',
      partial: ['2022-11', '2021-02'],
      floor: null,
    });
  });
});

describe('in three numbers', () => {
  test('a list says its largest, a line its first, highest and last value', () => {
    expect(inNumbers(table([row('a', 0.1), row('b', 0.4), row('c', 0.2), row('d', 0.3)]), bars)).toBe(
      'b 40.0\u00a0%; d 30.0\u00a0%; c 20.0\u00a0%.',
    );
    const rows = [0.1, 0.4, 0.2].map((share, index) => row('a', share, { month: `2022-0${index + 1}` }));
    const whole = table(rows, { from: '2022-01', to: '2022-03', partial: [], floor: null });
    expect(inNumbers(whole, line)).toBe(
      'January 2022 10.0\u00a0%; February 2022 40.0\u00a0%, the highest; March 2022 20.0\u00a0%.',
    );
  });
});

describe.each([widths.wide, widths.narrow])('input that nobody hoped for, at %i px', (width) => {
  const long = `${'very-long/'.repeat(9)}names`.padEnd(96, 'x');
  const drawings: readonly (readonly [string, readonly Row[], FigureOptions])[] = (
    [
      ['a name of 96 letters', [row(long, 0.4), row('b', 0.2)]],
      ['all zeros', ['a', 'b', 'c'].map((name) => row(name, 0, { low: 0, high: 0 }))],
      ['one value', [row('a', 0.4)]],
      ['negative differences', [row('a', 0.1), row('b', 0.2)], { chart: 'bars', x: 'change', y: 'name' }],
      ['a share of 0 of three', [row('a', 0, { whole: 3, part: 0, low: 0, high: 0.56 })]],
      ['names from right to left', [row('نموذج', 0.4), row('דגם', 0.2)]],
      ['a name that is markup', [row('<img src=x onerror=alert(1)>', 0.4), row('</text><script>', 0.2)]],
      ['two hundred bars', Array.from({ length: 200 }, (_, index) => row(`type-${index}`, index / 200))],
    ] as const
  ).map(([name, rows, options]) => [name, rows, options ?? bars] as const);
  test.each(drawings)('%s is drawn inside the drawing', (_, rows, options) => {
    const document = draw(table(rows), options, width);
    const svg = document.querySelector('svg');
    expect(document.querySelectorAll('script, img')).toHaveLength(0);
    expect(svg?.outerHTML).not.toMatch(/NaN|Infinity|undefined/);
    for (const { name } of rows)
      expect(words(document).some((each) => String(name).startsWith(each.replace(/…$/, '')))).toBe(true);
    for (const mark of document.querySelectorAll('rect, line')) {
      const at = (name: string) => Number(mark.getAttribute(name) ?? 0);
      expect(Math.max(at('x') + at('width'), at('x2'))).toBeLessThanOrEqual(width + 1);
      expect(Math.min(at('x'), at('x1'))).toBeGreaterThanOrEqual(-1);
    }
  });

  test('lines have such names at their ends, as text, cut where there is no room', () => {
    const names = [long, 'نموذج', '</text><script>'];
    const rows = names.flatMap((name, index) =>
      ['2022-01', '2022-02', '2022-03'].map((month) => row(name, 0.1 + index / 4, { month })),
    );
    const whole = table(rows, { from: '2022-01', to: '2022-03', partial: [], floor: null });
    const document = draw(whole, { ...line, by: 'name' }, width);
    expect(document.querySelectorAll('script')).toHaveLength(0);
    for (const name of names)
      expect(words(document).some((each) => each.length > 2 && name.startsWith(each.replace(/…$/, '')))).toBe(true);
    const lines = [...document.querySelectorAll('text:not(:has(tspan)), tspan')].map((each) => each.textContent.length);
    // A letter is six pixels wide or so.
    expect(Math.max(...lines) * 6).toBeLessThan(width / 2);
  });

  test('a scatter without its zeros, which a logarithmic scale has no place for, and with them on another', () => {
    const whole = table([row('a', 0.4), row('b', 0.2), row(long, 0)]);
    const scatter: FigureOptions = { chart: 'scatter', x: 'part', y: 'whole', name: 'name' };
    const svg = draw(whole, scatter, width).querySelector('svg');
    expect(svg?.outerHTML).not.toMatch(/NaN|Infinity/);
    expect(svg?.querySelectorAll('circle')).toHaveLength(2);
    const shown = selection(whole, scatter) ?? whole;
    expect(keysOf(whole, shown, scatter).map(({ words }) => words)).toEqual([
      'Not drawn: 1 with a zero, which has no place on a logarithmic scale; the table has them.',
    ]);
    expect(draw(whole, { ...scatter, scale: 'linear' }, width).querySelectorAll('circle')).toHaveLength(3);
  });

  test.each([1, 200])('%i series are drawn as panels', (count) => {
    const rows = Array.from({ length: count }, (_, index) =>
      ['2022-01', '2022-02', '2022-03'].map((month) => row(`type-${index}`, 0.3, { month })),
    ).flat();
    const whole = table(rows, { from: '2022-01', to: '2022-03', partial: [], floor: null });
    const document = draw(whole, { ...line, chart: 'multiples', by: 'name' }, width);
    expect(words(document).filter((each) => each.startsWith('type-'))).toHaveLength(count);
  });
});

test('what a note says of the first month is not said again', () => {
  const window = { from: '2022-01', to: '2022-02', partial: [], floor: '2022-01' };
  const whole = table([row('a', 0.4, { month: '2022-01' }), row('a', 0.3, { month: '2022-02' })], window);
  const saidOf = (notes: string[]) => keysOf({ ...whole, notes }, whole, line).map(({ words }) => words);
  expect(saidOf([])).toEqual([expect.stringContaining('contains everything older too')]);
  expect(saidOf(['January 2022 holds every older model too.'])).toEqual([
    'January 2022 is drawn apart and left out of every trend.',
  ]);
});
