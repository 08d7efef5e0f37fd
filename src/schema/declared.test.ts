import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import status from '../../content/status.json' with { type: 'json' };
import { metrics } from '../metrics/index.ts';
import { declared, slopeUnitOf } from './declared.ts';
import { problem } from './problem.ts';
import { type Column, Table } from './table.ts';

const folder = join(import.meta.dirname, '../../content/snapshots');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json') && !file.endsWith('manifest.json'))
  .sort();
const committed = files.map(
  (file) => [file, declared(Table.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))))] as const,
);

test.each(committed)('the columns of %s are what they are declared to be', (_, table) => {
  const result = Table.safeParse(table);
  expect(result.success ? [] : [problem(result.error)]).toEqual([]);
});

test.each(committed)('no interval of %s is left undeclared', (_, { columns }) => {
  const ends = columns.filter(
    ({ name, description }) =>
      // A scenario has a lower and an upper end, of what is assumed and not of what varies.
      (/(^l|L)ow$|(^h|H)igh$/.test(name) && !/\bscenario\b/.test(description)) ||
      /\binterval\b|95 % CI/.test(description),
  );
  const declaredEnds = columns.flatMap(({ interval }) => (interval ? [interval.low, interval.high] : []));
  expect(declaredEnds.sort()).toEqual(ends.map(({ name }) => name).sort());
});

test.each(committed)(
  'every share of %s that is one count divided by another has that part and that whole',
  (_, table) => {
    const ends = new Set(table.columns.flatMap(({ interval }) => (interval ? [interval.low, interval.high] : [])));
    const counts = table.columns.filter(({ unit }) => unit === 'count').map(({ name }) => name);
    for (const { name, unit, share, interval } of table.columns) {
      const known = table.rows.filter((row) => row[name] !== null);
      if (unit !== 'share' || ends.has(name) || known.length === 0) continue;
      // A Kaplan–Meier estimate equals a share of counts where every model was watched to the end.
      if (interval?.method.startsWith('Greenwood')) continue;
      const fits = (part: string, whole: string) =>
        known.every(
          (row) => row[part] !== null && Math.abs(Number(row[part]) / Number(row[whole]) - Number(row[name])) < 1e-9,
        );
      const fitting = counts.flatMap((part) =>
        counts.flatMap((whole) => (part !== whole && fits(part, whole) ? [{ part, whole }] : [])),
      );
      if (share?.whole === undefined) expect(fitting, name).toEqual([]);
      else expect(fitting, name).toContainEqual(share);
    }
  },
);

const columnOf = (path: string, name: string): Column | undefined =>
  committed.find(([file]) => file === path)?.[1].columns.find((column) => column.name === name);

test('the ends are found whatever they are called', () => {
  expect(columnOf('2022-10-01/cards-by-month.json', 'shareWithCard')).toMatchObject({
    interval: { low: 'shareWithCardLow', high: 'shareWithCardHigh', method: 'Wilson' },
    share: { part: 'withCard', whole: 'models' },
  });
  expect(columnOf('2023-06-30/hub-forum-agreement.json', 'rho')?.interval).toEqual({
    low: 'low',
    high: 'high',
    method: 'bootstrap',
  });
  expect(columnOf('2023-06-30/trend-tests.json', 'slope')?.interval).toEqual({
    low: 'low',
    high: 'high',
    method: 'Theil–Sen',
  });
  expect(columnOf('2026-08-22-r2/concentration.json', 'gini')?.interval?.method).toBe('normal, linearised');
  expect(columnOf('2026-08-22-r2/lorenz.json', 'share')?.lorenz).toBe('part');
});

test('the tests and corrections of p values are found', () => {
  expect(columnOf('2022-10-01/trend-tests.json', 'pCorrected')?.test).toEqual({
    method: 'Mann–Kendall',
    corrections: ['Hamed–Rao'],
  });
  expect(columnOf('2026-08-22-r2/popularity-agreement.json', 'p')?.test).toEqual({ method: 'Spearman' });
});

test('no p value is left without its test, in the tables that are published and in those to come', () => {
  const ids = status.published.map(({ id }) => id);
  const tables = [
    ...committed.filter(([file]) => ids.includes(file.split('/')[0] ?? '')),
    ...metrics.map((metric) => [metric.id, metric] as const),
  ];
  const without = tables.flatMap(([file, { columns }]) =>
    columns.flatMap(({ name, unit, test: declares }) =>
      unit === 'probability' && !declares ? [`${file} ${name}`] : [],
    ),
  );
  expect(without.filter((each) => !each.includes('coder-calibration'))).toEqual([]);
});

test('a table that declares anything itself is as it says', () => {
  const table = committed.find(([file]) => file === '2022-10-01/cards-by-month.json')?.[1];
  expect(table && declared(table)).toEqual(table);
});

test.each(['2022-10-01/cards-by-task.json', '2024-07-11/tasks.json', '2026-08-22-r2/tasks.json'])(
  'in %s a task is an identifier of the Hub, and keeps its hyphens',
  (path) => {
    expect(columnOf(path, 'task')?.unit).toBe('name');
  },
);

test('a year is read as one, also where its file calls it a name, and keeps its text', () => {
  const [, licences] = committed.find(([file]) => file === '2024-07-11-r2/licences.json') ?? [];
  expect(licences?.columns[0]).toMatchObject({ name: 'year', unit: 'year' });
  expect(licences?.rows[0]?.year).toBe('2022');
  const left = committed.flatMap(([file, { columns }]) =>
    columns.some(({ name, unit }) => name === 'year' && unit !== 'year') ? [file] : [],
  );
  expect(left).toEqual([]);
  const named = licences && {
    ...licences,
    columns: licences.columns.map((column, at) => (at === 0 ? { ...column, unit: 'name' as const } : column)),
    rows: licences.rows.map((row, at) => (at === 0 ? { ...row, year: 'before 2022' } : row)),
  };
  expect(named && declared(named).columns[0]?.unit).toBe('name');
});

test('our own words are read as words', () => {
  expect(columnOf('2026-08-22-r2/derivatives.json', 'relation')?.unit).toBe('slug');
});

test('every committed slope has its unit, and that of an unknown series stops', () => {
  const slopes = committed.flatMap(([file, { rows }]) =>
    /\/trend-(?:tests|sensitivity)\.json$/.test(file) ? rows.map((row) => slopeUnitOf(row)) : [],
  );
  expect(new Set(slopes)).toEqual(new Set(['shareChange', 'number']));
  expect(slopeUnitOf({ series: 'spoilage', slopeUnit: 'share-change' })).toBe('shareChange');
  expect(() => slopeUnitOf({ series: 'share-of-spoilage' })).toThrow('has no unit');
});
