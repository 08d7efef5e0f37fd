/** A site of invented snapshots that were published one after the other: what became of comparisons, and the feed. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { metrics } from '../../src/metrics/index.ts';
import { correctionOf } from '../../src/schema/snapshot-id.ts';
import { type StatusList, statusText } from '../../src/schema/snapshot.ts';
import { material } from '../../src/snapshot/content.test-support.ts';
import { make } from '../../src/snapshot/make.ts';
import { readSnapshots } from '../../src/snapshot/read.ts';
import { correct, publish } from '../../src/snapshot/status.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { buildCopy, copySite } from '../site-copy.ts';

let site: string;

/** Each snapshot with the day of its publication, and how many of the hundred models that it counts have a card. */
const invented = [
  ['2020-01-31', '2020-03-01', 10],
  ['2020-02-29', '2020-03-01', 20],
  ['2020-03-31', '2020-04-02', 30],
  ['2020-03-31-r2', '2020-05-01', 35],
  ['2020-04-30', null, 50],
] as const;

beforeAll(async () => {
  site = copySite();
  const content = join(site, 'content');
  for (const [id, , withCard] of invented) {
    const given = {
      ...material({ id }),
      counts: new Map([
        ['cards-by-task', { rows: [{ task: 'fill-mask', models: 100, withCard }], notes: [], window: null }],
      ]),
      absent: Object.fromEntries(metrics.map(({ id: table }) => [table, 'It was not counted.'])),
    };
    writeSnapshot(content, given, await make(given), { madeBy: 'a test' });
  }
  let list: StatusList = { doi: null, published: [] };
  const manifests = readSnapshots(content).snapshots.map(({ manifest }) => manifest);
  for (const [id, on] of invented) {
    if (on === null) continue;
    list =
      correctionOf(id) === null
        ? publish(list, manifests, [id], { on })
        : correct(list, manifests, id, { on, reason: 'It was counted wrongly.' });
  }
  writeFileSync(join(content, 'status.json'), statusText(list));
  writeFileSync(
    join(content, 'kept-pages.json'),
    '{"comparisons":["2020-01-31...2020-03-31"],"models":[],"lineage":[]}',
  );

  const { status, said } = buildCopy(site);
  if (status !== 0) throw new Error(said);
});
afterAll(() => {
  rmSync(site, { recursive: true });
});

const read = (...path: string[]) => readFileSync(join(site, 'dist', ...path), 'utf8');
const documentOf = (...path: string[]) => new JSDOM(read(...path, 'index.html')).window.document;
test('neighbours are compared, over one that was corrected, and what a release promised keeps its page', () => {
  for (const pair of ['2020-01-31...2020-02-29', '2020-02-29...2020-03-31-r2', '2020-01-31...2020-03-31'])
    expect(JSON.parse(read('compare', pair, 'comparison.json'))).toMatchObject({ a: { id: pair.split('...')[0] } });
  expect(existsSync(join(site, 'dist/compare/2020-02-29...2020-03-31'))).toBe(false);
});

test('a correction is told as one, and against what it corrects', () => {
  const page = documentOf('compare', '2020-03-31...2020-03-31-r2');
  const said = page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ');
  expect(said).toContain('A correction of 2020-03-31.');
  expect(said).toContain('It was counted wrongly.');
  expect(said).toContain('Reason: correction.');
  expect(said).not.toContain('Draft.');
});

test('the overview tells what is new since the snapshot that it continues', () => {
  const said = documentOf('2020-02-29').querySelector('#what-is-new + p')?.textContent;
  expect(said).toBe('29 February 2020, compared with 31 January 2020.');
});

test('a correction has nothing new of its own: its overview tells what changed, and what is new since the month before', () => {
  const overview = documentOf('2020-03-31-r2');
  expect(overview.querySelector('#what-is-new')?.textContent).toContain('2020-02-29');
  expect(overview.querySelector('main a[href="/compare/2020-03-31...2020-03-31-r2/"]')).not.toBeNull();
});

test('the front page and the page of news begin with the newest snapshot that holds', () => {
  const news = '31 March 2020, compared with 29 February 2020.';
  expect(documentOf().querySelector('#what-is-new + p')?.textContent).toBe(news);
  // They have too little in common for more than a line.
  expect(documentOf('news').querySelector('main')?.textContent).toMatch(
    /Not comparable with the snapshot before:\s+2020-03-31-r2\s*,\s+2020-02-29\s*\./,
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
    ['2020-05-01', '/compare/2020-03-31...2020-03-31-r2/'],
    // Announced in April, and again when it was corrected.
    ['2020-05-01', '/2020-03-31/'],
    ['2020-03-01', '/compare/2020-01-31...2020-02-29/'],
    ['2020-03-01', '/2020-01-31/'],
  ]);
  expect(entries[2]?.said).toContain('29 February 2020, compared with 31 January 2020.');
  expect(feed.querySelector('feed > updated')?.textContent).toBe('2020-05-01T00:00:00.000Z');
});
