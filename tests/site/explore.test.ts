/** The explorer of model types in a real browser, on the built site. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { type Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { typeRanking } from '../../src/metrics/models/type-ranking.ts';
import type { Manifest } from '../../src/schema/snapshot.ts';
import type { Table } from '../../src/schema/table.ts';
import { violations } from './axe.ts';
import { visitsOf, wake } from './visit.ts';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');
const here = '/2023-06-30/explore/';
const tableAt = (path: string) => JSON.parse(readFileSync(join(dist, path), 'utf8')) as Table;
const ranking = tableAt('2023-06-30/data/type-ranking.json');

const { visit, tabOfGroup } = visitsOf();

/** The table of all types: figures have theirs. */
const all = '.scroll:not(figure .scroll)';
/** The types in the table, from above, as a reader sees them. */
const rows = (page: Page) => page.locator(`${all} tbody th`).allTextContents();
const uploads = (page: Page) => page.locator('figure#models-created');
/** The types in the chart of uploads, by the names at the ends of the lines. */
const drawn = async (page: Page) =>
  (await uploads(page).locator('.chart:visible svg text').allTextContents())
    .filter((text) => ranking.rows.some(({ modelType }) => modelType === text))
    .sort();
const query = (page: Page) => decodeURIComponent(new URL(page.url()).search);
const said = (page: Page) => uploads(page).locator('almanac-figure [role=status]').textContent();
const sortBy = (page: Page, name: string) =>
  page.locator(`${all} thead`).getByRole('button', { name, exact: true }).click();
const open = async (page: Page) => {
  await wake(page);
  // A notice above may push it below the first screen, and it answers to a reader who is there.
  await uploads(page).scrollIntoViewIfNeeded();
  await uploads(page).getByRole('button', { name: 'Explore' }).click();
};

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
      const lines = [...document.querySelectorAll(`${all} tbody tr`)];
      expect(lines.length).toBe(table.rows.length);
      // In the present words of its definition.
      expect(document.querySelector(`${all} caption`)?.textContent).toBe(typeRanking.title);
      expect(document.querySelectorAll(`${all} thead th:not([scope])`).length).toBe(0);
      for (const [index, row] of table.rows.entries()) {
        const line = lines[index];
        const type = String(row.modelType);
        expect(line?.querySelector('th[scope=row]')?.textContent).toBe(type);
        const hasPage = pages.includes(join('models', type, 'index.html'));
        expect(line?.querySelector('a')?.getAttribute('href') ?? null).toBe(hasPage ? `/models/${type}/` : null);
        expect(line?.textContent).toContain(row.hubModels === null ? '–' : Number(row.hubModels).toLocaleString('en'));
      }
    }
  });

  test('shows table and charts with JavaScript off, and nothing that would not work', async () => {
    const { page } = await visit(here, { javaScriptEnabled: false });
    expect(await drawn(page)).toEqual(['bert', 'distilbert', 'gpt2']);
    expect(await page.locator('figure#mentions .chart.wide svg').isVisible()).toBe(true);
    expect((await rows(page)).length).toBe(ranking.rows.length);
    expect(await page.locator('main :is(button, input, form):visible').count()).toBe(0);
  });
});

