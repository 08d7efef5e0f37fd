/**
 * Snapshots are published, corrected, superseded and withdrawn in a copy of the project, and the site says so: on their
 * pages, in comparisons, and in the feed.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeStatus } from '../../scripts/status.ts';
import { metrics } from '../../src/metrics/index.ts';
import { type Manifest, manifestText } from '../../src/schema/snapshot.ts';
import type { Material } from '../../src/schema/source.ts';
import type { Row } from '../../src/schema/table.ts';
import { material } from '../../src/snapshot/content.test-support.ts';
import { make } from '../../src/snapshot/make.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { call } from '../call.ts';
import { buildCopy, copySite } from '../site-copy.ts';
import { withoutRepeated } from './pages.ts';

const root = join(import.meta.dirname, '../..');
/** Snapshots of a single table, of which each corrects or continues the one before. */
const [january, february, march, corrected] = ['2020-01-31', '2020-02-29', '2020-03-31', '2020-03-31-r2'] as const;
const sample = '2022-09-01';
const [old, correction] = ['2022-10-01', '2022-10-01-r2'] as const;
const [withdrawn, draft] = ['2027-01-31', '2027-02-28'] as const;
const wrongly = 'It was counted wrongly.';
const counted = 'Removed models were counted.';
const mixed = 'Two days were mixed up.';

let site: string;
beforeAll(async () => {
  site = copySite(old);
  // How many of the hundred models that each counts have a card.
  for (const [id, withCard] of Object.entries({
    [january]: 10,
    [february]: 20,
    [march]: 30,
    [corrected]: 35,
    [draft]: 50,
  }))
    await invent(id, 'cards-by-task', [{ task: 'fill-mask', models: 100, withCard }]);
  await invent(sample, 'models-created', [{ month: '2022-08', modelType: 'bert', models: 100 }], {
    coverage: 'sample',
    selection: 'A hundred.',
  });
  makeAgain(correction);
  makeAgain(withdrawn);

  await status('publish', january, february, '--date', '2020-03-01');
  await status('publish', march, '--date', '2020-04-02');
  await status('correct', corrected, '--reason', wrongly, '--date', '2020-05-01');
  await status('publish', sample, '--date', '2022-09-02');
  await status('publish', old, '--supersedes', sample, '--date', '2026-12-01');
  await status('correct', correction, '--reason', counted, '--date', '2027-01-03');
  await status('publish', withdrawn, '--date', '2027-02-28');
  await status('withdraw', withdrawn, '--reason', mixed, '--date', '2027-03-01');
  writeFileSync(
    content('kept-pages.json'),
    `{"cards":["${january}","${old}"],"comparisons":["${january}...${march}"],"models":["${sample}"],"lineage":[]}`,
  );

  const { status: ended, said } = buildCopy(site);
  if (ended !== 0) throw new Error(said);
}, 600_000);
afterAll(() => {
  rmSync(site, { recursive: true });
});

/** Writes a snapshot that has this table, and what follows from it. */
async function invent(id: string, table: string, rows: readonly Row[], more: Partial<Material['description']> = {}) {
  const months = rows.flatMap(({ month }) => (typeof month === 'string' ? [month] : []));
  const window = months.length > 0 ? { from: months[0] ?? '', to: months.at(-1) ?? '' } : null;
  const given = {
    ...material({ id, ...more }),
    counts: new Map([[table, { rows, notes: [], window }]]),
    absent: Object.fromEntries(
      metrics
        .filter((metric) => metric.kind === 'count' && metric.id !== table)
        .map((metric) => [metric.id, 'It was not counted.']),
    ),
  };
  writeSnapshot(content(''), given, await make(given), { madeBy: 'a test' });
}

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

const read = (...path: string[]) => readFileSync(join(site, 'dist', ...path), 'utf8');
const documentAt = (path: string) => new JSDOM(withoutRepeated(read(path, 'index.html'))).window.document;

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

/** The tables of the old snapshot again, as those of another day or as its correction. */
function makeAgain(id: string): void {
  cpSync(content(`snapshots/${old}`), content(`snapshots/${id}`), { recursive: true });
  const file = content(`snapshots/${id}/manifest.json`);
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  writeFileSync(file, manifestText({ ...manifest, id, date: id.slice(0, 10) }));
}

