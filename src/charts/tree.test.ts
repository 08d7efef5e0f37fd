import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import type { FigureOptions } from '../schema/figure.ts';
import type { Row, Table } from '../schema/table.ts';
import { readView, writeView } from '../browser/figure/address.ts';
import { describe as describeChart } from './describe.ts';
import { familyOf, layoutOf, mostNodes } from './family.ts';
import { parseScales } from './scales.ts';
import { chartDataOf } from '../browser/figure/chart-data.ts';
import { render } from './render.ts';
import { measureOf, selection } from './selection.ts';
import { tree } from './tree.ts';
import { colours, widths } from './theme.ts';
import { choicesOf, isOpen, viewed } from './view.ts';

const columns = { x: 'models', y: 'route', above: 'above', name: 'relation' };
const options: FigureOptions = { chart: 'tree', ...columns, where: { parent: 'an/ancestor' } };

/** A row of the tree: `finetune/quantized` hangs on `finetune`. */
const row = (route: string, models: number, parent = 'an/ancestor'): Row => ({
  parent,
  route,
  above: route.includes('/') ? route.slice(0, route.lastIndexOf('/')) : null,
  generation: route.split('/').length,
  relation: route.slice(route.lastIndexOf('/') + 1),
  models,
  authors: 3,
  sameLicence: null,
});
const table = (...rows: Row[]): Table => ({
  name: 'invented',
  kind: 'count',
  title: 'Invented families',
  method: 'None.',
  source: 'Nowhere.',
  window: null,
  notes: [],
  key: ['parent', 'route'],
  columns: [
    { name: 'parent', unit: 'name', description: 'Root' },
    { name: 'route', unit: 'name', description: 'Way down' },
    { name: 'above', unit: 'name', description: 'Way to the one above', missing: 'children of the root' },
    { name: 'generation', unit: 'count', description: 'Steps' },
    { name: 'relation', unit: 'slug', description: 'Relation' },
    { name: 'models', unit: 'count', description: 'Models' },
    { name: 'authors', unit: 'count', description: 'Authors' },
    { name: 'sameLicence', unit: 'count', description: 'Of one licence', missing: 'the root declares none' },
  ],
  rows,
});
const family = table(
  row('finetune', 100),
  row('quantized', 400),
  row('adapter', 1),
  row('finetune/quantized', 25),
  row('finetune/not-named', 144),
  row('finetune/quantized/merge', 1),
);

const drawn = (of: Table, width: keyof typeof byWidth = 'wide') =>
  new JSDOM(render(tree(of, columns, byWidth[width]))).window.document;
const byWidth = widths;
const words = (document: Document) => [...document.querySelectorAll('text')].map(({ textContent }) => textContent);
/** The discs of a chart, without the ring of the root. */
const discs = (document: Document) =>
  [...document.querySelectorAll(`g[fill="${colours.mark}"] circle`)].map((each) => ({
    x: Number(each.getAttribute('cx')),
    y: Number(each.getAttribute('cy')),
    r: Number(each.getAttribute('r')),
  }));
/** A tree of four generations in which each group has five kinds of children. */
const everything = (size: (generation: number) => number) => {
  const kinds = ['finetune', 'quantized', 'adapter', 'merge', 'not-named'];
  const grow = (above: string[]): string[] => above.flatMap((way) => kinds.map((kind) => `${way}${way && '/'}${kind}`));
  const generations = [grow(['']), grow(grow([''])), grow(grow(grow(['']))), grow(grow(grow(grow(['']))))];
  return table(...generations.flatMap((each, at) => each.map((route) => row(route, size(at)))));
};