test('the table is sorted by any column, either way, with what has no value last, and paper gets all of it and no fields', async () => {
  const { page, complaints } = await visit(here);
  const heads = page.locator(`${all} th[scope=col]`);
  const columns = await heads.count();
  await expect.poll(() => heads.getByRole('button').count()).toBe(columns);
  const byTopics = ranking.rows
    .filter(({ topics }) => topics !== null)
    .sort((a, b) => Number(b.topics) - Number(a.topics))
    .map(({ modelType }) => String(modelType));
  await sortBy(page, 'topics');
  expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('ascending');
  const upward = await rows(page);
  expect(upward.indexOf('bert')).toBe(byTopics.length - 1);
  expect(upward.length).toBe(ranking.rows.length);
  await sortBy(page, 'topics');
  expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
  expect((await rows(page)).slice(0, 5)).toEqual(byTopics.slice(0, 5));
  expect((await rows(page)).at(-1)).not.toBe(upward[0]);
  await sortBy(page, 'type');
  expect(await rows(page)).toEqual(upward.toSorted(new Intl.Collator('en', { numeric: true }).compare));
  // Types of few models have shares that are written alike.
  await sortBy(page, 'hub share');
  const shares = new Map(ranking.rows.map(({ modelType, hubShare }) => [modelType, hubShare]));
  const ascending = (await rows(page)).flatMap((type) => shares.get(type) ?? []).map(Number);
  expect(ascending).toEqual(ascending.toSorted((a, b) => a - b));
  expect(complaints).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('main :is(form, button:not(.sortable button), input):visible').count()).toBe(0);
  const box = page.locator(all);
  expect(await box.evaluate((each) => each.scrollHeight <= each.clientHeight + 1)).toBe(true);
});

describe('types side by side', () => {
  test('are found among all, chosen and taken out again, up to seven', async () => {
    const six = ['bert', 'gpt2', 'distilbert', 't5', 'bart', 'vit'];
    const { page, complaints } = await visit(`${here}?models-created.series=${six.join(',')}`);
    await open(page);
    const series = uploads(page).locator('.series');
    expect(await series.getByRole('checkbox').count()).toBe(6);
    await series.getByRole('searchbox').fill('Rob_ert');
    await series.getByRole('checkbox', { name: 'roberta', exact: true }).check();
    await expect.poll(() => drawn(page)).toEqual([...six, 'roberta'].sort());
    await series.getByRole('searchbox').fill('wav2vec2');
    await series.getByRole('checkbox', { name: 'wav2vec2', exact: true }).click();
    await expect.poll(() => said(page)).toContain('room for 7 series');
    expect(await drawn(page)).toEqual([...six, 'roberta'].sort());
    await series.getByRole('searchbox').fill('');
    await series.getByRole('checkbox', { name: 'bert', exact: true }).uncheck();
    await expect.poll(() => drawn(page)).toEqual([...six.slice(1), 'roberta'].sort());
    expect(query(page)).toBe('?models-created.series=gpt2,roberta,distilbert,t5,bart,vit');
    expect(complaints).toEqual([]);
  });

  test('have a zero where the table says there were none', async () => {
    const { page } = await visit(`${here}?models-created.series=bert,yoso`);
    await expect.poll(() => drawn(page)).toEqual(['bert', 'yoso']);
    await uploads(page).locator('.chart[tabindex]:visible').focus();
    const spoken = uploads(page).locator('.spoken');
    await page.keyboard.press('Home');
    await expect.poll(() => spoken.textContent()).toMatch(/^September 2017, bert: 1\./);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => spoken.textContent()).toMatch(/^September 2017, yoso: 0\./);
    await page.keyboard.press('End');
    await expect.poll(() => spoken.textContent()).toMatch(/^June 2023, yoso: [\d,]+\./);
  });
});

