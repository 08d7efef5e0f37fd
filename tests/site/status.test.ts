/**
 * Snapshots are published, corrected, superseded and withdrawn in a copy of the project, and the site says so. It is
 * built twice: after a correction, and after all that may follow.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeStatus } from '../../scripts/status.ts';
import { type Manifest, manifestText } from '../../src/schema/snapshot.ts';
import { call } from '../call.ts';
import { buildCopy, copySite } from '../site-copy.ts';

const root = join(import.meta.dirname, '../..');
const [old, correction, sample] = ['2022-10-01', '2022-10-01-r2', '2026-08-22'] as const;
const [later, latest] = ['2026-12-31', '2027-01-31'] as const;
const counted = 'Removed models were counted.';
const mixed = 'Two days were mixed up.';

let site: string;
beforeAll(() => {
  site = copySite(old);
});
afterAll(() => {
  rmSync(site, { recursive: true });
});

const content = (name: string) => join(site, 'content', name);

async function status(...args: readonly string[]): Promise<void> {
  const { status: ended, stderr } = await call(changeStatus, [...args, '--content', content('')]);
  if (ended !== 0) throw new Error(stderr);
}

/** Every file below an address of a built site, with its checksum. */
function filesBelow(id: string, dist = join(site, 'dist')): Map<string, string> {
  const folder = join(dist, id);
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [relative(folder, file), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
}

const documentAt = (path: string) =>
  new JSDOM(readFileSync(join(site, 'dist', path, 'index.html'), 'utf8')).window.document;

/** Every page of a snapshot by what follows the snapshot in its address. */
function pagesOf(id: string): [string, Document][] {
  const pages = [...filesBelow(id).keys()]
    .filter((file) => /(^|\/)index\.html$/.test(file))
    .map((file) => file.replace(/index\.html$/, ''));
  expect(pages).toEqual(expect.arrayContaining(['', 'models/', 'methods/', 'data/']));
  return pages.map((path) => [path, documentAt(join(id, path))]);
}

const textOf = (element: Element | null) => (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
/** What the banners of a page say, without what they say of a selection or of what was corrected. */
const bannerOf = (page: Document) =>
  [...page.querySelectorAll('.banner:not(.sample, .correction)')].map(textOf).join(' ');
const linksOf = (page: Document) =>
  [...page.querySelectorAll('.banner:not(.sample, .correction) a')].map((link) => link.getAttribute('href'));
const canonicalOf = (page: Document) =>
  new URL(page.querySelector('link[rel=canonical]')?.getAttribute('href') ?? '').pathname;
const censusOnFront = () => documentAt('').querySelector('.current a')?.getAttribute('href');
const entryOf = (page: Document, id: string) =>
  textOf(
    [...page.querySelectorAll('ol.snapshots li')].find((item) => item.querySelector(`h2 a[href="/${id}/"]`)) ?? null,
  );

function build(): void {
  const { status: ended, said } = buildCopy(site);
  if (ended !== 0) throw new Error(said);
}

/** The tables of the old snapshot again, as those of another day or as its correction. */
function makeAgain(id: string): void {
  cpSync(content(`snapshots/${old}`), content(`snapshots/${id}`), { recursive: true });
  const file = content(`snapshots/${id}/manifest.json`);
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  writeFileSync(file, manifestText({ ...manifest, id, date: id.slice(0, 10) }));
}

let corrected: ReadonlyMap<string, string>;

describe('a published snapshot that was corrected, beside a draft', () => {
  beforeAll(async () => {
    await status('publish', old, '--date', '2026-12-01');
    makeAgain(correction);
    await status('correct', correction, '--reason', counted, '--date', '2027-01-03');
    makeAgain(later);
    build();
    corrected = filesBelow(old);
  });

  test('every address stays, and the bytes of every table', () => {
    const published = filesBelow(old, join(root, 'dist'));
    expect([...corrected.keys()].sort()).toEqual([...published.keys()].sort());
    // What describes the tables, and their citations, say what became of them; the tables stay.
    const described = /^data\/(croissant|datapackage|datacite|ro-crate-metadata|manifest)\.json$/;
    const data = [...published].filter(
      ([file]) => /^data\/.*\.(csv|json|parquet)$/.test(file) && !described.test(file),
    );
    expect(data.length).toBeGreaterThan(20);
    for (const [file, sha256] of data) expect(corrected.get(file), file).toBe(sha256);
  });

  test('every page of the old one says so, why, and leads to the same page of the new one', () => {
    for (const [path, page] of pagesOf(old)) {
      const banner = bannerOf(page);
      expect(banner, path).toContain(`Corrected on 3 January 2027. ${counted}`);
      expect(banner, path).toContain(`Read this page in ${correction} instead.`);
      expect(linksOf(page), path).toEqual([`/${correction}/${path}`]);
      expect(page.querySelector('link[rel=successor-version]')?.getAttribute('href')).toBe(`/${correction}/${path}`);
      // Whoever follows a citation finds what was cited: the old page is not passed off as the new one.
      expect(canonicalOf(page)).toBe(`/${old}/${path}`);
      expect(page.querySelector('meta[name=robots]')).toBeNull();
    }
    expect(textOf(documentAt(old).querySelector('footer .cite .plain'))).toContain(
      `Published 2026-12-01. Corrected by ${correction} on 2027-01-03: ${counted}`,
    );
  });

  test('each page of the new one says that it is a revision, what it corrects and why, and its citation when it came', () => {
    for (const [path, page] of pagesOf(correction)) {
      expect(bannerOf(page), path).toBe('');
      expect(textOf(page.querySelector('.banner.correction')), path).toBe(
        `A correction of ${old}. ${counted} What changed`,
      );
      expect(textOf(page.querySelector('.place')), path).toContain('Snapshot of 1 October 2022, revision 2');
      // Readers pass over what was corrected.
      expect(page.querySelector('link[rel=prev]'), path).toBeNull();
    }
    expect(documentAt(old).title).not.toBe(documentAt(correction).title);
    expect(textOf(documentAt(correction).querySelector('footer .cite .plain'))).toContain('Published 2027-01-03.');
  });

  test('the archive lists the new one with the old one folded into it, and the front page has the new one', () => {
    const list = documentAt('snapshots');
    expect(entryOf(list, old)).toBe('');
    expect(entryOf(list, correction)).toContain('1 October 2022, revision 2');
    expect(entryOf(list, correction)).toContain('published 3 January 2027 · current');
    expect(entryOf(list, correction)).toContain(
      `${old}, published 1 December 2026, corrected by ${correction} on 3 January 2027: ${counted} What changed`,
    );
    expect(censusOnFront()).toBe(`/${correction}/`);
    expect(bannerOf(documentAt(''))).toBe('');
  });

  test('the draft says that it is one, and does not take the front page', () => {
    for (const [path, page] of pagesOf(later)) expect(bannerOf(page), path).toMatch(/^Draft\./);
    expect(censusOnFront()).toBe(`/${correction}/`);
  });
});

describe('a later snapshot that supersedes others, and one that was withdrawn', () => {
  beforeAll(async () => {
    cpSync(join(root, 'content/snapshots', sample), content(`snapshots/${sample}`), { recursive: true });
    makeAgain(latest);
    await status('publish', sample, '--date', '2027-01-31');
    await status('publish', later, '--supersedes', sample, '--date', '2027-02-01');
    await status('publish', latest, '--date', '2027-02-28');
    await status('withdraw', latest, '--reason', mixed, '--date', '2027-03-01');
    build();
  });

  test('the correction is superseded, and what was corrected stays corrected, at every address', () => {
    for (const [path, page] of pagesOf(correction)) {
      expect(bannerOf(page), path).toMatch(/^Superseded\./);
      expect(linksOf(page), path).toEqual([`/${later}/${path}`, '/']);
    }
    expect(linksOf(documentAt(old))).toEqual([`/${correction}/`]);
    expect([...filesBelow(old).keys()].sort()).toEqual([...corrected.keys()].sort());
  });

  test('a sample is superseded where that was said, and pages without a successor lead to the overview', () => {
    const pages = ['', 'models/', 'explore/', 'models/bert/'].map(
      (path) => [path, documentAt(join(sample, path))] as const,
    );
    for (const [path, page] of pages) {
      const isThere = existsSync(join(site, 'dist', later, path, 'index.html'));
      expect(isThere, path).toBe(['', 'models/'].includes(path));
      expect(bannerOf(page), path).toMatch(/^Superseded\./);
      expect(bannerOf(page), path).toContain(`${isThere ? 'this page in' : 'the overview of'} ${later}`);
      expect(linksOf(page), path).toEqual([isThere ? `/${later}/${path}` : `/${later}/`, '/']);
    }
  });

  test('a withdrawn snapshot keeps its pages and says why, and the front page goes back', () => {
    expect([...filesBelow(latest).keys()].sort()).toEqual([...filesBelow(later).keys()].sort());
    for (const [path, page] of pagesOf(latest)) {
      expect(bannerOf(page), path).toContain(`Withdrawn on 1 March 2027. ${mixed}`);
      expect(linksOf(page), path).toEqual(['/']);
    }
    const cited = textOf(documentAt(latest).querySelector('footer .cite .plain'));
    expect(cited).toContain('Published 2027-02-28. Withdrawn on 2027-03-01: ');
    expect(entryOf(documentAt('snapshots'), latest)).toContain(`Withdrawn on 1 March 2027: ${mixed}`);
    expect(censusOnFront()).toBe(`/${later}/`);
    for (const [path, page] of pagesOf(later)) expect(bannerOf(page), path).toBe('');
  });
});
