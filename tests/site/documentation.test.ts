/** “More cards, less content?” on its page: the published shares of models with a card, and the almanac’s own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';
import { CardStocks } from '../../src/schema/published.ts';
import type { Table } from '../../src/schema/table.ts';
import { formatInterval, formatValue } from '../../src/schema/written.ts';
import { evidenceFor, evidenceWith } from './pages.ts';

const root = join(import.meta.dirname, '../..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const stocks = CardStocks.parse(JSON.parse(read('content/published/card-stocks.json')));
const textOf = (element: Element | null | undefined) => (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

const { document } = new JSDOM(read('dist/documentation/index.html')).window;
const rowsOf = (body: Element | undefined) =>
  [...(body?.querySelectorAll('tr') ?? [])].map((row) => [...row.querySelectorAll('th, td')].map(textOf));
const [published, own] = [...document.querySelectorAll('#card-stocks tbody')];

test('the head says whether the share of new models with a card rises, as the trend test does', () => {
  const found = evidenceWith('trend-sensitivity', ({ series }) => series === 'share-with-card', 'aggregate');
  const verbs = { rising: 'rises', falling: 'falls', 'no-clear-trend': 'shows no clear trend' };
  const [, verb] = Object.entries(verbs).find(([verdict]) => verdict === found?.row.verdict) ?? [];
  const finding = [...document.querySelectorAll('.findings li')].map(textOf).find((text) => text.includes('Theil–Sen'));
  expect(finding).toContain(`the share of new models with a card ${verb}: Theil–Sen slope per month`);
  expect(finding).toContain(`As of ${formatValue('day', found?.manifest.date ?? null)}`);
});

test('every published share stands with its population, its unit and its date, or that the date is not known', () => {
  const rows = rowsOf(published);
  expect(rows).toHaveLength(stocks.length);
  for (const [study, share, definition, population, unit, date] of rows) {
    expect(study).toMatch(/20\d\d/);
    expect(share).toMatch(/^\d+(\.\d)? %/);
    expect(definition).toMatch(/\w{3}/);
    expect(population).toMatch(/models.*\d|\d.*models/i);
    expect(unit).toMatch(/models/);
    expect(date).toMatch(/20\d\d$|^not known to us$/);
  }
  expect(rows.map(([, share]) => share?.split(' %')[0])).toEqual(['42.8', '52.7', '67']);
});

test('its own share stands apart from them, with an interval where it has one', () => {
  const id = evidenceFor('totals', { table: 'cards-by-month' }).id;
  const { rows } = JSON.parse(read('content/snapshots', id, 'totals.json')) as Table;
  const total = rows.find(({ table, measure }) => table === 'cards-by-month' && measure === 'models-with-card');
  const { shareLow: low, shareHigh: high } = total ?? {};
  const interval =
    typeof low === 'number' && typeof high === 'number' ? ` 95 % CI ${formatInterval('share', low, high)}` : '';
  expect(rowsOf(own)).toEqual([
    [
      'The almanac',
      `${formatValue('share', total?.share ?? null)}${interval}`.replaceAll(/\s/g, ' '),
      expect.stringContaining('A model has a card when'),
      expect.stringContaining(formatValue('count', total?.whole ?? null)),
      'models in the table cards-by-month',
      expect.stringContaining(formatValue('day', id.slice(0, 10))),
    ],
  ]);
});

test('no drawing joins the shares, and the page says why', () => {
  const heading = document.getElementById('what-studies-found');
  const parts: Element[] = [];
  for (let next = heading?.nextElementSibling; next && !/^H[23]$/.test(next.tagName); next = next.nextElementSibling)
    parts.push(next);
  expect(parts.some((part) => part.querySelector('#card-stocks') !== null)).toBe(true);
  for (const part of parts) expect(part.querySelector('svg, almanac-figure')).toBeNull();
  expect(parts.map(textOf).join(' ')).toContain('are not a time series');
});

test('a share of a sample stands with what it is when weighted to the census', () => {
  const { id } = evidenceFor('cards-weighted');
  const [row] = (JSON.parse(read('content/snapshots', id, 'cards-weighted.json')) as Table).rows;
  const [counted, weighted] = [row?.asCounted, row?.weighted].map((share) => formatValue('share', share ?? null));
  const sentence = [...document.querySelectorAll('p')]
    .map(textOf)
    .find((text) => text.includes('weighted to all models'));
  expect(sentence).toContain((counted ?? '').replaceAll(/\s/g, ' '));
  expect(sentence).toContain((weighted ?? '').replaceAll(/\s/g, ' '));
});
