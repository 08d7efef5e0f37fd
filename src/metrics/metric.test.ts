import { expect, test } from 'vitest';
import { columnsRead } from '../charts/selection.ts';
import { topics } from '../schema/topic.ts';
import { metrics } from './index.ts';
import { shareOf } from './metric.ts';

test('no two tables have the same name', () => {
  const ids = metrics.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test('what a figure reads are columns of its table', () => {
  const strays = metrics.flatMap(({ id, columns, figures }) =>
    figures
      .flatMap(columnsRead)
      .filter((read) => !columns.some(({ name }) => name === read))
      .map((read) => `${id}: ${read}`),
  );
  expect(strays).toEqual([]);
});

test('no two figures of the report have the same title', () => {
  const titles = metrics.flatMap(({ title, figures }) => figures.map((figure) => figure.title ?? title));
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});

test('every topic has a table', () => {
  expect([...new Set(metrics.map(({ topic }) => topic))].sort()).toEqual(topics.map(({ id }) => id).sort());
});

test('every finding stands after the tables that it is made from', () => {
  const misplaced = metrics.flatMap((metric, index) => {
    const before = metrics.slice(0, index).map(({ id }) => id);
    const wanted = metric.kind === 'finding' ? [...metric.from, ...metric.also] : [];
    return wanted.filter((name) => !before.includes(name)).map((name) => `${metric.id} before ${name}`);
  });
  expect(misplaced).toEqual([]);
});

test('every column that is described as the end of an interval is declared as one', () => {
  const undeclared = metrics.flatMap(({ id, columns }) => {
    const ends = columns.flatMap(({ interval }) => (interval ? [interval.low, interval.high] : []));
    return columns
      .filter(({ name, description }) => /(lower|upper) end of the 95 % CI/i.test(description) !== ends.includes(name))
      .map(({ name }) => `${id}: ${name}`);
  });
  expect(undeclared).toEqual([]);
});

test('what a column names as part, whole or end is a column of its table', () => {
  const strays = metrics.flatMap(({ id, columns }) => {
    const names = columns.map(({ name }) => name);
    return columns
      .flatMap(({ interval, share, lorenz }) => [interval?.low, interval?.high, share?.part, share?.whole, lorenz])
      .filter((name) => name !== undefined && !names.includes(name))
      .map((name) => `${id}: ${name}`);
  });
  expect(strays).toEqual([]);
});

test('no share leaves without its interval, unless it is exact', () => {
  const lonely = metrics.flatMap(({ id, columns }) => {
    const ends = columns.flatMap(({ interval }) => (interval ? [interval.low, interval.high] : []));
    return columns
      .filter(({ name, unit, interval, exact }) => unit === 'share' && !ends.includes(name) && !interval && !exact)
      .map(({ name }) => `${id}: ${name}`);
  });
  // The share as counted has its interval in the table population, and weights give none of their own; of a Kaplan–Meier
  // curve there is none that knows of authors, and first-derivative has one.
  expect(lonely.sort()).toEqual([
    'cards-weighted: asCounted',
    'cards-weighted: weighted',
    'first-derivative-by-day: share',
  ]);
});

test.each([
  ['the part is unknown', { part: null, whole: 3 }],
  ['the whole is unknown', { part: 1, whole: null }],
  ['the whole is nothing', { part: 0, whole: 0 }],
])('where %s there is no share, rather than 0', (_, row) => {
  expect(shareOf(row, 'share', 'part', 'whole')).toEqual({ share: null, shareLow: null, shareHigh: null });
});

test('a share of something that is no count is a mistake', () => {
  expect(() => shareOf({ part: 'one', whole: 3 }, 'share', 'part', 'whole')).toThrow('is not a pair of counts');
  expect(() => shareOf({ whole: 3 }, 'share', 'part', 'whole')).toThrow('is not a pair of counts');
});
