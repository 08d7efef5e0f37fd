/** Citing from the built site: files, pages and tags agree, and one press copies. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-csl';
import '@citation-js/plugin-ris';
import { JSDOM } from 'jsdom';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { snapshotsToLookAt } from './pages.ts';
import { type Visit, visitsOf } from './visit.ts';

const dist = join(import.meta.dirname, '../../dist');
const extensions = ['bib', 'ris', 'json'];
const manifests = snapshotsToLookAt();
const read = (...path: string[]) => readFileSync(join(dist, ...path), 'utf8');
/** Pages that were parsed before, without charts and tables: these cite nothing, and take longest. */
const parsed = new Map<string, Document>();
function pageAt(...path: string[]): Document {
  const file = join(...path, 'index.html');
  const page = parsed.get(file) ?? new JSDOM(read(file).replaceAll(/<(svg|table)\b[^]*?<\/\1>/g, '')).window.document;
  parsed.set(file, page);
  return page;
}
/** As a page has it: a browser knows only one end of a line. */
const shown = (text: string) => text.replaceAll('\r\n', '\n');

test.each(manifests)(
  'the citations of $id are those of the snapshot and of every table, and nothing else',
  (manifest) => {
    const names = ['snapshot', ...manifest.tables.map(({ name }) => name)];
    expect(readdirSync(join(dist, manifest.id, 'cite')).sort()).toEqual(
      names.flatMap((name) => extensions.map((extension) => `${name}.${extension}`)).sort(),
    );
  },
);

test.each(manifests)('every citation of $id is read by a library, with the checksum of what it cites', (manifest) => {
  const tables = manifest.tables.map(({ name, sha256 }) => ({ name, file: `${name}.json`, sha256 }));
  for (const { name, file, sha256 } of tables) {
    const items = extensions.map((extension) => new Cite(read(manifest.id, 'cite', `${name}.${extension}`)).data);
    expect(items.map(([item]) => item?.type).sort()).toEqual(['dataset', 'dataset', 'document']);
    for (const [item, ...others] of items) {
      expect(others).toEqual([]);
      expect(item).toMatchObject({ version: manifest.id, title: items[0]?.[0]?.title });
      expect(item?.note).toContain(`SHA-256 of ${file}: ${sha256}.`);
      expect(item?.URL).toMatch(new RegExp(`/${manifest.id}/data/#${name}$`));
    }
  }
});

test('a page leads to the citations of its snapshot, and prints the one in plain text', () => {
  for (const { id } of manifests) {
    const [item] = JSON.parse(read(id, 'cite', 'snapshot.json')) as Record<string, string>[];
    for (const topic of ['', 'models', 'data', 'methods']) {
      const cite = pageAt(id, topic).querySelector('footer .cite');
      expect(cite?.querySelector('.plain')?.textContent, `${id}/${topic}`).toContain(item?.note?.replace(/\.$/, ''));
      expect(
        [...(cite?.querySelectorAll('a') ?? [])].map((link) => link.getAttribute('href')),
        `${id}/${topic}`,
      ).toEqual(extensions.map((extension) => `/${id}/cite/snapshot.${extension}`));
    }
  }
});

test('a topic is cited by the newest edition, and so is the whole on the front page', () => {
  const edition =
    readdirSync(join(dist, 'editions'))
      .filter((name) => /^\d/.test(name))
      .sort()
      .at(-1) ?? '';
  for (const path of ['', 'models', 'lineage']) {
    const plain = pageAt(path).querySelector('#cite-plain')?.textContent ?? '';
    expect(plain, path).toContain(`(edition ${edition})`);
    expect(plain, path).toMatch(/Based on .*Liang et al\. 2024 \(arXiv:2402\.05160\)/);
  }
});

test('the data page cites every table in words that agree with its files', () => {
  for (const { id, tables } of manifests) {
    const page = pageAt(id, 'data');
    for (const { name, sha256 } of tables) {
      const cite = page.getElementById(name)?.querySelector('.cite');
      const plain = cite?.querySelector('.plain')?.textContent.trim() ?? '';
      const [item] = JSON.parse(read(id, 'cite', `${name}.json`)) as Record<string, string>[];
      for (const field of ['title', 'note', 'URL']) expect(`${plain}.`).toContain(item?.[field]?.replace(/\.$/, ''));
      expect(plain).toContain(sha256);
      const links = [...(cite?.querySelectorAll('a') ?? [])];
      expect(links.map((link) => link.getAttribute('href'))).toEqual(
        extensions.map((extension) => `/${id}/cite/${name}.${extension}`),
      );
      expect(links.map((link) => link.getAttribute('download'))).toEqual(
        extensions.map((extension) => `${item?.id ?? ''}.${extension}`),
      );
    }
  }
});

