/** The built site in a real browser: accessibility, width, colours, nothing asked of anybody else. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { topics } from '../../src/schema/topic.ts';
import { everything } from '../everything.ts';
import {
  contrast,
  extremeModes,
  faintInCharts,
  type Mode,
  modes,
  modesToLookAt,
  violations,
  violationsIn,
} from './axe.ts';
import { noteVisible, withoutKnown } from './known-parts.ts';
import { addressOf, extremePages, pageFiles, pagesToLookAt } from './pages.ts';
import { type Tab, visitsOf } from './visit.ts';

const { visit: visitPage, openTab } = visitsOf();

const dist = join(import.meta.dirname, '../../dist');
/** By day, figures on pages of their own are those of each kind of chart that are the largest: the rest is as in their chapters. */
const figures = extremePages(dist).longest.filter((file) => file.startsWith('figures/'));
const files = everything
  ? pageFiles(dist)
  : [...pagesToLookAt(dist).filter((file) => !file.startsWith('figures/')), ...figures];

/** At night chapters are looked at in every mode; all else, and all of it by day, in two. */
const modesOf = (file: string): readonly Mode[] => (everything && file.split('/').length <= 3 ? modes : extremeModes);

const visit = (address: string, { width, colorScheme }: Mode) =>
  visitPage(address, { viewport: { width, height: 900 }, colorScheme });

async function setMode({ page }: Tab, { width, colorScheme }: Mode): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme });
}

/** Looks at an address in a tab that others have used. One in which something was wrong is not used again. */
async function withTab(address: string, look: (tab: Tab) => Promise<void>): Promise<void> {
  const tab = await openTab();
  await setMode(tab, modes[0]);
  await tab.go(address);
  await look(tab);
  await tab.leave();
}

/** What is wrong with the page of a tab in each of these modes; the first is the one it was loaded in. */
async function wrongIn(tab: Tab, looked: readonly Mode[]): Promise<string[]> {
  const wrong: string[] = [];
  const isIn = ({ width, colorScheme }: Mode) => `${width} px, ${colorScheme}: `;
  for (const mode of looked) {
    await setMode(tab, mode);
    if ((await tab.page.evaluate(() => document.documentElement.scrollWidth)) > mode.width)
      wrong.push(`${isIn(mode)}too wide`);
    wrong.push(...(await faintInCharts(tab.page)).map((each) => isIn(mode) + each));
    if (!everything) await noteVisible(tab.page);
  }
  const html = everything ? null : await withoutKnown(tab.page);
  for (const mode of looked) {
    const rules = mode === modes[0] ? 'all' : 'appearance';
    if (html === null) await setMode(tab, mode);
    const found = await (html === null ? violations(tab.page, { rules }) : violationsIn(html, tab.page, mode, rules));
    wrong.push(...found.map((each) => isIn(mode) + each));
  }
  return wrong;
}

/**
 * What a page weighs too much as it came over the network, with all that it loads before it is used. The server packs as
 * hosts do while somebody waits; packed as hard as can be, it is a tenth less.
 */
async function tooHeavy(page: Page): Promise<string[]> {
  const weights = await page.evaluate(async () => {
    // They are asked for when the page is first laid out, which may be after it was loaded.
    await document.fonts.ready;
    return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map((entry) => {
      const { name, encodedBodySize } = entry as PerformanceResourceTiming;
      return { name: new URL(name).pathname, bytes: encodedBodySize };
    });
  });
  const sum = (some: typeof weights) => some.reduce((total, { bytes }) => total + bytes, 0);
  // The data page of a snapshot has an entry for each of its tables, and those of a census of Hub and forum are eighty.
  // Its topics have a dozen figures of as many months as there are.
  const isDated = /\/\d{4}-\d\d-\d\d[^/]*\/[a-z]+\/$/.test(page.url());
  const most = page.url().endsWith('/data/') ? 145_000 : isDated ? 130_000 : 125_000;
  const [all, scripts] = [sum(weights), sum(weights.filter(({ name }) => name.endsWith('.js')))];
  return [
    // A page without a stylesheet and a font was not weighed with all that it loads.
    ...['.css', '.woff2'].filter((ending) => !weights.some(({ name, bytes }) => name.endsWith(ending) && bytes > 0)),
    ...(all > most ? [`${all} bytes, at most ${most}`] : []),
    ...(scripts > 15_000 ? [`${scripts} bytes of scripts, at most 15000`] : []),
  ];
}

