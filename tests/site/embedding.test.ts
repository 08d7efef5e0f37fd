/** Figures on pages of their own, in frames of another site; and that nothing else may be framed. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { extractFigures, movedFigures } from '../../src/build/figure-pages.ts';
import { everything } from '../everything.ts';
import { type Listening, listen } from '../local-server.ts';
import { pageFiles, pagesToLookAt } from './pages.ts';
import { visitsOf } from './visit.ts';

const dist = join(import.meta.dirname, '../../dist');
const { visit, origin } = visitsOf();
const chapter = '/2023-06-30/documentation/';
const figure = '/figures/2023-06-30/documentation/cards-by-month/';
const pages = pageFiles(dist);
const own = pages.filter((file) => /^figures\/\d{4}-/.test(file));
/** Those that are looked at: of every kind of chart the largest, and all of one chapter. */
const kinds = new Set(pagesToLookAt(dist));
const isMoved = (file: string) => Object.values(movedFigures).some((place) => file.endsWith(`/${place}/index.html`));
const looked = own.filter(
  (file) => !isMoved(file) && (file.startsWith('figures/2023-06-30/documentation/') || kinds.has(file)),
);
/** A page without its tables, which take long to parse and are looked at elsewhere. */
const parse = (file: string) =>
  new JSDOM(readFileSync(join(dist, file), 'utf8').replaceAll(/<table\b[^]*?<\/table>/g, '')).window.document;

/** Of pages that were parsed, none is let go before a turn of the event loop ends: jsdom refers to them weakly. */
const letGo = () => setImmediate();

/** A site that is not ours: it shows what it is asked to. */
let other: Listening;
beforeAll(async () => {
  other = await listen(
    createServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(`<!doctype html><title>Another site</title><h1>Ours</h1>${searchParams.get('html') ?? ''}`);
    }),
  );
});
afterAll(() => other.close());

describe('the pages', () => {
  test('every figure of every page of a snapshot has one', () => {
    const expected: string[] = [];
    for (const file of pages.filter((file) => /^\d{4}-/.test(file))) {
      const [snapshot = '', ...place] = file.split('/').slice(0, -1);
      for (const { id } of extractFigures(readFileSync(join(dist, file), 'utf8'), file))
        for (const each of [[...place, id].join('/')].flatMap((now) => [now, movedFigures[now] ?? []].flat()))
          expected.push(`figures/${snapshot}/${each}/index.html`);
    }
    expect(expected.length).toBeGreaterThan(300);
    expect(own).toEqual(expected.sort());
  });

  test('each holds its figure as the chapter has it, says of which day and whether it still holds, and leads there', async () => {
    let chapterNow = { path: '', whole: parse('index.html') };
    for (const file of looked) {
      await letGo();
      const [, date = '', ...place] = file.split('/').slice(0, -1);
      const id = place.pop() ?? '';
      const path = `/${date}/${place.join('/')}/`;
      const page = parse(file);
      // The figures of a page follow each other, and it is large: it is parsed once.
      if (chapterNow.path !== path) chapterNow = { path, whole: parse(join(path, 'index.html')) };
      const { whole } = chapterNow;
      expect(page.querySelectorAll('figure').length, file).toBe(1);
      for (const part of ['.title', '.subtitle', 'almanac-figure', '.see', '.share', 'figcaption > p'])
        expect(page.querySelector(`figure ${part}`)?.textContent, `${file} ${part}`).toBe(
          whole.querySelector(`#${id} ${part}`)?.textContent,
        );
      expect(page.querySelector('.origin')?.textContent, file).toMatch(
        /Model Reuse Almanac, snapshot of [\w ]+(, [a-z]+)?(, revision \d+)?(, (draft|corrected|withdrawn|rehearsal))?$/,
      );
      expect(page.querySelector('.origin a')?.getAttribute('href'), file).toBe(`${path}#${id}`);
      expect(page.querySelector('link[rel=canonical]')?.getAttribute('href'), file).toMatch(`${path}#${id}`);
      expect(page.querySelector('meta[name=robots]')?.getAttribute('content'), file).toBe('noindex');
      expect(page.querySelector('base')?.target, file).toBe('_top');
      expect(page.querySelectorAll('header, footer, nav').length, file).toBe(0);
    }
  });
});

