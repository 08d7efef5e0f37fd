import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import type { FigureOptions } from '../schema/figure.ts';
import type { Row, Table } from '../schema/table.ts';
import { formatValue } from '../schema/written.ts';
import { isSame, readView, viewInWords, writeView } from '../browser/figure/address.ts';
import { logAxis } from './axes.ts';
import { describe as describeChart } from './describe.ts';
import { parseScales } from './scales.ts';
import { chartDataOf } from '../browser/figure/chart-data.ts';
import { render } from './render.ts';
import { type Width, widths } from './theme.ts';
import { type Choices, type View, choicesOf, viewed } from './view.ts';

const months = ['2021-11', '2021-12', '2022-01', '2022-02', '2022-03', '2022-04'];
const types = ['bert', 'gpt2', 't5', 'sets, of two'];

/** Six months of four types: the n-th type has n × 10 models in the first month, and ten times that in the last. */
function table(change: (row: Row) => Row = (row) => row): Table {
  const rows = types.flatMap((type, index) =>
    months.map((month, at) => {
      const models = (index + 1) * (10 + 18 * at);
      const share = models / (200 + at);
      return change({ month, type, models, whole: 200 + at, share, shareLow: share - 0.01, shareHigh: share + 0.01 });
    }),
  );
  return {
    name: 'invented',
    kind: 'count',
    title: 'Invented models',
    method: 'None.',
    source: 'Nowhere.',
    window: { from: '2021-11', to: '2022-04', partial: ['2022-04'], floor: '2021-11' },
    notes: [],
    key: ['month', 'type'],
    columns: [
      { name: 'month', unit: 'month', description: 'Month' },
      { name: 'type', unit: 'modelType', description: 'Type' },
      { name: 'models', unit: 'count', description: 'Models created', missing: 'nobody counted' },
      { name: 'whole', unit: 'count', description: 'All models' },
      {
        name: 'share',
        unit: 'share',
        description: 'Share of the type',
        missing: 'nobody counted',
        interval: { low: 'shareLow', high: 'shareHigh', method: 'Wilson' },
        share: { part: 'models', whole: 'whole' },
      },
      { name: 'shareLow', unit: 'share', description: 'Low', missing: 'nobody counted' },
      { name: 'shareHigh', unit: 'share', description: 'High', missing: 'nobody counted' },
    ],
    rows,
  };
}

const multiples: FigureOptions = { chart: 'multiples', x: 'month', y: 'share', by: 'type' };
const oneType: FigureOptions = { chart: 'columns', x: 'month', y: 'models', where: { type: 'bert' } };
const choices = choicesOf(table(), multiples);
const ask = (query: string, options = multiples, of: Choices = choicesOf(table(), options)) =>
  readView(query, 'invented', options, of);
const seen = (part: Partial<View>, options = multiples, whole = table()) => {
  const there = choicesOf(whole, options);
  return viewed(whole, options, there, { ...there.initial, ...part });
};

describe('what there is to choose', () => {
  test('comes from the table: both values, a scale for counts only, its months and its series', () => {
    expect(choices).toEqual({
      initial: { values: 'share', scale: 'linear', from: '2021-11', to: '2022-04', series: types, layout: 'apart' },
      values: { share: 'share', count: 'models' },
      scales: ['count'],
      months,
      series: types,
      layouts: true,
    });
  });

  test('series that are not printed can be picked too', () => {
    const { initial, series } = choicesOf(table(), { ...multiples, first: { column: 'type', count: 2 } });
    expect(initial.series).toEqual(['bert', 'gpt2']);
    expect(series).toEqual(types);
  });

  test('a scatter is logarithmic at first; a bar has no period', () => {
    expect(choicesOf(table(), { chart: 'scatter', x: 'models', y: 'whole', name: 'type' })).toMatchObject({
      initial: { scale: 'log' },
      months: [],
    });
    expect(choicesOf(table(), { chart: 'bars', x: 'models', y: 'type', where: { month: '2022-01' } }).months).toEqual(
      [],
    );
  });

  test('a total can be left out of a chart of its parts, and is then no choice either', () => {
    const parts = { ...multiples, without: { type: 'bert' } };
    expect(choicesOf(table(), parts).series).toEqual(['gpt2', 't5', 'sets, of two']);
  });

  test('a share belongs to the count that its column declares, and without one to none', () => {
    expect(choicesOf(table(), oneType).values).toEqual({ share: 'share', count: 'models' });
    expect(choicesOf(table(), { ...oneType, y: 'whole' }).values).toBeNull();
    const undeclared = { ...table(), columns: table().columns.map((each) => ({ ...each, share: undefined })) };
    expect(choicesOf(undeclared, oneType).values).toBeNull();
  });

  test('counts with a zero may stand on a logarithmic scale, and those below zero may not', () => {
    expect(
      choicesOf(
        table((row) => (row.month === '2022-01' ? { ...row, models: 0, share: 0 } : row)),
        oneType,
      ).scales,
    ).toEqual(['count']);
    expect(
      choicesOf(
        table((row) => ({ ...row, models: -5 })),
        oneType,
      ).scales,
    ).toEqual([]);
  });
});

