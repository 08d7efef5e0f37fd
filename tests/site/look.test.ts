/** What a reader meets before the text, and how much of it: way by keyboard, length on a phone, small print, targets, theme. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { topics } from '../../src/schema/topic.ts';
import { addressOf, extremePages } from './pages.ts';
import { visitsOf } from './visit.ts';

const dist = join(import.meta.dirname, '../../dist');
const { tabOfGroup, visit } = visitsOf();
const longest = extremePages(dist).longest.filter(
  (file) => !file.startsWith('figures/') || file === 'figures/index.html',
);
/** A part of the words of a page, without its lead, which is large; a page of few words is seen at a glance. */
const mostGrey = 0.25;
const fewWords = 100;
const phone = { viewport: { width: 390, height: 844 }, until: 'load' } as const;

describe('on a desk', () => {
  const { go } = tabOfGroup({ until: 'load' });

  test.each([...new Set([...topics.map(({ id }) => `/${id}/`), ...longest.map(addressOf)])])(
    '%s has at most six tab stops before its content, no more grey words than may be passed over, its contents in sight, and heads that sort its long tables',
    async (address) => {
      const { page } = await go(address);
      const { places, unsorted } = await page.evaluate(contentsAndTables);
      expect(places.every((place) => place === 'sticky')).toBe(true);
      expect(unsorted, 'long tables that cannot be sorted').toEqual([]);
      const { grey, all } = await page.evaluate(wordsByColour);
      expect(all > fewWords ? grey / all : 0).toBeLessThanOrEqual(mostGrey);
      let stops = 0;
      for (; stops < 20; stops++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate(() => document.activeElement?.closest('main, footer, body:not(:has(header))') != null))
          break;
      }
      expect(stops).toBeLessThanOrEqual(6);
    },
  );
});

describe('between a desk and a phone', () => {
  test.each([820, 740, 660, 560])('at %i pixels nothing of the head stands alone on a line', async (width) => {
    const { page } = await visit('/documentation/', { viewport: { width, height: 800 }, until: 'load' });
    const lines = await page.evaluate(() => {
      const parts = [...document.querySelectorAll('header.site > *')].filter((part) => part.checkVisibility());
      const middles = parts.map((part) => part.getBoundingClientRect()).map(({ top, bottom }) => (top + bottom) / 2);
      return [...Map.groupBy(middles, (middle) => Math.round(middle / 20)).values()].map((line) => line.length);
    });
    expect(lines.length).toBeLessThanOrEqual(2);
    expect(Math.min(...lines)).toBeGreaterThan(1);
  });
});

/** How the contents of a page are placed, and its long tables without a button in their head, but for a heat map or two sides. */
function contentsAndTables(): { places: string[]; unsorted: string[] } {
  const contents = [...document.querySelectorAll('nav.contents')];
  const tables = [...document.querySelectorAll<HTMLTableElement>('.scroll > table:not(.heat table, .sides)')].filter(
    (table) =>
      table.tBodies[0] && table.tBodies[0].rows.length > 5 && !table.querySelector('tbody :is([rowspan], [colspan])'),
  );
  return {
    places: contents.map((each) => getComputedStyle(each).position),
    unsorted: tables
      .filter((table) => !table.tHead?.querySelector('button'))
      .map(({ innerText }) => innerText.slice(0, 80)),
  };
}

/** The words of a page that can be seen, and those of them that are grey. */
function wordsByColour(): { grey: number; all: number } {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.className = 'key';
  const muted = getComputedStyle(probe).color;
  probe.remove();
  const words = { grey: 0, all: 0 };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const element = text.parentElement;
    if (!element?.checkVisibility() || element.closest('svg, .hidden, .lead')) continue;
    const count = (text.textContent ?? '').split(/\s+/).filter(Boolean).length;
    words.all += count;
    if (getComputedStyle(element).color === muted) words.grey += count;
  }
  return words;
}

describe('on a phone', () => {
  const { go } = tabOfGroup(phone);
  const pages = [...new Set([...topics.map(({ id }) => `/${id}/`), ...longest.map(addressOf)])];

  test.each(pages)(
    '%s is no longer than 12,000 pixels, no wider than the screen, as are its short tables, no day or dated name is on two lines, and what is pressed is 24 pixels high and wide, but in a line of text',
    async (address) => {
      const { page } = await go(address);
      const { scrollHeight, scrollWidth, sideways, broken, small } = await page.evaluate(() => {
        const { scrollHeight, scrollWidth } = document.documentElement;
        const short = [...document.querySelectorAll('.scroll:is(.stacked, :has(.archive, .sides)), .place ul')];
        const sideways = short
          .filter((each) => each.scrollWidth > each.clientWidth + 1)
          .map(({ className }) => className);
        const broken = [...document.querySelectorAll('.as-of:not(.current *), .unbroken, .ids a')]
          .filter((each) => each.getBoundingClientRect().height > 1.5 * (each.getClientRects()[0]?.height ?? 0))
          .map(({ textContent }) => textContent);
        const small = [...document.querySelectorAll('a, button, summary, select, input')]
          .filter((element) => element.checkVisibility() && getComputedStyle(element).display !== 'inline')
          .filter((element) => !element.matches('.skip, svg *'))
          .map((element) => ({ box: element.getBoundingClientRect(), text: element.outerHTML.slice(0, 90) }))
          .filter(({ box }) => Math.round(box.height) < 24 || Math.round(box.width) < 24)
          .map(({ box, text }) => `${String(box.width)} × ${String(box.height)}: ${text}`);
        return { scrollHeight, scrollWidth, sideways, broken, small };
      });
      expect(scrollHeight).toBeLessThanOrEqual(12_000);
      expect(scrollWidth).toBe(390);
      expect(sideways, 'tables that scroll sideways').toEqual([]);
      expect(broken, 'days and dated names on two lines').toEqual([]);
      expect(small).toEqual([]);
    },
  );
});

describe('the theme', () => {
  const ground = () => getComputedStyle(document.documentElement).backgroundColor;

  test('is that of the system until a reader chooses, and is kept for the next page without a cookie', async () => {
    const { page } = await visit('/', { colorScheme: 'light', alone: true });
    const light = await page.evaluate(ground);
    await page.getByLabel('Colours').selectOption('dark');
    const dark = await page.evaluate(ground);
    expect(dark).not.toBe(light);
    await page.goto(page.url().replace(/\/$/, '/models/'));
    expect(await page.evaluate(ground)).toBe(dark);
    expect(await page.context().cookies()).toEqual([]);
    await page.getByLabel('Colours').selectOption('');
    expect(await page.evaluate(ground)).toBe(light);
  });

  test('follows the system without JavaScript, and has no switch then', async () => {
    const seen = async (colorScheme: 'light' | 'dark') => {
      const { page } = await visit('/', { colorScheme, javaScriptEnabled: false, alone: true });
      expect(await page.getByLabel('Colours').isVisible()).toBe(false);
      return page.evaluate(ground);
    };
    expect(await seen('dark')).not.toBe(await seen('light'));
  });
});
