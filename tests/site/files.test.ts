/** The files of the built site, without a browser: addresses, links, numbers, downloads. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest, StatusList } from '../../src/schema/snapshot.ts';
import type { Table } from '../../src/schema/table.ts';
import { topics } from '../../src/schema/topic.ts';
import { addressOf, chaptersToLookAt, newestIn, pageFiles } from './pages.ts';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');

const manifests = readdirSync(join(root, 'content/snapshots')).map(
  (id) => JSON.parse(readFileSync(join(root, 'content/snapshots', id, 'manifest.json'), 'utf8')) as Manifest,
);
const addresses = new Set(pageFiles(dist).map(addressOf));
/** Those that are looked at, parsed once: every chapter of what has other tables, and else the extremes. */
const pages = new Map<string, Document>();
beforeAll(() => {
  const named = pageFiles(dist).filter((file) =>
    /^(2022-10-01|2023-06-30|2026-08-22)\/([a-z]+\/)?index\.html$/.test(file),
  );
  const told = ['index.html', ...topics.map(({ id }) => `${id}/index.html`)];
  for (const file of new Set([...told, ...named, '2023-06-30/models/bert/index.html', ...chaptersToLookAt(dist)]))
    pages.set(addressOf(file), new JSDOM(readFileSync(join(dist, file), 'utf8')).window.document);
});
afterAll(() => {
  pages.clear();
});

const textOf = (address: string) => {
  const page = pages.get(address);
  if (!page) throw new Error(`there is no page ${address}`);
  return page.body.textContent.replaceAll(/\s+/g, ' ');
};

test('every snapshot has its overview, chapters and data page', () => {
  for (const { id } of manifests) {
    for (const chapter of ['', 'models/', 'documentation/', 'challenges/', 'benefits/', 'methods/', 'data/']) {
      expect(addresses.has(`/${id}/${chapter}`), `/${id}/${chapter}`).toBe(true);
    }
  }
});

test('no page has a script or style of its own, or anything from another origin', () => {
  for (const [address, document] of pages) {
    expect(document.querySelectorAll('style, [style], iframe').length, address).toBe(0);
    // A script is a file of the site, and empty here: a strict policy allows no other. What is data does not run.
    for (const script of document.querySelectorAll('script')) {
      if (script.getAttribute('type') === 'application/ld+json') {
        expect(script.getAttributeNames(), address).toEqual(['type']);
        expect(JSON.parse(script.textContent), address).toMatchObject({ '@context': 'https://schema.org' });
        continue;
      }
      expect(script.getAttribute('src'), address).toMatch(/^\/(theme|_astro\/[^/]+)\.js$/);
      expect(script.textContent, address).toBe('');
      // The theme alone is applied before the page is drawn, for which a module would come too late.
      const isTheme = script.getAttribute('src') === '/theme.js';
      expect(script.getAttribute('type'), address).toBe(isTheme ? null : 'module');
    }
    const handlers = [...document.querySelectorAll('*')].filter((element) =>
      element.getAttributeNames().some((name) => name.startsWith('on')),
    );
    expect(handlers.length, address).toBe(0);
  }
});

test('every page has one heading of the first rank, a title and a description of its own', () => {
  const titles = new Map<string, string>();
  for (const [address, document] of pages) {
    expect(document.querySelectorAll('h1').length, address).toBe(1);
    expect(
      document.querySelector('meta[name=description]')?.getAttribute('content')?.length ?? 0,
      address,
    ).toBeGreaterThan(40);
    expect(titles.get(document.title), `${address} has the title of another page`).toBeUndefined();
    titles.set(document.title, address);
  }
});

test('no identifier stands twice on a page', () => {
  for (const [address, document] of pages) {
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    expect(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      address,
    ).toEqual([]);
  }
});

test('the front page says how current it is, has findings of six topics with their day, and leads to every topic', () => {
  const front = pages.get('/');
  const census = manifests.findLast(({ id, coverage }) => coverage === 'census' && id === newestIn(dist));
  expect(front?.querySelector('.current a')?.getAttribute('href')).toBe(`/${census?.id ?? ''}/`);
  const findings = [...(front?.querySelectorAll('ul.findings > li') ?? [])];
  expect(findings).toHaveLength(6);
  for (const finding of findings) {
    expect(finding.querySelector('.stat')).not.toBeNull();
    expect(finding.querySelector('.as-of')?.textContent).toMatch(/\d+ \w+ \d{4}, (census|aggregate|sample)/);
  }
  for (const { id } of topics) expect(front?.querySelector(`main a[href="/${id}/"]`), id).not.toBeNull();
});

test('on a topic every figure says of which day it is, nothing is boxed as missing, and it ends with what is not known', () => {
  for (const { id } of topics) {
    const main = pages.get(`/${id}/`)?.querySelector('main');
    for (const figure of main?.querySelectorAll('figure') ?? [])
      expect(figure.querySelector('figcaption .as-of time'), `${id}#${figure.id}`).not.toBeNull();
    expect(main?.querySelectorAll('.unavailable, .refused'), id).toHaveLength(0);
    expect([...(main?.querySelectorAll('h2') ?? [])].at(-1)?.textContent, id).toBe('What is not known');
  }
});

