/** The files of the built site, without a browser: addresses, links, numbers, downloads. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { almanac } from '../../src/distribution/almanac.ts';
import { type Manifest, type StatusList, isValid } from '../../src/schema/snapshot.ts';
import type { Table } from '../../src/schema/table.ts';
import { topics } from '../../src/schema/topic.ts';
import { addressOf, chaptersToLookAt, newestIn, pageFiles, withoutRepeated } from './pages.ts';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');

const manifests = readdirSync(join(root, 'content/snapshots')).map(
  (id) => JSON.parse(readFileSync(join(root, 'content/snapshots', id, 'manifest.json'), 'utf8')) as Manifest,
);
const status = JSON.parse(readFileSync(join(root, 'content/status.json'), 'utf8')) as StatusList;
const addresses = new Set(pageFiles(dist).map(addressOf));
/** Those that are looked at: every chapter of what has other tables, and else the extremes. */
const texts = new Map<string, string>();
/** The same, parsed once, without what is repeated. */
const pages = new Map<string, Document>();
beforeAll(() => {
  const named = pageFiles(dist).filter((file) =>
    /^(2022-10-01|2023-06-30|2026-08-22)\/([a-z]+\/)?index\.html$/.test(file),
  );
  const told = ['index.html', ...topics.map(({ id }) => `${id}/index.html`)];
  for (const file of new Set([...told, ...named, '2023-06-30/models/bert/index.html', ...chaptersToLookAt(dist)])) {
    const html = readFileSync(join(dist, file), 'utf8');
    texts.set(addressOf(file), html);
    pages.set(addressOf(file), new JSDOM(withoutRepeated(html)).window.document);
  }
});
afterAll(() => {
  texts.clear();
  pages.clear();
});

const wordsOf = (element: Element | null | undefined) => (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
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
  const own = /<(?:style|iframe)\b|<[a-z](?:"[^"]*"|'[^']*'|[^"'<>])* (?:style|on[a-z]+)=/i;
  for (const [address, html] of texts) expect(own.exec(html)?.[0], address).toBeUndefined();
  for (const [address, document] of pages) {
    // What is repeated holds none.
    expect(texts.get(address)?.match(/<script\b/gi), address).toHaveLength(document.scripts.length);
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
  }
});

test('every page has one heading of the first rank, a title and a description of its own', () => {
  const titles = new Map<string, string | undefined>();
  for (const [address, document] of pages) {
    expect(document.querySelectorAll('h1').length, address).toBe(1);
    expect(
      document.querySelector('meta[name=description]')?.getAttribute('content')?.length ?? 0,
      address,
    ).toBeGreaterThan(40);
    // A figure that stands at its former address too is one page.
    const canonical = document.querySelector('link[rel=canonical]')?.getAttribute('href') ?? undefined;
    expect([undefined, canonical], `${address} has the title of another page`).toContain(titles.get(document.title));
    titles.set(document.title, canonical);
  }
});

