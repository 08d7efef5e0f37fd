/** The block of a figure: its tabs, its menu, its small print and its names, on the built site. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { topics } from '../../src/schema/topic.ts';
import { visitsOf, wake } from './visit.ts';

const dist = join(import.meta.dirname, '../../dist');
const { visit } = visitsOf();
const read = (path: string) => readFileSync(join(dist, path), 'utf8');
/** Topics with the heads of their charts: what is drawn, and the rows of tables, take longest to parse. */
const pages = topics.map(({ id }) => {
  const html = read(`${id}/index.html`).replaceAll(/<table\b[^]*?<\/table>|(?<=<svg\b[^>]*>)[^]*?(?=<\/svg>)/g, '');
  return { id, document: new JSDOM(html).window.document };
});
const textOf = (element: Element | null | undefined) => (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

describe('on every topic', () => {
  test('charts have names of their own, with three numbers of what they show', () => {
    for (const { id, document } of pages) {
      const names = [...document.querySelectorAll('figure .chart.wide svg')].map(
        (svg) => svg.getAttribute('aria-label') ?? '',
      );
      expect(new Set(names).size, id).toBe(names.length);
      for (const name of names) expect(name, id).toMatch(/\. .*\d/);
      const titles = [...document.querySelectorAll('figure .title')].map(textOf);
      expect(new Set(titles).size, id).toBe(titles.length);
    }
  });

  test('a figure that only a topic draws has a page and an SVG of its own, which follow the newest', () => {
    const address = '/figures/newest/models/type-ranking/';
    const page = pages.find(({ id }) => id === 'models')?.document;
    expect(page?.querySelector('#type-ranking a.embed')?.getAttribute('href')).toBe(`${address}#embed`);
    expect(read(`${address}index.html`)).toMatch(/Model Reuse Almanac<\/a>, snapshot of <time/);
    expect(read(`${address}type-ranking.svg`)).toContain('Model Reuse Almanac, snapshot of');
    // What changes cannot be cited: the table can.
    expect(textOf(page?.querySelector('#type-ranking-citation'))).toMatch(/\/data\/#type-ranking$/);
  });
});

describe('the menu', () => {
  test('hands out, cites and links to the view that is shown, with the whole table and its number of rows beside it', async () => {
    const view = '?cards-by-month.from=2022-01&cards-by-month.to=2022-06';
    const { page, complaints } = await visit(`/2023-06-30/documentation/${view}`);
    const figure = page.locator('#cards-by-month');
    await figure.getByRole('button', { name: 'Reset' }).waitFor();
    await figure.locator('.share > summary').click();
    const rows = (JSON.parse(read('2023-06-30/data/cards-by-month.json')) as { rows: unknown[] }).rows.length;
    expect(await figure.locator('.shown').innerText()).toContain('This view, 6 rows');
    expect(await figure.locator('.data').innerText()).toContain(`Data, ${rows} rows`);
    const take = async (name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        figure.locator('.shown').getByRole('button', { name }).click(),
      ]);
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    };
    const csv = await take('CSV');
    expect(csv.name).toBe('cards-by-month-view.csv');
    expect(
      csv.bytes
        .toString()
        .trim()
        .split('\r\n')
        .map((line) => line.slice(0, 7)),
    ).toEqual(['month,m', ...['01', '02', '03', '04', '05', '06'].map((month) => `2022-${month}`)]);
    const svg = (await take('SVG')).bytes.toString();
    expect(svg).not.toMatch(/var\(|currentColor/);
    expect(new JSDOM(svg, { contentType: 'image/svg+xml' }).window.document.documentElement.textContent).toContain(
      'January 2022 to June 2022',
    );
    const png = (await take('PNG')).bytes;
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(2 * 768);
    expect(complaints).toEqual([]);

    expect(await figure.locator('#cards-by-month-citation').textContent()).toContain(
      `/figures/2023-06-30/documentation/cards-by-month/${view}`,
    );
    expect(decodeURIComponent((await figure.locator('a[download$=".bib"]').getAttribute('href')) ?? '')).toContain(
      `/cards-by-month/${view}`,
    );
    expect(await figure.locator('.share a[href*="#cards-by-month"]').getAttribute('href')).toContain(view);
    // Not that of the prose, which tells of all months.
    expect(await figure.locator('.title').textContent()).toBe('Models with a card, by month of creation');
    await figure.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => figure.locator('.shown').innerText()).not.toContain('6 rows');
    expect(await figure.locator('#cards-by-month-citation').textContent()).not.toContain('?');
  });
});

describe('a note', () => {
  test.each([
    ['bars', 'models', 'type-ranking', 0.5],
    ['lines', 'documentation', 'cards-by-month', 0.9],
  ])('of %s does not cover its value', async (_, topic, id, across) => {
    const { page } = await visit(`/figures/2023-06-30/${topic}/${id}/`);
    const figure = page.locator(`figure[id="${id}"]`);
    await figure.evaluate((element) => {
      element.scrollIntoView({ block: 'center' });
    });
    await wake(page);
    await figure.locator('.chart[tabindex]:visible').waitFor();
    const box = await figure.locator('.chart:visible').boundingBox();
    if (!box) throw new Error('the chart is not there');
    for (const down of [0.1, 0.4, 0.7]) {
      const pointer = { x: box.x + across * box.width, y: box.y + down * box.height };
      await page.mouse.move(pointer.x, pointer.y);
      const covered = await figure.evaluate((element, pointer) => {
        const boxOf = (selector: string) =>
          [...element.querySelectorAll(selector)].map((each) => each.getBoundingClientRect());
        const [tip] = boxOf('.tip');
        const [row] = boxOf('.cursor .row');
        // Of a bar, its end; of a point, its middle.
        const values = row
          ? boxOf('.chart:not(.narrow) g rect:not(.row)')
              .filter(({ top, bottom }) => top >= row.top && bottom <= row.bottom)
              .map(({ right, top, bottom }) => ({ x: right, y: (top + bottom) / 2 }))
          : boxOf('.cursor circle[r="5"]').map(({ left, right, top, bottom }) => ({
              x: (left + right) / 2,
              y: (top + bottom) / 2,
            }));
        if (!tip || values.length !== 1)
          return [`${element.querySelectorAll('.tip').length} notes of ${values.length} values`];
        return [...values, pointer]
          .filter(({ x, y }) => x >= tip.left && x <= tip.right && y >= tip.top && y <= tip.bottom)
          .map(({ x, y }) => `${x}, ${y}`);
      }, pointer);
      expect(covered, `${id} at ${down}`).toEqual([]);
    }
  });
});
