import { expect, test } from 'vitest';
import { type Placed, comparisonPairs, previousOf, stepPairs } from './pairs.ts';

/** `2020-01-05 sample 2020-05-01`: id, coverage, and the day of publication where there is one; what counts cards only ends with `cards`. */
const places = (...lines: string[]): Placed[] =>
  lines.map((line) => {
    const [id = '', coverage = '', ...rest] = line.split(' ');
    return {
      id,
      coverage: coverage as Placed['coverage'],
      counts: rest.includes('cards') ? ['cards'] : ['models'],
      published: rest.find((word) => word.startsWith('20')) ?? null,
      holds: !rest.includes('corrected'),
    };
  });
const names = (pairs: readonly (readonly [string, string])[]) => pairs.map((pair) => pair.join('...'));

test('each is compared with the newest earlier one that is no selection, and with the one of the front page', () => {
  const snapshots = places('2020-01-05 census', '2020-02-05 sample', '2020-03-05 aggregate', '2020-04-05 sample');
  expect(names(stepPairs(snapshots))).toEqual([
    '2020-01-05...2020-02-05',
    '2020-01-05...2020-03-05',
    '2020-03-05...2020-04-05',
  ]);
  expect(names(comparisonPairs(snapshots))).toEqual([
    '2020-01-05...2020-02-05',
    '2020-01-05...2020-03-05',
    '2020-01-05...2020-04-05',
    '2020-03-05...2020-04-05',
  ]);
});

test('a corrected snapshot is passed over, and compared with its correction alone', () => {
  const snapshots = places(
    '2020-01-05 census 2020-05-01 corrected',
    '2020-01-05-r2 census 2020-06-01',
    '2020-02-05 census 2020-05-01 corrected',
    '2020-02-05-r2 census 2020-06-01',
    '2020-03-05 census 2020-05-01',
  );
  expect(names(comparisonPairs(snapshots))).toEqual([
    '2020-01-05...2020-01-05-r2',
    '2020-01-05-r2...2020-02-05-r2',
    '2020-01-05-r2...2020-03-05',
    '2020-02-05...2020-02-05-r2',
    '2020-02-05-r2...2020-03-05',
  ]);
});

test('two that count nothing alike are not compared', () => {
  const snapshots = places('2020-01-05 census', '2020-02-05 aggregate cards', '2020-03-05 census');
  expect(names(comparisonPairs(snapshots))).toEqual(['2020-01-05...2020-03-05']);
});

test('a hundred censuses have fewer than two comparisons each', () => {
  const ids = Array.from(
    { length: 100 },
    (_, index) => `20${10 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-05 census`,
  );
  expect(comparisonPairs(places(...ids))).toHaveLength(99 + 98);
});

test('a published snapshot continues no draft, a selection continues nothing, and a correction what it corrects', () => {
  const snapshots = places(
    '2020-01-05 census 2020-05-01',
    '2020-02-05 census',
    '2020-03-05 census 2020-05-01',
    '2020-04-05 census',
    '2020-05-05 sample',
    '2020-05-05-r2 sample',
  );
  expect(snapshots.map((each) => previousOf(snapshots, each)?.id)).toEqual([
    undefined,
    '2020-01-05',
    '2020-01-05',
    '2020-03-05',
    undefined,
    '2020-05-05',
  ]);
});

test('what a release promised of published snapshots is kept, once', () => {
  const snapshots = places(
    '2020-01-05 census 2020-05-01',
    '2020-02-05 sample 2020-05-01',
    '2020-03-05 sample 2020-05-01',
    '2020-04-05 sample',
  );
  const kept = ['2020-02-05...2020-03-05', '2020-01-05...2020-02-05', '2020-03-05...2020-04-05'];
  expect(names(comparisonPairs(snapshots, kept))).toEqual([
    '2020-01-05...2020-02-05',
    '2020-01-05...2020-03-05',
    '2020-01-05...2020-04-05',
    '2020-02-05...2020-03-05',
  ]);
});

test('the tenth correction of a day comes after the second, and is compared with the ninth', () => {
  const ids = ['', ...Array.from({ length: 9 }, (_, index) => `-r${index + 2}`)].map((end) => `2020-01-05${end}`);
  const snapshots = places(...ids.map((id) => `${id} census 2020-05-01 corrected`).reverse());
  expect(names(comparisonPairs(snapshots)).at(-1)).toBe('2020-01-05-r9...2020-01-05-r10');
});
