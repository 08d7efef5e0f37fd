/** Tables that a reader sorts, on the built site. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { visitsOf } from './visit.ts';

const { tabOfGroup } = visitsOf();

/** The cells of a column of the table below an element, each once, after a reader has sorted by it. */
const sortedBy = (page: Page, within: string, head: string, order: 'ascending' | 'descending' = 'ascending') =>
  page.locator(`${within} .sortable`).evaluate(
    (table, { head, order }) => {
      const heads = [...table.querySelectorAll('thead tr:last-child th')];
      const place = heads.findIndex((each) => each.textContent.trim() === head);
      for (let press = 0; press < 2 && heads[place]?.getAttribute('aria-sort') !== order; press += 1)
        heads[place]?.querySelector('button')?.click();
      const cells = [...table.querySelectorAll('tbody tr')].map((row) => row.children[place]?.textContent ?? '');
      return [...new Set(cells.map((cell) => cell.replaceAll('\u00a0', ' ').trim()))];
    },
    { head, order },
  );

describe('a table that a reader sorts', () => {
  const { go } = tabOfGroup();
  const sizes = [
    'under 100 M parameters',
    '100 M–1 B parameters',
    '1–10 B parameters',
    '10–100 B parameters',
    '100 B parameters or more',
    'unknown',
  ];

  test('has classes in their order, either way', async () => {
    const { page } = await go('/documentation/');
    const lengths = ['0', '1–49', '50–199', '200–499', '500–999', '1000+'];
    expect(await sortedBy(page, '#card-lengths', 'words')).toEqual(lengths);
    expect(await sortedBy(page, '#card-lengths', 'words', 'descending')).toEqual(lengths.toReversed());

    const { page: topic } = await go('/reuse/');
    expect(await sortedBy(topic, '.cross:has([data-order="0"]):has-text("100 M–1 B")', 'size')).toEqual(sizes);
    const { page: dated } = await go('/2026-08-22-r4/reuse/');
    expect(await sortedBy(dated, '#sizes', 'size')).toEqual(sizes);
    expect(await sortedBy(dated, '#unmodified', 'band')).toEqual(['none', '1–99', '100–9,999', '10,000 or more']);
  });

  test('has months in order of time, and numbers in that of their values', async () => {
    const { page } = await go('/models/');
    const months = await sortedBy(page, '#type-share-by-vintage', 'month');
    expect(months.length).toBeGreaterThan(24);
    expect(months).toEqual(months.toSorted((a, b) => Date.parse(`1 ${a}`) - Date.parse(`1 ${b}`)));
    const numberIn = (text: string) => Number(text.replaceAll(',', ''));
    for (const order of ['ascending', 'descending'] as const) {
      const topics = await sortedBy(page, '#type-ranking-2', 'topics', order);
      expect(topics.length).toBeGreaterThan(20);
      const sorted = topics.toSorted((a, b) => numberIn(a) - numberIn(b));
      expect(topics).toEqual(order === 'ascending' ? sorted : sorted.toReversed());
    }
  });

  test('tells values apart that are written alike', async () => {
    const { page } = await go('/models/');
    const keysOf = (order: 'ascending' | 'descending') =>
      sortedBy(page, '#type-ranking-2', 'hub share', order).then(() =>
        page
          .locator('#type-ranking-2 .sortable td:nth-child(4)[data-order]')
          .evaluateAll((cells) => cells.map((cell) => Number((cell as HTMLElement).dataset.order))),
      );
    const keys = await keysOf('ascending');
    expect(new Set(keys).size).toBeGreaterThan(20);
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
    expect(await keysOf('descending')).toEqual(keys.toReversed());
  });
});
