/** What a machine sees of what practitioners need and report, on the built pages, against the rows of the tables. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { DecisionProcess, type Indicator, ReportedChallenges } from '../../src/schema/published.ts';
import type { Manifest } from '../../src/schema/snapshot.ts';
import type { Row, Table } from '../../src/schema/table.ts';
import { formatInterval, formatValue } from '../../src/schema/written.ts';
import { snapshotsToLookAt } from './pages.ts';

const root = join(import.meta.dirname, '../..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const ids = snapshotsToLookAt().map(({ id }) => id);
const { groups } = DecisionProcess.parse(JSON.parse(read('content/published/decision-process.json')));
const { challenges } = ReportedChallenges.parse(JSON.parse(read('content/published/reported-challenges.json')));
const places = [
  ...groups.flatMap(({ id: group, attributes }) =>
    attributes.map(({ id, indicators }) => ({ id: `attributes-${group}-${id}`, indicators })),
  ),
  ...challenges.map(({ id, indicators }) => ({ id: `reported-${id}`, indicators })),
];
const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
const textOf = (element: Element | null | undefined) => oneLine(element?.textContent ?? '');
const tableOf = (snapshot: string, name: string) =>
  existsSync(join(root, 'content/snapshots', snapshot, `${name}.json`))
    ? (JSON.parse(read('content/snapshots', snapshot, `${name}.json`)) as Table)
    : null;

/** The line that an indicator should have; null where the snapshot has no row for it. */
function line(snapshot: string, { table, column, where, newest, description }: Indicator): string | null {
  const { partialMonths } = JSON.parse(read('content/snapshots', snapshot, 'manifest.json')) as Manifest;
  const rows = (tableOf(snapshot, table)?.rows ?? [])
    .filter((row: Row) => Object.entries(where).every(([key, value]) => row[key] === value))
    .filter((row: Row) => !newest || (row[newest] !== null && !partialMonths.includes(String(row[newest]))));
  const row = newest ? [...rows].sort((a, b) => (String(a[newest]) < String(b[newest]) ? 1 : -1))[0] : rows[0];
  if (!row) return null;
  const [share, low, high] = ['', 'Low', 'High'].map((end) => row[`${column}${end}`]);
  const interval =
    typeof low === 'number' && typeof high === 'number' ? ` (95 % CI ${formatInterval('share', low, high)})` : '';
  const created = newest
    ? `, of those created in ${formatValue(newest === 'month' ? 'month' : 'name', row[newest] ?? null)}`
    : '';
  return oneLine(`${description}${created}: ${formatValue('share', share ?? null)}${interval}`);
}

describe.each(ids)('the reuse page of %s', (snapshot) => {
  const { document } = new JSDOM(read('dist', snapshot, 'reuse', 'index.html')).window;

  test('every indicator shows the share and interval of its row, or is named as missing, with the reason', () => {
    const reasons = textOf(document.getElementById('not-in-this-snapshot'));
    for (const { id, indicators } of places) {
      const text = textOf(document.getElementById(id));
      for (const indicator of indicators) {
        const expected = line(snapshot, indicator);
        expect(text, id).toContain(expected ?? indicator.description);
        if (expected === null) {
          expect(text.toLowerCase(), id).toContain('not in this snapshot');
          expect(reasons, id).toContain(indicator.description);
        }
      }
      if (indicators.length === 0 && id.startsWith('attributes-')) expect(text, id).toContain('Not seen: ');
    }
  });

  test('a table of shares has a cell for each of its rows, and a table that came later leaves none behind', () => {
    const crossed = [...document.querySelectorAll('.cross')];
    const risks = crossed.find((each) => textOf(each.querySelector('caption')).startsWith('Models with a risk'));
    expect(risks !== undefined).toBe(tableOf(snapshot, 'risks') !== null);
    const rows = tableOf(snapshot, 'risks')?.rows ?? [];
    expect(risks?.querySelectorAll('tbody td svg').length ?? 0).toBe(rows.length);
    for (const { share } of rows) expect(textOf(risks)).toContain(oneLine(formatValue('share', share ?? null)));
  });

  test('the contrast of what nobody and what many download is told in words, where the snapshot has both', () => {
    const told = textOf(document.querySelector('main'));
    for (const [name, column, value, words] of [
      ['formats-by-downloads', 'format', 'custom-code', 'Code of the repository’s own'],
      ['licences-by-downloads', 'class', 'none', 'No licence is declared by'],
    ] as const) {
      const rows = tableOf(snapshot, name)?.rows.filter((row) => row[column] === value) ?? [];
      const ends = ['none', '10-000-and-more'].map((band) => rows.find((row) => row.band === band));
      expect(told.includes(words), name).toBe(ends.every((row) => row !== undefined));
      for (const row of ends) if (row) expect(told).toContain(oneLine(formatValue('share', row.share ?? null)));
    }
  });

  test('the group of risks says that it is not one of the paper', () => {
    const heading = document.getElementById('attributes-risk');
    expect(textOf(heading?.parentElement)).toContain('the almanac’s own and not one of the paper');
  });
});

test('of the selection of August 2026 only cards, files and pickled weights are missing', () => {
  const missing = places
    .flatMap(({ indicators }) => indicators)
    .filter((indicator) => line('2026-08-22-r2', indicator) === null)
    .map(({ table, where }) => where.risk ?? where.format ?? table);
  expect(new Set(missing)).toEqual(new Set(['repository-files', 'totals', 'pickle-only']));
});