describe('in the head', () => {
  const contents = (page: Document, name: string) =>
    [...page.querySelectorAll(`meta[name="${name}"]`)].map((tag) => tag.getAttribute('content'));

  test('every page of a snapshot says how it is cited', () => {
    for (const { id } of manifests) {
      const [item] = JSON.parse(read(id, 'cite', 'snapshot.json')) as Record<string, string>[];
      const ris = read(id, 'cite', 'snapshot.ris');
      for (const page of [pageAt(id), pageAt(id, 'models'), pageAt(id, 'data')]) {
        expect(contents(page, 'citation_title')).toEqual([item?.title]);
        expect(contents(page, 'citation_author')).toEqual(['Model Reuse Almanac,']);
        expect(contents(page, 'citation_public_url')).toEqual([item?.URL]);
        const day = /^DA {2}- (.*)\/$/m.exec(shown(ris))?.[1];
        expect(contents(page, 'citation_publication_date')).toEqual(day === undefined ? [] : [day]);
        expect(contents(page, 'DC.type')).toEqual(['dataset']);
        expect(page.querySelector('link[rel=cite-as]')?.getAttribute('href')).toBe(
          item?.DOI === undefined ? item?.URL : `https://doi.org/${item.DOI}`,
        );
      }
    }
  });

  test('a page that is about no snapshot claims to be none', () => {
    for (const path of ['snapshots', 'glossary', 'accessibility', 'search'])
      expect(pageAt(path).querySelector('meta[name^=citation_], link[rel=cite-as]'), path).toBeNull();
  });
});

describe('in a browser', () => {
  const { visit, tabOfGroup } = visitsOf();
  const { go } = tabOfGroup();
  let seen: Visit | undefined;
  let page: Page;
  const cite = () => page.locator('section.table#replication .cite');
  /** One page for all, on which a reader has opened the citation of a table. */
  beforeEach(async () => {
    if (seen) return;
    seen = await go('/2022-09-27/data/');
    ({ page } = seen);
    await cite().locator('summary').click();
  });
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  const ofFiles = () => seen?.asked.filter((path) => path.includes('/cite/'));

  test('the citation of the snapshot is copied with one press of a key, and the page says so', async () => {
    const [plain, button] = [
      page.locator('footer .cite .plain'),
      page.getByRole('button', { name: 'Copy the citation of the snapshot' }),
    ];
    await button.focus();
    expect(await page.locator('footer [role=status]').first().textContent()).toBe('');
    await page.keyboard.press('Enter');
    await page.locator('footer [role=status]', { hasText: 'Copied' }).waitFor();
    expect(await copied()).toBe((await plain.textContent())?.trim());
    await page.keyboard.press('Tab');
    expect(await page.locator('footer [role=status]').first().textContent()).toBe('');
    expect(ofFiles()).toEqual([]);
  });

  test('so is a file of it, which is asked for only then', async () => {
    await page.getByRole('button', { name: 'Copy the BibTeX of the snapshot' }).click();
    await page.locator('footer .cite').getByText('Copied').waitFor();
    expect(shown(await copied())).toBe(shown(read('2022-09-27/cite/snapshot.bib')));
    expect(ofFiles()).toEqual(['/2022-09-27/cite/snapshot.bib']);
  });

  test('the files of a table are copied too, and each is saved under the key of the citation', async () => {
    for (const [label, extension] of [
      ['BibTeX', 'bib'],
      ['RIS', 'ris'],
      ['CSL-JSON', 'json'],
    ] as const) {
      await cite()
        .getByRole('button', { name: `Copy the ${label} of replication`, exact: true })
        .click();
      await cite().getByText('Copied').waitFor();
      expect(shown(await copied())).toBe(shown(read('2022-09-27/cite', `replication.${extension}`)));
      expect(ofFiles()?.at(-1)).toBe(`/2022-09-27/cite/replication.${extension}`);
    }
    const saved = page.waitForEvent('download');
    await cite().getByRole('link', { name: 'RIS of replication' }).click();
    expect((await saved).suggestedFilename()).toBe('model-reuse-almanac-2022-09-27-replication.ris');
    expect(seen?.complaints).toEqual([]);
  });

  test('a file that cannot be read is not said to be copied', async () => {
    await page.route('**/cite/*', (route) => route.abort());
    await cite().getByRole('button', { name: 'Copy the BibTeX of replication' }).click();
    await cite().getByText('Not copied').waitFor();
    expect(await cite().getByText('Copied', { exact: true }).count()).toBe(0);
  });

  test('a button without a name copies what it wraps, as its text is when it is pressed', async () => {
    await page.evaluate(() => {
      const [copy, text] = [document.createElement('almanac-copy'), document.createElement('pre')];
      copy.dataset.label = 'Copy this';
      text.textContent = 'first\n';
      copy.append(text);
      document.querySelector('main')?.append(copy);
      text.textContent = '<b>later</b>\n';
    });
    await page.getByRole('button', { name: 'Copy this' }).click();
    await page.locator('main > almanac-copy').getByText('Copied').waitFor();
    expect(await copied()).toBe('<b>later</b>\n');
  });

  test('without scripts there is no button, and everything it would copy is there', async () => {
    const { page } = await visit('/2022-09-27/data/', { javaScriptEnabled: false });
    expect(await page.locator('.cite button').count()).toBe(0);
    expect(await page.locator('footer .cite .plain').isVisible()).toBe(true);
    const cite = page.locator('section.table#replication .cite');
    await cite.locator('summary').click();
    expect(await cite.getByRole('link', { name: 'BibTeX of replication' }).isVisible()).toBe(true);
  });
});
