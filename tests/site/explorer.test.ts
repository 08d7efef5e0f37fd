/** The taxonomies as trees on the pages of topics: places, counts, borders and examples. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Row, Table } from '../../src/schema/table.ts';
import type { Taxonomy } from '../../src/schema/taxonomy.ts';
import { evidenceFor } from './pages.ts';
import { visitsOf } from './visit.ts';

const root = join(import.meta.dirname, '../..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const trees = [
  { name: 'challenges', chapter: 'challenges', count: 'codes' },
  { name: 'root-causes', chapter: 'challenges', count: 'topics' },
  { name: 'benefits', chapter: 'benefits', count: 'codes' },
].map((tree) => {
  const { categories } = JSON.parse(read('content/taxonomy', `${tree.name}.json`)) as Taxonomy;
  const nodes = categories.flatMap((category) => [
    { entry: category, category: category.id, part: null, id: `${tree.name}-${category.id}` },
    ...category.subcategories.map((entry) => ({
      entry,
      category: category.id,
      part: entry.id,
      id: `${tree.name}-${category.id}-${entry.id}`,
    })),
  ]);
  return { ...tree, nodes };
});
const documents = new Map<string, Document>();
function documentOf(chapter: string): Document {
  const path = join('dist', chapter, 'index.html');
  const document = documents.get(path) ?? new JSDOM(read(path)).window.document;
  documents.set(path, document);
  return document;
}
const textOf = (element: Element | null | undefined) => (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
const rowOf = ({ rows }: Table, category: string, part: string | null): Row | undefined =>
  rows.find((row) => row.category === category && row.subcategory === part);

describe.each(trees)('$name', ({ name, chapter, count, nodes }) => {
  const document = documentOf(chapter);
  const placeOf = (id: string) => {
    const place = document.getElementById(id);
    if (!place) throw new Error(`${chapter} has no place ${id}`);
    return place;
  };
  const summaryOf = (id: string) => placeOf(id).closest('details')?.querySelector(':scope > summary');
  const linksOf = (id: string, facet: string) =>
    [...placeOf(id).querySelectorAll<HTMLAnchorElement>(':scope > dl > div')]
      .filter((each) => textOf(each.querySelector('dt')).startsWith(facet))
      .flatMap((each) => [...each.querySelectorAll('a')]);

  test('every category and sub-category has a place that opens with it, and a link to that place', () => {
    for (const { entry, category, part, id } of nodes) {
      const place = placeOf(id);
      expect(textOf(summaryOf(id)), id).toContain(entry.name);
      expect(textOf(place), id).toContain(entry.definition);
      expect(place.querySelector(`:scope > p > a[href="#${id}"]`)?.getAttribute('aria-label'), id).toMatch(/^Link to /);
      const around = place.closest('details')?.parentElement?.closest('.node')?.id;
      expect(around, id).toBe(part === null ? undefined : `${name}-${category}`);
    }
  });

  test('nothing is open that a reader did not open, and nothing stands in a list of another kind', () => {
    const tree = placeOf(nodes[0]?.id ?? '').closest('.tree');
    expect(tree?.querySelectorAll('details[open]')).toHaveLength(0);
    expect(tree?.querySelectorAll('ul > li > details')).toHaveLength(nodes.length);
  });

  test('examples are links to topics of the forum, named by their numbers only', () => {
    for (const { entry, id } of nodes) {
      const links = linksOf(id, 'Topic');
      expect(links.map(textOf), id).toEqual(entry.examples.map(String));
      for (const link of links) {
        expect(link.getAttribute('href')).toBe(`https://discuss.huggingface.co/t/${textOf(link)}`);
        expect(link.getAttribute('rel')).toBe('external noreferrer');
      }
    }
  });

  test('what belongs elsewhere leads there', () => {
    for (const { entry, id } of nodes) {
      const targets = linksOf(id, 'Belongs elsewhere').map((link) => link.getAttribute('href'));
      const expected = entry.excludes.map(({ see }) => `${name}-${see.replace('/', '-')}`);
      expect(targets, id).toEqual(expected.map((place) => `/${chapter}/#${place}`));
      for (const place of expected) placeOf(place);
      for (const hint of [...entry.includes, ...entry.excludes.map((exclude) => exclude.hint)])
        expect(textOf(placeOf(id)), id).toContain(hint);
    }
  });

  test('each has its count with share and interval, or says that it was not counted', () => {
    const table = JSON.parse(read('content/snapshots', evidenceFor(name).id, `${name}.json`)) as Table;
    const percent = (value: unknown) => {
      const share = Number(value);
      return (share * 100).toFixed(share > 0 && share < 0.01 ? 2 : 1);
    };
    for (const { category, part, id } of nodes) {
      const row = rowOf(table, category, part);
      const summary = summaryOf(id);
      if (row?.[count] === null) {
        expect(textOf(summary), id).toContain('not counted');
        expect(summary?.querySelectorAll('svg'), id).toHaveLength(0);
        continue;
      }
      expect(textOf(summary?.querySelector('.counted')), id).toBe(`${String(row?.[count])} ${count},`);
      expect(textOf(summary?.querySelector('.share')), id).toBe(`${percent(row?.share)} %`);
      expect(textOf(summary?.querySelector('.interval')), id).toBe(
        `95 % CI ${percent(row?.shareLow)}–${percent(row?.shareHigh)} %`,
      );
      expect(summary?.querySelectorAll('svg[aria-hidden=true]'), id).toHaveLength(1);
    }
  });
});

test('a total of the source that its parts do not give is told beside it', () => {
  const place = documentOf('benefits').getElementById('benefits-expert-opinion-and-clarification');
  expect(textOf(place?.querySelector(':scope > .note'))).toMatch(/^The source gives 262 codes .* add up to 263/);
  expect(documentOf('benefits').querySelectorAll('.node > .note')).toHaveLength(1);
});

describe('without a script', () => {
  const { visit: visitPage } = visitsOf();
  const visit = async (address: string, width = 1280): Promise<Page> =>
    (await visitPage(address, { viewport: { width, height: 900 }, javaScriptEnabled: false, until: 'load' })).page;

  test('a link to a sub-category opens it and all around it, and nothing else', async () => {
    const page = await visit('/challenges/#challenges-api-usage-rest-api');
    const place = page.locator('#challenges-api-usage-rest-api');
    await place.waitFor({ state: 'visible' });
    expect(await page.locator('.tree details[open]').count()).toBe(2);
    const name = page.locator('.tree summary', { hasText: 'REST API' });
    const [named, defined] = [await name.boundingBox(), await place.boundingBox()];
    expect(named?.y ?? -1, 'its name is on the screen too').toBeGreaterThanOrEqual(0);
    expect(defined?.y).toBeGreaterThan(named?.y ?? Infinity);
  });

  test('a category is reached, opened and closed with the keyboard alone', async () => {
    const page = await visit('/challenges/#challenges-spaces');
    const summary = page.locator('.tree summary', { hasText: 'Onboarding' });
    await summary.focus();
    await page.keyboard.press('Enter');
    const place = page.locator('#challenges-onboarding');
    await place.waitFor({ state: 'visible' });
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Link to Onboarding');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    await place.waitFor({ state: 'hidden' });
  });

  test('whatever can be pressed is 24 pixels high or more', async () => {
    const page = await visit('/challenges/#challenges-spaces', 320);
    for (const link of await page.locator('.tree summary:visible, .tree .node:visible a:visible').all()) {
      expect((await link.boundingBox())?.height ?? 0, await link.innerText()).toBeGreaterThanOrEqual(24);
    }
  });

  test('on paper all of it is open', async () => {
    const page = await visit('/challenges/');
    expect(await page.locator('#challenges-spaces').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#challenges-spaces').isVisible()).toBe(true);
    expect(await page.locator('#challenges-api-usage-rest-api').isVisible()).toBe(true);
  });
});
