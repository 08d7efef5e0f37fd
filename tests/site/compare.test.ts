/** The pages that hold two snapshots against each other, and the feed: the numbers are those of the file beside them. */
import { inPresentWordsOf } from '../../src/site/catalogue.ts';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { correctionOf } from '../../src/schema/snapshot-id.ts';
import { Comparison, comparisonText, isUnchanged, reasonWords } from '../../src/schema/comparison.ts';
import { formatValue, formatDifference } from '../../src/schema/written.ts';
import { compare, snapshotsNamed } from '../../src/snapshot/compare.ts';
import kept from '../../content/kept-pages.json' with { type: 'json' };
import { isNewsTable, monthBetween } from '../../src/snapshot/month.ts';
import { comparisonPairs, placed, stepPairs } from '../../src/snapshot/pairs.ts';
import { readSnapshots } from '../../src/snapshot/read.ts';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');
const { snapshots, status } = readSnapshots(join(root, 'content'));
const published = new Map(status.published.map((entry) => [entry.id, entry]));
const places = snapshots.map(({ manifest }) => placed(manifest, published.get(manifest.id) ?? null));
const placeOf = (snapshot: string) => places.find(({ id }) => id === snapshot);
const steps = stepPairs(places);
const pairs = comparisonPairs(places, kept.comparisons).map((pair) => pair.join('...'));

const parsed = new Map<string, Document>();
function documentOf(...path: string[]): Document {
  const file = join(dist, ...path, 'index.html');
  const known = parsed.get(file) ?? new JSDOM(readFileSync(file, 'utf8')).window.document;
  parsed.set(file, known);
  return known;
}
const comparisonOf = (pair: string) =>
  Comparison.parse(JSON.parse(readFileSync(join(dist, 'compare', pair, 'comparison.json'), 'utf8')));
