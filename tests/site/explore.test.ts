/** The explorer of model types in a real browser, on the built site. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { JSDOM } from 'jsdom';
import { type Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../src/schema/snapshot.ts';
import type { Table } from '../../src/schema/table.ts';
import { everything } from '../everything.ts';
import { visitsOf } from './visit.ts';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');
const here = '/2023-06-30/explore/';
const tableAt = (path: string) => JSON.parse(readFileSync(join(dist, path), 'utf8')) as Table;
const ranking = tableAt('2023-06-30/data/type-ranking.json');

const { visit, tabOfGroup, origin } = visitsOf();

/** The types in the table, from above, as a reader sees them. */
const rows = (page: Page) => page.locator('.types-table tbody tr:visible th').allTextContents();
/** The types in the chart, by the names at the ends of the lines. */
const drawn = async (page: Page) =>
  (await page.locator('.plot .chart:visible svg text').allTextContents())
    .filter((text) => ranking.rows.some(({ modelType }) => modelType === text))
    .sort();
const query = (page: Page) => decodeURIComponent(new URL(page.url()).search);
const found = (page: Page) => page.locator('.found').textContent();
const said = (page: Page) => page.locator('.said').textContent();
const sortBy = (page: Page, name: string) =>
  page.locator('.types-table thead').getByRole('button', { name, exact: true }).click();
const tick = (page: Page, type: string) => page.getByRole('checkbox', { name: `Compare ${type}`, exact: true });
const byTopics = ranking.rows
  .filter(({ topics }) => topics !== null)
  .sort((a, b) => Number(b.topics) - Number(a.topics))
  .map(({ modelType }) => String(modelType));

