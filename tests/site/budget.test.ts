/** What the fonts hold, and what goes along when a page is shared. */
import { globSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { expect, onTestFinished, test } from 'vitest';
import { pagesToLookAt, snapshotsToLookAt } from './pages.ts';
import { sharedBrowser } from './visit.ts';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');
const pages = pagesToLookAt(dist);

/** A page up to its body: of the whole, jsdom takes eight times as long. */
const headOf = (page: string): Document =>
  new JSDOM(readFileSync(join(dist, page), 'utf8').split('<body', 1)[0]).window.document;

test('the fonts hold every letter of the pages', async () => {
  const page = await (await sharedBrowser()).newPage();
  onTestFinished(() => page.close());
  // With their markup, which has no letters that text has not; what is written as an entity is here as well.
  const text = pages.map((file) => readFileSync(join(dist, file), 'utf8')).join('');
  expect(text.match(/&(?!(?:nbsp|quot|lt|gt|amp|#3[89]);)#?\w+;/g)).toBeNull();
  // Fontsource's Latin files have no arrows, few signs and no Greek ρ: these come from the reader's own fonts. So do names
  // in scripts without capitals, as a category of the forum has one.
  const letters = [...new Set(text)]
    .filter((letter) => /[^\s\p{So}\p{Lo}\p{Mark}\p{Other}←→↔≠≤≥≈ρ]/u.test(letter))
    .sort();
  expect(letters.length).toBeGreaterThan(80);
  expect(letters).toContain('−');

  for (const [family, file] of [
    ['Source Serif 4', 'source-serif-4.woff2'],
    ['Source Sans 3', 'source-sans-3.woff2'],
  ] as const) {
    const font = readFileSync(join(root, 'src/styles/fonts', file)).toString('base64');
    const spans = [...letters].map(
      (letter) => `<span>${letter === '<' ? '&lt;' : letter.replace('&', '&amp;')}</span>`,
    );
    await page.setContent(
      `<style>@font-face{font-family:ours;src:url(data:font/woff2;base64,${font})}body{font-family:ours,monospace}</style>${spans.join(' ')}`,
    );
    await page.evaluate(() => document.fonts.ready);
    const session = await page.context().newCDPSession(page);
    await session.send('DOM.enable');
    await session.send('CSS.enable');
    const { root: whole } = await session.send('DOM.getDocument');
    const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: whole.nodeId, selector: 'span' });
    const missing: string[] = [];
    for (const [index, nodeId] of nodeIds.entries()) {
      const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
      if (!fonts.every(({ isCustomFont }) => isCustomFont)) missing.push(letters[index] ?? '');
    }
    expect(nodeIds.length).toBe(letters.length);
    expect(missing, `letters that are not in ${family}; scripts/fonts.ts says which are`).toEqual([]);
  }
});

const snapshots = readdirSync(join(root, 'content/snapshots'));
const editions = readdirSync(join(root, 'content/editions'));

test('every card is a picture of 1200 × 630, light enough to be fetched by those who show it', () => {
  const cards = globSync('{,*/,editions/*/}cards/*.png', { cwd: dist });
  for (const place of ['', ...snapshots.map((id) => `${id}/`), ...editions.map((id) => `editions/${id}/`)])
    expect(cards).toContain(`${place}cards/overview.png`);
  for (const card of cards) {
    const png = readFileSync(join(dist, card));
    expect(png.toString('latin1', 1, 4), card).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)], card).toEqual([1200, 630]);
    expect(png.length, card).toBeLessThan(150_000);
  }
});

test('every page says what to show where it is shared: a title, a description, and a card that is there', () => {
  // The page of a figure is for frames; who shares a figure shares its place in a chapter.
  for (const page of pages.filter((file) => !file.startsWith('figures/'))) {
    const document = headOf(page);
    const content = (name: string) =>
      document.querySelector(`meta[property="${name}"], meta[name="${name}"]`)?.getAttribute('content') ?? '';
    expect(content('og:title'), page).toBe(document.title);
    expect(content('og:description'), page).toBe(content('description'));
    expect(content('og:url'), page).toBe(document.querySelector('link[rel=canonical]')?.getAttribute('href') ?? '');
    expect(content('twitter:card'), page).toBe('summary_large_image');
    expect(content('og:image:alt').length, page).toBeGreaterThan(40);
    const image = new URL(content('og:image'));
    expect(image.href, page).toBe(content('og:image'));
    const file = readFileSync(join(dist, image.pathname.slice(1)));
    expect(file.length, page).toBeGreaterThan(5_000);
  }
});

test('a page is shared as what it is: a topic with its question, a snapshot or an edition with its day', () => {
  const altOf = (page: string) =>
    headOf(page).querySelector('meta[property="og:image:alt"]')?.getAttribute('content') ?? '';
  expect(altOf('models/index.html')).toMatch(/^Models: .+\? · Edition of \d/);
  for (const { id } of snapshotsToLookAt())
    expect(altOf(join(id, 'models/index.html')), id).toMatch(/^Snapshot: .+ · Snapshot of \d/);
  for (const id of editions) expect(altOf(`editions/${id}/index.html`), id).toMatch(/^Edition: .+ · Edition of \d/);
});
