import { expect, test } from 'vitest';
import type { Row } from '../schema/table.ts';
import { wilson } from '../statistics/proportion.ts';
import { challengePrevalence, challengePrevalenceByMonth } from './challenge-prevalence.ts';
import { codedTopics } from './coded-topics.ts';
import { coderConfusion } from './coder-card.ts';
import { counted, found } from './rows.test-support.ts';

/** Answers of the coder in months: `{ '2022-01': { memory: 30, unclassified: 10 } }`. */
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
const confusion = (...rows: readonly (readonly [category: string, coded: string, texts: number])[]) =>
  counted(
    coderConfusion,
    rows.map(([category, as, texts]) => ({ category, coded: as, texts })),
  );

/** Finds 80 of 100 on memory and adds 10 of 100 others. */
const known = confusion(['memory', 'memory', 80], ['memory', 'hub', 20], ['hub', 'hub', 90], ['hub', 'memory', 10]);
const estimates = (answers: ReturnType<typeof coded>, errors = known) =>
  found(challengePrevalence, answers, errors) as Row[];

test('what is missed is added and what was added is taken away: (o − f) / (t − f)', () => {
  const [memory] = estimates(coded({ '2022-01': { memory: 450, hub: 550 } }));
  expect(memory).toMatchObject({ category: 'memory', coded: 450, created: 1000, refused: null });
  expect(memory?.estimate).toBeCloseTo((0.45 - 0.1) / (0.8 - 0.1), 12);
});

test('a coder without errors needs no correction', () => {
  const perfect = confusion(['memory', 'memory', 5000], ['hub', 'hub', 5000]);
  const [memory] = estimates(coded({ '2022-01': { memory: 300, hub: 700 } }), perfect);
  expect(memory?.estimate).toBeCloseTo(0.3, 12);
});

test('the interval is wider than that of the count alone, for it holds the errors of the coder too', () => {
  const [memory] = estimates(coded({ '2022-01': { memory: 450, hub: 550 } }));
  const count = wilson(450, 1000);
  const [low, high] = [Number(memory?.estimateLow), Number(memory?.estimateHigh)];
  expect(low).toBeLessThan(Number(memory?.estimate));
  expect(high).toBeGreaterThan(Number(memory?.estimate));
  expect(high - low).toBeGreaterThan((count.high - count.low) / 0.7);
});

test('the interval holds the truth as often as it says, whatever the coder does by chance', () => {
  // A small generator of our own, so that the test draws the same every time.
  let seed = 7;
  const uniform = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const binomial = (n: number, p: number) => Array.from({ length: n }).filter(() => uniform() < p).length;
  const [truth, hit, wrong] = [0.3, 0.75, 0.08];
  let held = 0;
  for (let trial = 0; trial < 200; trial++) {
    const [right, added] = [binomial(40, hit), binomial(60, wrong)];
    const topics = binomial(150, truth * hit + (1 - truth) * wrong);
    const errors = confusion(
      ['memory', 'memory', right],
      ['memory', 'hub', 40 - right],
      ['hub', 'hub', 60 - added],
      ...(added > 0 ? [['hub', 'memory', added] as const] : []),
    );
    const [memory] = estimates(coded({ '2022-01': { memory: topics, hub: 150 - topics } }), errors);
    if (Number(memory?.estimateLow) <= truth && truth <= Number(memory?.estimateHigh)) held++;
  }
  expect(held).toBeGreaterThanOrEqual(190);
});

test('fewer answers than the coder adds by mistake are an estimate of none, not of less', () => {
  const [memory] = estimates(coded({ '2022-01': { memory: 20, hub: 980 } }));
  expect(memory).toMatchObject({ estimate: 0, estimateLow: 0 });
});

test.each([
  [
    'too few labelled texts',
    confusion(['memory', 'memory', 4], ['hub', 'hub', 96]),
    'too few labelled texts to say how often the coder finds it: 4, at least 5 are needed',
  ],
  [
    'a recall that may be chance',
    confusion(
      ['memory', 'memory', 2],
      ['memory', 'hub', 8],
      ['hub', 'hub', 80],
      ['hub', 'memory', 10],
      ['spaces', 'spaces', 50],
    ),
    'recall too low: the coder finds 2 of 10 labelled texts, and adds 10 of 140 others',
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
  const blind = confusion(['memory', 'hub', 50], ['hub', 'memory', 50]);
  for (const metric of [challengePrevalence, challengePrevalenceByMonth])
    expect(found(metric, coded({ '2022-01': { memory: 3 } }), blind)).toEqual({
      refused: 'The coder knows no category well enough for an estimate.',
    });
});
