/** The built site in a real browser: accessibility, width, colours, nothing asked of anybody else. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type Tab, visitsOf } from './visit.ts';

const { visit: visitPage, openTab } = visitsOf();

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

type Mode = (typeof modes)[number];

const visit = (address: string, { width, colorScheme }: Mode, javaScriptEnabled = true) =>
  visitPage(address, { viewport: { width, height: 900 }, colorScheme, javaScriptEnabled, until: 'load' });

async function show({ page }: Tab, { width, colorScheme }: Mode): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme });
}

/** Tabs that nobody is looking at. */
const free: Tab[] = [];
/** Looks at an address in a tab that others have used. One in which something was wrong is not used again. */
async function inTab(address: string, look: (tab: Tab) => Promise<void>): Promise<void> {
  const tab = free.pop() ?? (await openTab({ until: 'load' }));
  await show(tab, modes[0]);
  await tab.go(address);
  await look(tab);
  free.push(tab);
}

type RunOptions = Parameters<AxeBuilder['options']>[0];

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What may differ between a wide page and a narrow one, a light one and a dark one. Structure does not. */
const looks = ['color-contrast', 'target-size', 'scrollable-region-focusable', 'link-in-text-block'];

/** What is wrong with a page. @param known whether axe has looked at it before and is still there */
async function violations(
  page: Page,
  runOnly: RunOptions['runOnly'] = { type: 'tag', values: standards },
  known = false,
) {
  // The newer mode opens a page of its own for every run; there are no frames here that would need it.
  const builder = new AxeBuilder({ page, ...(known && { axeSource: '/* it is there */' }) })
    .setLegacyMode()
    .options({ runOnly, resultTypes: ['violations'] });
  const found = await builder.analyze();
  return found.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ html }) => html)
        .slice(0, 3)
        .join(' ')}`,
  );
}

/** What is wrong with the page of a tab in each of these modes; the first is the one it was loaded in. */
async function wrongIn(tab: Tab, looked: readonly Mode[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const mode of looked) {
    await show(tab, mode);
    const first = mode === modes[0];
    const found = await violations(tab.page, first ? undefined : { type: 'rule', values: looks }, !first);
    if ((await tab.page.evaluate(() => document.documentElement.scrollWidth)) > mode.width) found.push('too wide');
    wrong.push(...found.map((each) => `${mode.width} px, ${mode.colorScheme}: ${each}`));
  }
  return wrong;
}

test('there are pages to look at', () => {
  expect(addresses.length).toBeGreaterThan(200);
  expect(figures.size).toBeGreaterThan(7);
});

describe('in light and dark, at 1280 and 320 px', { concurrent: true }, () => {
  test.each(addresses)('%s is accessible, fits, and asks nobody else', async (address) => {
    await inTab(address, async (tab) => {
      // Pages of model types, and of models, are made alike: of each, the mildest and the hardest case.
      expect(await wrongIn(tab, address.split('/').length > 4 ? [modes[0], modes[3]] : modes)).toEqual([]);
      expect(tab.complaints).toEqual([]);
    });
  });

  // Tables and trees that are closed at first: one page of each kind, since large tables are slow to check.
  test.each(addresses.filter((address) => /^\/2023-06-30\/([a-z]+\/)?(bert\/)?$/.test(address)))(
    '%s is accessible with everything opened',
    async (address) => {
      await inTab(address, async ({ page }) => {
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
        });
        expect(await violations(page)).toEqual([]);
      });
    },
  );
});

test('what is wrong in one width and one colour only is found there, and not on the next page', async () => {
  const plants = modes.map(({ width, colorScheme }) => ({
    when: `(${width < 800 ? 'max' : 'min'}-width: 800px) and (prefers-color-scheme: ${colorScheme})`,
    where: `${width} px, ${colorScheme}: `,
  }));
  for (const { when, where } of plants) {
    await inTab('/2023-06-30/models/bert/', async (tab) => {
      await tab.page.evaluate((condition) => {
        const sheet = new CSSStyleSheet();
        const faint = 'main p { color: color-mix(in srgb, var(--text) 20%, var(--surface)) !important }';
        sheet.replaceSync(`@media ${condition} { ${faint} main h1 { min-width: 1500px } }`);
        document.adoptedStyleSheets.push(sheet);
      }, when);
      const wrong = await wrongIn(tab, modes);
      expect(wrong.filter((each) => !each.startsWith(where))).toEqual([]);
      expect(wrong.map((each) => each.slice(where.length).split(': ')[0])).toEqual(['color-contrast', 'too wide']);
    });
    await inTab('/2023-06-30/models/gpt2/', async (tab) => {
      expect(await wrongIn(tab, modes)).toEqual([]);
    });
  }
});

test('with JavaScript off a page shows its charts, numbers and tables', async () => {
  const { page } = await visit('/2023-06-30/models/', modes[0], false);
  expect(await page.locator('figure .chart.wide svg').count()).toBeGreaterThan(3);
  expect(await page.locator('figure .chart.wide svg').first().isVisible()).toBe(true);
  await page.getByText('The numbers').first().click();
  expect(await page.locator('figure details[open] table').first().isVisible()).toBe(true);
});

test('a phone gets the narrow chart and no other', async () => {
  const { page } = await visit('/2023-06-30/documentation/', modes[2]);
  expect(await page.locator('figure .chart.narrow svg').first().isVisible()).toBe(true);
  expect(await page.locator('figure .chart.wide svg').first().isVisible()).toBe(false);
});

test('the first key press reaches a link that skips to the content', async () => {
  const { page } = await visit('/2023-06-30/', modes[0]);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  expect(new URL(page.url()).hash).toBe('#main');
});

test('the colours of marks stand out from the ground in both themes, three to one and more', async () => {
  for (const mode of [modes[0], modes[1]]) {
    const { page } = await visit('/2023-06-30/', mode);
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
  }
});
