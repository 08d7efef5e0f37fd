/** The report on paper: what is only for screens is gone, what a click would open is open, and addresses are printed. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { visitsOf } from './visit.ts';

const { visit } = visitsOf();

/** A page as it goes to the printer of somebody who reads in the dark, with a figure in use. */
async function printed(address: string): Promise<Page> {
  const viewport = { width: 800, height: 1100 };
  const { page } = await visit(address, { viewport, colorScheme: 'dark' });
  const figure = page.locator('almanac-figure').first();
  if ((await figure.count()) > 0) {
    await figure.scrollIntoViewIfNeeded();
    await figure.hover();
  }
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  return page;
}

const visible = (page: Page, selector: string) =>
  page
    .locator(selector)
    .evaluateAll((elements) =>
      elements.filter((element) => element.checkVisibility()).map((element) => element.outerHTML.slice(0, 120)),
    );

/** What stands after an element. */
const after = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => getComputedStyle(element, '::after').content);

/** What every page has on paper. */
async function isPrinted(page: Page): Promise<void> {
  expect(
    await visible(page, 'nav, button:not(th button), input, select, form, .tip, .controls, .explore, .skip'),
  ).toEqual([]);
  expect((await visible(page, 'figure .chart.wide svg')).length).toBeGreaterThan(0);
  expect(await visible(page, 'figure .chart.narrow svg')).toEqual([]);
}

test.each(['/2023-06-30/challenges/', '/2023-06-30/models/'])(
  '%s has its charts on paper, and nothing to press',
  async (address) => {
    await isPrinted(await printed(address));
  },
);

test('so has a chapter, black on white, whatever the theme, on a handful of sheets; a figure says where its numbers are', async () => {
  const page = await printed('/2023-06-30/documentation/');
  await isPrinted(page);
  const colours = await page.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.documentElement);
    return { color, backgroundColor };
  });
  expect(colours).toEqual({ color: 'rgb(0, 0, 0)', backgroundColor: 'rgb(255, 255, 255)' });
  expect(await after(page, '.share a[href$=".csv"]')).toContain('/2023-06-30/data/cards-by-month.csv');
  const pdf = await page.pdf({ format: 'A4' });
  const sheets = pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
  expect(sheets).toBeGreaterThan(2);
  expect(sheets).toBeLessThan(10);
});

test('what is closed on the screen is open: categories, with a citation in plain text', async () => {
  const page = await printed('/challenges/');
  expect(await page.locator('details[open]:not(.view, .part)').count()).toBe(0);
  const heights = await page
    .locator('.tree > li > details > .node, footer .cite .plain')
    .evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().height));
  expect(heights.length).toBeGreaterThan(17);
  expect(Math.min(...heights)).toBeGreaterThan(20);
});

test('so are tables that fit', async () => {
  const page = await printed('/models/');
  await isPrinted(page);
  const tables = await page.locator('figure details:has(table)').evaluateAll((elements) =>
    elements.map((element) => ({
      rows: element.querySelectorAll('tbody tr').length,
      columns: element.querySelectorAll('thead th').length,
      isPrinted: element.getBoundingClientRect().height > 0,
    })),
  );
  expect(new Set(tables.map(({ isPrinted }) => isPrinted))).toEqual(new Set([true, false]));
  for (const { rows, columns, isPrinted } of tables) expect(isPrinted).toBe(rows <= 24 && columns <= 8);
});

test('a link to elsewhere prints its address', async () => {
  expect(await after(await printed('/models/gpt2/'), 'main a[href^="https://"]')).toMatch(/https:\/\//);
});
