/**
 * One drawing of each kind, as text, held against the one that was looked at last: a change of a chart is then a
 * difference that somebody reviews. `npx vitest run --project site tests/site/drawings.test.ts -u` takes the new ones.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';
import { describe } from '../../src/charts/describe.ts';
import { render } from '../../src/charts/render.ts';
import { widths } from '../../src/charts/theme.ts';
import { tree } from '../../src/charts/tree.ts';
import type { FigureOptions } from '../../src/schema/figure.ts';
import type { Table } from '../../src/schema/table.ts';

const dist = join(import.meta.dirname, '../../dist');

/** One element a line, numbers to a tenth of a pixel, and without what only scripts read and words that others write. */
function normalised(svg: Element): string {
  const copy = svg.cloneNode(true) as Element;
  copy.removeAttribute('data-scales');
  copy.removeAttribute('aria-label');
  return `${copy.outerHTML.replaceAll(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number) * 10) / 10)).replaceAll('><', '>\n<')}\n`;
}

test.each([
  ['2023-06-30/documentation', 'cards-by-month', 'line'],
  ['2023-06-30/documentation', 'cards-by-month-2', 'columns'],
  ['2023-06-30/documentation', 'cards-revisited', 'lines'],
  ['2023-06-30/models', 'type-ranking', 'bars'],
  ['2023-06-30/models', 'type-shares', 'multiples'],
  ['2023-06-30/models', 'type-ranking-2', 'scatter'],
  ['2023-06-30/models', 'hub-forum-agreement', 'intervals'],
  ['2022-10-01/community', 'process', 'line-with-gaps'],
])('the drawing of %s#%s (%s) is the one that was looked at', async (page, id, kind) => {
  const { document } = new JSDOM(readFileSync(join(dist, page, 'index.html'), 'utf8')).window;
  for (const width of ['wide', 'narrow']) {
    const svg = document.querySelector(`[id="${id}"] .chart.${width} svg`);
    if (!svg) throw new Error(`there is no ${width} drawing ${id} on ${page}`);
    await expect(normalised(svg)).toMatchFileSnapshot(`drawings/${kind}-${width}.svg.txt`);
  }
});

/** Of an invented family: no published snapshot has one yet. */
test.each(['wide', 'narrow'] as const)('the drawing of a tree (%s) is the one that was looked at', async (width) => {
  const groups = {
    quantized: 552,
    finetune: 146,
    'finetune/quantized': 210,
    'finetune/finetune': 18,
    'finetune/finetune/quantized': 1,
    'finetune/not-named': 2,
    merge: 2,
  };
  const table: Table = {
    name: 'invented',
    kind: 'count',
    title: 'An invented family',
    method: 'None.',
    source: 'Nowhere.',
    window: null,
    notes: [],
    key: ['parent', 'route'],
    columns: [
      { name: 'parent', unit: 'name', description: 'Root' },
      { name: 'route', unit: 'name', description: 'Way down' },
      { name: 'above', unit: 'name', description: 'Way to the one above', missing: 'children of the root' },
      { name: 'relation', unit: 'slug', description: 'Relation' },
      { name: 'models', unit: 'count', description: 'Models' },
    ],
    rows: Object.entries(groups).map(([route, models]) => {
      const way = route.split('/');
      const above = way.slice(0, -1).join('/') || null;
      return { parent: 'an/ancestor', route, above, relation: way.at(-1) ?? null, models };
    }),
  };
  const columns = { x: 'models', y: 'route', above: 'above', name: 'relation' };
  const { document } = new JSDOM(render(tree(table, columns, widths[width]))).window;
  const svg = document.querySelector('svg');
  if (!svg) throw new Error('there is no drawing');
  await expect(normalised(svg)).toMatchFileSnapshot(`drawings/tree-${width}.svg.txt`);
});

