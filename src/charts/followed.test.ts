import { expect, test } from 'vitest';
import type { Row, Table } from '../schema/table.ts';
import { chartDataOf } from '../browser/figure/chart-data.ts';
import { series } from './followed-chart.ts';
import { followedIn, marksOf } from './followed.ts';
import { line } from './line.ts';
import { render } from './render.ts';
import { widths } from './theme.ts';
import { vintages } from './vintages.ts';

const missing = 'none';
const table = (rows: readonly Row[]): Table => ({
  name: 'followed',
  kind: 'finding',
  title: 'Followed',
  method: 'None.',
  source: 'Nowhere.',
  window: null,
  notes: [],
  key: ['date', 'type', 'definition'],
  columns: [
    { name: 'date', unit: 'day', description: 'Day' },
    { name: 'type', unit: 'modelType', description: 'Type' },
    { name: 'definition', unit: 'slug', description: 'What is counted' },
    { name: 'coverage', unit: 'slug', description: 'Coverage' },
    { name: 'value', unit: 'share', description: 'Share', interval: { low: 'low', high: 'high', method: 'Wilson' } },
    { name: 'low', unit: 'share', description: 'Low', missing },
    { name: 'high', unit: 'share', description: 'High', missing },
    { name: 'snapshot', unit: 'name', description: 'Snapshot', missing },
    { name: 'uncertain', unit: 'name', description: 'Why', missing },
  ],
  rows: [...rows],
});
const point = (date: string, value: number, change: Partial<Row> = {}): Row => ({
  date,
  type: 'bert',
  definition: 'text',
  coverage: 'census',
  value,
  low: null,
  high: null,
  snapshot: date,
  uncertain: null,
  ...change,
});
const options = { x: 'date', y: 'value' };
const drawn = (rows: readonly Row[], more: object = {}) => render(series(table(rows), { ...options, ...more }, 720));
const count = (svg: string, pattern: RegExp) => svg.match(pattern)?.length ?? 0;
/** The lines that a chart joins points with. */
const lines = (svg: string) => count(svg, /fill="none" stroke="var\([^"]*" stroke-width="(2|1\.75)"/g);

const rows = [
  point('2022-10-01', 0.4, { low: 0.3, high: 0.5 }),
  point('2023-06-30', 0.5, { definition: 'file' }),
  point('2024-07-11', 0.9, { coverage: 'sample' }),
  point('2025-07-14', 0.6),
  point('2026-01-01', 0.7),
];

test('a line joins points of one definition, and no sample', () => {
  const [only, ...others] = followedIn(table(rows), options);
  expect(others).toEqual([]);
  expect(only?.stretches.map((stretch) => stretch.map(({ value }) => value))).toEqual([[0.4, 0.6, 0.7], [0.5]]);
  expect(only?.apart.map(({ value }) => value)).toEqual([0.9]);
  expect(lines(drawn(rows))).toBe(1);
});

test('two points are joined by no line: they are no trend', () => {
  expect(lines(drawn(rows.slice(0, -1)))).toBe(0);
});

test('a sample far above all counts is drawn at its value', () => {
  const { y } = series(
    table([point('2022-10-01', 0.1), point('2024-07-11', 0.9, { coverage: 'sample' })]),
    options,
    720,
  );
  expect(y?.domain).toEqual([0, 1]);
});

test('before its name a line has a piece of it, and points that none joins have a dot', () => {
  const types = ['bert', 'llama', 't5', 'opt', 'vit'];
  const some = types.flatMap((type, nth) =>
    [point('2022-10-01', 0.1), point('2023-10-01', 0.2), point('2024-10-01', 0.3)]
      .slice(nth === 0 ? 0 : 1)
      .map((each) => ({ ...each, type })),
  );
  const svg = drawn(some, { by: 'type' });
  expect(count(svg, /stroke-width="2.5"/g)).toBe(1);
  expect(count(svg, /<circle/g)).toBe(some.length + types.length - 1);
});

test('what its marks mean is said where it has them', () => {
  expect(marksOf(table(rows), options).map(({ words }) => words)).toEqual([
    'Hollow marks are samples; no line joins them.',
    'A dotted rule: the definition changed, so the line is interrupted.',
  ]);
  const sure = [point('2022-10-01', 0.4), point('2023-10-01', 0.4, { uncertain: 'Nobody can check it.' })];
  expect(marksOf(table(sure), options).map(({ words }) => words)).toEqual([
    'A diamond: the number is uncertain, and the table says why.',
  ]);
});

test('two points of one definition on one day stop a chart', () => {
  const twice = [point('2022-10-01', 0.4), point('2022-10-01', 0.5, { coverage: 'sample' })];
  expect(() => drawn(twice)).toThrow('the chart of followed has two points named "2022-10-01 (text)"');
});

test('a line chart, which would join them, refuses points of samples', () => {
  expect(() => line(table(rows), options, 720)).toThrow(
    'the table followed has points of samples, which a line must not join; expected a chart of kind series',
  );
});

test('few points have their values beside them, many do not', () => {
  expect(drawn(rows)).toContain('>40.0&nbsp;%<');
  const many = Array.from({ length: 12 }, (_, month) =>
    point(`2022-${String(month + 1).padStart(2, '0')}-01`, month / 20),
  );
  expect(drawn(many)).not.toContain('>40.0&nbsp;%<');
});