describe('an address', () => {
  const views: Partial<View>[] = [
    {},
    { values: 'count', scale: 'log' },
    { from: '2021-12', to: '2022-02' },
    { series: ['gpt2', 'sets, of two'], layout: 'together' },
  ];
  test.each(views)('says a view and is read as the same: %j', (part) => {
    const view = { ...choices.initial, ...part };
    const search = writeView('?other=1&another.from=2020-01', 'invented', choices, view);
    expect(search).toContain('?other=1&another.from=2020-01');
    expect(ask(search)).toEqual({ view, said: [] });
  });

  test('is short, and can be read by people', () => {
    const view: View = { ...choices.initial, from: '2021-12', scale: 'log', values: 'count', series: ['bert', 't5'] };
    expect(writeView('', 'invented', choices, view)).toBe(
      '?invented.values=count&invented.scale=log&invented.from=2021-12&invented.series=bert,t5',
    );
    expect(writeView('?invented.from=2021-12', 'invented', choices, choices.initial)).toBe('');
    expect(viewInWords(choices, view)).toBe('Counts · logarithmic scale · December 2021 to April 2022 · 2 of 4 series');
  });

  test('of another figure, whose name begins the same, is not taken for this one', () => {
    expect(isSame(ask('?invented-2.from=2022-01').view, choices.initial)).toBe(true);
  });

  test.each<[string, Partial<View>, string]>([
    ['from=2021-13', {}, '“2021-13” is no month'],
    ['from=', {}, '“” is no month'],
    ['from=2010-01', {}, 'There are no numbers for January 2010; the nearest month that has some is November 2021'],
    ['to=2031-01', {}, 'the nearest month that has some is April 2022'],
    ['from=2022-02&invented.to=2021-12', { from: '2021-12', to: '2022-02' }, 'turned around'],
    ['series=brt', {}, 'There is no series “brt” here; the usual ones are shown.'],
    ['series=brt,gpt2', { series: ['gpt2'] }, 'There is no series “brt” here; the others are shown.'],
    ['series=', {}, 'There is no series “” here'],
    ['scale=cubic', {}, 'cannot show the scale “cubic”; it shows linear'],
    ['scale=log', {}, 'cannot show the scale “log”'],
    ['values=cards', {}, 'cannot show the values “cards”'],
    ['layout=heap', {}, 'cannot show the layout “heap”'],
    ['colour=red', {}, 'asks for “colour”, which this figure does not have'],
    ['from=%E0%A4%A', {}, 'is no month'],
  ])('that is broken leads to the nearest view, and a sentence: %s', (query, part, sentence) => {
    const { view, said } = ask(`?invented.${query}`);
    expect(view).toEqual({ ...choices.initial, ...part });
    expect(said.join(' ')).toContain(sentence);
  });

  test('is read with some patience: capitals, spaces, a day instead of a month', () => {
    expect(ask('?invented.series=BERT,+GPT2&invented.from=2022-1&invented.to=2022-02-14')).toEqual({
      view: { ...choices.initial, series: ['bert', 'gpt2'], from: '2022-01', to: '2022-02' },
      said: [],
    });
  });
});

