/** The interactive part of a figure in a real browser, on the built site. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { JSDOM } from 'jsdom';
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { describe as describeChart } from '../../src/charts/describe.ts';
import { chartDataOf } from '../../src/browser/figure/chart-data.ts';
import { render } from '../../src/charts/render.ts';
import { widths } from '../../src/charts/theme.ts';
import { choicesOf, mostSeries, viewed } from '../../src/charts/view.ts';
import type { FigureOptions } from '../../src/schema/figure.ts';
import { type Relations, withRelations } from '../../src/schema/rows.ts';
import type { Table } from '../../src/schema/table.ts';
import { modesToLookAt, violations } from './axe.ts';
import { pagesToLookAt } from './pages.ts';
import { type Visit, visitsOf, wake } from './visit.ts';

const dist = join(import.meta.dirname, '../../dist');

const { visit, origin } = visitsOf();

interface Opened extends Visit {
  readonly figure: Locator;
  readonly chart: Locator;
  readonly tip: Locator;
  readonly status: Locator;
  readonly spoken: Locator;
  /** Moves the pointer to a part of the chart, from 0 to 1 across and down. */
  readonly point: (x: number, y: number) => Promise<void>;
  readonly query: () => Promise<string | null>;
}

/** A figure that has been scrolled to, by a reader who is there. */
async function open(address: string, id: string, options: Parameters<typeof visit>[1] = {}): Promise<Opened> {
  const seen = await visit(address, options);
  const { page } = seen;
  const figure = page.locator(`figure[id="${id}"]`);
  const chart = figure.locator('.chart:visible');
  await figure.locator('almanac-figure').evaluate((element) => {
    element.scrollIntoView({ block: 'center' });
  });
  await wake(page);
  await figure.locator('.chart[tabindex]:visible').waitFor();
  return {
    ...seen,
    figure,
    chart,
    tip: figure.locator('.tip'),
    status: figure.getByRole('status'),
    spoken: figure.locator('.spoken'),
    point: async (x, y) => {
      const box = await chart.boundingBox();
      if (!box) throw new Error('the chart is not there');
      await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
    },
    query: async () => {
      await page.waitForTimeout(50);
      return decodeURIComponent(new URL(page.url()).search);
    },
  };
}

const explore = async (figure: Locator) => {
  await figure.getByRole('button', { name: 'Explore' }).click();
  await figure.locator('.controls').waitFor();
};
const picture = (figure: Locator) => figure.locator('.chart:visible svg').evaluate((svg) => svg.outerHTML);
const tableAt = (path: string) => JSON.parse(readFileSync(join(dist, path), 'utf8')) as Table;
/** What a note says, line by line. */
const words = async (tip: Locator) => (await tip.innerText()).replaceAll(/\n+/g, '\n');
/** How many lines are drawn. */
const lines = (figure: Locator) => figure.locator('.chart:visible g[stroke-width="2"][fill="none"] path').count();

const documentation = '/2023-06-30/documentation/';
/** Figures on pages of their own: these open in a fraction of the time of the pages that they are of. */
const cards = '/figures/2023-06-30/documentation/cards-by-month/';
const types = '/figures/2023-06-30/models/type-shares/';

