import { expect, test } from 'vitest';
import type { Row } from '../../schema/table.ts';
import { wilson } from '../../statistics/proportion.ts';
import { challengePrevalence, challengePrevalenceByMonth } from './challenge-prevalence.ts';
import { codedTopics } from './coded-topics.ts';
import { classifierErrors } from '../methods/classifier-card.ts';
import { counted, found } from '../rows.test-support.ts';

/** Answers of the classifier in months: `{ '2022-01': { memory: 30, unclassified: 10 } }`. */
function coded(months: Readonly<Record<string, Readonly<Record<string, number>>>>) {
  const rows = Object.entries(months).flatMap(([month, categories]) => {
    const created = Object.values(categories).reduce((a, b) => a + b, 0);
    return Object.entries(categories).map(([category, topics]) => ({
      month,
      category: category === 'unclassified' ? null : category,
      topics,
      created,
    }));
  });
  return counted(codedTopics, rows);
}
const errorRates = (
  ...rows: readonly (readonly [category: string, found: number, texts: number, added: number, others: number])[]
) =>
  counted(
    classifierErrors,
    rows.map(([category, found, texts, added, others]) => ({
      category,
      texts,
      found,
      unclassified: 0,
      others,
      added,
    })),
  );

/** Finds 80 of 100 on memory and adds 10 of 100 others. */
const known = errorRates(['memory', 80, 100, 10, 100], ['hub', 90, 100, 20, 100]);
const estimates = (answers: ReturnType<typeof coded>, errors = known) =>
  found(challengePrevalence, answers, errors) as Row[];

test('what is missed is added and what was added is taken away: (o − f) / (t − f)', () => {
  const [memory] = estimates(coded({ '2022-01': { memory: 450, hub: 550 } }));
  expect(memory).toMatchObject({ category: 'memory', coded: 450, created: 1000, refused: null });
  expect(memory?.estimate).toBeCloseTo((0.45 - 0.1) / (0.8 - 0.1), 12);
});

test('a coder without errors needs no correction', () => {
  const perfect = errorRates(['memory', 5000, 5000, 0, 5000], ['hub', 5000, 5000, 0, 5000]);
  const [memory] = estimates(coded({ '2022-01': { memory: 300, hub: 700 } }), perfect);
  expect(memory?.estimate).toBeCloseTo(0.3, 12);
});

test('topics that stay unclassified do not make a category rarer than it is', () => {
  // 300 of 1,000 topics are on memory; a third of all topics stay unclassified, all else is right.
  const topics = coded({ '2022-01': { memory: 200, hub: 467, unclassified: 333 } });
  const [asApplied] = estimates(topics, errorRates(['memory', 2000, 3000, 0, 7000]));
  expect(asApplied?.estimate).toBeCloseTo(0.3, 12);
  // With the errors of answers that are forced from every text it would be 0.2, and its interval would not reach 0.3.
  const [asForced] = estimates(topics, errorRates(['memory', 3000, 3000, 0, 7000]));
  expect(asForced?.estimate).toBeCloseTo(0.2, 12);
  expect(Number(asForced?.estimateHigh)).toBeLessThan(0.3);
});

test('a category without a labelled text says so', () => {
  const [memory] = estimates(
    coded({ '2022-01': { memory: 3 } }),
    errorRates(['memory', 0, 0, 1, 99], ['hub', 90, 99, 0, 100]),
  );
  expect(memory).toMatchObject({ estimate: null, refused: 'the classifier was never tried on a text of the category' });
});

test('the interval is wider than that of the count alone, for it holds the errors of the classifier too', () => {
  const [memory] = estimates(coded({ '2022-01': { memory: 450, hub: 550 } }));
  const count = wilson(450, 1000);
  const [low, high] = [Number(memory?.estimateLow), Number(memory?.estimateHigh)];
  expect(low).toBeLessThan(Number(memory?.estimate));
  expect(high).toBeGreaterThan(Number(memory?.estimate));
  expect(high - low).toBeGreaterThan((count.high - count.low) / 0.7);
});

test('the interval holds the truth as often as it says, whatever the classifier does by chance', () => {
  // A small generator of our own, so that the test draws the same every time.
  let seed = 7;
  const uniform = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const binomial = (n: number, p: number) => Array.from({ length: n }).filter(() => uniform() < p).length;
  const [truth, hit, wrong] = [0.3, 0.75, 0.08];
  let held = 0;
  for (let trial = 0; trial < 200; trial++) {
    const [right, added] = [binomial(40, hit), binomial(60, wrong)];
    const topics = binomial(150, truth * hit + (1 - truth) * wrong);
    const errors = errorRates(['memory', right, 40, added, 60]);
    const [memory] = estimates(coded({ '2022-01': { memory: topics, hub: 150 - topics } }), errors);
    if (Number(memory?.estimateLow) <= truth && truth <= Number(memory?.estimateHigh)) held++;
  }
  expect(held).toBeGreaterThanOrEqual(190);
});

test('fewer answers than the classifier adds by mistake are an estimate of none, not of less', () => {
  const [memory] = estimates(coded({ '2022-01': { memory: 20, hub: 980 } }));
  expect(memory).toMatchObject({ estimate: 0, estimateLow: 0 });
});

test.each([
  [
    'too few labelled texts',
    errorRates(['memory', 4, 4, 0, 96], ['hub', 96, 96, 0, 4]),
    'too few labelled texts to say how often the classifier finds it: 4, at least 5 are needed',
  ],
  [
    'a recall that may be chance',
    errorRates(['memory', 2, 10, 10, 140], ['hub', 80, 90, 8, 60], ['spaces', 50, 50, 0, 100]),
    'recall too low: the classifier finds 2 of 10 labelled texts, and adds 10 of 140 others',
  ],
])('%s: the category says so and has no estimate', (_, errors, sentence) => {
  const rows = estimates(coded({ '2022-01': { memory: 45, hub: 55 } }), errors);
  expect(rows.find(({ category }) => category === 'memory')).toMatchObject({
    coded: 45,
    estimate: null,
    estimateLow: null,
    refused: sentence,
  });
  const months = found(challengePrevalenceByMonth, coded({ '2022-01': { memory: 45, hub: 55 } }), errors) as Row[];
  expect(months.map(({ category }) => category)).not.toContain('memory');
});

test('unclassified topics are a share of their own, in every month', () => {
  const answers = coded({ '2022-01': { memory: 3, unclassified: 1 }, '2022-02': { hub: 4 } });
  expect(estimates(answers).at(-1)).toMatchObject({
    category: null,
    coded: 1,
    created: 8,
    observed: 0.125,
    estimate: null,
  });
  const rows = found(challengePrevalenceByMonth, answers, known) as Row[];
  expect(rows.filter(({ category }) => category === null)).toMatchObject([
    { month: '2022-01', coded: 1, created: 4, observed: 0.25 },
    { month: '2022-02', coded: 0, created: 4, observed: 0 },
  ]);
});

test('a coder that knows nothing gives no table', () => {
  const blind = errorRates(['memory', 0, 50, 50, 50], ['hub', 0, 50, 50, 50]);
  for (const metric of [challengePrevalence, challengePrevalenceByMonth])
    expect(found(metric, coded({ '2022-01': { memory: 3 } }), blind)).toEqual({
      reason: 'The classifier knows no category well enough for an estimate.',
    });
});