describe('a tree', () => {
  test('is read from each group down to what was made of it, the largest first', () => {
    expect(words(drawn(family))).toEqual([
      '400 quantized',
      '100 fine-tuned',
      '144 relation not named',
      '25 quantized',
      '1 merge',
      '1 adapter',
      'an/ancestor',
    ]);
  });

  test.each(['wide', 'narrow'] as const)('has discs whose areas are the numbers of models, %s', (width) => {
    const areas = discs(drawn(family, width)).map(({ r }) => r * r);
    const unit = (areas[0] ?? 0) / 400;
    expect(areas.map((area) => Number((area / unit).toFixed(3)))).toEqual([400, 100, 144, 25, 1, 1]);
  });

  test('goes on in the line of a parent with its largest branch, where there is room', () => {
    const [, finetuned, unnamed, quantized] = discs(drawn(family));
    expect(unnamed?.y).toBe(finetuned?.y);
    expect(quantized?.y).toBeGreaterThan(finetuned?.y ?? Infinity);
    expect(quantized?.x).toBe(unnamed?.x);
  });

  test('gives each group a line of its own on a phone', () => {
    const heights = discs(drawn(family, 'narrow')).map(({ y }) => y);
    expect(heights).toEqual([...new Set(heights)].sort((a, b) => a - b));
  });

  test('has a child to the right of its parent, and discs that do not touch', () => {
    const { nodes } = familyOf(family, columns);
    for (const width of ['wide', 'narrow'] as const) {
      const all = discs(drawn(family, width));
      for (const [index, one] of all.entries()) {
        const above = nodes[index]?.parent;
        if (above) expect(one.x).toBeGreaterThan(all[nodes.indexOf(above)]?.x ?? Infinity);
        for (const other of all.slice(index + 1))
          expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(one.r + other.r);
      }
    }
  });

  test('of one child is one disc on the root', () => {
    expect(words(drawn(table(row('adapter', 1))))).toEqual(['1 adapter', 'an/ancestor']);
  });

  test('of a few models has small discs: that of one model is never larger than five pixels', () => {
    expect(discs(drawn(table(row('adapter', 4), row('merge', 1)))).map(({ r }) => r)).toEqual([10, 5]);
  });

  test('has the name of its root whole, in lines where it is long', () => {
    const name =
      'somebody-with-a-name/Model-with_a.name-that-nobody-wanted-to-write-twiceorthreetimesorevenfourtimesmore';
    const { name: lines } = layoutOf(familyOf(table(row('merge', 2, name)), columns), widths.narrow);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join('')).toBe(name);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(40);
  });

  test.each([
    ['few', (at: number) => 4 - at],
    ['many', (at: number) => 12_345 - at],
    ['ever fewer', (at: number) => 10 ** (6 - 2 * at) + 1],
  ])('of four generations of %s stays inside the chart, with its words', (_, size) => {
    const deep = everything(size);
    for (const width of Object.values(widths))
      for (const rows of [
        deep.rows,
        deep.rows.filter(({ route }) => /^not-named(\/not-named)*$/.test(String(route))),
      ]) {
        const { positions } = layoutOf(familyOf({ ...deep, rows }, columns), width);
        expect(Math.max(...positions.map(({ end }) => end))).toBeLessThanOrEqual(width);
      }
  });
});

describe('of a tree with more groups than a picture holds', () => {
  const rows = [
    row('merge', 1),
    row('merge/finetune', 90),
    ...Array.from({ length: 60 }, (_, index) => ({ ...row('quantized', 80 - index), route: `quantized-${index}` })),
  ];

  test('the largest are drawn, each with what it hangs on', () => {
    const { nodes, omitted } = familyOf(table(...rows), columns);
    expect(nodes.length).toBe(mostNodes);
    expect(nodes.map(({ value }) => value)).toEqual([...Array.from({ length: 38 }, (_, index) => 80 - index), 1, 90]);
    expect(omitted).toEqual({ rows: 22, most: 42 });
  });

  test('nothing is said to be left out where nothing is', () => {
    expect(familyOf(family, columns).omitted).toBeNull();
  });
});

