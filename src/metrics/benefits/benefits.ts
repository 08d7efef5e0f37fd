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
    'Passages of forum topics that readers coded by hand as a benefit. A row without sub-category is the total of its category. The intervals take codes for independent; a topic can have several, the source does not say which are of one topic, and so they are too narrow.',
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
