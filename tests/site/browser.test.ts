/** The built site in a real browser: accessibility, width, colours, nothing asked of anybody else. */
import { readFileSync, readdirSync } from 'node:fs';
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

const dist = join(import.meta.dirname, '../../dist');
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'));
/** Of figures on a page of their own, one of each kind of chart: the rest is as in their chapters, which are all here. */
const figures = new Map(
  files
    .filter((file) => file.startsWith('figures/'))
    .sort()
    .map((file) => [/&quot;chart&quot;:&quot;(\w+)/.exec(readFileSync(join(dist, file), 'utf8'))?.[1], file]),
);
/** Every other page there is, as the build has just left it. */
const addresses = [...files.filter((file) => !file.startsWith('figures/')), ...figures.values()]
  .map((file) => `/${file.replace(/(^|\/)index\.html$/, '$1')}`)
  .sort();

const modes = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 320, colorScheme: 'light' },
  { width: 320, colorScheme: 'dark' },
] as const;

interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong while the page was there: errors, what its policy forbids, failed requests, requests to others. */
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
  await page.goto(site.origin + address, { waitUntil: 'load' });
  return { page, context, complaints };
}

type RunOptions = Parameters<AxeBuilder['options']>[0];

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What may differ between a wide page and a narrow one, a light one and a dark one. Structure does not. */
const looks = ['color-contrast', 'target-size', 'scrollable-region-focusable', 'link-in-text-block'];

async function violations(page: Page, runOnly: RunOptions['runOnly'] = { type: 'tag', values: standards }) {
  // The newer mode opens a page of its own for every run; there are no frames here that would need it.
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ runOnly, resultTypes: ['violations'] });
  const found = await builder.analyze();
  return found.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ html }) => html)
        .slice(0, 3)
        .join(' ')}`,
  );
}

test('there are pages to look at', () => {
  expect(addresses.length).toBeGreaterThan(200);
  expect(figures.size).toBeGreaterThan(7);
});

describe('in light and dark, at 1280 and 320 px', { concurrent: true }, () => {
  test.each(addresses)('%s is accessible, fits, and asks nobody else', async (address) => {
    const { page, context, complaints } = await visit(address, modes[0]);
    // Pages of model types are made alike: of each, the mildest and the hardest case.
    const looked = address.split('/').length > 4 ? [modes[0], modes[3]] : modes;
    for (const mode of looked) {
      await page.setViewportSize({ width: mode.width, height: 900 });
      await page.emulateMedia({ colorScheme: mode.colorScheme });
      const wrong = await violations(page, mode === modes[0] ? undefined : { type: 'rule', values: looks });
      expect(wrong, `${mode.width} px, ${mode.colorScheme}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(mode.width);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  // Tables and trees that are closed at first: one page of each kind, since large tables are slow to check.
  test.each(addresses.filter((address) => /^\/2023-06-30\/([a-z]+\/)?(bert\/)?$/.test(address)))(
    '%s is accessible with everything opened',
    async (address) => {
      const { page, context } = await visit(address, modes[0]);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      expect(await violations(page)).toEqual([]);
      await context.close();
    },
  );
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