test('every figure says what it shows, and how, from where, for whom', () => {
  const figures = [...pages].flatMap(([address, document]) =>
    [...document.querySelectorAll('figure')].map((figure) => ({ address, figure })),
  );
  expect(figures.length).toBeGreaterThan(100);
  for (const { address, figure } of figures) {
    const where = `${address}#${figure.id}`;
    expect(figure.querySelector('.title')?.textContent.trim(), where).toBeTruthy();
    // Where the numbers allow no answer, a sentence says why in the place of the chart.
    const refused = figure.querySelector('.refused, .one')?.textContent.trim() ?? '';
    const charts = figure.querySelectorAll('svg[role=img][aria-label]').length;
    if (charts === 0) expect(refused, where).toMatch(/\w+/);
    else expect({ charts, refused }, where).toEqual({ charts: 2, refused: '' });
    expect(figure.querySelectorAll('details tbody tr').length, where).toBeGreaterThan(0);
    expect(figure.querySelector('figcaption')?.textContent, where).toMatch(/Source: .+ · /);
    expect(figure.querySelector('.share a[href$=".csv"]'), where).not.toBeNull();
  }
});

describe('the numbers of the sources stand on the pages', () => {
  test.each([
    ['/2023-06-30/', ['103,047', '171', '7,620', '737', '17', '213,793', '112,568', '514']],
    ['/2023-06-30/models/', ['23,651', '11,943']],
    [
      '/2023-06-30/models/bert/',
      [
        '23,651 models on the Hub, rank 1 among the model types.',
        '1,881 forum topics mention it',
        'June 2023: partial month',
      ],
    ],
    ['/challenges/', ['737 hand-coded passages', '17 categories', '42 of 72 answered questions']],
    ['/benefits/', ['514 hand-coded passages', '6 categories', 'its sub-categories add up to 263']],
    ['/2022-10-01/', ['74,970 models', '20,455 authors', '32,111 models with card']],
    ['/2022-10-01/documentation/', ['Not drawn, for models of unknown age: 173.']],
    ['/2022-10-01/models/', ['Model types by number of models and of mentions', 'not reliable enough to publish']],
    ['/2026-08-22/', ['15,904 models', '748 removed models', '8,279 models with base model']],
  ])('%s', (address, numbers) => {
    for (const number of numbers)
      expect(textOf(address)).toContain(number.replaceAll(' %', '\u00a0%').replaceAll(/\s/g, ' '));
  });
});

test('a sample is marked as one on each of its pages, and only there', () => {
  for (const [address] of pages) {
    const inSample = manifests.some(({ id, coverage }) => coverage === 'sample' && address.startsWith(`/${id}/`));
    expect(textOf(address).includes('A selection, not the Hub.'), address).toBe(inSample);
  }
});

test('every page of a draft says so and no other does, and every page of a snapshot can be cited', () => {
  const { published } = JSON.parse(readFileSync(join(root, 'content/status.json'), 'utf8')) as StatusList;
  for (const [address] of pages) {
    const [, id] = /^\/(\d{4}-\d{2}-\d{2}[^/]*)\//.exec(address) ?? [];
    if (id === undefined) continue;
    const isDraft = published.every((entry) => entry.id !== id);
    expect(textOf(address).includes('Draft. This snapshot is not published yet'), address).toBe(isDraft);
    expect(textOf(address), address).toContain('Cite this snapshot');
    expect(pages.get(address)?.querySelector('footer .cite .files a')?.getAttribute('href'), address).toBe(
      `/${id}/cite/snapshot.bib`,
    );
  }
});

test('model types with 20 models or 10 topics have a page, others have not', () => {
  const ranking = JSON.parse(readFileSync(join(dist, '2023-06-30/data/type-ranking.json'), 'utf8')) as Table;
  for (const { modelType, hubModels, topics } of ranking.rows) {
    const large = Number(hubModels) >= 20 || Number(topics) >= 10;
    expect(addresses.has(`/2023-06-30/models/${modelType}/`), String(modelType)).toBe(large);
  }
});

describe('downloads', () => {
  const downloads = manifests.flatMap(({ id, tables }) => tables.map((table) => ({ id, ...table })));

  test.each(downloads)('$name of $id has the checksum of the manifest as JSON', ({ id, name, sha256 }) => {
    expect(
      createHash('sha256')
        .update(readFileSync(join(dist, id, 'data', `${name}.json`)))
        .digest('hex'),
    ).toBe(sha256);
  });

  test.each(downloads)('$name of $id holds the same cells as CSV', ({ id, name }) => {
    const table = JSON.parse(readFileSync(join(dist, id, 'data', `${name}.json`), 'utf8')) as Table;
    const records: string[][] = parse(readFileSync(join(dist, id, 'data', `${name}.csv`)));
    expect(records[0]).toEqual(table.columns.map((column) => column.name));
    expect(records.slice(1)).toEqual(
      table.rows.map((row) => table.columns.map((column) => String(row[column.name] ?? ''))),
    );
  });

  test('the manifest is handed out as it is stored', () => {
    for (const { id } of manifests) {
      expect(readFileSync(join(dist, id, 'data/manifest.json'))).toEqual(
        readFileSync(join(root, 'content/snapshots', id, 'manifest.json')),
      );
    }
  });
});