/** Kinds that no published snapshot has the tables for: drawn from a few invented rows. */
const invented: Table = {
  name: 'invented',
  kind: 'count',
  title: 'Invented sizes',
  method: 'None.',
  source: 'Nowhere.',
  window: null,
  notes: [],
  key: ['type', 'part'],
  columns: [
    { name: 'type', unit: 'modelType', description: 'Type' },
    { name: 'day', unit: 'days', description: 'Days since the creation of the model' },
    { name: 'part', unit: 'share', description: 'Part of the models, smallest first, 0 to 1' },
    {
      name: 'share',
      unit: 'share',
      description: 'Share of all downloads',
      missing: 'nobody counted',
      interval: { low: 'shareLow', high: 'shareHigh', method: 'Wilson' },
      lorenz: 'part',
    },
    { name: 'shareLow', unit: 'share', description: 'Low', missing: 'nobody counted' },
    { name: 'shareHigh', unit: 'share', description: 'High', missing: 'nobody counted' },
    { name: 'models', unit: 'count', description: 'Models' },
    {
      name: 'mentions',
      unit: 'count',
      description: 'Topics that mention the type',
      missing: 'the source has no forum',
    },
  ],
  rows: ['bert', 'gpt2', 't5'].flatMap((type, nth) =>
    [0, 0.25, 0.5, 0.75, 1].map((part, index) => {
      const share = part ** (nth + 2);
      return {
        type,
        day: index * (10 - nth),
        part,
        share,
        shareLow: share * 0.9,
        shareHigh: Math.min(share * 1.1, 1),
        models: 5 ** (nth + index),
        mentions: null,
      };
    }),
  ),
};
const inSteps = {
  ...invented,
  rows: invented.rows.map((row) =>
    row.type === 't5' && row.part === 0.5 ? { ...row, share: null, shareLow: null, shareHigh: null } : row,
  ),
};
const some = { ...invented, rows: inSteps.rows.filter((row) => row.part === 0.5) };

/** Two types, followed over a census, totals of another definition, a sample and doubtful totals. */
const followed: Table = {
  ...invented,
  key: ['date', 'type', 'definition'],
  columns: [
    { name: 'date', unit: 'day', description: 'Day' },
    { name: 'type', unit: 'modelType', description: 'Type' },
    { name: 'definition', unit: 'slug', description: 'What is counted' },
    { name: 'coverage', unit: 'slug', description: 'Coverage' },
    { name: 'value', unit: 'share', description: 'Share', interval: { low: 'low', high: 'high', method: 'Wilson' } },
    { name: 'low', unit: 'share', description: 'Low', missing: 'none' },
    { name: 'high', unit: 'share', description: 'High', missing: 'none' },
    { name: 'uncertain', unit: 'name', description: 'Why', missing: 'none' },
  ],
  rows: ['bert', 'llama'].flatMap((type, nth) =>
    [
      { date: '2022-10-01', definition: 'text', coverage: 'census', low: 0.2, high: 0.4, uncertain: null },
      { date: '2023-06-30', definition: 'text', coverage: 'aggregate', low: null, high: null, uncertain: null },
      { date: '2024-07-11', definition: 'file', coverage: 'census', low: null, high: null, uncertain: null },
      { date: '2025-07-14', definition: 'file', coverage: 'aggregate', low: null, high: null, uncertain: 'Printed.' },
      { date: '2026-08-22', definition: 'file', coverage: 'sample', low: 0.3, high: 0.9, uncertain: null },
    ].map((point, index) => ({ ...point, type, value: nth === 0 ? 0.3 + index / 50 : 0.3 + index / 10 })),
  ),
};
const ofVintages: Table = {
  ...invented,
  window: { from: '2022-01', to: '2023-12', partial: [], floor: null },
  key: ['vintage', 'type', 'month'],
  columns: [
    { name: 'vintage', unit: 'day', description: 'Seen' },
    { name: 'type', unit: 'modelType', description: 'Type' },
    { name: 'month', unit: 'month', description: 'Month' },
    { name: 'share', unit: 'share', description: 'Share' },
  ],
  rows: ['2023-01-15', '2024-01-15'].flatMap((vintage, later) =>
    ['bert', 'llama'].flatMap((type, nth) =>
      Array.from({ length: 12 }, (_, index) => ({
        vintage,
        type,
        month: `${2022 + later}-${String(index + 1).padStart(2, '0')}`,
        share: (nth === 0 ? 12 - index : index) / 20,
      })),
    ),
  ),
};

test.each<[string, Table, FigureOptions]>([
  ['series', followed, { chart: 'series', x: 'date', y: 'value', by: 'type' }],
  ['vintages', ofVintages, { chart: 'vintages', x: 'month', y: 'share', by: 'type', vintage: 'vintage' }],
  ['curve', inSteps, { chart: 'curve', x: 'day', y: 'share', by: 'type' }],
  ['curve-of-shares', invented, { chart: 'curve', x: 'part', y: 'share', by: 'type' }],
  ['grouped-bars', some, { chart: 'groupedBars', x: 'share', also: ['models', 'mentions'], y: 'type' }],
  ['grouped-bars-of-shares', some, { chart: 'groupedBars', x: 'share', also: ['part'], y: 'type' }],
])('the drawing of %s is the one that was looked at', async (kind, table, options) => {
  for (const width of ['wide', 'narrow'] as const) {
    const { document } = new JSDOM(render(describe(table, options, widths[width]))).window;
    const svg = document.querySelector('svg');
    if (!svg) throw new Error(`there is no ${width} drawing of ${kind}`);
    await expect(normalised(svg)).toMatchFileSnapshot(`drawings/${kind}-${width}.svg.txt`);
  }
});
