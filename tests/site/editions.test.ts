/** The pages and files of editions: each number leads to the snapshot that it was read from. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { EditionManifest } from '../../src/schema/edition.ts';
import { StatusList } from '../../src/schema/snapshot.ts';
import type { Table } from '../../src/schema/table.ts';
import { formatDay } from '../../src/schema/written.ts';
import { inPresentWordsOf } from '../../src/site/catalogue.ts';

const root = join(import.meta.dirname, '../..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const documentOf = (path: string) => new JSDOM(read('dist', path, 'index.html')).window.document;
const ids = readdirSync(join(root, 'content/editions'));

test('the page of all editions leads to each', () => {
  const links = [...documentOf('editions').querySelectorAll('h2 a')].map((link) => link.getAttribute('href'));
  expect(links).toEqual(ids.toReversed().map((id) => `/editions/${id}/`));
});

const state = StatusList.parse(JSON.parse(read('content/status.json')));
const published = (state.editions ?? []).map(({ id }) => id).sort();

describe.each(ids)('the edition %s', (id) => {
  const manifest = EditionManifest.parse(JSON.parse(read('content/editions', id, 'manifest.json')));
  const document = documentOf(`editions/${id}`);
  const tableOf = (name: string) => JSON.parse(read('content/editions', id, `${name}.json`)) as Table;

  test('shows each of its tables once, as a figure or in rows', () => {
    for (const { name } of manifest.tables) expect(document.querySelectorAll(`#${name}`), name).toHaveLength(1);
    expect(document.querySelectorAll('figure').length).toBeGreaterThan(10);
    expect(document.body.textContent).not.toContain('not available');
  });

  test('leads on each page to the same page of its neighbours, and of the newest where it is not', () => {
    for (const rest of ['', 'data/']) {
      const own = rest === '' ? document : documentOf(`editions/${id}/data`);
      const [earlier, later] = [published.findLast((each) => each < id), published.find((each) => each > id)];
      const at = (other?: string) => (other === undefined ? [] : [`/editions/${other}/${rest}`]);
      const hrefs = (selector: string) => [...own.querySelectorAll(selector)].map((link) => link.getAttribute('href'));
      expect(hrefs('.place .neighbouring a')).toEqual([...at(earlier), ...at(later)]);
      const newest = later === undefined ? undefined : published.at(-1);
      expect(hrefs('.banner:not(.fallen) a')).toEqual(at(newest));
      expect(hrefs('link[rel=successor-version]')).toEqual(at(newest));
      expect(own.querySelector('main')?.dataset.status).toBe(newest === undefined ? 'current' : 'superseded');
    }
  });

  test('says before its first figure which of its snapshots were corrected or withdrawn since, and why', () => {
    const fallen = state.published.flatMap((entry) =>
      'since' in entry && manifest.snapshots.some(({ id: own }) => own === entry.id) ? [entry] : [],
    );
    const notices = [...document.querySelectorAll('.banner.fallen strong')];
    expect(notices.map((notice) => notice.querySelector('a')?.getAttribute('href'))).toEqual(
      fallen.map((entry) => `/${entry.id}/`),
    );
    for (const [index, { status, since, reason }] of fallen.entries())
      expect(notices[index]?.closest('p')?.textContent).toContain(
        `${status} on ${formatDay(since)}. ${inPresentWordsOf(reason)}`,
      );
  });

  test('names the snapshots that it rests on, with the checksums of their manifests', () => {
    const text = document.querySelector('#snapshots + details')?.textContent ?? '';
    for (const { manifestSha256 } of manifest.snapshots) expect(text).toContain(manifestSha256);
  });

  test('says of each what became of it, and what replaces it', () => {
    const rows = [...document.querySelectorAll('#snapshots + details tbody tr')];
    expect(rows.length).toBe(manifest.snapshots.length);
    for (const row of rows) {
      const [snapshot, successor] = [...row.querySelectorAll('a')].map((link) => link.getAttribute('href'));
      const entry = state.published.find(({ id: own }) => `/${own}/` === snapshot);
      expect(row.textContent, snapshot ?? '').toContain(entry?.status);
      expect(successor).toBe(entry && 'by' in entry ? `/${entry.by}/` : undefined);
    }
  });

  test('says in a sentence what changed since the one before', () => {
    const said = document
      .querySelector('#changes + details p, #changes + p')
      ?.textContent.replaceAll(/\s+/g, ' ')
      .trim();
    expect(said).toMatch(/^(This is the first edition|Compared with the edition of [^.:]+, this one [^.:]+)[.:]$/);
  });

  test('leads from each point of a series to the table that it was read from', () => {
    const figure = document.querySelector('#models-listed');
    const links = [...(figure?.querySelectorAll('p.key a') ?? [])].map((link) => link.getAttribute('href') ?? '');
    const points = tableOf('models-listed').rows.filter(({ snapshot }) => snapshot !== null);
    expect(links).toEqual(points.map(({ snapshot, table }) => `/${snapshot}/data/#${table}`));
    expect([...(figure?.querySelectorAll('details td a') ?? [])].length).toBe(2 * points.length);
  });

  test('hands out its files as they are, with what cites and describes them', () => {
    for (const { name } of manifest.tables) {
      expect(read('dist/editions', id, 'data', `${name}.json`)).toBe(read('content/editions', id, `${name}.json`));
      for (const file of [`data/${name}.csv`, `data/${name}.parquet`, `cite/${name}.bib`])
        expect(existsSync(join(root, 'dist/editions', id, file)), file).toBe(true);
    }
    expect(read('dist/editions', id, 'data/manifest.json')).toBe(read('content/editions', id, 'manifest.json'));
    const cited = read('dist/editions', id, 'cite/snapshot.bib');
    expect(cited).toContain(`model-reuse-almanac-edition-${id}`);
    expect(cited).toContain(`/editions/${id}/`);
  });

  test('says whose data these are, published totals among them, and nobody twice', () => {
    const named = [...document.querySelectorAll('footer details li')].map((item) => item.textContent);
    expect(named).toEqual([...new Set(named)]);
    for (const { citation } of manifest.publications) expect(named).toContain(citation);
    const { rows } = tableOf('models-listed');
    const totals = rows.filter(({ snapshot }) => snapshot === null).map(({ source }) => String(source));
    expect(totals.length).toBeGreaterThan(0);
    const cited = read('dist/editions', id, 'cite/models-listed.bib');
    const credit = document.querySelector('#models-listed [data-part=source]')?.textContent;
    for (const source of totals) {
      expect(credit).toContain(source);
      expect(named.join('\n')).toContain(source);
      expect(cited).toContain(source);
    }
  });

  test('has a page and a drawing for each figure', () => {
    const figures = join(root, 'dist/figures/editions', id, 'overview');
    const drawn = [...document.querySelectorAll('figure')].map((figure) => figure.id);
    for (const name of drawn) expect(existsSync(join(figures, name, `${name}.svg`)), name).toBe(true);
    expect(read('dist/figures/editions', id, 'overview/models-listed/index.html')).toContain('edition of');
  });
});
