import { JSDOM } from 'jsdom';
import { scaleLinear } from 'd3';
import { describe, expect, test } from 'vitest';
import type { Row, Table } from '../schema/table.ts';
import { bars } from './bars.ts';
import { groupedBars } from './grouped-bars.ts';
import { columns } from './columns.ts';
import { curve } from './curve.ts';
import { intervals } from './intervals.ts';
import { placeLabels } from './labels.ts';
import { line } from './line.ts';
import { monthsWithout, stretches as together } from './months.ts';
import { multiples } from './multiples.ts';
import { render } from './render.ts';
import { scatter } from './scatter.ts';
import { selection, tooSmall } from './selection.ts';
import { colours, period, strokes, tick, widths } from './theme.ts';

const table = (
  rows: Row[],
  window: Table['window'] = { from: '2022-01', to: '2022-06', partial: ['2022-06'], floor: null },
): Table => ({
  name: 'invented',
  kind: 'count',
  title: 'Invented shares',
  method: 'None.',
  source: 'Nowhere.',
  window,
  notes: [],
  key: ['month', 'type'],
  columns: [
    { name: 'month', unit: 'month', description: 'Month', missing: 'unknown' },
    { name: 'type', unit: 'modelType', description: 'Type', missing: 'none is declared' },
    { name: 'models', unit: 'count', description: 'Models' },
    {
      name: 'share',
      unit: 'share',
      description: 'Share',
      missing: 'too few models',
      interval: { low: 'shareLow', high: 'shareHigh', method: 'Wilson' },
    },
    { name: 'shareLow', unit: 'share', description: 'Low', missing: 'too few models' },
    { name: 'shareHigh', unit: 'share', description: 'High', missing: 'too few models' },
    {
      name: 'rho',
      unit: 'correlation',
      description: 'Correlation',
      missing: 'too few months',
      interval: { low: 'least', high: 'most', method: 'bootstrap' },
    },
    { name: 'least', unit: 'correlation', description: 'Low', missing: 'too few months' },
    { name: 'most', unit: 'correlation', description: 'High', missing: 'too few months' },
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

/** The words of a chart, each as often as it stands there. */
const words = (svg: string) => [...drawn(svg).querySelectorAll('text')].map(({ textContent }) => textContent);
const withFloor: Table['window'] = { from: '2022-01', to: '2022-06', partial: [], floor: '2022-01' };
/** A row of the trend tests: a window from a month on, its slope with an interval of 0.1 to both sides. */
const windowFrom = (month: string, slope: number | null): Row => ({
  ...row(month),
  rho: slope,
  least: slope === null ? null : slope - 0.1,
  most: slope === null ? null : slope + 0.1,
});

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

  test('an axis of counts has whole numbers, also where no month has more than one', () => {
    for (const most of [1, 2, 3, 4, 40]) {
      const rows = year.map((each, index) => ({ ...each, models: index === 0 ? most : 1 }));
      const ticks = words(render(columns(table(rows), { x: 'month', y: 'models' }, widths.wide))).filter((each) =>
        /^[\d.,]+$/.test(each),
      );
      expect(ticks.length, String(most)).toBeGreaterThan(1);
      expect(ticks.filter((each) => each.includes('.'))).toEqual([]);
    }
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

  test('a month without a value stands on a pale band, whether its row is absent or empty', () => {
    const bands = (rows: Row[]) =>
      drawn(render(line(table(rows), { x: 'month', y: 'share' }, widths.wide))).querySelectorAll(
        `g[fill="${colours.quiet}"] rect`,
      ).length;
    const whole = [...year, row('2022-06')];
    const empty = { share: null, shareLow: null, shareHigh: null };
    expect(bands(whole)).toBe(0);
    expect(bands(whole.filter((_, index) => index !== 1))).toBe(1);
    expect(bands(whole.map((each, index) => (index === 1 || index === 3 ? { ...each, ...empty } : each)))).toBe(2);
    // Months that follow one another are one gap.
    expect(bands(whole.map((each, index) => (index === 2 || index === 3 ? { ...each, ...empty } : each)))).toBe(1);
  });

  test('a band stands under several lines only where none has a value', () => {
    const rows = [...year, row('2022-06')].flatMap((each, index) => [
      ...(index === 2 || index === 4 ? [] : [each]),
      ...(index === 2 ? [] : [{ ...each, type: 't5' }]),
    ]);
    const svg = drawn(render(line(table(rows), { x: 'month', y: 'share', by: 'type' }, widths.wide)));
    expect(svg.querySelectorAll(`g[fill="${colours.quiet}"] rect`).length).toBe(1);
    expect(monthsWithout(table(rows), { x: 'month', y: 'share', by: 'type' })).toEqual(
      new Map([
        ['bert', ['2022-03', '2022-05']],
        ['t5', ['2022-03']],
      ]),
    );
  });

  test('gaps are told from month to month, over the turn of a year', () => {
    expect(together(['2021-11', '2021-12', '2022-01', '2022-03'])).toEqual([
      { from: '2021-11', to: '2022-01' },
      { from: '2022-03', to: '2022-03' },
    ]);
  });

  test('a month between two gaps is a point, since a line through it alone would not be seen', () => {
    const rows = [row('2022-01'), row('2022-02'), row('2022-04'), row('2022-06')];
    const svg = drawn(
      render(line(table(rows, { ...withFloor, floor: null }), { x: 'month', y: 'share' }, widths.wide)),
    );
    expect(svg.querySelectorAll('circle').length).toBe(2);
  });

  test('the month that holds everything older is drawn apart and says so', () => {
    const rows = [...year, row('2022-06')];
    const options = { x: 'month', y: 'share' };
    for (const svg of [
      render(line(table(rows, withFloor), options, widths.wide)),
      render(columns(table(rows, withFloor), { ...options, y: 'models' }, widths.narrow)),
    ]) {
      expect(words(svg)).toContain('January 2022 and everything older');
      expect(drawn(svg).querySelectorAll(`[fill="${colours.partial}"]`).length).toBe(1);
    }
    expect(words(render(multiples(table(rows, withFloor), { ...options, by: 'type' }, widths.wide)))).toContain(
      'and older',
    );
    // Beside the line, not on it.
    expect(drawn(render(line(table(rows, withFloor), options, widths.wide))).querySelectorAll('circle').length).toBe(1);
  });

  test('a bar or an interval without a value is a name and a dash', () => {
    const rows = [windowFrom('2022-01', 0.5), { ...windowFrom('2022-01', null), type: 't5' }];
    for (const draw of [bars, intervals]) {
      const svg = render(draw(table(rows), { x: 'rho', y: 'type' }, widths.narrow));
      expect(words(svg)).toEqual(expect.arrayContaining(['bert', '0.500', 't5', '–']));
    }
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
      'table invented has no column shaer; it has month, type, models, share, shareLow, shareHigh, rho, least, most',
    );
  });

  test('an interval that is asked for and not there', () => {
    expect(() => intervals(table(year), { x: 'models', y: 'type' }, widths.wide)).toThrow(
      'the column models of invented has no interval',
    );
  });

  test('an empty cell that the table does not explain', () => {
    expect(() => bars(table([{ ...row('2022-01'), models: null }]), { x: 'models', y: 'type' }, widths.wide)).toThrow(
      'models in',
    );
  });

  test('a line with two values for one month, and says which line', () => {
    expect(() => line(table([...year, row('2022-03')]), { x: 'month', y: 'share', by: 'type' }, widths.wide)).toThrow(
      'two values of bert named "2022-03"',
    );
  });

  test('a month outside those that the table speaks for', () => {
    expect(() => line(table([...year, row('2022-07')]), { x: 'month', y: 'share' }, widths.wide)).toThrow(
      'the month 2022-07 of invented is outside',
    );
  });

  test('more lines than a reader can tell apart', () => {
    const rows = Array.from({ length: 8 }, (_, index) => row('2022-01', 0.5, 10, `type-${index}`));
    expect(() => line(table(rows), { x: 'month', y: 'share', by: 'type' }, widths.wide)).toThrow(
      'has 8 lines, of which 7 are distinguishable',
    );
  });

  test('lines of which none has a value', () => {
    const rows = year.map((each) => ({ ...each, share: null, shareLow: null, shareHigh: null }));
    expect(() => line(table(rows), { x: 'month', y: 'share' }, widths.wide)).toThrow('no share to draw');
  });

  test('two windows that begin in one month', () => {
    const rows = [windowFrom('2022-01', 0.2), windowFrom('2022-01', 0.3)];
    expect(() => intervals(table(rows), { x: 'rho', y: 'month' }, widths.wide)).toThrow(
      'two bars named "January 2022"',
    );
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

describe('lines that share a chart', () => {
  const types = ['bert', 't5', 'opt', 'vit', 'llama', 'gpt2', 'bart'];
  const rows = types.flatMap((type) => year.map((each) => ({ ...each, type })));
  const svg = render(line(table(rows), { x: 'month', y: 'share', by: 'type' }, widths.wide));

  test('differ in colour and in dashes', () => {
    const lines = [...drawn(svg).querySelectorAll('g[stroke-width="2"][fill="none"]')];
    expect(lines.map((each) => each.getAttribute('stroke'))).toEqual(strokes.map(({ stroke }) => stroke));
    expect(new Set(lines.map((each) => each.getAttribute('stroke-dasharray'))).size).toBe(types.length);
  });

  test('carry their names at their ends, none on another even where all end in one point', () => {
    const heights = [...drawn(svg).querySelectorAll('text')]
      .filter(({ textContent }) => types.includes(textContent))
      .map((text) => Number(/,([\d.]+)\)/.exec(text.getAttribute('transform') ?? '')?.[1]))
      .sort((a, b) => a - b);
    expect(heights.length).toBe(types.length);
    for (const [index, height] of heights.slice(1).entries())
      expect(height - (heights[index] ?? 0)).toBeGreaterThanOrEqual(15.9);
  });

  test('that end close together have their names around the middle of their ends, inside the chart', () => {
    const heightsOf = (...values: number[]) => {
      const y = scaleLinear([0, 1], [200, 0]);
      const ends = values.map((value) => ({ at: new Date(0), value, low: value, high: value }));
      const lines = ends.map((end) => ({ name: 'bert', stroke: '', points: [end], isolated: [], incomplete: [] }));
      return placeLabels(lines, y, 22).map(({ value }) => Math.round(y(value)));
    };
    expect(heightsOf(0.5, 0.51, 0.49, 0.9)).toEqual([20, 84, 100, 116]);
    expect(heightsOf(0, 0.01, 0)).toEqual([168, 184, 200]);
    expect(heightsOf(1, 1, 0.88)).toEqual([0, 16, 32]);
  });

  test('two values over time are points and no line: they are no trend', () => {
    const options = { x: 'month', y: 'share' };
    const only = (values: number) =>
      year.map((each, index) => (index < values ? each : { ...each, share: null, shareLow: null, shareHigh: null }));
    const inPanels = only(2).map((each) => ({ ...each, type: 'bert' }));
    for (const svg of [
      render(line(table(only(2)), options, widths.wide)),
      render(multiples(table(inPanels), { ...options, by: 'type' }, widths.wide)),
    ]) {
      expect(stretches(svg)).toBe(0);
      expect(drawn(svg).querySelectorAll('circle').length).toBe(2);
    }
    expect(stretches(render(line(table(only(3)), options, widths.wide)))).toBe(1);
  });

  test('may have no interval', () => {
    const without = render(line(table(year), { x: 'month', y: 'models' }, widths.wide));
    expect(stretches(without)).toBe(stretches(render(line(table(year), { x: 'month', y: 'share' }, widths.wide))));
    expect(drawn(without).querySelectorAll('[fill-opacity="0.2"]').length).toBe(0);
  });
});

describe('curves', () => {
  const days = (points: [number, number | null][], type = 'bert'): Row[] =>
    points.map(([day, share]) => ({
      ...row('2022-01', share ?? 0, day, type),
      share,
      shareLow: share,
      shareHigh: share,
    }));
  const over = (rows: Row[], unit: 'days' | 'number' = 'number', lorenz?: string): Table => {
    const plain = table(rows, null);
    return {
      ...plain,
      columns: plain.columns.map((each) =>
        each.name === 'models'
          ? { ...each, unit, description: 'Part of the models, 0 to 1' }
          : each.name === 'share'
            ? { ...each, lorenz }
            : each,
      ),
    };
  };
  const options = { x: 'models', y: 'share', by: 'type' };
  const svg = (rows: Row[], unit?: 'days' | 'number') => render(curve(over(rows, unit), options, widths.wide));
  const lorenz = (rows: Row[]) => render(curve(over(rows, 'number', 'models'), options, widths.wide));
  const evenly: [number, number][] = [
    [0, 0],
    [0.5, 0.2],
    [1, 1],
  ];

  test('go in steps over days, where a value holds until the next, and straight over other numbers', () => {
    const path = (unit: 'days' | 'number') =>
      drawn(
        svg(
          days([
            [0, 0],
            [10, 0.5],
          ]),
          unit,
        ),
      )
        .querySelector('g[stroke-width="2"][fill="none"] path')
        ?.getAttribute('d') ?? '';
    expect(path('days').match(/[LHV]/g)?.length).toBeGreaterThan(path('number').match(/[LHV]/g)?.length ?? 0);
  });

  test('run from the least number to the largest, whatever the order of the rows', () => {
    const points: [number, number][] = [
      [1, 0.1],
      [2, 0.2],
      [10, 0.3],
    ];
    expect(svg(days(points.toReversed()))).toBe(svg(days(points)));
  });

  test('have a gap where a value is null', () => {
    const points: [number, number | null][] = [1, 2, 3, 4, 5].map((each) => [each, 0.1 * each]);
    const gap = points.map(([day, share]): [number, number | null] => [day, day === 3 ? null : share]);
    expect(stretches(svg(days(gap)))).toBe(stretches(svg(days(points))) + 1);
  });

  test('have under them how many they still rest on, at places that the table has', () => {
    const at = (day: number, risk: number, type: string) => ({ ...days([[day, 0.1]], type)[0], rho: risk });
    const rows = [
      ...[0, 24, 51, 76, 100].map((day, k) => at(day, 1_000 - k, 'bert')),
      ...[0, 24, 51].map((day, k) => at(day, 90 - k, 't5')),
    ];
    const plain = over(rows, 'days');
    const counts = plain.columns.map((each) => (each.name === 'rho' ? { ...each, unit: 'count' as const } : each));
    const risks = { ...plain, columns: counts };
    const drawnWords = words(render(curve(risks, { ...options, under: 'rho' }, widths.wide)));
    expect(drawnWords).toEqual(
      expect.arrayContaining(['Number at risk', '1,000', '999', '998', '997', '996', '90', '89', '88']),
    );
    const narrow = words(render(curve(risks, { ...options, under: 'rho' }, widths.narrow)));
    expect(narrow.filter((each) => /^9\d\d$|^1,000$/.test(each))).toEqual(['1,000', '998', '996']);
    const large = { ...options, chart: 'curve' as const, atLeast: { column: 'rho', count: 100 } };
    expect(selection(risks, large)?.rows.map(({ type }) => type)).toEqual(Array(5).fill('bert'));
    expect(tooSmall(risks, large)).toEqual(['t5']);
  });

  test('have names in their colours, as far as these are dark enough for text, and names beneath in none', () => {
    const types = ['bert', 't5', 'opt', 'vit', 'llama', 'gpt2'];
    const rows = types.slice(3, 6).flatMap((type) =>
      days(
        [
          [0, 0.1],
          [9, 0.2],
          [20, 0.3],
        ],
        type,
      ).map((each) => ({ ...each, rho: 9 })),
    );
    const svg = drawn(render(curve(over(rows, 'days'), { ...options, under: 'rho', names: types }, widths.wide)));
    const fillsOf = (name: string) =>
      [...svg.querySelectorAll('text')]
        .filter(({ textContent }) => textContent === name)
        .map((text) => text.closest('[fill]:not(svg)')?.getAttribute('fill') ?? 'currentColor');
    expect(fillsOf('vit').sort()).toEqual(['currentColor', strokes[3].stroke]);
    expect(fillsOf('llama')).toEqual(['currentColor', 'currentColor']);
  });

  test('have their names where they end, also before the others', () => {
    const rows = [
      ...days([
        [0, 0.1],
        [5, 0.2],
      ]),
      ...days(
        [
          [0, 0.3],
          [10, 0.4],
        ],
        't5',
      ),
    ];
    const at = (name: string) =>
      Number(
        /translate\(([\d.]+),/.exec(
          [...drawn(svg(rows)).querySelectorAll('text')]
            .find(({ textContent }) => textContent === name)
            ?.getAttribute('transform') ?? '',
        )?.[1],
      );
    expect(at('bert')).toBeLessThan(at('t5') - 100);
  });

  test('are held against perfect equality where they are declared to be a Lorenz curve, and only there', () => {
    expect(words(lorenz(days(evenly)))).toEqual(
      expect.arrayContaining(['perfect equality', '60\u00a0%', 'Part of the models']),
    );
    expect(words(svg(days(evenly)))).not.toContain('perfect equality');
  });

  test('that meet in one corner have a piece of their line before each name', () => {
    const rows = [
      ...days(evenly),
      ...days(
        [
          [0, 0],
          [0.5, 0.1],
          [1, 1],
        ],
        't5',
      ),
    ];
    const pieces = [...drawn(lorenz(rows)).querySelectorAll('g[stroke-width="2.5"]')];
    expect(pieces.map((piece) => piece.getAttribute('stroke'))).toEqual(
      expect.arrayContaining([strokes[0].stroke, strokes[1].stroke]),
    );
  });

  test('stop at a number that is none, and at two values for one number', () => {
    expect(() => svg([...days(evenly), { ...row('2022-01'), models: null }])).toThrow('models in');
    expect(() => svg(days([...evenly, [0.5, 0.3]]))).toThrow('two values of bert named "0.5"');
  });
});

describe('bars and intervals', () => {
  test('a negative bar reaches to the left of zero, with its value beyond its end', () => {
    const rows = [windowFrom('2022-01', 0.5), { ...windowFrom('2022-01', -0.5), type: 't5' }];
    const svg = drawn(render(bars(table(rows), { x: 'rho', y: 'type' }, widths.wide)));
    const [right, left] = [...svg.querySelectorAll('rect')].map((rect) => Number(rect.getAttribute('x')));
    expect(left).toBeLessThan(right ?? 0);
    expect([...svg.querySelectorAll('g[text-anchor=end] text')].map((text) => text.textContent)).toContain('−0.500');
  });

  test('a dot is solid only where its interval leaves out zero, above or below', () => {
    const rows = [0.5, 0.05, -0.5].map((rho, index) => ({
      ...windowFrom('2022-01', rho),
      type: `type-${index}`,
    }));
    const svg = drawn(render(intervals(table(rows), { x: 'rho', y: 'type' }, widths.wide)));
    expect(svg.querySelectorAll(`g[fill="${colours.mark}"] circle`).length).toBe(2);
    expect(svg.querySelectorAll(`g[fill="${colours.surface}"] circle`).length).toBe(1);
  });

  test('correlations stand between −1 and 1, whatever was found', () => {
    const svg = render(intervals(table([windowFrom('2022-01', 0.2)]), { x: 'rho', y: 'type' }, widths.wide));
    expect(words(svg)).toEqual(expect.arrayContaining(['−1.0', '0.0', '1.0', '0.200']));
  });
});

describe('measures side by side', () => {
  const rows = [
    { ...row('2022-01', 0.8, 10), rho: null, least: null, most: null },
    { ...row('2022-01', 0.4, 4000, 't5'), rho: null, least: null, most: null },
  ];
  const shares = table(rows);
  shares.columns.push({ name: 'part', unit: 'share', description: 'Part', missing: 'nobody counted' });
  const withPart: Table = {
    ...shares,
    rows: rows.map((each, index) => ({ ...each, part: [0.4, null][index] ?? null })),
  };
  /** The lengths of the bars, measure by measure; a bar that is not there has none. */
  const lengths = (svg: string) =>
    [...drawn(svg).querySelectorAll('rect')].map((rect) => Number(rect.getAttribute('width')));
  const draw = (
    also: string[],
    width: (typeof widths)[keyof typeof widths] = widths.wide,
    x = 'share',
    of = withPart,
  ) => render(groupedBars(of, { x, also, y: 'type' }, width));

  test('have one scale where all are shares, and each its own where they are not', () => {
    const [eight = 0, four = 0, also = 0] = lengths(draw(['part']));
    expect([four / eight, also / eight]).toEqual([expect.closeTo(0.5, 2), expect.closeTo(0.5, 2)]);
    const [, , few = 0, many = 0] = lengths(draw(['models']));
    expect(many).toBeGreaterThan(100);
    expect(few).toBeLessThan(2);
  });

  test('carry a heading each, the names of bars once, and the value at the end of each bar', () => {
    const found = words(draw(['part', 'models']));
    expect(found.filter((each) => each === 't5').length).toBe(1);
    expect(found).toEqual(expect.arrayContaining(['Share', 'Part', 'Models', '80.0\u00a0%', '4,000']));
  });

  test('have a dash for a value that is not there, and a line for an interval that is', () => {
    expect(words(draw(['part'])).filter((each) => each === '–').length).toBe(1);
    expect(drawn(draw(['part'])).querySelectorAll('g[stroke-width="1.5"] line').length).toBe(2);
  });

  test.each([widths.wide, widths.narrow])('say why one of them has no value at all, at %i px', (width) => {
    const svg = draw(['models', 'rho'], width);
    expect(words(svg).join(' ')).toMatch(/Correlation.*too few\s?months/);
    expect(words(svg)).not.toContain('–');
  });

  test('stand one below the other on a phone, with their names again, unless a few shares fit', () => {
    expect(words(draw(['models'], widths.narrow)).filter((each) => each === 't5').length).toBe(2);
    expect(words(draw(['part'], widths.narrow)).filter((each) => each === 't5').length).toBe(1);
  });

  test('stop where none has a value, where one is below zero, and where there is no room for more', () => {
    expect(() => draw(['rho'], widths.wide, 'rho')).toThrow('no rho to draw');
    const below = { ...withPart, rows: rows.map((each) => ({ ...each, part: 0, rho: -0.5 })) };
    expect(() => draw(['rho'], widths.wide, 'share', below)).toThrow('rho of bert in invented is below zero');
    expect(() => draw(['part', 'models', 'rho', 'least'])).toThrow('5 measures side by side, and room for four');
  });
});

test('numbers below zero have a minus sign, and small ones keep their digits', () => {
  expect(tick('shareChange', -0.0025)).toBe('−0.25');
  expect(tick('share', -0.1)).toBe('−10\u00a0%');
  expect(tick('number', 0.125)).toBe('0.125');
  expect(tick('count', 3_100_000)).toBe('3.1 million');
});
