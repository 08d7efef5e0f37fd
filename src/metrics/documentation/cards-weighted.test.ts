import { expect, test } from 'vitest';
import { cardsByMonth } from './cards-by-month.ts';
import { cardsWeighted } from './cards-weighted.ts';
import type { Context } from '../metric.ts';
import { modelsByMonth } from '../models/models-by-month.ts';
import { counted, foundFor } from '../rows.test-support.ts';

const sample = (...months: readonly (readonly [string | null, number, number])[]) =>
  counted(
    cardsByMonth,
    months.map(([month, models, withCard]) => ({ month, models, withCard })),
  );
const census = (...months: readonly (readonly [string | null, number])[]): Pick<Context, 'coverage' | 'census'> => ({
  coverage: 'sample',
  census: () => ({
    snapshot: '2024-07-11',
    table: counted(
      modelsByMonth,
      months.map(([month, models]) => ({ month, models, fewest: null, most: null })),
    ),
  }),
});

test('months count as often as the census has models of them, and those that the sample lacks are left out', () => {
  const given = census(['2024-01', 900], ['2024-02', 100], ['2024-03', 50], [null, 7]);
  expect(foundFor(given, cardsWeighted, sample(['2024-01', 10, 5], ['2024-02', 30, 30], [null, 2, 2]))).toEqual([
    { census: '2024-07-11', models: 40, withCard: 35, asCounted: 0.875, weighted: 0.55, weight: 1000, leftOut: 57 },
  ]);
});

test.each<[string, Partial<Context>]>([
  ['a census', { ...census(['2024-01', 9]), coverage: 'census' }],
  ['a sample without a census beside it', { coverage: 'sample' }],
  ['a sample of other months', census(['2023-01', 9])],
])('%s is refused', (_, context) => {
  expect(foundFor(context, cardsWeighted, sample(['2024-01', 10, 5]))).toHaveProperty('reason');
});