test('a value stands on the side of its point where no line goes up steeply', () => {
  const days = ['2023-01-01', '2023-07-01', '2024-01-01', '2024-07-01', '2025-01-01'];
  const anchors = (values: readonly number[]) =>
    Object.fromEntries(
      [
        ...drawn(values.map((value, index) => point(days[index] ?? '', value))).matchAll(
          /<g[^>]*text-anchor="(start|end)".*?<\/g>/gs,
        ),
      ].flatMap(([group, anchor]) => [...group.matchAll(/>(\d+\.\d)&nbsp;%</g)].map(([, value]) => [value, anchor])),
    );
  expect(anchors([0.1, 0.11, 0.9, 0.1, 0.11])).toEqual({ '11.0': 'end', '10.0': 'start' });
});

test('on a phone, the value of the first point stands to the right, not on the values of the axis', () => {
  const svg = render(series(table([point('2023-01-01', 0.4), point('2025-01-01', 0.41)]), options, widths.narrow));
  expect(svg).toMatch(/<g[^>]*text-anchor="start"[^>]*>(?:(?!<\/g>).)*>40\.0&nbsp;%</s);
});

test('of two values that would lie on each other, the later one is written', () => {
  const svg = drawn([point('2023-01-01', 0.4), point('2025-01-01', 0.5), point('2025-01-05', 0.51)]);
  expect(['40.0', '50.0', '51.0'].filter((value) => svg.includes(`>${value}&nbsp;%<`))).toEqual(['40.0', '51.0']);
});

test('a hundred points, and one alone, can be drawn', () => {
  const monthly = Array.from({ length: 100 }, (_, index) =>
    point(new Date(Date.UTC(2022, index, 1)).toISOString().slice(0, 10), index / 200),
  );
  expect(lines(drawn(monthly))).toBe(1);
  expect(drawn([point('2022-10-01', 0)])).toContain('<svg');
});

test('each group has a line and its name', () => {
  const both = [...rows, ...rows.map((row) => ({ ...row, type: 'llama' }))];
  const svg = drawn(both, { by: 'type' });
  expect(lines(svg)).toBe(2);
  expect([svg.includes('>bert<'), svg.includes('>llama<')]).toEqual([true, true]);
});

test('a point tells what it covers, what it counts, and why it may be off', () => {
  const { values } = chartDataOf(
    table([...rows, point('2026-10-03', 0.7, { snapshot: null, uncertain: 'Printed.' })]),
    {
      chart: 'series',
      ...options,
    },
  );
  expect(values[0]?.map(({ note }) => note)).toEqual([
    'census, snapshot 2022-10-01. Definition: text',
    'census, snapshot 2023-06-30. Definition: file',
    'sample, snapshot 2024-07-11. Definition: text',
    'census, snapshot 2025-07-14. Definition: text',
    'census, snapshot 2026-01-01. Definition: text',
    'census. Definition: text. Printed',
  ]);
});

const months = (vintage: string, type: string, ...shares: number[]): Row[] =>
  shares.map((share, index) => ({ vintage, type, month: `2022-0${index + 1}`, share }));
const ofVintages = (given: readonly Row[]): Table => ({
  ...table([]),
  window: { from: '2022-01', to: '2022-03', partial: [], floor: null },
  key: ['vintage', 'type', 'month'],
  columns: [
    { name: 'vintage', unit: 'day', description: 'Seen' },
    { name: 'type', unit: 'modelType', description: 'Type' },
    { name: 'month', unit: 'month', description: 'Month' },
    { name: 'share', unit: 'share', description: 'Share' },
  ],
  rows: [...given],
});
const vintage = { x: 'month', y: 'share', by: 'type', vintage: 'vintage' };
const seen = [
  ...months('2023-06-30', 'bert', 0.5, 0.4),
  ...months('2023-06-30', 'llama', 0, 0.1),
  ...months('2024-07-11', 'bert', 0.4, 0.3, 0.2),
  ...months('2024-07-11', 'llama', 0, 0.2, 0.5),
];

test('each type has a small chart with a line for each vintage, which is named above', () => {
  const svg = render(vintages(ofVintages(seen), vintage, 720));
  expect(lines(svg)).toBe(4);
  for (const words of ['bert', 'llama', '— 30 June 2023', '- - 11 July 2024']) expect(svg).toContain(words);
});

test('a value of a vintage is found in the small chart of its type', () => {
  const data = chartDataOf(ofVintages(seen), { chart: 'vintages', ...vintage });
  expect(data.series.map(({ name }) => name)).toEqual([
    'bert, 30 June 2023',
    'llama, 30 June 2023',
    'bert, 11 July 2024',
    'llama, 11 July 2024',
  ]);
  expect(data.series.map((_, index) => data.facet?.(index, 720))).toEqual([
    { fx: 0, fy: 0 },
    { fx: 1, fy: 0 },
    { fx: 0, fy: 0 },
    { fx: 1, fy: 0 },
  ]);
  expect(new Set(data.series.map(({ colour }) => colour)).size).toBe(2);
});

test('more vintages than can be told apart are refused', () => {
  const many = Array.from({ length: 8 }, (_, index) => months(`202${index}-01-01`, 'bert', 0.1)).flat();
  expect(() => vintages(ofVintages(many), vintage, 720)).toThrow(
    'the chart of followed has 8 vintages, of which 7 are distinguishable',
  );
});
