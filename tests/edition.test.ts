/** The numbers over snapshots, made from what is published. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Row } from '../src/schema/table.ts';
import { makeEdition, readFacts } from '../src/snapshot/edition.ts';
import { readSnapshots } from '../src/snapshot/read.ts';

const content = join(import.meta.dirname, '../content');
const { snapshots, editions, status } = readSnapshots(content);
const facts = readFacts(content);
const make = (day: string, published = status.published) =>
  makeEdition(day, { snapshots, status: { ...status, published }, facts, madeBy: 'a test' });
// Of the snapshots of a published edition: what is published since adds nothing to it, be it on the same day.
const day = '2026-11-29';
const followed = new Set(
  editions.find(({ manifest }) => manifest.id === day)?.manifest.snapshots.map(({ id }) => id) ?? [],
);
const made = make(
  day,
  status.published.filter(({ id }) => followed.has(id)),
);
const rowsOf = (name: string, { tables } = made): readonly Row[] => {
  const table = tables.find((each) => each.name === name);
  if (!table) throw new Error(`there is no table ${name}`);
  return table.rows;
};
const percent = (value: Row[string]) => (Number(value) * 100).toFixed(1);

const drafts = editions.filter(({ manifest }) => !status.editions?.some(({ id }) => id === manifest.id));
test.each(drafts)('the draft $manifest.id is what its snapshots give: --redo makes it anew', ({ manifest }) => {
  const { tables, snapshots: from } = make(manifest.id).manifest;
  expect(manifest.tables).toEqual(tables);
  expect(manifest.snapshots).toEqual(from);
});

test('no corrected or withdrawn snapshot is in it', () => {
  // What is corrected later was right as far as anybody knew on its day.
  const gone = status.published.filter(
    (entry) => (entry.status === 'corrected' || entry.status === 'withdrawn') && entry.since <= day,
  );
  const used = new Set(make(day).manifest.snapshots.map(({ id }) => id));
  expect(gone.length).toBeGreaterThan(0);
  expect(gone.filter(({ id }) => used.has(id))).toEqual([]);
});

test('every point leads to the row, and the file, that it was read from', () => {
  const files = new Map(
    snapshots.flatMap(({ manifest }) => manifest.tables.map(({ name, sha256 }) => [`${manifest.id}/${name}`, sha256])),
  );
  const points = made.tables.filter(({ key }) => key.includes('definition')).flatMap(({ rows }) => rows);
  expect(points.length).toBeGreaterThan(100);
  for (const { snapshot, table, row, sha256, value } of points.filter(({ snapshot }) => snapshot !== null)) {
    expect(sha256).toBe(files.get(`${String(snapshot)}/${String(table)}`));
    const source = snapshots.find(({ manifest }) => manifest.id === snapshot)?.tables.get(String(table));
    const named = String(row)
      .split(' / ')
      .map((key) => source?.rows.find((each) => JSON.stringify(source.key.map((name) => each[name])) === key));
    const numbers = named.map((each) => Object.values(each ?? {}).filter((cell) => typeof cell === 'number'));
    const [parts = [], wholes = [1]] = numbers;
    expect(parts.flatMap((part) => wholes.map((whole) => part / whole))).toContain(value);
  }
});

describe('what is followed', () => {
  test('models listed: six points, from 74,970 to 3,117,871', () => {
    expect(rowsOf('models-listed').map(({ date, value }) => [date, value])).toEqual([
      ['2022-10-01', 74_970],
      ['2023-05-31', 213_793],
      ['2024-07-11', 760_000],
      ['2025-07-14', 1_860_411],
      ['2025-10-23', 2_161_698],
      ['2026-10-03', 3_117_871],
    ]);
  });

  test('models without a download: from December 2026 on with a published total, which counts those with one', () => {
    const totals = (on: string) =>
      rowsOf('models-without-download', make(on)).filter(({ snapshot }) => snapshot === null);
    expect(totals('2026-11-30')).toEqual([]);
    expect(totals('2026-12-01').map(({ date, value }) => [date, percent(value ?? null)])).toEqual([
      ['2025-10-23', '64.5'],
    ]);
  });

  test('at least eight series have two or more points of the whole Hub', () => {
    const series = made.tables.filter(
      ({ key, rows }) =>
        key[0] === 'date' && new Set(rows.filter((row) => row.coverage !== 'sample').map(({ date }) => date)).size > 1,
    );
    expect(series.length).toBeGreaterThanOrEqual(8);
  });

  test('a card is one of three things, each with its own points', () => {
    expect(
      rowsOf('models-with-card').map(({ date, definition, coverage, value }) => [
        date,
        definition,
        coverage,
        percent(value ?? null),
      ]),
    ).toEqual([
      ['2022-10-01', 'text', 'census', '42.8'],
      ['2023-05-31', 'metadata', 'aggregate', '52.7'],
      ['2024-07-11', 'readme', 'sample', '68.5'],
      ['2025-07-14', 'text', 'aggregate', '67.0'],
    ]);
  });

  test('licences by class have five days before 2024, and two after', () => {
    const days = rowsOf('licence-classes-declared').filter(
      (row) => row.class === 'permissive' && row.coverage !== 'sample',
    );
    expect(days.map(({ date }) => String(date).slice(0, 4))).toEqual([
      '2022',
      '2022',
      '2022',
      '2023',
      '2023',
      '2024',
      '2025',
    ]);
  });

  test('bert gives way to llama, by the type that models state', () => {
    const shares = (vintage: string, modelType: string) =>
      ['2022-06', '2023-06', '2024-06'].map((month) =>
        rowsOf('type-share-by-vintage')
          .filter((row) => row.vintage === vintage && row.modelType === modelType && row.month === month)
          .map((row) => percent(row.share ?? null))
          .join(),
      );
    expect(shares('2024-07-11', 'bert')).toEqual(['37.2', '18.0', '6.8']);
    expect(shares('2024-07-11', 'llama')).toEqual(['0.0', '8.2', '24.5']);
    expect(shares('2024-07-11', 'stablelm')).toEqual(['0.0', '0.0', '9.9']);
    // June 2023 was not over.
    expect(shares('2023-06-30', 'bert')).toEqual(['38.0', '', '']);
    expect(new Set(rowsOf('type-share-by-vintage').map(({ definition }) => definition))).toEqual(new Set(['stated']));
  });

  test('where two vintages overlap the counts of types agree within 2 % in the median', () => {
    expect(rowsOf('vintage-agreement')).toMatchObject([
      {
        before: '2023-06-30',
        after: '2024-07-11',
        from: '2022-04',
        to: '2023-05',
        typeMonths: 341,
        medianRatio: expect.closeTo(0.982, 3),
      },
    ]);
  });
});
