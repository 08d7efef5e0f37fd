/** A snapshot with hardly anything in it has the pages that any other has, and they say less. */
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { topics } from '../../src/schema/topic.ts';
import { buildCopy, copySite } from '../site-copy.ts';
import { accepted, writeThinSnapshots } from '../thin-snapshots.ts';

let site: string;
let ids: string[];
let ended: ReturnType<typeof buildCopy>;

beforeAll(async () => {
  site = copySite('2022-10-01');
  ids = await writeThinSnapshots(join(site, 'content'));
  ended = buildCopy(site);
}, 600_000);

afterAll(() => {
  rmSync(site, { recursive: true });
});

/** What was parsed before: the main parts of pages, whose charts are empty. */
const parsed = new Map<string, Element>();
function mainOf(page: string): Element {
  const known = parsed.get(page);
  if (known) return known;
  const html = readFileSync(join(site, 'dist', page, 'index.html'), 'utf8');
  const [part] = /<main\b.*<\/main>/s.exec(html.replaceAll(/(?<=<svg\b[^>]*>).*?(?=<\/svg>)/gs, '')) ?? [];
  const main = new JSDOM(part).window.document.querySelector('main');
  if (!main) throw new Error(`${page} has no main part`);
  parsed.set(page, main);
  return main;
}
const wordsOf = (page: string) => mainOf(page).textContent.replaceAll(/\s+/g, ' ');

test('the site builds, and every topic of every snapshot is there', () => {
  expect(ended.status, ended.said).toBe(0);
  const pages = ids.flatMap((id) => ['', ...topics.map((topic) => topic.id)].map((topic) => join(id, topic)));
  expect(pages.filter((page) => !existsSync(join(site, 'dist', page, 'index.html')))).toEqual([]);
});

test('no page shows half a sentence, an empty paragraph, or what a program says of nothing', () => {
  const told = ['', ...topics.map(({ id }) => id)].map((topic) => join(topic, 'index.html'));
  const pages = globSync('**/index.html', { cwd: join(site, 'dist') }).filter(
    (page) => told.includes(page) || ids.includes(page.slice(0, '2020-01-01'.length)),
  );
  expect(pages.length).toBeGreaterThan(ids.length * 8);
  // Paragraphs that a script fills, and notes to what has none, are empty in any snapshot.
  const empty = /<(p|li|h[1-4])\b(?![^>]*(?:role=|"nothing|"said|keys-of-chart))[^>]*>\s*<\/\1>/;
  for (const page of pages) {
    const html = readFileSync(join(site, 'dist', page), 'utf8');
    const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
    expect(main, page).not.toContain('missing number');
    expect(main, page).not.toMatch(empty);
    // A note of a table may say what it makes of a null; nothing else does.
    const words = main
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .replaceAll('null, false and empty', '');
    const at = words.search(/\b(?:NaN|Infinity|undefined|null)\b|\[object/);
    expect(at < 0 ? '' : words.slice(Math.max(at - 60, 0), at + 60), page).toBe('');
  }
});

test('its overview says how it was captured, and every page that a failed check was accepted', () => {
  expect(wordsOf('2021-01-01/reuse')).toContain('made although a quality check failed');
  const said = wordsOf('2021-01-01');
  expect(said).toContain(
    `The check ${accepted.gate} failed and was accepted: ${accepted.found}. Reason: ${accepted.reason}`,
  );
  const cells = [...mainOf('2021-01-01').querySelectorAll('#fetched + .scroll tbody :is(th, td)')];
  expect(cells.map(({ textContent }) => textContent.trim().replaceAll(/\s+/g, ' '))).toEqual([
    ...['hub', 'huggingface.co', '2021-01-01 03:17', '2021-01-01 04:20', '3', '1,205', '2 (61 s)', '429: 2'],
    '1 page took more than is counted; 2 pages taken over from 2020-12-01',
  ]);
  expect(said).toContain('Captured by model-reuse-almanac 1.1.0+0123456.');
  expect(mainOf('2020-01-01').querySelector('#fetched')).toBeNull();
  const croissant = JSON.parse(readFileSync(join(site, 'dist/2021-01-01/data/croissant.json'), 'utf8')) as object;
  expect(croissant).toHaveProperty('rai:dataLimitations', expect.arrayContaining([expect.stringContaining('shrunk')]));
});

test('of three models, the page on lineage says what there is, and why other tables are missing', () => {
  const page = mainOf('2021-01-01/lineage');
  expect([...page.querySelectorAll('figure .title')].map((title) => title.textContent.trim())).toContain(
    'Models by relation to their base model',
  );
  expect(page.querySelectorAll('.unavailable')).toHaveLength(0);
  expect(page.querySelectorAll('details#lacking dt').length).toBeGreaterThan(0);
});

test('of an aggregate of licences alone, the licences are shown', () => {
  expect(wordsOf('2020-01-01/reuse')).toContain('58.3 %');
  expect(wordsOf('2020-01-01')).toContain('Licences only');
});

test('models without dates, cards and files are counted by what is known of them', () => {
  expect(wordsOf('2022-01-01')).toContain('40 models');
  expect(wordsOf('2022-01-01/documentation')).toContain('The list does not say it.');
});
test('each topic is told of what there is, says of which day, and has no box for what there is not', () => {
  for (const { id } of topics) {
    const page = mainOf(id);
    expect(page.querySelector('h1')?.textContent.trim(), id).toBeTruthy();
    expect(page.querySelectorAll('.unavailable, .refused'), id).toHaveLength(0);
    for (const figure of page.querySelectorAll('figure'))
      expect(figure.querySelector('figcaption .as-of')?.textContent, `${id}#${figure.id}`).toMatch(
        /(?:as|edition) of \d+ \w+ \d{4}/,
      );
  }
  // Of three models, the newest census that counts types, relations and the like.
  expect(wordsOf('lineage')).toMatch(/As of 1 January 2021\W*census/i);
});

test('a number whose interval cannot be computed says that it has none', () => {
  const said = topics.flatMap(({ id }) =>
    [...mainOf(id).querySelectorAll('.stat .interval')].map(({ textContent }) => textContent.trim()),
  );
  expect(said).toContain('(no 95\u00a0% CI)');
});

test('the menu of the explorer gives no months to a share that no month has enough models for', () => {
  const periodOf = (slug: string) =>
    mainOf('explore').querySelector(`.measures a[href="/explore/${slug}"] small`)?.textContent.trim();
  expect(periodOf('')).toMatch(/ \d{4}$/);
  expect(periodOf('share-of-uploads/')).toBe('too few models');
});

test('the front page says how current it is and leads to every topic', () => {
  const page = mainOf('');
  expect(wordsOf('')).toContain('Newest census: 1 October 2022');
  for (const { id } of topics) expect(page.querySelector(`a[href="/${id}/"]`), id).not.toBeNull();
});