describe('by any measure', () => {
  const { go } = tabOfGroup();
  const slugs = [
    '',
    ...readdirSync(join(dist, 'explore'), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    ),
  ];
  const figure = (page: Page) => page.locator('main figure');
  /** Those of some types that the chart has. */
  const named = async (page: Page, some: readonly string[] = types) =>
    (await figure(page).locator('.chart:visible svg text').allTextContents())
      .filter((text) => some.includes(text))
      .sort();

  /** A share is shown where some month has a hundred. */
  const shown = slugs.filter((slug) => !slug.startsWith('share-') || tableAt(`explore/${slug}.json`).rows.length > 0);
  /** The types that a measure has, those that lead in June 2023 first. */
  const typesOf = (slug: string) => {
    const [, path = ''] =
      /href="\/([^"]+\.json)"/.exec(readFileSync(join(dist, 'explore', slug, 'index.html'), 'utf8')) ?? [];
    const known = new Set(tableAt(path).rows.map(({ modelType }) => modelType));
    return ranking.rows.flatMap(({ modelType }) => (known.has(modelType ?? '') ? [String(modelType)] : []));
  };
  const types = typesOf('')
    .filter((type) => shown.every((slug) => typesOf(slug).includes(type)))
    .slice(0, 3)
    .sort();

  test.each(shown)('/explore/%s draws three types as bars, or seven of eight as lines', async (slug) => {
    const path = `/explore/${slug === '' ? '' : `${slug}/`}`;
    const id = /<almanac-figure data-figure="([^"]+)"/.exec(readFileSync(join(dist, path, 'index.html'), 'utf8'))?.[1];
    const isBars = ['downloads', 'likes'].includes(slug);
    const asked = isBars ? types : typesOf(slug).slice(0, 8);
    const { page, complaints } = await go(`${path}?${id ?? ''}.series=${asked.join(',')}`);
    await expect.poll(async () => (await named(page, asked)).length).toBe(isBars ? 3 : 7);
    const listed = await figure(page)
      .locator(`.view table tbody td:nth-child(${isBars ? 1 : 2})`)
      .allTextContents();
    expect([...new Set(listed)].sort()).toEqual(await named(page, asked));
    const status = await figure(page).locator('almanac-figure [role=status]').textContent();
    expect(status?.includes('the first 7 are shown')).toBe(!isBars);
    expect(complaints).toEqual([]);
  });

  test('what is chosen goes along to another measure, and back', async () => {
    const { page } = await go(`/explore/?models-created.series=${types.join(',')}`);
    await expect.poll(() => named(page)).toEqual(types);
    const title = async () => (await figure(page).locator('.title').innerText()).trim();
    expect(await title()).toBe(await figure(page).locator('caption').first().textContent());
    expect(await figure(page).getByText('about the figure as first shown').isVisible()).toBe(true);
    await page.getByRole('link', { name: 'Forum topics' }).click();
    await page.waitForURL(`**/explore/topics/?mentions.series=${types.join(',')}`);
    await expect.poll(() => named(page)).toEqual(types);
    await page.goBack();
    await expect.poll(() => named(page)).toEqual(types);
    expect(query(page)).toBe(`?models-created.series=${types.join(',')}`);
  });

  test('a share is that of all of known type in the month, in months with a hundred', () => {
    for (const [slug, part] of [
      ['share-of-uploads', 'models'],
      ['share-of-earlier-uploads', 'models'],
      ['share-of-mentions', 'topics'],
    ] as const) {
      const { rows, window } = tableAt(`explore/${slug}.json`);
      for (const [month, own] of Map.groupBy(rows, (row) => String(row.month))) {
        const whole = own.reduce((sum, row) => sum + Number(row[part]), 0);
        expect(whole, `${slug} ${month}`).toBeGreaterThanOrEqual(100);
        expect(month >= (window?.from ?? '')).toBe(true);
        for (const row of own) expect(row.share).toBe(Number(row[part]) / whole);
      }
      expect(rows.some(({ modelType }) => modelType === 'untyped')).toBe(false);
    }
  });

  test('with JavaScript off each measure has its chart, its numbers and a way to the others', async () => {
    // Of totals that were published, whatever the newest snapshot is.
    const { page } = await visit('/explore/share-of-earlier-uploads/', { javaScriptEnabled: false });
    expect(await figure(page).locator('.chart.wide svg').isVisible()).toBe(true);
    expect(await figure(page).locator('table tbody tr').count()).toBeGreaterThan(50);
    const measures = page.locator('nav.measures ul').first().getByRole('link');
    expect(await measures.count()).toBe(namesOf('').length);
    expect(await page.locator('nav.measures [aria-current=page]').allTextContents()).toEqual([
      expect.stringContaining('Share of uploads'),
      expect.stringContaining('30 June 2023'),
    ]);
  });

  const linksOf = (slug: string, list: number) => {
    const { document } = new JSDOM(readFileSync(join(dist, 'explore', slug, 'index.html'))).window;
    return [...(document.querySelectorAll('nav.measures ul')[list]?.querySelectorAll('a') ?? [])];
  };
  const namesOf = (slug: string) => linksOf(slug, 0).map(({ firstChild }) => firstChild?.textContent?.trim() ?? '');

  test('what two snapshots count is one measure with a choice of the day, and every page is a step or two away', () => {
    for (const slug of slugs) {
      expect(namesOf(slug)).toEqual([...new Set(namesOf(slug))]);
      expect(namesOf(slug)).toEqual(namesOf(''));
    }
    const slugOf = ({ href }: HTMLAnchorElement) => href.replace(/^\/explore\//, '').replace(/\/$/, '');
    const near = linksOf('', 0).map(slugOf);
    expect([...new Set([...near, ...near.flatMap((slug) => linksOf(slug, 1).map(slugOf))])].sort()).toEqual(
      slugs.sort(),
    );
    // From the earlier uploads, their share is that of the same day.
    expect(linksOf('earlier-uploads', 0).map(slugOf)).toContain('share-of-earlier-uploads');
  });

  test('a share of which no month has a hundred says so, in place of a figure', () => {
    for (const slug of slugs) {
      const main = new JSDOM(readFileSync(join(dist, 'explore', slug, 'index.html'))).window.document.querySelector(
        'main',
      );
      expect(main?.querySelectorAll('figure').length, slug).toBe(shown.includes(slug) ? 1 : 0);
      expect(main?.textContent.includes('No month has a hundred'), slug).toBe(!shown.includes(slug));
    }
  });
});

