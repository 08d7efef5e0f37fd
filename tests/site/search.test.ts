/** The search, the glossary and the accessibility statement, on the built site. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AstroIntegration } from 'astro';
import { JSDOM } from 'jsdom';
import type * as Pagefind from 'pagefind/pagefind.js';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import config from '../../astro.config.mjs';
import glossary from '../../content/glossary.json' with { type: 'json' };
import synonyms from '../../content/synonyms.json' with { type: 'json' };
import { addressOf, asked } from '../../src/browser/search/search-address.ts';
import { alternatives, pieces, rankOf, withoutFillers } from '../../src/browser/search/search-words.ts';
import { StatusList } from '../../src/schema/snapshot.ts';
import { modesToLookAt, violations } from './axe.ts';
import { chaptersToLookAt, newestIn } from './pages.ts';
import { visitsOf } from './visit.ts';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');
const newest = newestIn(dist);

const { visit, tabOfGroup } = visitsOf();

/** Of what a page has asked for, the files of the index. */
const ofIndex = (asked: readonly string[]) => asked.filter((path) => path.includes('/pagefind/'));

/** What the page says of its search, once it has ended. */
async function said(page: Page): Promise<string> {
  await page.waitForFunction(() => /[.?]$/.test(document.getElementById('search-status')?.textContent ?? ''));
  return (await page.locator('#search-status').textContent()) ?? '';
}
/** Where the results lead, as paths. */
const found = (page: Page) =>
  page
    .locator('#search-results h2 a')
    .evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
const status = StatusList.parse(JSON.parse(readFileSync(join(root, 'content/status.json'), 'utf8')));
const query = (page: Page) => new URL(page.url()).search;

test('a model type is found on its page over all snapshots, and everything is looked at', async () => {
  const { page, complaints } = await visit('/search/?q=bert');
  expect(await said(page)).toMatch(/^\d+ pages have “bert”\.$/);
  const paths = await found(page);
  expect(paths[0]).toBe('/models/bert/');
  expect(await page.locator('#search-words').inputValue()).toBe('bert');
  expect(await page.locator('#search-snapshot').inputValue()).toBe('');
  expect(await page.title()).toMatch(/^bert · Search/);
  await page.locator('#search-results h2 a').first().click();
  await page.waitForURL('**/models/bert/');
  expect(complaints).toEqual([]);
});

