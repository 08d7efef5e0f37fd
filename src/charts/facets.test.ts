import { expect, test } from 'vitest';
import { facetColumns } from './facets.ts';
import { widths } from './theme.ts';

test('small charts stand in fours, in threes where these leave fewer holes, and in twos on a phone', () => {
  const columns = (charts: number) => facetColumns(widths.wide, charts);
  expect([3, 4, 5, 6, 7, 8, 9, 12].map(columns)).toEqual([3, 4, 3, 3, 4, 4, 3, 4]);
  expect(facetColumns(widths.narrow, 6)).toBe(2);
});