describe('before anybody is there', () => {
  test('a page loads the loader and nothing else, and nothing moves when more comes', async () => {
    const { page, asked, complaints } = await visit('/documentation/', { alone: true });
    // From now on: what fonts do while a page opens is not the figures' business.
    await page.evaluate(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift' });
    });
    // The loader, and the few lines by which all scripts of the site load others.
    expect(asked.map((path) => path.replace(/^.*\/|\..*$/g, '')).sort()).toEqual([
      'Report',
      'element',
      'preload-helper',
      'theme',
    ]);
    const before = await page.locator('#models-with-card .chart.wide svg').evaluate((svg) => svg.outerHTML);
    await wake(page);
    await page.locator('#models-with-card .chart[tabindex]:visible').waitFor();
    await page.mouse.wheel(0, 2000);
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(300);
    expect(asked.filter((path) => path.includes('draw'))).toEqual([]);
    expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
    expect(await page.locator('#models-with-card .chart.wide svg').evaluate((svg) => svg.outerHTML)).toBe(before);
    expect(complaints).toEqual([]);
  });

  test('with JavaScript off nothing is missing, and nothing is there that does not work', async () => {
    const { page } = await visit(cards, { javaScriptEnabled: false });
    const figure = page.locator('#cards-by-month');
    expect(await figure.locator('.chart.wide svg').isVisible()).toBe(true);
    expect(await figure.locator('.explore').isVisible()).toBe(false);
    expect(await figure.getByRole('button').count()).toBe(0);
    await figure.getByText('Table', { exact: true }).click();
    expect(await figure.locator('table').isVisible()).toBe(true);
  });

  test('the loader weighs no more than 2 kB, and all that it can load no more than 99 kB', () => {
    const [page = ''] = /<script[^>]*src="[^"]*_astro[^"]*"/.exec(readFileSync(join(dist, 'index.html'), 'utf8')) ?? [];
    const loader = /_astro\/[^"]*/.exec(page)?.[0] ?? '';
    const weight = (file: string) => brotliCompressSync(readFileSync(join(dist, file))).length;
    expect(weight(loader)).toBeLessThanOrEqual(2000);
    const late = readdirSync(join(dist, '_astro')).filter((file) =>
      /^(explore|draw|chart-data|tooltip)\.[\w-]+\.js$/.test(file),
    );
    expect(late).not.toEqual([]);
    expect(late.reduce((sum, file) => sum + weight(`_astro/${file}`), 0)).toBeLessThanOrEqual(99_000);
  });
});