describe('readers find what they ask for first', () => {
  const { go } = tabOfGroup();
  let page: Page;
  let complaints: readonly string[];
  beforeAll(async () => {
    ({ page, complaints } = await go('/search/'));
  });
  afterEach(() => expect(complaints).toEqual([]));
  /** Asks as a reader does who is on the page. */
  async function ask(words: string, snapshot = ''): Promise<string> {
    await page.locator('#search-snapshot').selectOption(snapshot);
    await page.locator('#search-words').fill(words);
    await page.keyboard.press('Enter');
    return said(page);
  }

  test.each([
    ['license', 'licence', '/reuse/'],
    ['CI', 'CI', '/'],
    ['bus factor', 'Bus factor', '/glossary/', 'Glossary'],
    ['glossary', 'Glossary', '/glossary/'],
    ['first derivative', '', '/lineage/'],
    ['how many models', 'model', '/'],
    ['forum categories', 'forum categories', '/community/'],
    ['gpt2', 'gpt2', '/models/gpt2/'],
    ['API', 'API', '/api/'],
    ['share of uploads', 'share of uploads', '/explore/share-of-uploads/'],
    ['google/gemma-4-E4B-it', '', '/lineage/google--gemma-4-e4b-it/', 'Model'],
    ['cards by task', '', '/documentation/', 'Figure'],
  ])('%s', async (words, title, path, kind?: string) => {
    await ask(words);
    const first = page.locator('#search-results > li').first();
    expect((await first.locator('h2').textContent())?.toLowerCase()).toContain(title.toLowerCase());
    expect((await found(page))[0]).toContain(path);
    if (kind) expect(await first.locator('.kind').textContent()).toBe(kind);
    // A short word is not the beginning of others.
    if (words === 'CI')
      expect((await first.page().locator('#search-results mark').allTextContents()).join()).not.toMatch(/cit/i);
  });

  test('a base model is found without its owner, by its name and by the words of it', async () => {
    const names = readdirSync(join(dist, 'lineage'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => {
        const html = readFileSync(join(dist, 'lineage', name, 'index.html'), 'utf8');
        return [`/lineage/${name}/`, /<h1 class="model">\s*<code>[^<]*\/([^<]*)</.exec(html)?.[1] ?? ''] as const;
      });
    expect(names.length).toBeGreaterThan(100);
    // Asked on the page, every name would take a tenth of a second.
    const pagefind = await page.evaluateHandle<typeof Pagefind>("import('/pagefind/pagefind.js')");
    const lost = await pagefind.evaluate(async (index, names) => {
      const exact = async (words: string) =>
        (await index.search(`"${words}"`, { filters: { scope: { any: ['report'] } } })).results;
      const lost: string[] = [];
      for (const [path, name] of names) {
        const pages = await Promise.all(
          (await exact(name)).map(async (each) => ({ id: each.id, url: (await each.data()).url })),
        );
        const own = pages.find(({ url }) => url === path);
        for (const word of name.split(/[-_]/))
          if (!own || !(await exact(word)).some(({ id }) => id === own.id)) lost.push(`${path}: ${word} of ${name}`);
      }
      return lost;
    }, names);
    expect(lost).toEqual([]);
    await ask('Llama-2-7b-hf');
    expect((await found(page))[0]).toBe('/lineage/meta-llama--llama-2-7b-hf/');
    expect(await page.locator('#search-results h2').first().textContent()).toBe('meta-llama/Llama-2-7b-hf Model');
    expect(await page.locator('#search-results .excerpt').first().textContent()).toMatch(/^(… )?[\d,]+ derivatives by/);
    await ask('qwen 3.5 4b');
    expect((await found(page))[0]).toBe('/lineage/qwen--qwen3.5-4b/');
  });

  test.each(['lora', 'edition', 'fine-tuning'])('of editions that have %s, the newest comes first', async (words) => {
    await ask(words);
    const editions = (await found(page)).flatMap((path) => /^\/editions\/([^/]+)/.exec(path)?.[1] ?? []);
    expect(editions.length).toBeGreaterThan(1);
    expect(editions).toEqual(editions.toSorted().reverse());
  });

  test.each(['xylophone', 'blockchain', 'imagenet', 'models xylophone'])(
    '%s is nowhere, and nothing else is shown for it',
    async (words) => {
      expect(await ask(words)).toBe(`Nothing has “${words}”.`);
      expect(await found(page)).toEqual([]);
    },
  );

  test('a year leads to its snapshots', async () => {
    await ask('2023');
    expect(await page.locator('#search-elsewhere a[href$="/2023-06-30-r2/"]').count()).toBe(1);
  });

  test.each([
    ['license', 'licence', '/reuse/'],
    ['README', 'model card', '/documentation/'],
  ])('%s finds what is called %s', async (asked, called, path) => {
    expect(await ask(asked)).toContain(`“${asked}” or “${called}”`);
    expect(await found(page)).toContain(path);
  });

  test('what is told once comes before what is of a snapshot, and that is the newest that has it', async () => {
    await ask('licences');
    while (await page.locator('#search-more').isVisible()) {
      const before = (await found(page)).length;
      // The last of them are not so many of so many.
      expect(await page.locator('#search-more').textContent()).not.toMatch(/ (\d+) more of \1$/);
      await page.locator('#search-more').click();
      await page.waitForFunction((count) => document.querySelectorAll('#search-results > li').length > count, before);
    }
    const paths = await found(page);
    const dated = paths.findIndex((path) => /^\/(\d|compare|editions)/.test(path));
    expect(dated).toBeGreaterThan(3);
    expect(paths.slice(dated).every((path) => /^\/(\d|compare|editions)/.test(path))).toBe(true);
    const corrected = status.published.filter((entry) => entry.status === 'corrected').map(({ id }) => id);
    const chapters = paths.flatMap((path) => /^\/(\d[^/]*)\/(\w+)\/$/.exec(path)?.slice(1, 3).reverse() ?? []);
    expect(chapters.filter((name) => corrected.includes(name))).toEqual([]);
    const names = chapters.filter((_, index) => index % 2 === 0);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each([
    ['xlm-roberta', '/2023-06-30/models/xlm-roberta/'],
    ['roc_bert', '/2023-06-30/models/roc_bert/'],
  ])('%s of a snapshot is found first at %s', async (words, path) => {
    await ask(words, '2023-06-30');
    expect((await found(page))[0]).toBe(path);
  });

  test('a figure is found at its own place on a page, which is there', async () => {
    await ask('share with a card', '2023-06-30');
    const places = await page
      .locator('#search-results .places a')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
    expect(places.length).toBeGreaterThan(3);
    for (const place of places) {
      const { pathname, hash } = new URL(place);
      const html = readFileSync(join(dist, pathname, 'index.html'), 'utf8');
      expect(html, place).toMatch(new RegExp(`<[^>]* id="${RegExp.escape(decodeURIComponent(hash.slice(1)))}"`));
    }
  });

  test('what was found is announced, politely, and the focus stays where it was', async () => {
    expect(await page.getByRole('status').count()).toBe(1);
    expect(await ask('bert')).toMatch(/pages have “bert”/);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('search-words');
  });
});

test('the field in the header of every page leads to the search', async () => {
  const { page, complaints, asked } = await visit(`/${newest}/methods/`);
  expect(ofIndex(asked)).toEqual([]);
  await page.getByRole('search').getByRole('searchbox').fill('gpt2');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/search/?q=gpt2');
  await said(page);
  expect((await found(page))[0]).toBe('/models/gpt2/');
  expect(complaints).toEqual([]);
});

test('a snapshot is a choice away, others that have more say so, and so is everything', async () => {
  const { page, complaints } = await visit('/search/?q=bus+factor');
  await said(page);
  await page.locator('#search-snapshot').selectOption('2022-10-01');
  await page.waitForURL('**/search/?q=bus+factor&snapshot=2022-10-01');
  expect(await said(page)).toContain('in the snapshot of 1 October 2022.');
  for (const path of await found(page)) expect(path).toMatch(/^\/(2022-10-01|glossary)\//);
  expect(await found(page)).toContain('/2022-10-01/community/');

  await page.locator('#search-elsewhere a', { hasText: /^22 August 2026$/ }).click();
  await page.waitForFunction(() => document.getElementById('search-status')?.textContent.includes('22 August 2026'));
  expect(await page.locator('#search-snapshot').inputValue()).toBe('2026-08-22');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('search-status');
  await page.getByRole('link', { name: 'Search everywhere' }).click();
  await page.waitForURL('**/search/?q=bus+factor');
  expect(complaints).toEqual([]);
});

test('the address holds what is asked, back and forward too', async () => {
  const { page } = await visit('/search/?q=gemma&snapshot=2026-08-22');
  expect(await said(page)).toContain('“gemma” in the snapshot of 22 August 2026.');
  const before = await found(page);
  expect(before[0]).toMatch(/^\/2026-08-22\/models\/gemma/);
  await page.locator('#search-words').fill('llama');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/search/?q=llama&snapshot=2026-08-22');
  expect(await said(page)).toContain('“llama”');
  await page.goBack();
  await page.waitForFunction(() => document.getElementById('search-status')?.textContent.includes('“gemma”'));
  expect(await found(page)).toEqual(before);
  expect(await page.locator('#search-words').inputValue()).toBe('gemma');
  await page.goForward();
  await page.waitForFunction(() => document.getElementById('search-status')?.textContent.includes('“llama”'));
  expect(query(page)).toBe('?q=llama&snapshot=2026-08-22');
});

test('all of it works with the keyboard alone', async () => {
  const { page } = await visit('/search/');
  const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
  for (let presses = 0; (await focused()) !== 'search-words' && presses < 40; presses += 1)
    await page.keyboard.press('Tab');
  expect(await focused()).toBe('search-words');
  await page.keyboard.type('models');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('search-snapshot');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await said(page)).toContain('“models”');
  expect(await page.locator('#search-results > li').count()).toBe(10);

  await page.locator('#search-more').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('#search-results > li').length > 10);
  const eleventh = page.locator('#search-results > li').nth(10).locator('h2 a');
  expect(await eleventh.evaluate((link) => link === document.activeElement)).toBe(true);
  const address = await eleventh.evaluate((link) => (link as HTMLAnchorElement).href);
  await page.keyboard.press('Enter');
  await page.waitForURL(address);
});

test('nothing of the search is loaded before somebody goes to the field', async () => {
  const { page, asked } = await visit('/search/');
  await page.waitForTimeout(300);
  expect(ofIndex(asked)).toEqual([]);
  await page.locator('#search-words').focus();
  await page.waitForRequest((request) => request.url().includes('/pagefind/wasm'));
});

describe('an address that asks for what cannot be had shows the nearest view and says so', () => {
  const { go } = tabOfGroup();
  const hostile = encodeURIComponent('<img src=x onerror="document.title=1">');
  test.each([
    ['blanks', '?q=%20%20&snapshot=2022-10-01', /^The address asks for no word\. Write one above\.$/],
    ['far too much', `?q=${'bert '.repeat(100)}`, /^What the address asks for is cut after 200 letters\. \d+ pages/],
    [
      'markup',
      `?q=${hostile}&snapshot=${hostile}`,
      /^There is no snapshot <img src=x .*, so this is a search of everything\. Nothing has “<img src=x .*”\.$/,
    ],
    ['broken signs', '?q=%E0%A4%A&snapshot', / ha(s|ve) “/],
  ])('%s', async (_, address, sentence) => {
    const { page, complaints } = await go(`/search/${address}`);
    expect(await said(page)).toMatch(sentence);
    expect(await page.locator('main img').count()).toBe(0);
    expect(await page.locator('#search-contents, .search-contents').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });

  test('an address without a question is just the page', async () => {
    const { page } = await go('/search/');
    expect(await page.locator('#search-status').textContent()).toBe('');
  });
});

test('the names that sources give stay text, whatever they are', async () => {
  const { page } = await visit('/search/');
  const name = '<img src=x onerror=alert(1)><b>bold</b>';
  const written = name.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const result = {
    url: `/${newest}/`,
    meta: { title: name, kind: name },
    excerpt: `before ${written} <mark>${written}</mark> after`,
    sub_results: [{ url: `/${newest}/#a`, title: name, weighted_locations: [] }],
  };
  await page.route('**/pagefind/pagefind.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `const result = ${JSON.stringify(result)};
        export const options = async () => {}, init = async () => {};
        export const search = async (_, { filters }) => ({
          results: filters.scope.any.includes('report') ? [{ id: 'a', data: async () => result }] : [], totalFilters: {} });`,
    }),
  );
  await page.locator('#search-words').fill('bold');
  await page.keyboard.press('Enter');
  expect(await said(page)).toContain('One page has “bold”');
  expect(await page.locator('main img, main b').count()).toBe(0);
  const text = (await page.locator('#search-results').textContent()) ?? '';
  expect(text.split(name)).toHaveLength(6);
  expect(await page.locator('#search-results mark').textContent()).toBe(name);
});

test('an index that cannot be loaded is told, and the next try asks again', async () => {
  const { page } = await visit('/search/');
  await page.route('**/pagefind/pagefind.js', (route) => route.abort());
  await page.locator('#search-words').fill('bert');
  await page.keyboard.press('Enter');
  expect(await said(page)).toBe('The index of the search could not be loaded. Try again, or go by the contents below.');
  expect(await page.locator('#search-results > li').count()).toBe(0);
  await page.unroute('**/pagefind/pagefind.js');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.getElementById('search-status')?.textContent.includes('“bert”'));
});

test('with JavaScript off the page says so and leads to the contents', async () => {
  const { page } = await visit(`/${newest}/`, { javaScriptEnabled: false });
  await page.getByRole('searchbox').fill('bert');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/search/?q=bert');
  expect(await page.locator('noscript').textContent()).toContain('needs JavaScript');
  const links = page.locator('.search-contents a');
  for (const path of ['/', '/models/', '/snapshots/', '/compare/', '/glossary/'])
    expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toContain(path);
});

test('the page is accessible with what was found and without, its targets are large enough, and marks stand out', async () => {
  const { page, complaints } = await visit('/search/?q=models');
  const isAccessible = async (first: 'all' | 'appearance') => {
    for (const { width, colorScheme } of modesToLookAt) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      const rules = width === 1280 && colorScheme === 'light' ? first : 'appearance';
      expect(await violations(page, { rules }), `${width} px, ${colorScheme}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  };
  await said(page);
  await page.setViewportSize({ width: 320, height: 900 });
  const small = await page
    .locator('form.search :is(input, select, button), #search-results a, #search-elsewhere a, #search-more')
    .evaluateAll((parts) =>
      parts.filter((part) => part.getBoundingClientRect().height < 24).map((part) => part.outerHTML),
    );
  expect(small).toEqual([]);
  await page.locator('#search-results > li:nth-child(n + 6)').evaluateAll((results) => {
    for (const result of results) result.remove();
  });
  await isAccessible('all');

  await page.emulateMedia({ forcedColors: 'active' });
  const [mark, ground] = await page.evaluate(() =>
    ['#search-results mark', '#search-results .excerpt'].map((part) => {
      const element = document.querySelector(part);
      return element && getComputedStyle(element).backgroundColor;
    }),
  );
  expect(mark).not.toBe(ground);

  await page.emulateMedia({ forcedColors: null });
  await page.locator('#search-words').fill('щжфы');
  await page.keyboard.press('Enter');
  expect(await said(page)).toBe('Nothing has “щжфы”.');
  await isAccessible('appearance');
  expect(complaints).toEqual([]);
});

test('every word that is explained leads to its entry, and every chapter explains few', () => {
  const { document: page } = new JSDOM(readFileSync(join(dist, 'glossary/index.html'), 'utf8')).window;
  const entries = new Map(glossary.map((entry) => [entry.id, entry]));
  for (const { id, term, definition } of entries.values()) {
    const entry = page.getElementById(id);
    expect(entry?.querySelector('dt')?.textContent, id).toBe(term);
    expect(entry?.querySelector('dd')?.textContent, id).toContain(definition);
  }
  const terms = [...page.querySelectorAll('dl.glossary dt')].map((term) => term.textContent);
  expect(terms).toEqual(terms.toSorted((a, b) => a.localeCompare(b, 'en')));
  expect(terms).toHaveLength(glossary.length);

  let used = 0;
  for (const file of chaptersToLookAt(dist)) {
    const html = readFileSync(join(dist, file), 'utf8');
    if (!/ class="[^"]*\bterm\b/.test(html)) continue;
    // Charts, and rows that explain nothing, take longest to parse.
    const { document } = new JSDOM(
      html.replaceAll(/<(svg|tr)\b[^]*?<\/\1>/g, (part) => (/\bterm\b/.test(part) ? part : '')),
    ).window;
    const links = [...document.querySelectorAll('a.term')];
    used += links.length;
    // A list of definitions is there to explain.
    expect(links.filter((link) => !link.closest('dl.definitions')).length, file).toBeLessThanOrEqual(4);
    for (const link of links) {
      const [path, id = ''] = (link.getAttribute('href') ?? '').split('#');
      expect(path, file).toBe('/glossary/');
      expect(entries.has(id), `${file}: ${id}`).toBe(true);
      expect(link.closest('h1, h2, h3, h4, summary'), `${file}: ${id} in a heading`).toBeNull();
    }
  }
  expect(used).toBeGreaterThan(20);
});

describe('the indexer', () => {
  const pages: Readonly<Record<string, string>> = {
    '': 'The front page',
    '2023-06-30/': 'An overview',
    '2023-06-30/models/bert/': 'A type',
    'search/': 'The search itself',
  };
  const integration = (config.integrations ?? []).flat().find((each): each is AstroIntegration => {
    return typeof each === 'object' && each !== null && 'name' in each && each.name === 'almanac-search';
  });

  /** A folder with these pages after the indexer was there. */
  async function indexed(paths: readonly string[]): Promise<Map<string, Buffer>> {
    const folder = mkdtempSync(join(tmpdir(), 'almanac-search-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    for (const path of paths) {
      const file = join(folder, path, 'index.html');
      mkdirSync(dirname(file), { recursive: true });
      const text = `<h1>${pages[path] ?? ''}</h1><p>Words of ${pages[path] ?? ''}.</p>`;
      writeFileSync(file, `<!doctype html><html lang="en"><main>${text}</main></html>`);
    }
    // What GitHub Pages takes the domain of a site from is a file without an ending.
    writeFileSync(join(folder, 'CNAME'), 'almanac.example');
    const hooks = integration?.hooks as Record<string, (options: object) => Promise<void> | undefined>;
    await hooks['astro:config:setup']?.({
      config: { root: pathToFileURL(`${root}/`), base: '/' },
      updateConfig: () => {},
    });
    await hooks['astro:build:generated']?.({ dir: pathToFileURL(`${folder}/`) });
    await hooks['astro:build:done']?.({ logger: { info: () => {} } });
    const out = join(folder, 'pagefind');
    const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return new Map(
      files
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
        .map((file) => [file.slice(out.length + 1), readFileSync(file)]),
    );
  }

  test('indexes the pages of snapshots and the words of the glossary, in whatever order they come', async () => {
    const [once, twice] = [await indexed(Object.keys(pages)), await indexed(Object.keys(pages).reverse())];
    const fragments = (files: ReadonlyMap<string, Buffer>) =>
      [...files.keys()].filter((file) => file.startsWith('fragment/'));
    expect(fragments(once)).toHaveLength(3 + glossary.length);
    expect(fragments(twice)).toEqual(fragments(once));
  });

  test('stops the build if it indexes no page of a snapshot', async () => {
    await expect(indexed(['', 'search/'])).rejects.toThrow(
      /^the search has nothing to index: \S+ has no page of a snapshot$/,
    );
  });
});

describe('addresses and excerpts', () => {
  const known = ['2022-10-01', '2023-06-30'];

  test('an address survives the way there and back', () => {
    for (const view of [
      { query: 'bert', snapshot: '' },
      { query: 'a & b = “c” #1 ?', snapshot: '2022-10-01' },
    ])
      expect(asked(addressOf(view), known)).toEqual({ ...view, complaints: [] });
    expect(addressOf({ query: 'bert', snapshot: '' })).toBe('?q=bert');
  });

  test('a question is asked in other words too, whole words in any case, the longest first', () => {
    const groups = [
      ['card', 'model card', 'README'],
      ['licence', 'license'],
    ];
    expect(alternatives('Model cards with a license', groups)).toEqual([
      'card with a license',
      'README with a license',
      'Model cards with a licence',
    ]);
    expect(alternatives('postcards', groups)).toEqual([]);
    const words = synonyms.flat().map((word) => word.toLowerCase());
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    expect(synonyms.filter((group) => group.length < 2)).toEqual([]);
  });

  test('words that say nothing of a question are left out, unless it has no others', () => {
    expect(withoutFillers('how many models')).toBe('models');
    expect(withoutFillers('What is  the')).toBe('What is the');
  });

  test('a title that is the question comes before one that has its words, with whatever endings', () => {
    const titled = (title: string) => ({ url: '/', meta: { title } });
    expect(rankOf(titled('Model card'), 'model card')).toBe(0);
    expect(rankOf(titled('Share of models with a card'), 'model cards')).toBe(1);
    expect(rankOf(titled('Discarded models'), 'model cards')).toBe(2);
    expect(rankOf(titled('Fine-tunes'), 'fine-tuning')).toBe(1);
    const edition = { url: '/editions/2026-11-29/', meta: { title: 'Numbers over snapshots', kind: 'Edition' } };
    expect(rankOf(edition, 'edition 2026-11-29')).toBe(0);
    const model = { url: '/', meta: { title: 'google/gemma-2b', kind: 'Model' } };
    expect(['google/gemma-2b', 'gemma 2b', 'gemma'].map((query) => rankOf(model, query))).toEqual([0, 0, 1]);
  });

  test('an excerpt is text in pieces, and the title does not stand in it again', () => {
    expect(pieces('<mark>Bus</mark> <mark>factor.</mark> The fewest <mark>authors</mark>', 'Bus factor')).toEqual([
      { text: 'The fewest ', found: false },
      { text: 'authors', found: true },
    ]);
    expect(pieces('&lt;b&gt; of <mark>&lt;b&gt;,</mark> too', 'x')).toEqual([
      { text: '<b> of ', found: false },
      { text: '<b>', found: true },
      { text: ',', found: false },
      { text: ' too', found: false },
    ]);
  });
});