test('there are pages to look at: of every topic, of snapshots, types, models and comparisons, and of every kind of chart', () => {
  for (const { id } of topics) expect(files).toContain(`${id}/index.html`);
  for (const template of [/^\d{4}-[^/]+\/index/, /^\d{4}-[^/]+\/[a-z]+\/index/, /^compare\/.+\.\.\./, /^editions\/\d/])
    expect(files.filter((file) => template.test(file)).length, template.source).toBeGreaterThan(0);
  expect(files.filter((file) => /\b(models|lineage)\/[^/]+\/index/.test(file)).length).toBeGreaterThan(3);
  expect(figures.length).toBeGreaterThan(7);
});

// By day a page is told what those before it had.
describe('in light and dark, at 1280 and 320 px', { concurrent: everything }, () => {
  test.each(files)('%s is accessible, fits, is light, and asks nobody else', async (file) => {
    await withTab(addressOf(file), async (tab) => {
      expect(await tooHeavy(tab.page)).toEqual([]);
      expect(await wrongIn(tab, modesOf(file))).toEqual([]);
      expect(tab.complaints).toEqual([]);
    });
  });

  // Tables and trees that are closed at first. Large tables are slow to check, so of one snapshot only.
  const closed = /^2023-06-30\/([a-z]+\/)?(bert\/)?index\.html$/;
  const few = /\/(models|challenges|data)\/(bert\/)?index\.html$/;
  test.each(pageFiles(dist).filter((file) => closed.test(file) && (everything || few.test(file))))(
    '%s is accessible with everything opened',
    async (file) => {
      await withTab(addressOf(file), async ({ page }) => {
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
        });
        if (!everything) await noteVisible(page);
        expect(
          await (everything ? violations(page) : violationsIn(await withoutKnown(page), page, modes[0], 'all')),
        ).toEqual([]);
      });
    },
  );
});

test('what is wrong in one width and one colour only is found there, and not on the next page', async () => {
  const plants = modesToLookAt.map(({ width, colorScheme }) => ({
    when: `(${width < 800 ? 'max' : 'min'}-width: 800px) and (prefers-color-scheme: ${colorScheme})`,
    where: `${width} px, ${colorScheme}: `,
  }));
  for (const { when, where } of plants) {
    await withTab('/2023-06-30/models/bert/', async (tab) => {
      await tab.page.evaluate((condition) => {
        const sheet = new CSSStyleSheet();
        const faint = 'main p { color: color-mix(in srgb, var(--text) 20%, var(--surface)) !important }';
        const label = 'figure svg g > text:nth-child(3) { fill: #777 }';
        sheet.replaceSync(`@media ${condition} { ${faint} main h1 { min-width: 1500px } ${label} }`);
        document.adoptedStyleSheets.push(sheet);
      }, when);
      const wrong = await wrongIn(tab, modesToLookAt);
      expect(wrong.filter((each) => !each.startsWith(where))).toEqual([]);
      const kinds = new Set(wrong.map((each) => each.slice(where.length).split(': ')[0]));
      expect([...kinds]).toEqual(['too wide', 'faint in a chart', 'color-contrast']);
    });
  }
  await withTab('/2023-06-30/models/gpt2/', async (tab) => {
    expect(await wrongIn(tab, modesToLookAt)).toEqual([]);
  });
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
    const colours = await page.evaluate(() => {
      const colourOf = (name: string) => {
        document.body.style.color = `var(${name})`;
        return getComputedStyle(document.body).color;
      };
      const surface = colourOf('--surface');
      return ['--mark', '--mark-quiet', '--accent'].map((name) => ({ name, colour: colourOf(name), surface }));
    });
    for (const { name, colour, surface } of colours)
      expect(contrast(colour, surface), `${name}, ${mode.colorScheme}`).toBeGreaterThanOrEqual(3);
  }
});