describe('a view shows', () => {
  test('the months of its period, with what is particular about them', () => {
    expect(seen({ from: '2021-12', to: '2022-04' })?.table.window).toEqual({
      from: '2021-12',
      to: '2022-04',
      partial: ['2022-04'],
      floor: null,
    });
    expect(seen({ from: '2022-01', to: '2022-01' })?.table.rows.map((row) => row.month)).toEqual(
      types.map(() => '2022-01'),
    );
  });

  test('counts without the interval of the share', () => {
    const shown = seen({ values: 'count' });
    expect(shown?.options.y).toBe('models');
    expect(
      shown &&
        chartDataOf(shown.table, shown.options)
          .values.flat()
          .every(({ interval }) => interval === ''),
    ).toBe(true);
  });

  test('series in one chart as lines', () => {
    expect(seen({ layout: 'together', series: ['bert', 't5'] })?.options.chart).toBe('line');
  });

  test('columns on a logarithmic scale as a line, without zeros, which are counted', () => {
    const zero = table((row) => (row.month === '2022-01' ? { ...row, models: 0, share: 0 } : row));
    expect(seen({ scale: 'log' }, oneType, zero)).toMatchObject({ options: { chart: 'line' }, placeless: 1 });
  });

  test('nothing, where nothing has a value', () => {
    const empty = table((row) => (row.month === '2022-01' ? { ...row, share: null, models: null } : row));
    expect(seen({ from: '2022-01', to: '2022-01' }, multiples, empty)).toBeNull();
  });

  const figures: FigureOptions[] = [
    multiples,
    { ...multiples, chart: 'line' },
    oneType,
    { chart: 'curve', x: 'whole', y: 'models', by: 'type' },
    { chart: 'bars', x: 'models', y: 'type', where: { month: '2022-01' } },
    { chart: 'scatter', x: 'models', y: 'whole', name: 'type', where: { month: '2022-01' } },
  ];
  test.each(figures)('a chart for everything that can be chosen in $chart', (options) => {
    const whole = table((row) => (row.month === '2021-12' ? { ...row, models: 0, share: 0 } : row));
    const there = choicesOf(whole, options);
    const { initial } = there;
    const periods =
      there.months.length > 0
        ? there.months.flatMap((from, index) => there.months.slice(index).map((to) => ({ from, to })))
        : [{}];
    let drawn = 0;
    for (const period of periods)
      for (const values of there.values ? (['share', 'count'] as const) : [initial.values])
        for (const scale of there.scales.includes(values) ? (['linear', 'log'] as const) : [initial.scale])
          for (const layout of there.layouts ? (['apart', 'together'] as const) : [initial.layout])
            for (const series of there.series.length > 0 ? [initial.series, there.series.slice(1, 2)] : [[]]) {
              const shown = viewed(whole, options, there, { ...initial, ...period, values, scale, layout, series });
              if (!shown) continue;
              expect(render(describeChart(shown.table, shown.options, widths.narrow))).toContain('<svg');
              expect(chartDataOf(shown.table, shown.options).values.flat().length).toBeGreaterThan(0);
              drawn += 1;
            }
    expect(drawn).toBeGreaterThan(1);
  });
});

test.each([
  ['share', 0.00123],
  ['shareChange', -0.0034],
  ['correlation', 0.6988],
  ['probability', 0.0004],
  ['count', 1_234_567],
  ['days', 12.345],
  ['number', 0.12345],
] as const)(
  'a value of the unit %s is the same text beside its mark, in the tooltip and everywhere else',
  (unit, value) => {
    const whole: Table = {
      ...table(),
      columns: [
        { name: 'type', unit: 'modelType', description: 'Type' },
        { name: 'value', unit, description: 'Value', interval: { low: 'low', high: 'high', method: 'Wilson' } },
        ...['low', 'high'].map((name) => ({ name, unit, description: 'End' })),
      ],
      rows: [{ type: 'bert', value, low: value, high: value }],
    };
    for (const chart of ['bars', 'intervals'] as const) {
      const options: FigureOptions = { chart, x: 'value', y: 'type' };
      const svg = new JSDOM(render(describeChart(whole, options, widths.wide))).window.document;
      const printed = [...svg.querySelectorAll('text')].map(({ textContent }) => textContent);
      expect(printed).toContain(formatValue(unit, value));
      expect(chartDataOf(whole, options).values[0]?.[0]?.value).toBe(formatValue(unit, value));
    }
  },
);

