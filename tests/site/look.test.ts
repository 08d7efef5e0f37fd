/** What a reader meets before the text, and how much of it: way by keyboard, length on a phone, small print, targets, theme. */
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
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
const [phone, desk] = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
];

test('between a desk and a phone nothing of the head stands alone on a line', async () => {
  const { page } = await visit('/documentation/');
  for (const width of [820, 740, 660, 560]) {
    await page.setViewportSize({ width, height: 800 });
    const lines = await page.evaluate(() => {
      const parts = [...document.querySelectorAll('header.site > *')].filter((part) => part.checkVisibility());
      const middles = parts.map((part) => part.getBoundingClientRect()).map(({ top, bottom }) => (top + bottom) / 2);
      return [...Map.groupBy(middles, (middle) => Math.round(middle / 20)).values()].map((line) => line.length);
    });
    expect(lines.length, `${width} px`).toBeLessThanOrEqual(2);
    expect(Math.min(...lines), `${width} px`).toBeGreaterThan(1);
  }
});

/** What a phone begins with closed, a desk has open: how the contents of a page are placed then, and its long tables without a button in their head, but for a heat map or two sides. */
function contentsAndTables(): { places: string[]; unsorted: string[] } {
  for (const closed of document.querySelectorAll<HTMLDetailsElement>('details.part, .views > .view:first-child'))
    closed.open = true;
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

/** What a phone shows too long, too wide, on two lines or too small to be pressed. */
function wrongOnPhone(): {
  scrollHeight: number;
  scrollWidth: number;
  sideways: string[];
  broken: string[];
  small: string[];
} {
  const { scrollHeight, scrollWidth } = document.documentElement;
  const short = [...document.querySelectorAll('.scroll:is(.stacked, :has(.archive, .sides)), .place ul')];
  const sideways = short.filter((each) => each.scrollWidth > each.clientWidth + 1).map(({ className }) => className);
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
}

describe('a page', () => {
  const { go } = tabOfGroup({ viewport: phone });

  test.each([...new Set([...topics.map(({ id }) => `/${id}/`), ...longest.map(addressOf)])])(
    '%s is on a phone no longer than 12,000 pixels, dated 13,000, no wider than the screen, as are its short tables, no day or dated name is on two lines, and what is pressed is 24 pixels high and wide, but in a line of text; on a desk it has at most six tab stops before its content, no more grey words than may be passed over, its contents in sight, and heads that sort its long tables',
    async (address) => {
      const { page } = await go(address);
      const { scrollHeight, scrollWidth, sideways, broken, small } = await page.evaluate(wrongOnPhone);
      // The models of a day, where Hub and forum were captured, are eight figures with their tables.
      expect(scrollHeight).toBeLessThanOrEqual(/^\/\d{4}-/.test(address) ? 13_000 : 12_000);
      expect(scrollWidth).toBe(phone.width);
      expect(sideways, 'tables that scroll sideways').toEqual([]);
      expect(broken, 'days and dated names on two lines').toEqual([]);
      expect(small).toEqual([]);

      onTestFinished(() => page.setViewportSize(phone));
      await page.setViewportSize(desk);
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

describe('the theme', () => {
  const ground = () => getComputedStyle(document.documentElement).backgroundColor;

  test('is that of the system until a reader chooses, and is kept for the next page without a cookie', async () => {
    const { page } = await visit('/', { colorScheme: 'light' });
    onTestFinished(() => page.evaluate(() => localStorage.clear()));
    const light = await page.evaluate(ground);
    await page.getByLabel('Colours').selectOption('dark');
    const dark = await page.evaluate(ground);
    expect(dark).not.toBe(light);
    await page.goto(page.url().replace(/\/$/, '/about/'));
    expect(await page.evaluate(ground)).toBe(dark);
    expect(await page.context().cookies()).toEqual([]);
    await page.getByLabel('Colours').selectOption('');
    expect(await page.evaluate(ground)).toBe(light);
  });

  test('follows the system without JavaScript, and has no switch then', async () => {
    const { page } = await visit('/', { colorScheme: 'dark', javaScriptEnabled: false });
    expect(await page.getByLabel('Colours').isVisible()).toBe(false);
    const dark = await page.evaluate(ground);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await page.evaluate(ground)).not.toBe(dark);
  });
});