test('no identifier stands twice on a page', () => {
  for (const [address, html] of texts) {
    const ids = Array.from(html.matchAll(/ id="([^"]*)"/g), ([, id]) => id);
    expect(ids.length, address).toBeGreaterThan(0);
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

describe('every figure', () => {
  const figures = () =>
    [...pages].flatMap(([address, document]) =>
      [...document.querySelectorAll('figure')].map((figure) => ({ where: `${address}#${figure.id}`, figure })),
    );

  test('says what it shows, and how, from where, for whom', () => {
    expect(figures().length).toBeGreaterThan(100);
    for (const { where, figure } of figures()) {
      expect(figure.querySelector('.title')?.textContent.trim(), where).toBeTruthy();
      // Where the numbers allow no answer, a sentence says why in the place of the chart.
      const refused = figure.querySelector('.refused, .one')?.textContent.trim() ?? '';
      const charts = figure.querySelectorAll('svg[role=img][aria-label]').length;
      if (charts === 0) expect(refused, where).toMatch(/\w+/);
      else expect({ charts, refused }, where).toEqual({ charts: 2, refused: '' });
      expect(figure.querySelectorAll('details tbody tr').length, where).toBeGreaterThan(0);
    }
  });

  test('is a chart, a table and a method as tabs, the first of them open, and one menu of all that can be taken', () => {
    for (const { where, figure } of figures()) {
      const tabs = [...figure.querySelectorAll('.views > .view')];
      expect(
        tabs.map((tab) => wordsOf(tab.querySelector('summary'))),
        where,
      ).toEqual(['Chart', 'Table', 'Method']);
      expect(tabs.map((tab) => tab.hasAttribute('open'))).toEqual([true, false, false]);
      expect(figure.querySelectorAll('.views > .share')).toHaveLength(1);
      const entries = [...figure.querySelectorAll('.share > ul > li, .share > details > summary')].map((entry) =>
        wordsOf(entry).replace(/ the figure .*/, ''),
      );
      // Those of the explorer, of types and of base models change with each census, and have no page of their own.
      const own = /^\/(explore\/|(models|lineage)\/[^#])/.test(where)
        ? []
        : [...(figure.querySelector('.refused') ? [] : ['Picture:SVG']), 'Embed'];
      const rows = Number(figure.querySelector('.share [data-rows]')?.getAttribute('data-rows')).toLocaleString('en');
      const data = `Data, ${rows} row${rows === '1' ? '' : 's'}:CSVJSON`;
      expect(entries, where).toEqual(['Link', data, ...own, 'Cite']);
    }
  });

  test('has two lines of small print before anything is opened: what is measured, and its source with day and coverage', () => {
    for (const { where, figure } of figures()) {
      const small = [...figure.querySelectorAll('p')].filter((each) => !each.closest('figure details, .see'));
      expect(
        small.map(({ className }) => className),
        where,
      ).toEqual(['subtitle', '']);
      expect(wordsOf(small[1]), where).toMatch(
        /^Source: .+ · (as of \d+ \w+ \d{4}, (census|aggregate|sample)|edition of \d+ \w+ \d{4})( · |$)/,
      );
      if (/^(challenges|benefits|root-causes)$/.test(figure.id))
        expect(wordsOf(figure.querySelector('figcaption')), where).toContain('hand-coded');
    }
  });
});

test('on a topic no sentence is there twice', () => {
  for (const { id } of topics) {
    const main = pages.get(`/${id}/`)?.querySelector('main');
    const texts = [...(main?.querySelectorAll('p, li, dd') ?? [])].filter(
      (each) =>
        !each.closest('details:not(.part), figcaption, .subtitle, #sources + details') &&
        !each.querySelector('p, li, a'),
    );
    const sentences = texts
      .flatMap((each) => wordsOf(each).split(/(?<=[.:]) (?=[A-Z])/))
      .filter(({ length }) => length > 40);
    expect(sentences.length, id).toBeGreaterThan(5);
    expect(
      sentences.filter((each, index) => sentences.indexOf(each) !== index),
      id,
    ).toEqual([]);
  }
});

describe('a reader finds the way', () => {
  const hrefs = (address: string, within: string) =>
    [...(pages.get(address)?.querySelectorAll(`${within} a`) ?? [])].map((link) => link.getAttribute('href') ?? '');
  /** The table that a figure or a picture of one is of, by the address of its data or its own. */
  const tableOf = (address: string) => /([a-z-]+?)(?:-\d+)?(?:\/|\.csv)$/.exec(address)?.[1];

  test('from a topic, in one snapshot or in all, to the same topic in every snapshot that holds', () => {
    const holding = status.published.filter(isValid).map(({ id }) => id);
    const topical = [...pages.keys()].filter((address) => topics.some(({ id }) => address.endsWith(`/${id}/`)));
    expect(topical.length).toBeGreaterThan(topics.length);
    for (const address of topical) {
      const topic = address.split('/').at(-2) ?? '';
      expect(hrefs(address, 'header'), address).toEqual(
        expect.arrayContaining([...holding.map((id) => `/${id}/${topic}/`), ...topics.map(({ id }) => `/${id}/`)]),
      );
    }
  });

  test('from a model type and a base model to the Hub', () => {
    const ones = [...pages.keys()].filter((address) => /^\/([^/]+\/)?(models|lineage)\/[^/]+\/$/.test(address));
    for (const kind of ['models', 'lineage'])
      expect(ones.some((address) => address.startsWith(`/${kind}/`))).toBe(true);
    for (const address of ones)
      expect(hrefs(address, 'main'), address).toContainEqual(expect.stringMatching(/^https:\/\/huggingface\.co\/./));
  });

  test('from the gallery to a figure of every table that topics draw', () => {
    const gallery = new Set(hrefs('/figures/', 'main').map(tableOf));
    for (const { id } of topics)
      expect([...gallery], id).toEqual(
        expect.arrayContaining(
          hrefs(`/${id}/`, 'figure .data')
            .filter((href) => href.endsWith('.csv'))
            .map(tableOf),
        ),
      );
  });

  test('to who edits the report, whom to ask, its code, its licences and its citation', () => {
    const { editor, contact, repository } = almanac;
    const headings = [...(pages.get('/about/')?.querySelectorAll('h2') ?? [])].map(({ id }) => id);
    expect(headings).toEqual(['editor', 'contact', 'repository', 'licence', 'citing']);
    for (const each of [editor, contact, repository, 'CC BY 4.0', 'MIT', 'SHA-256'])
      expect(textOf('/about/')).toContain(each ?? 'repository');
    for (const address of pages.keys())
      if (!/^\/figures\/./.test(address)) expect(hrefs(address, 'footer'), address).toContain('/about/');
  });
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
  const { published } = status;
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
  test('every table has the checksum of the manifest as JSON', () => {
    for (const { id, tables } of manifests)
      for (const { name, sha256 } of tables) {
        const bytes = readFileSync(join(dist, id, 'data', `${name}.json`));
        expect(createHash('sha256').update(bytes).digest('hex'), `${name} of ${id}`).toBe(sha256);
      }
  });

  test('the manifest is handed out as it is stored', () => {
    for (const { id } of manifests) {
      expect(readFileSync(join(dist, id, 'data/manifest.json'))).toEqual(
        readFileSync(join(root, 'content/snapshots', id, 'manifest.json')),
      );
    }
  });
});