describe('an address of release 1.1.0', () => {
  const { go } = tabOfGroup();
  test.each([
    [
      'types=GPT-2,%20BERT,bert,nonesuch,%3Cscript%3Ealert(1)%3C/script%3E&measure=topics',
      'no series “nonesuch”, “<script>alert(1)</script>” here; the others are shown',
      ['bert', 'gpt2'],
    ],
    ['q=%E0%A4%A&types=%E0%A4%A', 'here; the usual ones are shown', ['bert', 'distilbert', 'gpt2']],
  ])('?%s', async (search, sentence, types) => {
    const { page, complaints } = await go(`${here}?${search}`);
    await wake(page);
    await expect.poll(() => said(page)).toContain(sentence);
    await expect.poll(() => drawn(page)).toEqual(types);
    await sortBy(page, 'hub models');
    expect(complaints).toEqual([]);
  });
});

test('a snapshot without a forum says so', async () => {
  const { page, complaints } = await visit('/2026-08-22/explore/');
  expect(await page.locator('.unavailable#mentions').count()).toBe(1);
  expect((await rows(page)).length).toBe(tableAt('2026-08-22/data/type-ranking.json').rows.length);
  expect(complaints).toEqual([]);
});

test('the page is accessible, its targets are large enough, and it fits, wide and light, narrow and dark', async () => {
  const { page, complaints } = await visit(here);
  await open(page);
  await uploads(page).getByRole('searchbox').fill('bert');
  const modes = [
    { width: 1280, colorScheme: 'light' },
    { width: 320, colorScheme: 'dark' },
  ] as const;
  const setMode = async ({ width, colorScheme }: (typeof modes)[number]) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
  };
  for (const mode of modes) {
    await setMode(mode);
    const small = await page
      .locator(':is(.controls label:has(input), .sortable button, .sortable tbody a):visible')
      .evaluateAll((targets) =>
        targets.flatMap((target) => {
          const { width, height } = target.getBoundingClientRect();
          return height < 24 || (width < 24 && !target.matches('tbody a'))
            ? [`${target.outerHTML}: ${width} × ${height}`]
            : [];
        }),
      );
    expect(small).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(mode.width);
  }
  // The rest of the page is looked at with those of all templates. Of rows that are alike axe is slow.
  await page.locator('tbody tr:nth-child(n + 3)').evaluateAll((rows) => {
    for (const row of rows) row.remove();
  });
  for (const mode of modes.toReversed()) {
    await setMode(mode);
    const rules = mode === modes[0] ? 'all' : 'appearance';
    expect(await violations(page, { within: 'figure#models-created', rules }), `${mode.width} px`).toEqual([]);
  }
  expect(complaints).toEqual([]);
});
