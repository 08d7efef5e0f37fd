/** The taxonomies as trees on the pages of topics: places, counts, borders and examples. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
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

  test('each has its count with share and interval, the largest first; what no sibling has a count of is said once', () => {
    const table = JSON.parse(read('content/snapshots', evidenceFor(name).id, `${name}.json`)) as Table;
    const percent = (value: unknown) => {
      const share = Number(value);
      return (share * 100).toFixed(share > 0 && share < 0.01 ? 2 : 1);
    };
    for (const { category, part, id } of nodes) {
      const row = rowOf(table, category, part);
      const summary = summaryOf(id);
      const siblings = table.rows.filter((each) => each.category === category && each.subcategory !== null);
      const isUncounted = siblings.length > 0 && siblings.every((each) => each[count] === null);
      if (part === null)
        expect(textOf(placeOf(id).querySelector(':scope > .label')).endsWith('does not count one by one'), id).toBe(
          isUncounted,
        );
      if (row?.[count] === null) {
        expect(summary?.querySelector('.measure') === null, id).toBe(isUncounted);
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
    for (const list of placeOf(nodes[0]?.id ?? '')
      .closest('.taxonomy')
      ?.querySelectorAll('.tree, .node > ul') ?? []) {
      const counts = [...list.querySelectorAll(':scope > li > details > summary .counted')].map((each) =>
        Number.parseInt(textOf(each)),
      );
      expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    }
  });
});

test('a total of the source that its parts do not give is told beside it', () => {
  const place = documentOf('benefits').getElementById('benefits-expert-opinion-and-clarification');
  expect(textOf(place?.querySelector(':scope > .note'))).toMatch(/^The source gives 262 codes .* add up to 263/);
  expect(documentOf('benefits').querySelectorAll('.node > .note')).toHaveLength(1);
});

describe('a heat map', () => {
  const heat = documentOf('challenges').querySelector('.heat table');
  const { rows } = JSON.parse(
    read('content/snapshots', evidenceFor('root-causes-by-challenge').id, 'root-causes-by-challenge.json'),
  ) as Table;
  const lines = [...(heat?.querySelectorAll('tr') ?? [])].map((line) => [...line.querySelectorAll('th, td')]);
  const numbers = (line: readonly Element[] | undefined) => line?.slice(1).map((cell) => Number(textOf(cell)));

  test('has the number of every pair in its cell, and nothing where there is none', () => {
    const heads = lines[0]?.map(textOf) ?? [];
    const shown = lines.slice(1, -1).flatMap((line) =>
      line.slice(1, -1).flatMap((cell, at) => {
        const count = textOf(cell);
        expect(cell.className.includes('depth-')).toBe(count !== '');
        return count === '' ? [] : [`${textOf(line[0])}, ${heads[at + 1] ?? ''}: ${count}`];
      }),
    );
    expect(shown.sort()).toEqual(
      rows.map(({ name, groupName, topics }) => `${String(name)}, ${String(groupName)}: ${String(topics)}`).sort(),
    );
  });

  test('has the total of each row and column at its end, and says its largest numbers', () => {
    for (const line of lines.slice(1)) {
      const [total = 0, ...own] = numbers(line)?.reverse() ?? [];
      expect(own.reduce((sum, each) => sum + each, 0)).toBe(total);
    }
    expect(numbers(lines.at(-1))?.at(-1)).toBe(rows.reduce((sum, { topics }) => sum + Number(topics), 0));
    expect(textOf(heat?.querySelector('caption'))).toMatch(
      / The most: (“[^”]+” (with “[^”]+”|in both) \(\d+\)(; |\.$)){3}/,
    );
  });

  test('leads from each challenge to its definition', () => {
    for (const link of heat?.querySelectorAll('a') ?? [])
      expect(documentOf('challenges').getElementById(/#(.+)$/.exec(link.href)?.[1] ?? ''), link.href).not.toBeNull();
  });
});

describe('with a script', () => {
  const { visit } = visitsOf();
  test('all of a taxonomy opens with one button, and closes with it', async () => {
    const { page } = await visit('/benefits/');
    const tree = page.locator('.taxonomy').first();
    const [all, open] = [tree.locator('details'), tree.locator('details[open]')];
    await tree.getByRole('button', { name: 'Expand all' }).click();
    expect(await open.count()).toBe(await all.count());
    await tree.getByRole('button', { name: 'Collapse all' }).click();
    expect(await open.count()).toBe(0);
  });
});

describe('without a script', () => {
  const { tabOfGroup } = visitsOf();
  const { go } = tabOfGroup({ javaScriptEnabled: false });
  let page: Page | undefined;
  /** One page, in which a reader goes on: each test leaves open what it has opened. */
  beforeEach(async () => {
    page ??= (await go('/challenges/#challenges-api-usage-rest-api')).page;
  });
  const locate = (selector: string, options: Parameters<Page['locator']>[1] = {}) => {
    if (!page) throw new Error('there is no page');
    return page.locator(selector, options);
  };

  test('a link to a sub-category opens it and all around it, and nothing else', async () => {
    const place = locate('#challenges-api-usage-rest-api');
    await place.waitFor({ state: 'visible' });
    expect(await locate('.tree details[open]').count()).toBe(2);
    const name = locate('.tree summary', { hasText: 'REST API' });
    const [named, defined] = [await name.boundingBox(), await place.boundingBox()];
    expect(named?.y ?? -1, 'its name is on the screen too').toBeGreaterThanOrEqual(0);
    expect(defined?.y).toBeGreaterThan(named?.y ?? Infinity);
  });

  test('on paper all of it is open', async () => {
    expect(await locate('#challenges-spaces').isVisible()).toBe(false);
    onTestFinished(() => page?.emulateMedia({ media: null }));
    await page?.emulateMedia({ media: 'print' });
    expect(await locate('#challenges-spaces').isVisible()).toBe(true);
    expect(await locate('#challenges-api-usage-rest-api').isVisible()).toBe(true);
  });

  test('a category is reached, opened and closed with the keyboard alone', async () => {
    const summary = locate('.tree summary', { hasText: 'Onboarding' });
    await summary.focus();
    await page?.keyboard.press('Enter');
    const place = locate('#challenges-onboarding');
    await place.waitFor({ state: 'visible' });
    await page?.keyboard.press('Tab');
    expect(await locate(':focus').getAttribute('aria-label')).toBe('Link to Onboarding');
    await page?.keyboard.press('Shift+Tab');
    await page?.keyboard.press('Space');
    await place.waitFor({ state: 'hidden' });
  });

  test('whatever can be pressed is 24 pixels high or more', async () => {
    await page?.setViewportSize({ width: 320, height: 900 });
    const heights = await locate('.tree summary:visible, .tree .node:visible a:visible').evaluateAll((links) =>
      links.map((link) => ({ height: link.getBoundingClientRect().height, text: link.textContent })),
    );
    expect(heights.length).toBeGreaterThan(17);
    expect(heights.filter(({ height }) => height < 24)).toEqual([]);
  });
});