describe('what a reader points at', () => {
  const draw = (options: FigureOptions, width: Width) => {
    const shown = seen({}, options);
    if (!shown) throw new Error('there is nothing to draw');
    const svg = new JSDOM(render(describeChart(shown.table, shown.options, width))).window.document.querySelector(
      'svg',
    );
    return { svg, places: parseScales(svg?.dataset.scales ?? ''), data: chartDataOf(shown.table, shown.options) };
  };

  test.each([widths.wide, widths.narrow])('stands where it is drawn, also in small charts, at %i px', (width) => {
    const { svg, places, data } = draw(multiples, width);
    // The partial month is a hollow point of its own, and so is the one that holds everything older.
    const points = [...(svg?.querySelectorAll('circle') ?? [])].map((circle) => {
      const [, dx = 0, dy = 0] = (
        /translate\(([\d.-]+),([\d.-]+)\)/.exec(circle.closest('[transform]')?.getAttribute('transform') ?? '') ?? []
      ).map(Number);
      return [Number(circle.getAttribute('cx')) + dx, Number(circle.getAttribute('cy')) + dy];
    });
    const expected = data.values.flatMap((row, series) => {
      const { fx, fy } = data.facet?.(series, width) ?? { fx: 0, fy: 0 };
      return [row[5], row[0]].map((reading) => [
        places.x(reading?.x ?? 0) + (places.facets?.left(fx) ?? 0) - places.frame.left,
        places.y(reading?.y ?? 0) + (places.facets?.top(fy) ?? 0) - places.frame.top,
      ]);
    });
    expect(points.length).toBe(8);
    for (const [x = 0, y = 0] of expected)
      expect(Math.min(...points.map(([a = 0, b = 0]) => Math.hypot(a - x, b - y)))).toBeLessThan(0.6);
  });

  test('has its unit, its interval and what is particular about it', () => {
    const { data } = draw({ ...multiples, where: { type: 'bert' } }, widths.wide);
    expect(data.positions[2]).toBe('January 2022');
    expect(data.values[0]?.[2]).toMatchObject({
      value: '22.8\u00a0%',
      interval: '95\u00a0% CI 21.8–23.8\u00a0%',
      note: '',
    });
    expect(data.values[0]?.[5]?.note).toBe('Seen only in part');
    expect(data.values[0]?.[0]?.note).toBe('With everything older');
  });

  test('is named where it is not there, with the reason', () => {
    const whole = table((row) =>
      row.month === '2022-02' ? { ...row, share: null, shareLow: null, shareHigh: null } : row,
    );
    const shown = seen({}, multiples, { ...whole, rows: whole.rows.filter((row) => row.month !== '2022-03') });
    const data = shown && chartDataOf(shown.table, shown.options);
    expect(data?.values[0]?.[3]).toMatchObject({ value: '–', note: 'No value: nobody counted' });
    expect(data?.values[0]?.[4]).toMatchObject({ value: '–', note: 'No value for this month' });
  });

  test('on a curve is told with what the axis counts, at every number that any line has', () => {
    const shown = seen({}, { chart: 'curve', x: 'whole', y: 'share', by: 'type' });
    const data = shown && chartDataOf(shown.table, shown.options);
    expect(data?.positions).toEqual([200, 201, 202, 203, 204, 205].map((each) => `All models: ${each}`));
    expect(data?.values[1]?.[2]).toMatchObject({ value: '45.5\u00a0%', x: 202, note: '' });
    const ended = seen(
      {},
      { chart: 'curve', x: 'whole', y: 'share', by: 'type' },
      {
        ...table(),
        rows: table().rows.filter((row) => row.type !== 't5' || Number(row.whole) < 203),
      },
    );
    const after = ended && chartDataOf(ended.table, ended.options).values[2]?.[5];
    expect(after).toMatchObject({ value: '–', note: 'No value here' });
  });

  test.each([widths.wide, widths.narrow])(
    'in measures side by side stands in the row of its bar, at %i px',
    (width) => {
      const options: FigureOptions = {
        chart: 'groupedBars',
        x: 'share',
        also: ['models', 'whole'],
        y: 'type',
        where: { month: '2022-01' },
      };
      const { svg, places, data } = draw(options, width);
      const rows = [...(svg?.querySelectorAll('rect') ?? [])].map((bar) => {
        const [, dx = 0, dy = 0] = (
          /translate\(([\d.-]+),([\d.-]+)\)/.exec(
            bar.parentElement?.closest('[transform]')?.getAttribute('transform') ?? '',
          ) ?? []
        ).map(Number);
        const number = (name: string) => Number(bar.getAttribute(name));
        return [number('x') + dx, number('y') + number('height') / 2 + dy];
      });
      const expected = data.values.flatMap((values, series) => {
        const { fx, fy } = data.facet?.(series, width) ?? { fx: 0, fy: 0 };
        return values.map(({ y }) => [
          places.facets?.left(fx) ?? 0,
          places.y(y) + (places.facets?.top(fy) ?? 0) - places.frame.top,
        ]);
      });
      expect(rows.length).toBe(12);
      for (const [index, [x = 0, y = 0]] of expected.entries())
        expect(Math.hypot(x - (rows[index]?.[0] ?? 0), y - (rows[index]?.[1] ?? 0))).toBeLessThan(1);
    },
  );

  test('in measures side by side is left out where a measure is empty, also the first', () => {
    const empty = table((row) => ({ ...row, share: null, shareLow: null, shareHigh: null }));
    const options: FigureOptions = {
      chart: 'groupedBars',
      x: 'share',
      also: ['models'],
      y: 'type',
      where: { month: '2022-01' },
    };
    const shown = seen({}, options, empty);
    expect(choicesOf(empty, options)).toMatchObject({ values: null, scales: [], months: [], series: [] });
    expect(shown && chartDataOf(shown.table, shown.options).series.map(({ name }) => name)).toEqual(['Models created']);
  });
});

test('a logarithmic axis stands at ones, twos and fives, and takes nothing that is not above zero', () => {
  expect(logAxis('log', 'count', [42, 26000])).toMatchObject({ domain: [20, 50000], ticks: [100, 1000, 10000] });
  expect(logAxis('log', 'count', [3, 70])).toMatchObject({ domain: [2, 100], ticks: [2, 5, 10, 20, 50, 100] });
  expect(logAxis('log', 'count', [10])).toMatchObject({ domain: [10, 20] });
  expect(() => logAxis('log', 'count', [0, 5])).toThrow('0 has no place on a logarithmic scale');
});
