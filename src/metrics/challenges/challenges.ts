import { defineCount } from '../metric.ts';

/** The columns of a table of codes: categories, each followed by its sub-categories. */
export const codedColumns = (what: string) =>
  ({
    category: { unit: 'slug', description: `Category of ${what}` },
    subcategory: { unit: 'slug', description: 'Sub-category', missing: 'total of the category' },
    name: { unit: 'name', description: 'Name of the category or sub-category' },
    codes: {
      unit: 'count',
      description: 'Hand-coded passages',
      missing: 'the source counts only the category',
    },
    allCodes: { unit: 'count', description: 'Passages of all categories' },
  }) as const;

/** The share of a row in all codes. */
export const codedShares = {
  share: { part: 'codes', whole: 'allCodes', description: 'Share of all passages' },
} as const;

/**
 * Which challenges do people meet who reuse models?
 *
 * Shape   one row per category (`subcategory` empty), largest first, followed by its sub-categories; only the former add up
 * Errors  the codes of one topic belong together; the intervals take them one by one, so they are a little narrow
 * Source  topics of the forum, coded by readers
 */
export const challenges = defineCount({
  id: 'challenges',
  topic: 'challenges',
  title: 'Challenges of reuse, by category',
  method:
    'Hand-coded passages of forum topics that were coded as a challenge. A row without sub-category is the total of its category. The 95 % CIs assume independent codes. A topic can have several codes and the source does not link them, so the CIs are too narrow.',
  key: ['category', 'subcategory'],
  figures: [{ chart: 'bars', x: 'codes', y: 'name', where: { subcategory: null } }],
  columns: codedColumns('challenge'),
  shares: codedShares,
});