describe('a published snapshot that was corrected', () => {
  test('every address stays, and the bytes of every table', () => {
    const [before, after] = [filesBelow(old, join(root, 'dist')), filesBelow(old)];
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    // What describes the tables, and their citations, say what became of them; the tables stay.
    const described = /^data\/(croissant|datapackage|datacite|ro-crate-metadata|manifest)\.json$/;
    const data = [...before].filter(([file]) => /^data\/.*\.(csv|json|parquet)$/.test(file) && !described.test(file));
    expect(data.length).toBeGreaterThan(20);
    for (const [file, sha256] of data) expect(after.get(file), file).toBe(sha256);
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
      // What superseded it was withdrawn.
      expect(bannerOf(page), path).toBe('');
      expect(textOf(page.querySelector('.banner.correction')), path).toBe(
        `A correction of ${old}. ${counted} What changed`,
      );
      expect(textOf(page.querySelector('.place')), path).toContain('Snapshot of 1 October 2022, revision 2');
      // Readers pass over what was corrected, back to what holds.
      expect(page.querySelector('link[rel=prev]')?.getAttribute('href'), path).toBe(`/${sample}/${path}`);
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

  test('is told what its correction changed, and why', () => {
    const said = textOf(documentAt(`compare/${march}...${corrected}`).querySelector('main'));
    expect(said).toContain(`A correction of ${march}.`);
    expect(said).toContain(wrongly);
    expect(said).toContain('Reason: correction.');
    expect(said).not.toContain('Draft.');
  });
});

test('a draft says that it is one, and does not take the front page', () => {
  for (const [path, page] of pagesOf(draft)) expect(bannerOf(page), path).toMatch(/^Draft\./);
  expect(censusOnFront()).toBe(`/${correction}/`);
});

test('a correction is superseded, and what was corrected stays corrected, at every address', () => {
  for (const [path, page] of pagesOf(corrected)) {
    expect(bannerOf(page), path).toMatch(/^Superseded\./);
    expect(linksOf(page), path).toEqual([`/${correction}/${path}`, '/']);
  }
  for (const [path, page] of pagesOf(march)) expect(linksOf(page), path).toEqual([`/${corrected}/${path}`]);
});

test('a superseded snapshot leads to the last that replaced it, over others and their corrections', () => {
  for (const id of [january, february])
    for (const [path, page] of pagesOf(id)) expect(linksOf(page), path).toEqual([`/${correction}/${path}`, '/']);
});

test('a sample is superseded where that was said, and pages without a successor lead to the overview', () => {
  for (const path of ['', 'models/', 'explore/', 'models/bert/']) {
    const page = documentAt(join(sample, path));
    const isThere = existsSync(join(site, 'dist', correction, path, 'index.html'));
    expect(isThere, path).toBe(['', 'models/'].includes(path));
    expect(bannerOf(page), path).toMatch(/^Superseded\./);
    expect(bannerOf(page), path).toContain(`${isThere ? 'this page in' : 'the overview of'} ${correction}`);
    expect(linksOf(page), path).toEqual([isThere ? `/${correction}/${path}` : `/${correction}/`, '/']);
  }
});

test('a withdrawn snapshot keeps its pages and says why, and the front page goes back', () => {
  expect([...filesBelow(withdrawn).keys()].sort()).toEqual([...filesBelow(correction).keys()].sort());
  for (const [path, page] of pagesOf(withdrawn)) {
    expect(bannerOf(page), path).toContain(`Withdrawn on 1 March 2027. ${mixed}`);
    expect(linksOf(page), path).toEqual(['/']);
  }
  const cited = textOf(documentAt(withdrawn).querySelector('footer .cite .plain'));
  expect(cited).toContain('Published 2027-02-28. Withdrawn on 2027-03-01: ');
  expect(entryOf(documentAt('snapshots'), withdrawn)).toContain(`Withdrawn on 1 March 2027: ${mixed}`);
  expect(censusOnFront()).toBe(`/${correction}/`);
});

test('neighbours are compared, over one that was corrected, and what a release promised keeps its page', () => {
  for (const pair of [`${january}...${february}`, `${february}...${corrected}`, `${january}...${march}`])
    expect(JSON.parse(read('compare', pair, 'comparison.json'))).toMatchObject({ a: { id: pair.split('...')[0] } });
  expect(existsSync(join(site, 'dist/compare', `${february}...${march}`))).toBe(false);
});

test('a picture that a release promised of a topic is that of its snapshot', () => {
  const card = (id: string, name: string) => join(site, 'dist', id, 'cards', `${name}.png`);
  expect(readFileSync(card(january, 'models'))).toEqual(readFileSync(card(january, 'overview')));
  expect(readFileSync(card(february, 'overview'))).not.toEqual(readFileSync(card(january, 'overview')));
  expect(existsSync(card(february, 'models'))).toBe(false);
});

describe('what is new', () => {
  test('the overview tells what is new since the snapshot that it continues', () => {
    const said = documentAt(february).querySelector('#what-is-new + p')?.textContent;
    expect(said).toBe('29 February 2020, compared with 31 January 2020.');
  });

  test('a correction has nothing new of its own: its overview tells what changed, and what is new since the month before', () => {
    const overview = documentAt(corrected);
    expect(overview.querySelector('#what-is-new')?.textContent).toContain(february);
    expect(overview.querySelector(`main a[href="/compare/${march}...${corrected}/"]`)).not.toBeNull();
  });

  test('the front page and the page of news begin with the newest snapshot that holds', () => {
    expect(documentAt('').querySelector('#what-is-new + p')?.textContent).toMatch(
      /^1 October 2022, compared with 31 March 2020\./,
    );
    // They have too little in common for more than a line.
    expect(documentAt('news').querySelector('main')?.textContent).toMatch(
      new RegExp(
        `Not comparable with the snapshot before:\\s+${correction}\\s*,\\s+${corrected}\\s*,\\s+${february}\\s*\\.`,
      ),
    );
  });

  test('the feed announces what is published, the newest first, in the words of the comparison', () => {
    const feed = new JSDOM(read('feed.xml'), { contentType: 'application/xml' }).window.document;
    const entries = [...feed.querySelectorAll('entry')].map((entry) => ({
      day: entry.querySelector('updated')?.textContent.slice(0, 10),
      link: new URL(entry.querySelector('link')?.getAttribute('href') ?? '').pathname,
      said: entry.querySelector('summary')?.textContent ?? '',
    }));
    expect(entries.map(({ day, link }) => [day, link])).toEqual([
      ['2027-03-01', `/${withdrawn}/`],
      ['2027-01-03', `/compare/${old}...${correction}/`],
      // Announced when it was published, and again when it was corrected.
      ['2027-01-03', `/${old}/`],
      ['2022-09-02', `/${sample}/`],
      ['2020-05-01', `/compare/${march}...${corrected}/`],
      ['2020-05-01', `/${march}/`],
      ['2020-03-01', `/compare/${january}...${february}/`],
      ['2020-03-01', `/${january}/`],
    ]);
    expect(entries.at(-2)?.said).toContain('29 February 2020, compared with 31 January 2020.');
    expect(feed.querySelector('feed > updated')?.textContent).toBe('2027-03-01T00:00:00.000Z');
  });
});