describe('the drawings', () => {
  test('each is a whole SVG that needs nothing else, and says what it shows, from where and when', async () => {
    let drawings = 0;
    for (const file of looked) {
      await letGo();
      const page = parse(file);
      const chart = page.querySelector('.chart.wide svg');
      if (!chart) continue;
      drawings += 1;
      const id = file.split('/').at(-2) ?? '';
      const text = readFileSync(join(dist, file, '..', `${id}.svg`), 'utf8');
      const svg = new JSDOM(text, { contentType: 'image/svg+xml' }).window.document.documentElement;
      expect(svg.namespaceURI, file).toBe('http://www.w3.org/2000/svg');
      expect(text, file).not.toMatch(/var\(|currentColor|style=|<style|href=|@import|class=/);
      for (const [, name] of text.matchAll(/url\(#(\w+)\)/g))
        expect(svg.querySelector(`#${name ?? ''}`)).not.toBeNull();
      const words = (element: Element | null) => element?.textContent.replaceAll(/\s+/g, ' ').trim();
      expect(words(svg.querySelector('title')), file).toBe(words(page.querySelector('h1')));
      expect(words(svg), file).toMatch(
        /Source: .+ Model Reuse Almanac, snapshot of [\w ]+(, [a-z]+)?(, revision \d+)?( \((draft|corrected|withdrawn|rehearsal)\))?\. https?:\/\/.+#/,
      );
      // As many marks as in the chapter.
      for (const mark of ['path', 'circle', 'line']) {
        const count = (within: Element) => within.querySelectorAll(mark).length;
        expect(count(svg), `${file} ${mark}`).toBe(count(chart));
      }
    }
    expect(drawings).toBeGreaterThan(everything ? 100 : 8);
  });

  test.each(['documentation/cards-by-month', 'models/type-ranking'])(
    '%s is drawn by a browser as a picture',
    async (place) => {
      const { page, complaints } = await visit('/accessibility/');
      const size = await page.evaluate(
        async (source) => {
          const image = document.createElement('img');
          image.src = source;
          await image.decode();
          return [image.naturalWidth, image.naturalHeight];
        },
        `/figures/2023-06-30/${place}/${place.replace(/.*\//, '')}.svg`,
      );
      expect(size[0]).toBe(768);
      expect(size[1]).toBeGreaterThan(300);
      expect(complaints).toEqual([]);
    },
  );
});

describe('on its own page a figure works as in its chapter', () => {
  test('and no such page reports a violation of its policy, or an error', async () => {
    const { page, complaints } = await visit(figure);
    for (const file of looked) {
      await letGo();
      await page.goto(`${origin()}/${file.replace('index.html', '')}`, { waitUntil: 'load' });
      expect(complaints, file).toEqual([]);
    }
  });

  test('it can be explored, the text to copy follows the view, and one press copies it', async () => {
    const { page, complaints } = await visit(`${figure}?cards-by-month.from=2021-07&cards-by-month.values=count#embed`);
    await page.locator('button.reset').waitFor();
    expect(await page.locator('#embed').textContent()).toContain(
      `${figure}?cards-by-month.values=count&amp;cards-by-month.from=2021-07"`,
    );
    await page.getByRole('button', { name: 'Copy the HTML' }).click();
    await page.getByText('Copied', { exact: true }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await page.locator('#embed').textContent());
    await page.getByRole('button', { name: 'Reset' }).click();
    expect(new URL(page.url()).search).toBe('');
    expect(await page.locator('#embed').textContent()).toContain(`${figure}"`);
    const chart = page.locator('.chart[tabindex]:visible');
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.tip').innerText()).toMatch(/20\d\d\s+\d/);
    expect(complaints).toEqual([]);
  });

  test('without scripts, the link of the chapter opens the text to copy all the same', async () => {
    const { page } = await visit(`${figure}#embed`, { javaScriptEnabled: false });
    expect(await page.locator('#embed').isVisible()).toBe(true);
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.locator('.chart.wide svg').isVisible()).toBe(true);
  });
});

test('in a chapter, what leads to the embedding takes the view along', async () => {
  const { page } = await visit(`${chapter}?cards-by-month.from=2021-07`);
  await page.locator('#cards-by-month button.reset').waitFor();
  await page.locator('#cards-by-month .share > summary').click();
  await page.locator('#cards-by-month a.embed').click();
  await page.locator('.embedding').waitFor();
  const { pathname, search, hash } = new URL(page.url());
  expect([pathname, search, hash]).toEqual([figure, '?cards-by-month.from=2021-07', '#embed']);
});

describe('in a frame of another site', () => {
  test('the HTML that was copied shows the figure in its view, and it answers', async () => {
    const { page, complaints } = await visit(`${figure}?cards-by-month.values=count`);
    await page.locator('button.reset').waitFor();
    const code = (await page.locator('#embed').textContent()) ?? '';
    // The site has another address here than it was built for.
    const html = code.replace(/src="https?:\/\/[^/]*/, `src="${origin()}`);
    await page.goto(`${other.origin}/?html=${encodeURIComponent(html)}`);
    const frame = page.frameLocator('iframe');
    expect(await frame.locator('h1').innerText()).toContain('Models with a card');
    await page.mouse.move(200, 200);
    await page.mouse.move(300, 300);
    await frame.locator('.chart[tabindex]:visible').focus();
    await page.keyboard.press('ArrowRight');
    expect(await frame.locator('.tip').innerText()).toMatch(/20\d\d\s+\d/);
    expect(await frame.locator('.subtitle').innerText()).toContain('Those that had a card');
    // The other site asks for itself; nothing else was wrong.
    expect(complaints.filter((each) => !each.startsWith(`asks ${other.origin}`))).toEqual([]);
    await frame.getByRole('link', { name: 'Model Reuse Almanac' }).click();
    await page.waitForURL(`${origin()}${chapter}#cards-by-month`);
  });

  test('nothing else is shown', async () => {
    const { page } = await visit('/accessibility/');
    const addresses = ['/', chapter, '/2023-06-30/', '/2023-06-30/models/bert/', '/2023-06-30/data/', '/search/'];
    addresses.push('/nowhere', '/404.html');
    const frames = addresses.map((address) => `<iframe src="${origin()}${address}"></iframe>`).join('');
    await page.goto(`${other.origin}/?html=${encodeURIComponent(frames)}`, { waitUntil: 'networkidle' });
    const [, ...framed] = page.frames();
    expect(framed.map((frame) => frame.url())).toEqual(addresses.map(() => 'chrome-error://chromewebdata/'));
    for (const frame of framed) expect(await frame.locator('#main').count()).toBe(0);
  });
});
