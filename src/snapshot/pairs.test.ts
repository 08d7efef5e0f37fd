import { expect, test } from 'vitest';
import { type Placed, comparisonPairs, previousComparable } from './pairs.ts';

/** `2020-01 sample 2020-05-01`: id, coverage, and the day of publication where there is one. */
const placed = (...lines: string[]): Placed[] =>
  lines.map((line) => {
    const [id = '', coverage = '', published = null] = line.split(' ');
    return { id, date: id.slice(0, 7), coverage: coverage as Placed['coverage'], published };
  });
const names = (pairs: readonly (readonly [string, string])[]) => pairs.map((pair) => pair.join('...'));

test('neighbours are compared, and each with the newest earlier one that is no selection', () => {
  const snapshots = placed('2020-01 census', '2020-02 sample', '2020-03 aggregate', '2020-04 sample');
  expect(names(comparisonPairs(snapshots))).toEqual([
    '2020-01...2020-02',
    '2020-01...2020-03',
    '2020-02...2020-03',
    '2020-03...2020-04',
  ]);
  expect(names(comparisonPairs([...snapshots, ...placed('2020-05 sample')]))).toContain('2020-03...2020-05');
});

test('a snapshot is compared with the one that it continues, over a selection in between', () => {
  const snapshots = placed('2020-01 census', '2020-02 sample', '2020-03 census', '2020-04 census');
  expect(names(comparisonPairs(snapshots))).toContain('2020-01...2020-03');
});

test('a hundred snapshots have one comparison less', () => {
  const ids = Array.from(
    { length: 100 },
    (_, index) => `20${10 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')} census`,
  );
  expect(comparisonPairs(placed(...ids)).length).toBe(99);
});

test('a published snapshot does not continue a draft, and a selection continues only what it corrects', () => {
  const snapshots = placed(
    '2020-01 census 2020-05-01',
    '2020-02 census',
    '2020-03 census 2020-05-01',
    '2020-04 census',
  );
  expect(snapshots.map((each) => previousComparable(snapshots, each)?.id)).toEqual([
    undefined,
    '2020-01',
    '2020-01',
    '2020-03',
  ]);
  const [sample, corrected] = placed('2020-02-r1 sample', '2020-02-r2 sample') as [Placed, Placed];
  expect(previousComparable([...snapshots, sample, corrected], corrected)?.id).toBe('2020-02-r1');
  expect(previousComparable([...snapshots, sample, corrected], sample)).toBeUndefined();
});

test('a published snapshot still continues the same one after another was published in between', () => {
  const snapshots = placed('2020-01 census 2020-05-01', '2020-02 aggregate 2020-06-01', '2020-03 census 2020-05-01');
  expect(snapshots.map((each) => previousComparable(snapshots, each)?.id)).toEqual([undefined, '2020-01', '2020-01']);
});

test('a snapshot that comes later takes no comparison away: not at the end, not in between, not as a correction', () => {
  const published = placed(
    '2020-01 census 2020-05-01',
    '2020-01-r2 census 2020-06-01',
    '2020-02 sample 2020-05-01',
    '2020-03 census 2020-05-01',
    '2020-04 census 2020-07-01',
    '2020-05 sample 2020-06-01',
    '2020-06 census 2020-08-01',
  );
  const days = ['2020-05-01', '2020-06-01', '2020-07-01', '2020-08-01'];
  const then = days.map((day) => names(comparisonPairs(published.filter((each) => (each.published ?? '') <= day))));
  expect(then[0]).toEqual(['2020-01...2020-02', '2020-01...2020-03', '2020-02...2020-03']);
  for (const [index, pairs] of then.entries())
    expect(then[index + 1] ?? names(comparisonPairs(published))).toEqual(expect.arrayContaining(pairs));
});

test('comparisons of drafts were never cited, so they leave nothing behind', () => {
  const drafts = placed('2020-01 census', '2020-03 census', '2020-02 census');
  expect(names(comparisonPairs(drafts))).toEqual(['2020-01...2020-02', '2020-02...2020-03']);
});

test('the tenth correction of a day comes after the second, and is compared with the ninth', () => {
  const ids = ['', ...Array.from({ length: 9 }, (_, index) => `-r${index + 2}`)].map((end) => `2020-01-05${end}`);
  const snapshots = placed(...ids.map((id) => `${id} census 2020-05-01`).reverse());
  const tenth = snapshots.find(({ id }) => id === '2020-01-05-r10');
  expect(tenth && previousComparable(snapshots, tenth)?.id).toBe('2020-01-05-r9');
  expect(names(comparisonPairs(snapshots)).at(-1)).toBe('2020-01-05-r9...2020-01-05-r10');
});
