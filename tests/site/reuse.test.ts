/** What a machine sees of what practitioners need and report, on the built pages, against the rows of the tables. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';
import { DecisionProcess, type Indicator, ReportedChallenges } from '../../src/schema/published.ts';
import type { Row, Table } from '../../src/schema/table.ts';
import { formatInterval, formatValue } from '../../src/schema/written.ts';
import { editionTable, evidenceFor } from './pages.ts';

const root = join(import.meta.dirname, '../..');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
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
  JSON.parse(read('content/snapshots', snapshot, `${name}.json`)) as Table;

/** The line that an indicator should have. */
function line({ table, column, where, newest, description }: Indicator): string {
  const ofSeries = newest === 'date';
  const from = ofSeries ? undefined : evidenceFor(table, where);
  const partial = from?.partialMonths ?? [];
  const { rows: all } = from ? tableOf(from.id, table) : editionTable(table);
  const rows = all
    .filter((row: Row) => Object.entries(where).every(([key, value]) => row[key] === value))
    .filter((row: Row) => !newest || (row[newest] !== null && !partial.includes(String(row[newest]))));
  const row = newest ? [...rows].sort((a, b) => (String(a[newest]) < String(b[newest]) ? 1 : -1))[0] : rows[0];
  if (!row) throw new Error(`no row of ${table} fits ${JSON.stringify(where)}`);
  const [share, low, high] = ofSeries
    ? [row[column], row.low, row.high]
    : ['', 'Low', 'High'].map((end) => row[`${column}${end}`]);
  const interval =
    typeof low === 'number' && typeof high === 'number' ? ` (95 % CI ${formatInterval('share', low, high)})` : '';
  const created =
    newest && !ofSeries
      ? `, of those created in ${formatValue(newest === 'month' ? 'month' : 'name', row[newest] ?? null)}`
      : '';
  return oneLine(`${description}${created}: ${formatValue('share', share ?? null)}${interval}`);
}

const { document } = new JSDOM(read('dist/reuse/index.html')).window;

test('every indicator shows the share and interval of its row in the best evidence', () => {
  for (const { id, indicators } of places) {
    const text = textOf(document.getElementById(id));
    for (const indicator of indicators) expect(text, id).toContain(line(indicator));
    if (indicators.length === 0 && id.startsWith('attributes-')) expect(text, id).toContain('Not counted: ');
  }
});

test('a table of shares has a cell for each of its rows', () => {
  const crossed = [...document.querySelectorAll('.cross')];
  const risks = crossed.find((each) => textOf(each.querySelector('caption')).startsWith('Models with a risk'));
  const { rows } = tableOf(evidenceFor('risks').id, 'risks');
  expect(risks?.querySelectorAll('tbody td svg').length).toBe(rows.length);
  for (const { share } of rows) expect(textOf(risks)).toContain(oneLine(formatValue('share', share ?? null)));
});

test('a share of fewer than twenty has an asterisk and no bar, and the words below say so', () => {
  const gated = [...document.querySelectorAll('.cross')].filter((each) => textOf(each).includes('*'));
  expect(gated.map((each) => textOf(each.querySelector('caption')))).toEqual([
    'Gated models, by downloads of the last 30 days',
    'Models without a change in the last twelve months, by downloads of the last 30 days',
  ]);
  for (const cell of document.querySelectorAll('.cross td.number'))
    expect(cell.querySelector('svg') === null, textOf(cell)).toBe(/^–|%\*/.test(textOf(cell)));
  expect(textOf(gated[0])).toContain('* Of fewer than 20; not drawn.');
});

test('the contrast of what nobody and what many download is told in words', () => {
  const told = textOf(document.querySelector('main'));
  for (const [name, column, value, words] of [
    ['formats-by-downloads', 'format', 'custom-code', 'Custom code (trust_remote_code)'],
    ['licences-by-downloads', 'class', 'none', 'No licence is declared by'],
  ] as const) {
    expect(told, name).toContain(words);
    for (const band of ['none', '10-000-and-more']) {
      const where = { [column]: value, band };
      const row = tableOf(evidenceFor(name, where).id, name).rows.find(
        (each) => each[column] === value && each.band === band,
      );
      expect(told).toContain(oneLine(formatValue('share', row?.share ?? null)));
    }
  }
});

test('the group of risks says that it is not one of the paper', () => {
  const heading = document.getElementById('attributes-risk');
  expect(textOf(heading?.parentElement)).toContain('the almanac’s own; in the paper');
});
