/** The archive: what each snapshot has on each topic. */
import { inPresentWordsOf } from '../../src/site/catalogue.ts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';
import { metrics } from '../../src/metrics/index.ts';
import type { Table } from '../../src/schema/table.ts';
import { editionTables } from '../../src/series/contents.ts';
import { topics } from '../../src/schema/topic.ts';
import { readSnapshots } from '../../src/snapshot/read.ts';

const root = join(import.meta.dirname, '../..');
const { snapshots, status } = readSnapshots(join(root, 'content'));
const { document } = new JSDOM(readFileSync(join(root, 'dist/snapshots/index.html'), 'utf8')).window;
const textOf = (element: Element | null | undefined) => (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

const corrected = status.published.filter((entry) => entry.status === 'corrected');
const shown = snapshots
  .map(({ manifest }) => manifest)
  .filter(({ id }) => !corrected.some((entry) => entry.id === id))
  .reverse();

/** The newest edition that is published, and what it follows on a topic and reads from a snapshot. */
const edition =
  (status.editions ?? [])
    .map(({ id }) => id)
    .sort()
    .at(-1) ?? '';
const followedFrom = (snapshot: string, topic: string) =>
  editionTables
    .filter((table) => table.topic === topic)
    .map(({ id }) => id)
    .filter((name) => {
      const file = join(root, 'content/editions', edition, `${name}.json`);
      return (
        existsSync(file) &&
        (JSON.parse(readFileSync(file, 'utf8')) as Table).rows.some((row) => row.snapshot === snapshot)
      );
    });

test('the numbers that an edition takes from a snapshot are among what it has on a topic', () => {
  expect(followedFrom('2025-07-14', 'documentation')).toEqual(['models-with-card']);
});

test('every snapshot that was not corrected has a row, the newest first, and a cell a topic', () => {
  const rows = [...document.querySelectorAll('.archive tbody tr')];
  expect(rows.map((row) => row.querySelector('th a')?.getAttribute('href'))).toEqual(shown.map(({ id }) => `/${id}/`));
  for (const row of rows) expect(row.querySelectorAll('td')).toHaveLength(topics.length);
});

test('a cell says how many tables there are, in words too, and leads to them', () => {
  for (const [index, row] of [...document.querySelectorAll('.archive tbody tr')].entries()) {
    const manifest = shown[index];
    for (const [place, cell] of [...row.querySelectorAll('td')].entries()) {
      const { id: topic, title } = topics[place] ?? topics[0];
      const ofTopic = metrics.filter((metric) => metric.topic === topic).map(({ id }) => id);
      const count = manifest?.tables.filter(({ name }) => ofTopic.includes(name)).length ?? 0;
      const link = cell.querySelector('a')?.getAttribute('href') ?? null;
      const where = `${manifest?.id ?? ''}/${topic}`;
      const series = count > 0 ? [] : followedFrom(manifest?.id ?? '', topic);
      expect(textOf(cell), where).toContain(
        count === 0
          ? `${series.length > 0 ? `${series.length} series` : 'none'} on ${title.toLowerCase()}`
          : `${count} of ${ofTopic.length} tables on ${title.toLowerCase()}`,
      );
      if (series.length > 0) expect(link, where).toBe(`/editions/${edition}/#${series[0] ?? ''}`);
      else expect(link, where).toBe(count === 0 ? null : `/${where}/`);
      if (link !== null)
        expect(existsSync(join(root, 'dist', link.replace(/#.*/, ''), 'index.html')), where).toBe(true);
    }
  }
});

test('what was corrected is folded with its correction, and says why', () => {
  expect(corrected.length).toBeGreaterThan(0);
  for (const { id, by, reason } of corrected) {
    const item = [...document.querySelectorAll('ol.snapshots details li')].find((each) =>
      each.querySelector(`a[href="/${id}/"]`),
    );
    expect(textOf(item), id).toContain(`corrected by ${by}`);
    expect(textOf(item), id).toContain(inPresentWordsOf(reason));
    expect(item?.querySelector(`a[href="/compare/${id}...${by}/"]`), id).not.toBeNull();
  }
});
