import { expect, test } from 'vitest';
import {
  accuracy,
  accuracyAmongClassified,
  answersOf,
  calibration,
  coverage,
  crossValidate,
  errorsOf,
  estimate,
  f1,
  folds,
  macroF1,
  topThree,
} from './evaluate.ts';

const truth = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2];
const groups = ['a', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'j', 'k'];
const labels = { truth, groups, categories: 3 };
const split = folds(labels, { repeats: 20, folds: 4, seed: 1 });

test('every text is in one fold of each repeat, and texts of a topic are in the same', () => {
  for (const fold of split) {
    expect(fold).toHaveLength(truth.length);
    expect(fold.every((it) => it >= 0 && it < 4)).toBe(true);
    expect(fold[0]).toBe(fold[1]);
    expect(fold[10]).toBe(fold[11]);
  }
});

test('a category is spread over the folds', () => {
  for (const fold of split) expect(new Set(fold.slice(6, 10)).size).toBe(4);
});

test('the same seed gives the same folds, and repeats differ', () => {
  expect(folds(labels, { repeats: 20, folds: 4, seed: 1 })).toEqual(split);
  expect(new Set(split.map((fold) => fold.join())).size).toBeGreaterThan(5);
});

test('no method sees a text that it is asked for, nor another on its topic', () => {
  let asked = 0;
  crossValidate(split, (learnFrom, answerFor) => {
    const known = new Set(learnFrom.map((text) => groups[text]));
    asked += answerFor.length;
    expect(answerFor.some((text) => known.has(groups[text]))).toBe(false);
    expect(learnFrom.length + answerFor.length).toBe(truth.length);
    return answerFor.map(() => Float64Array.of(1, 0, 0));
  });
  expect(asked).toBe(20 * truth.length);
});

const scores = (...rows: number[][]) => rows.map((row) => Float64Array.from(row));
const four = { truth: [0, 0, 1, 2], groups: ['a', 'b', 'c', 'd'], categories: 4 };
const answers = answersOf(
  four,
  [scores([0.6, 0.2, 0.1, 0.1], [0.1, 0.5, 0.3, 0.1], [0.2, 0.7, 0.05, 0.05], [0.1, 0.15, 0.05, 0.7])],
  (_, probability) => probability >= 0.6,
);
const [once = []] = answers;

test('measures are what one counts by hand', () => {
  expect(accuracy(once)).toBe(2 / 4);
  expect(topThree(once)).toBe(2 / 4 + 0 / 4 + 1 / 4); // the second has its category in the third or fourth place
  expect(f1(1)(once)).toBeCloseTo(2 / 3);
  expect(f1(0)(once)).toBeCloseTo(2 / 3);
  expect(macroF1(once)).toBeCloseTo((2 / 3 + 2 / 3 + 0) / 3);
  expect(coverage(once)).toBe(3 / 4);
  expect(accuracyAmongClassified(once)).toBeCloseTo(2 / 3);
});

test('a text that stays unclassified is neither found nor added, and still one of its category', () => {
  // Of the two texts of category 0, one is put there and the other stays unclassified; forced, it would be added to 1.
  expect(errorsOf(0, answers)).toEqual({ texts: 2, found: 1, unclassified: 1, others: 2, added: 0 });
  expect(errorsOf(1, answers)).toEqual({ texts: 1, found: 1, unclassified: 0, others: 3, added: 0 });
  expect(errorsOf(3, answers)).toEqual({ texts: 0, found: 0, unclassified: 0, others: 4, added: 1 });
  const forced = answers.map((repeat) => repeat.map((answer) => ({ ...answer, answered: true })));
  expect(errorsOf(1, forced)).toMatchObject({ others: 3, added: 1 });
});

test('errors are means over the repeats, not of the first', () => {
  const repeats = [once.map((answer) => ({ ...answer, answered: false })), once, once];
  expect(errorsOf(1, repeats)).toMatchObject({ texts: 1, found: 1, unclassified: 0 });
});

test('a category that is never hit has an F1 of 0, and one that neither occurs nor is said has none', () => {
  expect(f1(2)(once)).toBe(0);
  expect(f1(3)(once)).toBe(0);
  expect(f1(0)([])).toBeNull();
  expect(estimate(f1(2), [[]], four.groups, { resamples: 50, seed: 1 })).toBeNull();
});

test('an interval holds its value, and is the same for the same seed', () => {
  const found = estimate(accuracy, answers, four.groups, { resamples: 500, seed: 7 });
  expect(found).toEqual(estimate(accuracy, answers, four.groups, { resamples: 500, seed: 7 }));
  expect(found?.value).toBe(0.5);
  expect(found?.low).toBeLessThan(0.5);
  expect(found?.high).toBeGreaterThan(0.5);
});

test('calibration compares what was said with what was right', () => {
  const { error, bins } = calibration(answers, 2);
  expect(bins).toEqual([
    { from: 0, to: 0.5, texts: 0, stated: null, right: null },
    { from: 0.5, to: 1, texts: 4, stated: 0.625, right: 0.5 },
  ]);
  expect(error).toBeCloseTo(0.125);
});