describe('a tree stops at', () => {
  test('a row that hangs on one that is not there', () => {
    expect(() => drawn(table(row('finetune', 3), row('merge/quantized', 2)))).toThrow(
      'the row merge/quantized of invented hangs on merge, which is not there',
    );
  });

  test('rows that hang on one another', () => {
    const [one, other] = [row('finetune', 3), row('merge', 2)];
    expect(() => drawn(table({ ...one, above: 'merge' }, { ...other, above: 'finetune' }))).toThrow(
      'which hangs on it',
    );
  });

  test('two rows of one way', () => {
    expect(() => drawn(table(row('merge', 3), row('merge', 2)))).toThrow('two nodes named "merge"');
  });

  test('the trees of two roots, and says how to choose one', () => {
    expect(() => drawn(table(row('merge', 3), row('merge', 2, 'another/ancestor')))).toThrow(
      'a tree of invented has one root, not 2: choose one with "where", such as "an/ancestor"',
    );
  });

  test('a group of nobody, which has no area', () => {
    expect(() => drawn(table(row('merge', 0)))).toThrow('is not above zero, and has no area');
  });

  test('a relation that it has no words for', () => {
    expect(() => drawn(table(row('distilled', 2)))).toThrow(
      'there are no words for the relation distilled; there are for',
    );
  });

  test('a column that the table does not have', () => {
    expect(() => tree(family, { ...columns, above: 'over' }, widths.wide)).toThrow('table invented has no column over');
  });

  test('a figure that does not say which column names the one above', () => {
    expect(() => describeChart(family, { ...options, above: undefined }, widths.wide)).toThrow('needs "above"');
  });
});

describe('what a reader can ask of a tree', () => {
  const { positions, values, measure, nodeAt } = chartDataOf(family, options);

  test('are its groups in the order in which they stand, by the way that leads there', () => {
    expect(positions).toEqual([
      'Quantized',
      'Fine-tuned',
      'Fine-tuned, then relation not named',
      'Fine-tuned, then quantized',
      'Fine-tuned, then quantized, then merges',
      'Adapters',
    ]);
    expect(measure).toBe('Models');
  });

  test('is what else the table counts, in its words, with the reason where it does not', () => {
    expect(values[0]?.[2]).toMatchObject({
      value: '144',
      more: ['Authors: 3', 'Of one licence: the root declares none'],
    });
  });

  test('stands where the disc is drawn, in either width', () => {
    for (const width of ['wide', 'narrow'] as const) {
      const document = drawn(family, width);
      const { x, y } = parseScales(document.querySelector('svg')?.getAttribute('data-scales') ?? '');
      for (const [index, disc] of discs(document).entries()) {
        const at = nodeAt?.(index, widths[width]);
        expect([x(at?.x ?? NaN), y(at?.y ?? NaN)].map(Math.round)).toEqual([disc.x, disc.y].map(Math.round));
      }
    }
  });

  test('has no scale, period or series to choose, and an address that asks for one is answered in words', () => {
    const choices = choicesOf(family, options);
    expect(isOpen(choices)).toBe(false);
    expect(measureOf(family, options).name).toBe('models');
    const { view, said } = readView('?invented.scale=log', 'invented', options, choices);
    expect(view).toEqual(choices.initial);
    expect(said.length).toBe(1);
    expect(writeView('', 'invented', choices, view)).toBe('');
  });

  test('is drawn by the browser as the server printed it', () => {
    const shown = viewed(family, options, choicesOf(family, options), choicesOf(family, options).initial);
    const printed = selection(family, options);
    if (!shown || !printed) throw new Error('the tree is not there');
    for (const width of Object.values(widths))
      expect(render(describeChart(shown.table, shown.options, width))).toBe(
        render(describeChart(printed, options, width)),
      );
  });
});

test('a root without rows has no chart: the page says so instead', () => {
  expect(selection(family, { ...options, where: { parent: 'nobody/nothing' } })).toBeNull();
});

test('the drawing of a tree has no style of its own', () => {
  expect(render(tree(family, columns, widths.wide))).not.toMatch(/<style|style=/);
});