const text = (element: Element | null | undefined) => element?.textContent.replaceAll(/[ \n]+/g, ' ').trim() ?? '';
const hrefs = (document: Document) =>
  [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href') ?? '');

test('every comparison that should have a page has one, and no other has', () => {
  expect(pairs.length).toBeGreaterThan(4);
  const there = readdirSync(join(dist, 'compare'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(there.map(({ name }) => name).sort()).toEqual([...pairs].sort());
});

describe.each(pairs)('%s', (pair) => {
  const [a = '', b = ''] = pair.split('...');

  test('the file holds what the command prints, to the byte', () => {
    const comparison = compare(...snapshotsNamed(snapshots, a, b));
    const bytes = readFileSync(join(dist, 'compare', pair, 'comparison.json'), 'utf8');
    expect(bytes).toBe(comparisonText(comparison));
    expect(comparisonOf(pair).b.id).toBe(b);
  });

  test('the page says of each table why it moved, and its largest moves as they are in the file', () => {
    const document = documentOf('compare', pair);
    const { summary, findings, inNumbers, tables, refused, onlyIn } = comparisonOf(pair);
    const main = text(document.querySelector('main'));
    for (const said of [summary, inNumbers]) expect(main).toContain(said);
    expect([...document.querySelectorAll('main > ul.moves > li')].map(text)).toEqual(
      findings.map((finding) => finding.text),
    );
    const [same = [], others = []] = [true, false].map((is) => tables.filter((table) => isUnchanged(table) === is));
    expect([...document.querySelectorAll('#unchanged li')].map(({ id }) => id)).toEqual(same.map(({ name }) => name));
    for (const { name, reasons, moved, counts } of others) {
      const section = document.getElementById(name);
      expect(text(section), name).toContain(`Reason: ${reasons.map(({ reason }) => reasonWords[reason]).join(', ')}.`);
      const { moved: differing, stayed } = counts.numbers;
      const said = [differing, stayed].map((count) => formatValue('count', count));
      expect(text(section), name).toContain(
        counts.rows.both === 0
          ? 'No row is in both.'
          : `${said[0] ?? ''} ${differing === 1 ? 'number differs' : 'numbers differ'} and ${said[1] ?? ''} ${stayed === 1 ? 'is' : 'are'} the same`,
      );
      const rows = [...(section?.querySelectorAll('.moved > .scroll tbody tr') ?? [])];
      expect(rows.length, name).toBe(moved.slice(0, 20).filter(({ amount }) => amount > 0).length);
      for (const [index, row] of rows.entries()) {
        const move = moved[index];
        if (!move) throw new Error(`${name} shows a move that is not in the file`);
        const { unit, before, after, difference } = move;
        const cells = [...row.querySelectorAll('td.number')].map((cell) => text(cell.firstChild as Element));
        expect(cells, name).toEqual([
          formatValue(unit, before),
          formatValue(unit, after),
          formatDifference(unit, difference),
        ]);
      }
    }
    for (const { reason } of refused) expect(main).toContain(reason);
    for (const { title, reason } of [...onlyIn.a, ...onlyIn.b]) {
      expect(main).toContain(title);
      if (reason !== null) expect(main).toContain(inPresentWordsOf(reason));
    }
  });

  test('both populations stand side by side', () => {
    const { a: one, b: other } = comparisonOf(pair);
    const sides = text(documentOf('compare', pair).querySelector('table.sides'));
    expect([sides.includes(one.population), sides.includes(other.population)]).toEqual([true, true]);
  });

  test('it is listed, and leads to both snapshots', () => {
    expect(hrefs(documentOf('compare'))).toContain(`/compare/${pair}/`);
    expect(hrefs(documentOf('compare', pair))).toEqual(
      expect.arrayContaining([`/${a}/`, `/${b}/`, `/compare/${pair}/comparison.json`]),
    );
  });
});

test('a reader finds what changed from the overview, the data and the list of snapshots', () => {
  const isNew = (id: string) => correctionOf(id) === null && placeOf(id)?.coverage !== 'sample' && placeOf(id)?.holds;
  const [a, b] = steps.findLast(([, later]) => isNew(later)) ?? ['', ''];
  for (const path of [[b], [b, 'data'], ['snapshots']])
    expect(hrefs(documentOf(...path)), path.join('/')).toContain(`/compare/${a}...${b}/`);
  const [one, other] = snapshotsNamed(snapshots, a, b);
  const { opening, news } = monthBetween(one, other);
  expect(text(documentOf(b).querySelector('#what-is-new + p'))).toBe(opening);
  expect([...documentOf(b).querySelectorAll('#what-is-new ~ ul.moves > li')].map(text)).toEqual(
    news.map(({ about, text }) => `${about}: ${text}`),
  );
});

test('what is new is models, their types and their cards, one by one: no sum of a table and no p value', () => {
  for (const path of ['', 'news']) {
    const main = documentOf(path).querySelector('main');
    const tables = [...(main?.querySelectorAll('ul.moves > li') ?? [])].map((item) =>
      item.querySelector('a')?.getAttribute('href')?.replace(/.*#/, ''),
    );
    expect(tables.length, path).toBeGreaterThan(0);
    expect(tables.filter((table) => !isNewsTable(table ?? ''))).toEqual([]);
    expect(text(main)).not.toMatch(/\bp\s*[=<]|\bp values?\b|numbers that both have|\bsum of\b/);
  }
});

test('a correction leads to what it corrects and to what changed, on each of its pages, and says why', () => {
  const [a, b] = steps.findLast(([earlier, later]) => correctionOf(later) === earlier) ?? ['', ''];
  const entry = published.get(a);
  for (const path of [[], ['models'], ['data']]) {
    const notice = documentOf(b, ...path).querySelector('.banner.correction');
    expect(text(notice)).toContain(
      `A correction of ${a}. ${entry?.status === 'corrected' ? inPresentWordsOf(entry.reason) : '?'}`,
    );
    expect([...(notice?.querySelectorAll('a') ?? [])].map((link) => link.getAttribute('href'))).toEqual([
      `/${a}/`,
      `/compare/${a}...${b}/`,
    ]);
  }
});

test('small cells, overlapping intervals and months that are not the same time in both are marked in words', () => {
  const marks = pairs.flatMap((pair) =>
    [...documentOf('compare', pair).querySelectorAll('.compared td small')].map(text),
  );
  expect(marks).toEqual(expect.arrayContaining(['small', 'intervals overlap', 'partial month', 'with older ones']));
});

test('a selection is told nothing new, and the first snapshot has nothing before it', () => {
  expect(documentOf('2026-08-22').querySelector('#what-is-new')).toBeNull();
  const [first = ''] = snapshots.map(({ manifest }) => manifest.id).sort();
  expect(documentOf(first).querySelector('#what-is-new')).toBeNull();
  expect(hrefs(documentOf(first)).filter((href) => href.startsWith('/compare/'))).toEqual([]);
});

test('the feed has an entry for each of the 20 snapshots and editions that were published last, and no moment that the clock gave', () => {
  const file = join(dist, 'feed.xml');
  expect(existsSync(file)).toBe(true);
  const feed = new JSDOM(readFileSync(file, 'utf8'), { contentType: 'application/xml' }).window.document;
  expect(feed.documentElement.namespaceURI).toBe('http://www.w3.org/2005/Atom');
  const moments = [...feed.querySelectorAll('updated')].map((element) => text(element));
  const known = [
    ...[...status.published, ...(status.editions ?? [])].map((entry) => entry.published),
    ...snapshots.map(({ manifest }) => manifest.date),
  ];
  expect(moments.filter((moment) => !known.some((day) => moment === `${day}T00:00:00.000Z`))).toEqual([]);
  const editions = status.editions ?? [];
  expect(feed.querySelectorAll('entry').length).toBe(Math.min(20, published.size + editions.length));
  const newest = editions.at(-1)?.id ?? '';
  expect([...feed.querySelectorAll('entry > title')].map(text)).toContain(`Numbers over snapshots (edition ${newest})`);
  const days = [...feed.querySelectorAll('entry > updated')].map(text);
  expect(days).toEqual(days.toSorted().reverse());
  const link = documentOf('2023-06-30').querySelector('link[rel=alternate][type="application/atom+xml"]');
  expect(link?.getAttribute('href')).toBe('/feed.xml');
});