describe('the page', () => {
  const manifests = readdirSync(join(root, 'content/snapshots')).map(
    (id) => JSON.parse(readFileSync(join(root, 'content/snapshots', id, 'manifest.json'), 'utf8')) as Manifest,
  );
  const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' });

  test.each(manifests.map(({ id, tables }) => [id, tables.some(({ name }) => name === 'type-ranking')] as const))(
    '%s has one where it ranks model types: %s',
    (id, ranks) => {
      expect(pages.includes(join(id, 'explore/index.html'))).toBe(ranks);
    },
  );

  test('holds every row of the table, with its numbers, its heads and a link where the type has a page', () => {
    for (const id of ['2023-06-30', '2026-08-22']) {
      const table = tableAt(`${id}/data/type-ranking.json`);
      const { document } = new JSDOM(readFileSync(join(dist, id, 'explore/index.html'), 'utf8')).window;
      const lines = [...document.querySelectorAll('.types-table tbody tr')];
      expect(lines.length).toBe(table.rows.length);
      expect(document.querySelector('.types-table caption')?.textContent).toBe(table.title);
      expect(document.querySelectorAll('.types-table thead th:not([scope])').length).toBe(0);
      for (const [index, row] of table.rows.entries()) {
        const line = lines[index];
        const type = String(row.modelType);
        expect(line?.querySelector('th[scope=row]')?.textContent).toBe(type);
        const hasPage = pages.includes(join(id, 'models', type, 'index.html'));
        expect(line?.querySelector('a')?.getAttribute('href') ?? null).toBe(hasPage ? `/${id}/models/${type}/` : null);
        expect(line?.textContent).toContain(row.hubModels === null ? '–' : Number(row.hubModels).toLocaleString('en'));
      }
    }
  });

  test('weighs 100 kB at most, 15 kB of it scripts', () => {
    const read = (file: string) => readFileSync(join(dist, file), 'utf8');
    const weight = (file: string) => brotliCompressSync(readFileSync(join(dist, file))).length;
    for (const id of ['2023-06-30', '2026-08-22']) {
      const page = `${id}/explore/index.html`;
      const files = new Set([page]);
      // A set grows while it is walked: the page, what it loads, and what that loads.
      for (const file of files)
        if (/\.(html|css|js)$/.test(file))
          for (const [, name = ''] of read(file).matchAll(
            /(?:(?:href|src)="\/_astro\/|url\(["']?\/_astro\/|from\s*["']\.\/|import\s*["']\.\/)([\w.-]+)/g,
          ))
            files.add(`_astro/${name}`);
      const loads = [...files];
      expect(loads.filter((file) => /type_script.*\.js$/.test(file)).length, page).toBe(2);
      expect(loads.filter((file) => file.endsWith('.woff2')).length, page).toBeGreaterThan(1);
      const sum = (some: string[]) => some.reduce((total, file) => total + weight(file), 0);
      expect(sum(loads), page).toBeLessThanOrEqual(100_000);
      expect(sum(loads.filter((file) => file.endsWith('.js'))), page).toBeLessThanOrEqual(15_000);
    }
  });

  test('shows table and chart with JavaScript off, and nothing that would not work', async () => {
    const { page } = await visit(here, { javaScriptEnabled: false });
    expect(await page.locator('.plot .chart.wide svg').isVisible()).toBe(true);
    expect((await rows(page)).length).toBe(ranking.rows.length);
    expect(await page.locator('almanac-types :is(button, input, form):visible').count()).toBe(0);
  });

  test('loads no chart and no data before anybody is there, and nothing moves when they come', async () => {
    const { page, asked, complaints } = await visit(here);
    await page.evaluate(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    expect(asked.filter((path) => /draw|type-chart|\/data\//.test(path))).toEqual([]);
    await page.mouse.move(5, 5);
    await page.mouse.move(9, 9);
    await page.locator('.plot .chart[tabindex]:visible').waitFor();
    await page.waitForLoadState('networkidle');
    expect(asked.filter((path) => path.includes('draw'))).toEqual([]);
    expect(asked).toContain('/2023-06-30/data/models-created.json');
    await tick(page, 'roberta').check();
    await expect.poll(() => drawn(page)).toEqual(['bert', 'distilbert', 'gpt2', 'roberta']);
    await page.waitForTimeout(200);
    const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    expect(shifts.reduce((sum, each) => sum + each, 0)).toBeLessThan(0.001);
    expect(complaints).toEqual([]);
  });
});

describe('the table', () => {
  test('is searched as one types, however the name is written, and says how many it found', async () => {
    const { page, complaints } = await visit(here);
    expect(await found(page)).toContain(`All ${ranking.rows.length} types`);
    const field = page.getByLabel('Find a type');
    await field.pressSequentially('GPT-2');
    await expect.poll(() => found(page)).toBe(`1 of ${ranking.rows.length} types`);
    expect(await rows(page)).toEqual(['gpt2']);
    expect(await page.locator('.found').getAttribute('role')).toBe('status');
    await field.fill('no such thing');
    await expect.poll(() => found(page)).toBe(`None of ${ranking.rows.length} types fits`);
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await expect.poll(() => found(page)).toBe(`All ${ranking.rows.length} types`);
    expect(await field.inputValue()).toBe('');
    expect(query(page)).toBe('');
    expect(complaints).toEqual([]);
  });

  test('is filtered by models, by topics and by sides', async () => {
    const { page } = await visit(here);
    await page.getByLabel(/models$/).fill('1000');
    await page.getByLabel(/topics$/).fill('50');
    const expected = ranking.rows.filter(({ hubModels, topics }) => Number(hubModels) >= 1000 && Number(topics) >= 50);
    await expect.poll(() => rows(page)).toEqual(expected.map(({ modelType }) => modelType));
    expect(query(page)).toBe('?minModels=1000&minTopics=50');
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await page.getByLabel('on both sides only').check();
    const both = ranking.rows.filter(({ hubModels, topics }) => hubModels !== null && topics !== null);
    await expect.poll(() => found(page)).toBe(`${both.length} of ${ranking.rows.length} types`);
    expect(query(page)).toBe('?both=1');
  });

  test('is sorted by any column, either way, with what has no value last', async () => {
    const { page } = await visit(here);
    const heads = page.locator('.types-table th[data-column]');
    expect(await heads.getByRole('button').count()).toBe(await heads.count());
    await sortBy(page, 'topics on the forum');
    expect((await rows(page)).slice(0, 5)).toEqual(byTopics.slice(0, 5));
    expect(await page.locator('th[aria-sort]').count()).toBe(1);
    expect(await page.locator('th[data-column=topics]').getAttribute('aria-sort')).toBe('descending');
    await sortBy(page, 'topics on the forum');
    expect(await page.locator('th[data-column=topics]').getAttribute('aria-sort')).toBe('ascending');
    const upward = await rows(page);
    expect(upward.indexOf('bert')).toBe(byTopics.length - 1);
    expect(upward.length).toBe(ranking.rows.length);
    await sortBy(page, 'type');
    expect(await rows(page)).toEqual([...upward].sort());
    for (const name of ['rank on the Hub', 'models on the Hub', 'share on the Hub']) {
      await sortBy(page, name);
      expect((await rows(page))[0], name).toBe('bert');
    }
    expect(query(page)).toBe('?sort=hubShare');
  });
});

describe('types side by side', () => {
  test('are chosen in the table and taken out again, up to seven', async () => {
    const { page, complaints } = await visit(here);
    expect(await drawn(page)).toEqual(['bert', 'distilbert', 'gpt2']);
    for (const type of ['t5', 'bart', 'roberta', 'wav2vec2']) await tick(page, type).check();
    await expect.poll(() => drawn(page).then((names) => names.length)).toBe(7);
    await tick(page, 'vit').click();
    await expect.poll(() => said(page)).toContain('room for 7 types');
    expect(await tick(page, 'vit').isChecked()).toBe(false);
    await page.getByRole('button', { name: 'Take bert out' }).click();
    await expect.poll(() => drawn(page)).not.toContain('bert');
    expect(await tick(page, 'bert').isChecked()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('gpt2 ×');
    expect(query(page)).toBe('?types=gpt2,distilbert,t5,bart,roberta,wav2vec2');
    await page.getByRole('button', { name: 'Clear all' }).click();
    await expect.poll(() => page.locator('.nothing').textContent()).toContain('Choose types in the table');
    expect(await page.locator('.plot .chart:visible').count()).toBe(0);
    await tick(page, 'vit').check();
    await expect.poll(() => drawn(page)).toEqual(['vit']);
    expect(complaints).toEqual([]);
  });

  test('are compared by every measure that the tables hold', async () => {
    const { page, asked, complaints } = await visit(here);
    const subtitle = page.locator('.comparison .subtitle');
    await page.getByLabel('Mentions', { exact: true }).check();
    await expect.poll(() => subtitle.textContent()).toBe('Mentions by month · July 2020 to June 2023');
    await page.getByLabel('Share of uploads').check();
    await expect
      .poll(() => subtitle.textContent())
      .toBe('Share of uploads by month · March 2020 to June 2023 · with 95\u00a0% confidence intervals');
    await page.getByLabel('Share of mentions').check();
    await expect.poll(() => query(page)).toBe('?measure=forumShare');
    expect(asked.filter((path) => path.includes('/data/')).sort()).toEqual([
      '/2023-06-30/data/mentions.json',
      '/2023-06-30/data/models-created.json',
      '/2023-06-30/data/type-shares.json',
    ]);
    expect(complaints).toEqual([]);
  });

  test('have a zero where the table says there were none, and a reason where there is no share', async () => {
    const { page } = await visit(`${here}?types=bert,yoso&measure=models`);
    await page.mouse.move(5, 5);
    const chart = page.locator('.plot .chart[tabindex]:visible');
    await chart.focus();
    await page.keyboard.press('End');
    const spoken = page.locator('.plot .spoken');
    await expect.poll(() => spoken.textContent()).toMatch(/^June 2023, bert: [\d,]+\. Seen only in part/);
    await page.keyboard.press('Home');
    await expect.poll(() => spoken.textContent()).toMatch(/^September 2017, bert: 1\./);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => spoken.textContent()).toMatch(/^September 2017, yoso: 0\./);
    await page.getByLabel('Share of uploads').check();
    await expect.poll(() => page.locator('.keys-of-chart').textContent()).toContain('yoso: not drawn, since the table');
    await page.getByRole('button', { name: 'Take bert out' }).click();
    await expect.poll(() => page.locator('.nothing').textContent()).toContain('nothing to draw');
  });

  test('show their values under the pointer in the printed chart too', async () => {
    const { page, complaints } = await visit(here);
    await page.mouse.move(5, 5);
    const chart = page.locator('.plot .chart[tabindex]:visible');
    await chart.waitFor();
    await page.waitForLoadState('networkidle');
    await chart.hover();
    await expect.poll(() => page.locator('.tip').innerText()).toMatch(/bert[\s\S]+gpt2[\s\S]+distilbert/);
    await page.keyboard.press('Escape');
    expect(await page.locator('.tip').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });

  test('say so where the numbers cannot be had, and the table still works', async () => {
    const { page } = await visit(here);
    await page.route('**/data/*.json', (route) => route.abort());
    await page.getByLabel('Mentions', { exact: true }).check();
    await expect.poll(() => said(page)).toContain('could not be loaded');
    await sortBy(page, 'topics on the forum');
    expect((await rows(page))[0]).toBe('bert');
  });
});

describe('a view', () => {
  const full = '?kept=1&types=t5,vit&measure=topics&sort=topics&dir=asc&q=t&minModels=5&minTopics=3&both=1';

  test('comes back from its link in another window', async () => {
    const { page, complaints } = await visit(here + full);
    await expect.poll(() => drawn(page)).toEqual(['t5', 'vit']);
    expect(await page.getByLabel('Find a type').inputValue()).toBe('t');
    expect(await page.getByLabel(/models$/).inputValue()).toBe('5');
    expect(await page.getByLabel('on both sides only').isChecked()).toBe(true);
    expect(await page.getByLabel('Mentions', { exact: true }).isChecked()).toBe(true);
    expect(await page.locator('th[data-column=topics]').getAttribute('aria-sort')).toBe('ascending');
    expect(await said(page)).toBe('');
    const link = (await page.getByRole('link', { name: 'Link to this view' }).getAttribute('href')) ?? '';
    expect(decodeURIComponent(link)).toBe(here + full);
    const other = await visit(link);
    expect(await rows(other.page)).toEqual(await rows(page));
    expect(complaints).toEqual([]);
  });

  test('goes back and forward step by step; words being typed are one step', async () => {
    const { page, complaints } = await visit(here);
    await tick(page, 't5').check();
    await page.getByLabel('Find a type').pressSequentially('bert');
    await sortBy(page, 'models on the Hub');
    const last = query(page);
    await page.goBack();
    await expect.poll(() => query(page)).toBe('?types=bert,gpt2,distilbert,t5&q=bert');
    await page.goBack();
    await expect.poll(() => query(page)).toBe('?types=bert,gpt2,distilbert,t5');
    await expect.poll(() => found(page)).toBe(`All ${ranking.rows.length} types`);
    expect(await page.getByLabel('Find a type').inputValue()).toBe('');
    await page.goBack();
    await expect.poll(() => drawn(page)).toEqual(['bert', 'distilbert', 'gpt2']);
    expect(await tick(page, 't5').isChecked()).toBe(false);
    for (let step = 0; step < 3; step += 1) await page.goForward();
    await expect.poll(() => query(page)).toBe(last);
    await expect.poll(() => drawn(page)).toContain('t5');
    await expect.poll(() => found(page)).toContain(' of ');
    expect(complaints).toEqual([]);
  });

  test('can be copied as a link', async () => {
    const { page } = await visit(here, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByLabel('Mentions', { exact: true }).check();
    await page.getByRole('button', { name: 'Copy the link' }).click();
    await expect.poll(() => said(page)).toBe('The link is copied.');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${origin()}${here}?measure=topics`);
  });

  describe('that an address asks for in vain', () => {
    const { go } = tabOfGroup();
    test.each([
      ['types=bert,nonesuch', 'no model type “nonesuch”; the others are shown', ['bert']],
      ['types=nonesuch', 'no model type “nonesuch”; bert, gpt2, distilbert are shown', ['bert', 'distilbert', 'gpt2']],
      ['types=GPT-2,%20BERT,bert', '', ['bert', 'gpt2']],
      ['types=bert,gpt2,t5,bart,vit,xlm,mt5,opt', 'room for 7 types; the first 7', null],
      ['types=%3Cscript%3Ealert(1)%3C/script%3E', '“<script>alert(1)</script>”', null],
      ['measure=downloads', 'no measure “downloads”', null],
      ['sort=colour&dir=sideways', 'no column “colour”', null],
      ['minModels=many', '“many” is no number of models', null],
      ['minTopics=-5', '“-5” is no number of topics', null],
      ['minModels=99999999999999999999', 'is no number of models', null],
      ['both=perhaps', '“both” is 1 or 0', null],
      ['q=%E0%A4%A&types=%E0%A4%A', 'no model type', null],
      [`q=${'x'.repeat(120)}`, '', null],
      ['&&=&types', '', []],
    ])('?%s', async (search, sentence, types) => {
      const { page, complaints } = await go(`${here}?${search}`);
      await expect.poll(() => said(page)).toContain(sentence);
      if (types) await expect.poll(() => drawn(page)).toEqual(types);
      await sortBy(page, 'models on the Hub');
      expect(complaints).toEqual([]);
    });
  });

  test('of a snapshot without a forum says so', async () => {
    const { page, complaints } = await visit('/2026-08-22/explore/?measure=topics&minTopics=3&both=1&sort=topics');
    const words = await said(page);
    for (const sentence of ['no measure “topics”', 'counts no topics', 'one side only', 'no column “topics”'])
      expect(words).toContain(sentence);
    expect((await rows(page)).length).toBe(tableAt('2026-08-22/data/type-ranking.json').rows.length);
    expect(complaints).toEqual([]);
  });
});

test('everything is reached and worked by keys', async () => {
  const { page, complaints } = await visit(here);
  const press = async (selector: string) => {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) {
        const style = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
        expect(style, selector).not.toBe('none');
        return;
      }
    }
    throw new Error(`no key leads to ${selector}`);
  };
  await page.locator('.skip').focus();
  await press('input[name=measure]');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => query(page)).toBe('?measure=topics');
  await press('.plot .chart[tabindex]');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => page.locator('.plot .spoken').textContent()).toContain('2023');
  await press('.chosen button');
  await page.keyboard.press('Enter');
  await expect.poll(() => drawn(page)).toEqual(['distilbert', 'gpt2']);
  await press('[name=q]');
  await page.keyboard.type('rob');
  await expect.poll(() => found(page)).toContain(' of ');
  await press('[data-column=hubModels] button');
  await page.keyboard.press('Enter');
  await expect.poll(() => query(page)).toContain('sort=hubModels');
  await press('tbody input');
  await page.keyboard.press('Space');
  await expect.poll(() => drawn(page)).toEqual(['distilbert', 'gpt2', 'roberta']);
  expect(complaints).toEqual([]);
});

test('what has the focus is not hidden under the heads of the table', async () => {
  const { page } = await visit(here);
  await page.locator('tbody input').nth(30).focus();
  for (let step = 0; step < 20; step += 1) await page.keyboard.press('Shift+Tab');
  const [top, foot] = await page.evaluate(() => [
    document.activeElement?.getBoundingClientRect().top ?? 0,
    document.querySelector('.types-table thead')?.getBoundingClientRect().bottom ?? 0,
  ]);
  expect(top).toBeGreaterThanOrEqual(foot);
});

const modes = [
  { width: 1280, colorScheme: 'light' },
  { width: 320, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'dark' },
  { width: 320, colorScheme: 'light' },
] as const;

describe.each(modes.slice(0, everything ? 4 : 2))('at $width px, $colorScheme', ({ width, colorScheme }) => {
  test('the explorer is accessible, its targets are large enough, and it fits', async () => {
    const { page, complaints } = await visit(`${here}?types=bert,t5,vit,nonesuch&measure=hubShare&q=t&minTopics=50`, {
      viewport: { width, height: 900 },
      colorScheme,
    });
    await page.mouse.move(5, 5);
    await page.locator('.plot .chart[tabindex]:visible').focus();
    await page.keyboard.press('End');
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode()
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    const small = await page
      .locator('almanac-types :is(button, label:has(input), td input, input[type=search], .view a, tbody a):visible')
      .evaluateAll((targets) =>
        targets.flatMap((target) => {
          const { width, height } = target.getBoundingClientRect();
          return height < 24 || (width < 24 && !target.matches('tbody a'))
            ? [`${target.outerHTML}: ${width} × ${height}`]
            : [];
        }),
      );
    expect(small).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(complaints).toEqual([]);
  });
});

test('paper gets the whole table and no fields', async () => {
  const { page } = await visit(here);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('almanac-types :is(form, button:not(.sort), input):visible').count()).toBe(0);
  expect(await page.locator('.types-table').evaluate((box) => box.scrollHeight <= box.clientHeight + 1)).toBe(true);
});
