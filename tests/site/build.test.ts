/**
 * What `astro build` makes of a copy of the project. That a refusal stops it, and leaves nothing that could be taken for
 * a report, is tried three times: where content is read, where a page is rendered, and when the pages are finished. What
 * else is refused is tested beside the function that refuses it: `src/content.config.test.ts`,
 * `src/snapshot/read.test.ts`, `src/schema/`, `src/components/`.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { capture } from '../../scripts/capture.ts';
import { snapshot } from '../../scripts/snapshot.ts';
import { checkLinks } from '../../src/build/links.ts';
import { metrics } from '../../src/metrics/index.ts';
import type { Table } from '../../src/schema/table.ts';
import { topics } from '../../src/schema/topic.ts';
import { formatValue } from '../../src/schema/written.ts';
import { material } from '../../src/snapshot/content.test-support.ts';
import { make } from '../../src/snapshot/make.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { call } from '../call.ts';
import { buildCopy, copySite } from '../site-copy.ts';
import { startForum, syntheticForum } from '../stand-ins/forum.ts';
import { startHub } from '../stand-ins/hub.ts';

/** The snapshot that the copies hold: the smallest that may stand on the front page. */
const id = '2022-10-01';

/** Replaces one text in the content of a copy by another. */
function replaceIn(site: string, file: string, from: string, to: string): void {
  const path = join(site, 'content', file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}, so the test would show nothing`);
  writeFileSync(path, text.replaceAll(from, to));
}

describe('the build stops', () => {
  test.each([
    [
      'at a snapshot of which one digit was changed',
      `snapshots/${id}/cards-by-month.json`,
      '"models":6111',
      '"models":6112',
      ['cards-by-month.json was changed'],
    ],
    [
      'at prose that takes a number from a misspelt column',
      'chapters/documentation.mdx',
      'column="shareWithCard" interval',
      'column="shareWithCrad" interval',
      ['has no column shareWithCrad'],
    ],
  ])('%s', { timeout: 600_000 }, (_, file, from, to, sentence) => {
    const site = copySite(id);
    onTestFinished(() => {
      rmSync(site, { recursive: true });
    });
    replaceIn(site, file, from, to);
    const { status, said } = buildCopy(site);
    for (const part of sentence) expect(said).toContain(part);
    expect(status).not.toBe(0);
    // No page of a report that could be taken for a whole one.
    expect(existsSync(join(site, 'dist/index.html'))).toBe(false);
  });
});

describe('where the only snapshot was withdrawn, and a link leads nowhere', () => {
  let site: string;
  let ended: ReturnType<typeof buildCopy>;
  beforeAll(() => {
    site = copySite(id);
    const manifest = readFileSync(join(site, 'content/snapshots', id, 'manifest.json'));
    const entry = {
      id,
      published: '2026-12-01',
      manifestSha256: createHash('sha256').update(manifest).digest('hex'),
      status: 'withdrawn',
      since: '2026-12-02',
      reason: 'It was wrong.',
    };
    writeFileSync(join(site, 'content/status.json'), JSON.stringify({ doi: null, published: [entry] }));
    replaceIn(site, 'chapters/documentation.mdx', '\n## ', `\n[There](/${id}/nowhere/)\n\n## `);
    ended = buildCopy(site);
  }, 600_000);
  afterAll(() => {
    rmSync(site, { recursive: true });
  });

  test('the build stops at that link, which is looked at last, and at no other', () => {
    expect(ended.said.match(/^.* leads to .*$/gm)).toEqual([
      `/documentation/ leads to /${id}/nowhere/, where there is nothing`,
    ]);
    expect(ended.status).not.toBe(0);
  });

  test('without any evidence the front page says so, and the topics have no number', () => {
    const read = (page: string) =>
      new JSDOM(readFileSync(join(site, 'dist', page, 'index.html'), 'utf8')).window.document;
    expect(read('').querySelector('main')?.textContent).toContain('There is no evidence to show');
    for (const topic of topics) expect(read(topic.id).querySelectorAll('main .stat, figure'), topic.id).toHaveLength(0);
  });
});

