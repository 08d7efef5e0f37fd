import { codedColumns, codedShares } from '../challenges/challenges.ts';
import { defineCount } from '../metric.ts';

/**
 * Which benefits do people find who reuse models?
 *
 * Shape, units, nulls and source as for `challenges`.
 */
export const benefits = defineCount({
  id: 'benefits',
  topic: 'benefits',
  title: 'Benefits of reuse, by category',
  method:
    'Hand-coded passages of forum topics that were coded as a benefit. A row without sub-category is the total of its category. The 95 % CIs assume independent codes. A topic can have several codes and the source does not link them, so the CIs are too narrow.',
  key: ['category', 'subcategory'],
  figures: [
    { chart: 'bars', x: 'codes', y: 'name', where: { subcategory: null } },
    {
      title: 'Expert opinion and clarification, by what it is about',
      chart: 'bars',
      x: 'codes',
      y: 'name',
      where: { category: 'expert-opinion-and-clarification' },
      without: { subcategory: null },
    },
  ],
  columns: codedColumns('benefit'),
  shares: codedShares,
});
