/** “More cards, less content?” on the built pages: what each snapshot can say, and the published shares beside it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { CardStocks } from '../../src/schema/published.ts';
import type { Table } from '../../src/schema/table.ts';
import { formatInterval, formatValue } from '../../src/schema/written.ts';
import { snapshotsToLookAt } from './pages.ts';

const root = join(import.meta.dirname, '../..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const snapshots = snapshotsToLookAt();
const stocks = CardStocks.parse(JSON.parse(read('content/published/card-stocks.json')));
const textOf = (element: Element | null | undefined) => (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

describe.each(snapshots)('the documentation page of $id', ({ id, unavailable }) => {
  const { document } = new JSDOM(read('dist', id, 'documentation', 'index.html')).window;
  const rowsOf = (body: Element | undefined) =>
    [...(body?.querySelectorAll('tr') ?? [])].map((row) => [...row.querySelectorAll('th, td')].map(textOf));
  const [published, own] = [...document.querySelectorAll('#card-stocks tbody')];
  const tableOf = (name: string) => join(root, 'content/snapshots', id, `${name}.json`);

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

  test('its own share stands apart from them, with an interval; where it has none, the reason does', () => {
    if (!existsSync(tableOf('cards-by-month'))) {
      expect(own).toBeUndefined();
      const reason = unavailable.find(({ name }) => name === 'cards-by-month')?.reason ?? 'no reason';
      const carded = existsSync(tableOf('population'))
        ? (JSON.parse(readFileSync(tableOf('population'), 'utf8')) as Table).rows.find(
            ({ measure }) => measure === 'models-with-card',
          )?.share
        : undefined;
      const said = typeof carded === 'number' ? `${formatValue('share', carded)} have a card.` : 'beside them.';
      expect(textOf(document.querySelector('main')).replaceAll(/\s/g, ' ')).toContain(
        `${said} ${reason}`.replaceAll(/\s/g, ' '),
      );
      return;
    }
    const { rows } = JSON.parse(readFileSync(tableOf('totals'), 'utf8')) as Table;
    const total = rows.find(({ table, measure }) => table === 'cards-by-month' && measure === 'models-with-card');
    const { shareLow: low, shareHigh: high } = total ?? {};
    const interval =
      typeof low === 'number' && typeof high === 'number' ? ` 95 % CI ${formatInterval('share', low, high)}` : '';
    expect(rowsOf(own)).toEqual([
      [
        'This snapshot',
        `${formatValue('share', total?.share ?? null)}${interval}`.replaceAll(/\s/g, ' '),
        expect.stringContaining('A model has a card when'),
        expect.stringContaining(formatValue('count', total?.whole ?? null)),
        'models in the table cards-by-month',
        expect.stringContaining('the day of the snapshot'),
      ],
    ]);
  });

  test('no drawing joins the shares, and the page says why', () => {
    const heading = document.getElementById('what-studies-found-each-on-its-own-terms');
    const parts: Element[] = [];
    for (let next = heading?.nextElementSibling; next && !/^H[23]$/.test(next.tagName); next = next.nextElementSibling)
      parts.push(next);
    expect(parts.some((part) => part.querySelector('#card-stocks') !== null)).toBe(true);
    for (const part of parts) expect(part.querySelector('svg, almanac-figure')).toBeNull();
    expect(parts.map(textOf).join(' ')).toContain('are not a time series');
  });

  test('it answers the question only where all three parts are counted over the same months', () => {
    const text = textOf(document.querySelector('main'));
    expect(text.includes('this snapshot cannot answer the question')).toBe(!existsSync(tableOf('card-content')));
    expect(document.getElementById('card-content')).not.toBeNull();
  });
});