/** Captures invented records, and makes a snapshot of them in this `content/`. */
async function captureInto(content: string, date: string): Promise<void> {
  const [hub, forum] = [await startHub({ count: 3000 }), await startForum(syntheticForum(300))];
  const captures = ['--folder', join(content, '../captures')];
  const origins = ['--hub-origin', hub.origin, '--forum-origin', forum.origin];
  try {
    for (const [made, args] of [
      [capture, ['--date', date, ...captures, '--rate', '1000', ...origins]],
      [snapshot, [date, ...captures, '--content', content, '--accept', 'shrunk=invented']],
    ] as const) {
      const { status, stderr } = await call(made, args);
      if (status !== 0) throw new Error(stderr);
    }
  } finally {
    await Promise.all([hub.close(), forum.close()]);
  }
}

describe('a copy below a path, with a live capture, and with a draft that has a DOI and hostile names', () => {
  const place = { origin: 'https://example.org', base: '/reports/almanac/' };
  const [draft, captured] = ['2024-01-01', '2026-10-03'] as const;
  const doi = '10.5281/zenodo.1234567';
  const hostile = [
    `<script>alert(1)</script>`,
    `=HYPERLINK("http://example.org")`,
    `'; DROP TABLE topics; --`,
    '{alert(1)}',
  ];
  let site: string;
  const read = (...path: string[]) => readFileSync(join(site, 'dist', ...path), 'utf8');
  const documentOf = (...path: string[]) => new JSDOM(read(...path, 'index.html')).window.document;

  beforeAll(async () => {
    site = copySite(id);
    const rows = hostile.map((forumCategory, index) => ({ forumCategory, topics: 1, codes: 10 - index }));
    const given = {
      ...material({ id: draft }),
      counts: new Map([['challenge-by-forum-category', { rows, notes: [], window: null }]]),
      absent: Object.fromEntries(metrics.map(({ id: table }) => [table, 'It was not counted.'])),
    };
    writeSnapshot(join(site, 'content'), given, await make(given), { madeBy: 'a test', doi });
    writeFileSync(join(site, 'content/status.json'), JSON.stringify({ doi: '10.5281/zenodo.1234566', published: [] }));
    await captureInto(join(site, 'content'), captured);
    const { status, said } = buildCopy(site, { ALMANAC_SITE: place.origin, ALMANAC_BASE: place.base });
    if (status !== 0) throw new Error(`the copy was not built, so that no refusal above shows anything: ${said}`);
  }, 600_000);
  afterAll(() => {
    rmSync(site, { recursive: true });
  });

  test('every link stays below the path', () => {
    // The build has held them against the files; here they are held against ones that are not below a path.
    expect(checkLinks(join(site, 'dist'), place).pages).toBeGreaterThan(20);
    expect(() => checkLinks(join(site, 'dist'), { ...place, base: '/' })).toThrow('where there is nothing');
  });

  test('citations print the public address, and the DOI where there is one', () => {
    expect(read(id, 'index.html')).toContain(`${place.origin}${place.base}${id}/`);
    const citeAs = (snapshot: string) => documentOf(snapshot).querySelector('link[rel=cite-as]')?.getAttribute('href');
    expect(citeAs(id)).toBe(`${place.origin}${place.base}${id}/`);
    expect(citeAs(draft)).toBe(`https://doi.org/${doi}`);
    expect(documentOf(draft).querySelector('meta[name=citation_doi]')?.getAttribute('content')).toBe(doi);
  });

  test('a snapshot of a live capture builds like the others', () => {
    const sheet = read(captured, 'index.html');
    const { rows } = JSON.parse(read(captured, 'data/population.json')) as Table;
    const models = rows.find(({ measure }) => measure === 'models')?.count ?? null;
    expect(models).toBeGreaterThan(2900);
    expect(sheet).toContain(formatValue('count', models));
    expect(sheet).toContain(`href="${place.base}${captured}/models/"`);
  });

  test('hostile names come out as text: on the page, and in the files', () => {
    const page = documentOf(draft, 'challenges');
    expect(page.querySelectorAll('script:not([src]):not([type="application/ld+json"])').length).toBe(0);
    for (const name of hostile) expect(page.body.textContent).toContain(name);
    expect(read(draft, 'data/challenge-by-forum-category.csv')).toContain(`"'=HYPERLINK(""http://example.org"")"`);
  });
});