describe('a value', () => {
  const [first, last] = [(rows: Table['rows']) => rows[0], (rows: Table['rows']) => rows.at(-1)];
  const percent = (value: unknown) => `${(Number(value) * 100).toFixed(1)}\u00a0%`;

  test('is shown under the pointer; its note can be pointed at, stays, and goes with Escape', async () => {
    const { page, tip, point, chart, complaints } = await open(cards, 'cards-by-month');
    await point(0.5, 0.7);
    expect(await words(tip)).toMatch(/^\w+ \d{4}\n[\d.]+\s%\n95\s% CI [\d.]+–[\d.]+\s%\nShare of the models/);
    const before = await words(tip);
    const box = await tip.boundingBox();
    const at = await chart.boundingBox();
    if (!box || !at) throw new Error('there is no note');
    // Straight up, onto the note.
    await page.mouse.move(at.x + at.width * 0.5, box.y + box.height / 2, { steps: 6 });
    await page.waitForTimeout(300);
    expect(await words(tip)).toBe(before);
    await page.keyboard.press('Escape');
    expect(await tip.isVisible()).toBe(false);
    expect(await chart.locator('.cursor').count()).toBe(0);
    await point(0.8, 0.7);
    expect(await tip.isVisible()).toBe(true);
    await page.mouse.move(2, 2);
    expect(await tip.isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  test('is reached with keys and spoken with its month, unit and interval', async () => {
    const { page, chart, tip, spoken } = await open(cards, 'cards-by-month');
    const { rows } = tableAt('2023-06-30/data/cards-by-month.json');
    expect(await spoken.getAttribute('aria-live')).toBe('polite');
    // To the chart by keys alone.
    for (let press = 0; press < 20 && !(await chart.evaluate((box) => box === document.activeElement)); press += 1)
      await page.keyboard.press('Tab');
    const newest = `May 2023: ${percent(last(rows)?.shareWithCard)}. 95\u00a0% CI `;
    expect(await spoken.textContent()).toContain(newest);
    expect(await chart.evaluate((box) => getComputedStyle(box).outlineStyle)).toBe('solid');
    await page.keyboard.press('ArrowLeft');
    expect(await spoken.textContent()).toContain(`April 2023: ${percent(rows.at(-2)?.shareWithCard)}. 95\u00a0% CI `);
    expect(await spoken.textContent()).toContain('Share of the models with a card.');
    await page.keyboard.press('Home');
    expect(await spoken.textContent()).toContain(`December 2019: ${percent(first(rows)?.shareWithCard)}`);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('End');
    expect(await spoken.textContent()).toContain(newest);
    expect(await tip.isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await tip.isVisible()).toBe(false);
    await page.keyboard.press('ArrowLeft');
    expect(await words(tip)).toContain('April 2023');
    await page.keyboard.press('Tab');
    expect(await tip.isVisible()).toBe(false);
  });

  test('of several series names its own; up and down go from one to the next', async () => {
    const { page, chart, spoken, tip } = await open(types, 'type-shares');
    await chart.focus();
    await page.keyboard.press('End');
    const [one = '', two = ''] = tableAt('2023-06-30/data/type-shares.json')
      .rows.filter((row) => row.side === 'hub' && row.month === '2023-06')
      .map((row) => `June 2023, ${row.modelType}: ${percent(row.share)}`);
    expect(await spoken.textContent()).toContain(one);
    expect(await spoken.textContent()).toContain('Seen only in part');
    await page.keyboard.press('ArrowDown');
    expect(await spoken.textContent()).toContain(two);
    await page.keyboard.press('ArrowUp');
    expect(await spoken.textContent()).toContain(one);
    expect(await words(tip)).toContain('bert · June 2023');
  });

  test.each([
    ['bars', 'models', 'type-ranking', /bert\n23,651\nModels on the Hub/],
    ['points', 'models', 'type-ranking-2', /^[\w-]+\nModels on the Hub: [\d,]+\nTopics that mention the type: [\d,]+$/],
    [
      'trend tests',
      'methods',
      'trend-tests',
      /^\w+ \d{4}\n[+−]?[\d.]+\spercentage points\n95\s% CI .+\n(rising|falling|no clear trend)/,
    ],
    ['columns', 'documentation', 'cards-by-month-2', /^May 2023\n[\d,]+\nModels created$/],
  ])('is there in %s', async (_, topic, id, expected) => {
    const { page, chart, tip, complaints } = await open(`/figures/2023-06-30/${topic}/${id}/`, id);
    await chart.focus();
    await page.keyboard.press(id.startsWith('type') ? 'Home' : 'End');
    expect(await words(tip)).toMatch(expected);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    expect(await tip.isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });

  test('is the same text in the chart, the tooltip, the table and the prose', async () => {
    const { page, figure, chart, tip } = await open(
      '/figures/2023-06-30/models/hub-forum-agreement/',
      'hub-forum-agreement',
    );
    await chart.focus();
    await page.keyboard.press('Home');
    expect(await words(tip)).toMatch(/whisper\n−?0\.\d{3}\n95\s% CI −?[\d.]+ to −?[\d.]+/);
    const [type = '', shown = ''] = (await words(tip)).split('\n');
    expect(await chart.locator('text').allTextContents()).toContain(shown);
    const row = figure.locator('tbody tr').filter({ hasText: type });
    expect(await row.locator('td').allTextContents()).toContain(shown);
    const ofType = readFileSync(join(dist, `2023-06-30/models/${type}/index.html`), 'utf8');
    const prose = new JSDOM(ofType).window.document.querySelectorAll('.stat[data-table=hub-forum-agreement]');
    expect([...prose].map(({ textContent }) => textContent)).toContainEqual(expect.stringContaining(shown));
  });

  test('is shown and spoken where a finger touches, and goes when it touches elsewhere', async () => {
    const { page, chart, tip, spoken } = await open(types, 'type-shares', {
      viewport: { width: 320, height: 800 },
      hasTouch: true,
    });
    const box = await chart.boundingBox();
    if (!box) throw new Error('the chart is not there');
    await page.touchscreen.tap(box.x + box.width * 0.3, box.y + box.height * 0.4);
    expect(await words(tip)).toMatch(/^distilbert · \w+ \d{4}\n/);
    expect(await spoken.textContent()).toMatch(/^\w+ \d{4}, distilbert: /);
    const note = await tip.boundingBox();
    expect(note?.x).toBeGreaterThanOrEqual(0);
    expect((note?.x ?? 0) + (note?.width ?? 0)).toBeLessThanOrEqual(320);
    // Above the finger and the value, or below the chart.
    const value = await chart.locator('.cursor circle[r="5"]').boundingBox();
    const top = Math.min(box.y + box.height * 0.4, value?.y ?? 0);
    const foot = (note?.y ?? 0) + (note?.height ?? 0);
    expect(foot <= top || (note?.y ?? 0) >= box.y + box.height, `a note to ${foot}, a value at ${top}`).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.touchscreen.tap(160, 5);
    expect(await tip.isVisible()).toBe(false);
  });
});

describe('a view', () => {
  test('of counts and of shares, with what stands above the chart', async () => {
    const { figure, status, query, complaints, chart, page, spoken } = await open(cards, 'cards-by-month');
    await explore(figure);
    expect(await figure.getByLabel('logarithmic').isDisabled()).toBe(true);
    await figure.getByLabel('counts').check();
    await expect.poll(() => status.textContent()).toBe('Counts');
    await expect.poll(() => figure.locator('.chart:visible text').allTextContents()).toContain('10,000');
    expect(await query()).toBe('?cards-by-month.values=count');
    expect(await figure.locator('.subtitle').innerText()).toBe(
      'Those that had a card when the data were taken · December\u00a02019 to May\u00a02023',
    );
    await chart.focus();
    await page.keyboard.press('End');
    const newest = tableAt('2023-06-30/data/cards-by-month.json').rows.at(-1);
    expect(await spoken.textContent()).toBe(
      `May 2023: ${Number(newest?.withCard).toLocaleString('en')}. Those that had a card when the data were taken.`,
    );
    await figure.getByLabel('logarithmic').check();
    await expect.poll(() => chart.locator('svg').getAttribute('data-scales')).toContain('y g ');
    expect(await status.textContent()).toBe('Counts · logarithmic scale');
    await figure.getByLabel('shares').check();
    await expect
      .poll(() => figure.locator('.subtitle').innerText())
      .toContain('Share of the models with a card · December\u00a02019');
    expect(await query()).toBe('');
    expect(complaints).toEqual([]);
  });

  test('of picked series, side by side and in one chart', async () => {
    const { figure, status, query, complaints } = await open(types, 'type-shares');
    const whole = await figure.locator('.chart:visible').boundingBox();
    await explore(figure);
    const at = await figure.page().evaluate(() => scrollY);
    const scrolled = async () => at - (await figure.page().evaluate(() => scrollY));
    const below = async () =>
      ((await figure.getByRole('checkbox', { name: 'gpt2' }).boundingBox())?.y ?? 0) -
      (whole?.y ?? 0) -
      (await scrolled());
    const field = await below();
    await figure.getByRole('button', { name: 'Only bert' }).click();
    await figure.getByRole('checkbox', { name: 'gpt2' }).check();
    await expect.poll(() => status.textContent()).toBe('2 of 8 series');
    expect(await query()).toBe('?type-shares.series=bert,gpt2');
    await figure.getByLabel('all in one').check();
    await expect.poll(() => lines(figure)).toBe(2);
    expect(await below()).toBeCloseTo(field, 0);
    // What is below stays where it is.
    expect((await figure.locator('.chart:visible').boundingBox())?.height).toBeCloseTo(whole?.height ?? 0, 0);
    // As many as can be told apart, and the button says so.
    await figure.getByRole('button', { name: 'First 7' }).click();
    await expect.poll(() => lines(figure)).toBe(7);
    await figure.getByRole('button', { name: 'Only bert' }).click();
    await figure.getByRole('checkbox', { name: 'gpt2' }).check();
    await figure.getByLabel('bert', { exact: true }).uncheck();
    await figure.getByRole('checkbox', { name: 'gpt2' }).click();
    await expect.poll(() => status.textContent()).toContain('One series stays');
    expect(await figure.getByRole('checkbox', { name: 'gpt2' }).isChecked()).toBe(true);
    await figure.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => status.textContent()).toBe('');
    expect(await query()).toBe('');
    // More than one chart can hold.
    await figure.getByLabel('all in one').check();
    await expect.poll(() => lines(figure)).toBe(7);
    expect(await status.textContent()).toContain('the first 7 are in it');
    expect(complaints).toEqual([]);
  });

  test('of a period, by two fields', async () => {
    const { figure, query, status } = await open(cards, 'cards-by-month');
    await explore(figure);
    await figure.getByLabel('from').selectOption('July 2021');
    await figure.getByLabel('to', { exact: true }).selectOption('June 2022');
    await expect.poll(() => status.textContent()).toBe('July 2021 to June 2022');
    expect(await query()).toBe('?cards-by-month.from=2021-07&cards-by-month.to=2022-06');
    expect(await figure.locator('.subtitle').innerText()).toContain('July 2021 to June 2022');
    await expect.poll(() => figure.locator('.chart:visible text').allTextContents()).toContain('Jul 2021');
    // The end before the beginning: the two change places.
    await figure.getByLabel('to', { exact: true }).selectOption('March 2021');
    await expect.poll(() => status.textContent()).toBe('March 2021 to July 2021');
  });

  test('comes back with the address, back, forward, and from a link, which can be copied, and leaves other figures as they are', async () => {
    const { page, figure, query, status } = await open(`${cards}?kept=1`, 'cards-by-month');
    const printed = await picture(figure);
    await explore(figure);
    await figure.getByLabel('counts').check();
    await expect.poll(() => status.textContent()).toBe('Counts');
    await figure.getByLabel('from').selectOption('July 2021');
    await expect.poll(() => status.textContent()).toBe('Counts · July 2021 to May 2023');
    await expect.poll(() => picture(figure)).toContain('Jul 2021');
    const last = await picture(figure);
    await page.goBack();
    await expect.poll(() => status.textContent()).toBe('Counts');
    expect(await figure.getByLabel('from').inputValue()).toBe('2019-12');
    await page.goBack();
    await expect.poll(() => status.textContent()).toBe('');
    expect(await query()).toBe('?kept=1');
    await expect.poll(() => picture(figure)).toBe(printed);
    await page.goForward();
    await page.goForward();
    await expect.poll(() => picture(figure)).toBe(last);

    const link = `${documentation}?kept=1&cards-by-month.values=count&cards-by-month.from=2021-07#cards-by-month`;
    const linked = await open(link, 'cards-by-month');
    await expect.poll(() => picture(linked.figure)).toBe(last);
    await linked.figure.locator('.share > summary').click();
    await linked.figure.getByRole('button', { name: 'Copy the link' }).click();
    await expect.poll(() => linked.status.textContent()).toContain('The link is copied.');
    expect(await linked.page.evaluate(() => navigator.clipboard.readText())).toBe(origin() + link);

    const other = linked.page.locator('figure#cards-by-month-2');
    const before = await picture(other);
    expect(before).not.toContain('Jul 2021');
    await linked.figure.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => picture(linked.figure)).not.toBe(last);
    expect(await picture(other)).toBe(before);
    expect(linked.complaints).toEqual([]);
  });

  test('that an address asks for in vain leads to the nearest, and a sentence for each thing that cannot be had', async () => {
    const asked = ['from=1999-01', 'to=2021-13', 'series=bert', 'scale=log', 'colour=%E0%A4%A', ''];
    const search = [...asked, 'values=%3Cscript%3Ealert(1)%3C/script%3E'].map((each) => `cards-by-month.${each}`);
    const { page, complaints } = await visit(`${cards}?${search.join('&')}`);
    const figure = page.locator('#cards-by-month');
    await expect.poll(() => figure.getByRole('status').textContent()).toMatch(/./);
    const said = await figure.getByRole('status').textContent();
    for (const sentence of [
      'the nearest month that has some is December 2019',
      '“2021-13” is no month',
      'no series to choose',
      'cannot show the scale “log”',
      'asks for “colour”',
      'asks for “”',
      '“<script>alert(1)</script>”',
    ])
      expect(said).toContain(sentence);
    expect(await figure.locator('.chart:visible svg').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });

  test('is refused in a sentence where the numbers cannot be had, and the chart stays', async () => {
    const { page } = await visit(cards);
    await page.route('**/data/*.json', (route) => route.abort());
    await wake(page);
    const figure = page.locator('#cards-by-month');
    await expect.poll(() => figure.getByRole('status').textContent()).toContain('could not be loaded');
    expect(await figure.locator('.chart:visible svg').isVisible()).toBe(true);
  });
});

test('the fields are accessible, large enough, and fit, wide and light, narrow and dark', async () => {
  const { page, figure, chart, complaints } = await open(types, 'type-shares');
  await explore(figure);
  await figure.getByRole('button', { name: 'Only bert' }).click();
  // What was there before is looked at with the pages of every template.
  await figure.locator('tbody tr:nth-child(n + 3)').evaluateAll((rows) => {
    for (const row of rows) row.remove();
  });
  for (const { width, colorScheme } of modesToLookAt) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await chart.focus();
    await page.keyboard.press('End');
    const rules = width === 1280 && colorScheme === 'light' ? 'all' : 'appearance';
    expect(await violations(page, { within: '#type-shares', rules }), `${width} px, ${colorScheme}`).toEqual([]);
    const small = await figure
      .locator(':is(button, select, label:has(input), summary, .share a):visible')
      .evaluateAll((targets) =>
        targets.flatMap((target) => {
          const { width, height } = target.getBoundingClientRect();
          return Math.min(width, height) < 24 ? [`${target.textContent}: ${width} × ${height}`] : [];
        }),
      );
    expect(small).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  expect(complaints).toEqual([]);
});

test('paper and forced colours: no fields on the one, all of them in the other', async () => {
  const { page, figure, chart } = await open(cards, 'cards-by-month', { forcedColors: 'active' });
  await explore(figure);
  await chart.focus();
  await page.keyboard.press('End');
  expect(await figure.locator('.tip').evaluate((tip) => getComputedStyle(tip).borderTopStyle)).toBe('solid');
  expect(await figure.getByLabel('counts').isVisible()).toBe(true);
  await page.emulateMedia({ media: 'print' });
  for (const part of ['.explore', '.controls', '.tip', '.cursor'])
    expect(await figure.locator(part).first().isVisible(), part).toBe(false);
  expect(await figure.locator('.chart svg').first().isVisible()).toBe(true);
});

test('a window that becomes narrow shows the same view in the narrow chart', async () => {
  const { page, figure, status } = await open(`${cards}?cards-by-month.from=2022-01`, 'cards-by-month');
  await expect.poll(() => status.textContent()).toBe('January 2022 to May 2023');
  await page.setViewportSize({ width: 320, height: 800 });
  await expect.poll(() => figure.locator('.chart.narrow text').allTextContents()).toContain('Jan 2022');
});

test('every figure of the site can be drawn in every way that it offers', () => {
  const pages = pagesToLookAt(dist).filter((file) => !file.startsWith('figures/'));
  const done = new Set<string>();
  for (const file of pages) {
    // The rest of a page takes ten times as long to parse.
    const [...tags] = readFileSync(join(dist, file), 'utf8').matchAll(/<almanac-figure( [\w-]+="[^"]*")*>/g);
    for (const element of JSDOM.fragment(tags.join('')).querySelectorAll<HTMLElement>('almanac-figure')) {
      const { table: path = '', columns = '{}', options: text = '{}' } = element.dataset;
      if (done.has(path + text)) continue;
      done.add(path + text);
      const options = JSON.parse(text) as FigureOptions;
      const whole = withRelations(tableAt(path), JSON.parse(columns) as Relations);
      const choices = choicesOf(whole, options);
      const { initial, months, series } = choices;
      const periods = months.length > 0 ? [{}, { from: months[1] ?? '' }, { to: months[1] ?? '' }] : [{}];
      for (const values of choices.values ? (['share', 'count'] as const) : [initial.values])
        for (const scale of choices.scales.includes(values) ? (['linear', 'log'] as const) : [initial.scale])
          for (const layout of choices.layouts ? (['apart', 'together'] as const) : [initial.layout])
            for (const period of periods) {
              const some = series.slice(0, Math.min(mostSeries(options, layout), 3));
              const view = {
                ...initial,
                values,
                scale,
                layout,
                ...period,
                series: layout === 'together' ? some : initial.series,
              };
              const shown = viewed(whole, options, choices, view);
              if (!shown) continue;
              const where = `${file} ${path} ${text} ${JSON.stringify(view)}`;
              expect(() => chartDataOf(shown.table, shown.options), where).not.toThrow();
              expect(() => render(describeChart(shown.table, shown.options, widths.wide)), where).not.toThrow();
            }
    }
  }
  expect(done.size).toBeGreaterThan(30);
});
