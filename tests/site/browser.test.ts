/** The built site in a real browser: accessibility, width, colours, nothing asked of anybody else. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserFlags, findBrowser } from '../../scripts/browser.ts';
import { type BuiltSite, builtSite } from '../built-site.ts';

let site: BuiltSite;
let browser: Browser;
beforeAll(async () => {
  site = await builtSite();
  browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: browserFlags,
    chromiumSandbox: process.getuid?.() !== 0,
  });
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const snapshots = readdirSync(join(import.meta.dirname, '../../content/snapshots'));
const chapters = ['', 'models/', 'documentation/', 'challenges/', 'benefits/', 'methods/', 'data/'];
const addresses = [
  '/',
  '/snapshots/',
  '/404.html',
  ...snapshots.flatMap((id) => chapters.map((chapter) => `/${id}/${chapter}`)),
  '/2023-06-30/models/bert/',
  '/2023-06-30/models/xlm-roberta/',
  '/2026-08-22/models/qwen3_5/',
];
const modes = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 320, colorScheme: 'light' },
  { width: 320, colorScheme: 'dark' },
] as const;

interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong while the page was there: errors, failed requests, requests to others. */
  readonly complaints: readonly string[];
}

async function visit(
  address: string,
  { width, colorScheme }: (typeof modes)[number],
  javaScriptEnabled = true,
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, javaScriptEnabled });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(site.origin)) complaints.push(`asks ${request.url()}`);
  });
  await page.goto(site.origin + address, { waitUntil: 'networkidle' });
  return { page, context, complaints };
}

describe.each(modes)('at $width px, $colorScheme', (mode) => {
  test.each(addresses)('%s is accessible, fits, and asks nobody else', async (address) => {
    const { page, context, complaints } = await visit(address, mode);
    // Opened once: tables are the same in every mode, and slow to check.
    if (mode === modes[0])
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(
      violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .map(({ html }) => html)
            .slice(0, 3)
            .join(' ')}`,
      ),
    ).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(mode.width);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

test('with JavaScript off a page shows its charts, numbers and tables', async () => {
  const { page, context } = await visit('/2023-06-30/models/', modes[0], false);
  expect(await page.locator('figure .chart.wide svg').count()).toBeGreaterThan(3);
  expect(await page.locator('figure .chart.wide svg').first().isVisible()).toBe(true);
  await page.getByText('The numbers').first().click();
  expect(await page.locator('figure details[open] table').first().isVisible()).toBe(true);
  await context.close();
});

test('a phone gets the narrow chart and no other', async () => {
  const { page, context } = await visit('/2023-06-30/documentation/', modes[2]);
  expect(await page.locator('figure .chart.narrow svg').first().isVisible()).toBe(true);
  expect(await page.locator('figure .chart.wide svg').first().isVisible()).toBe(false);
  await context.close();
});

test('the first key press reaches a link that skips to the content', async () => {
  const { page, context } = await visit('/2023-06-30/', modes[0]);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  expect(new URL(page.url()).hash).toBe('#main');
  await context.close();
});

test('the colours of marks stand out from the ground in both themes, three to one and more', async () => {
  for (const mode of [modes[0], modes[1]]) {
    const { page, context } = await visit('/2023-06-30/', mode);
    const ratios = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      const light = (name: string) => {
        const hex = style.getPropertyValue(name).trim();
        const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
          const part = parseInt(hex.slice(at, at + 2), 16) / 255;
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return ['--mark', '--mark-quiet', '--accent'].map((name) => ({
        name,
        ratio: contrast(light(name), light('--surface')),
      }));
    });
    for (const { name, ratio } of ratios) expect(ratio, `${name}, ${mode.colorScheme}`).toBeGreaterThanOrEqual(3);
    await context.close();
  }
});
