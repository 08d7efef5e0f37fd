import { defineCount } from '../metric.ts';

/**
 * What lay behind the questions that found an accepted answer?
 *
 * Shape   one row per group (`subcategory` empty), followed by its causes; only the former add up
 * Source  topics of the forum with an accepted answer, coded by readers
 */
export const rootCauses = defineCount({
  id: 'root-causes',
  topic: 'challenges',
  title: 'Root causes of answered questions',
  method:
    'Topics with an accepted answer, each hand-coded with one root cause. A row without sub-category is the total of its group.',
  key: ['category', 'subcategory'],
  figures: [{ chart: 'bars', x: 'topics', y: 'name', where: { subcategory: null } }],
  columns: {
    category: { unit: 'slug', description: 'Group of causes' },
    subcategory: { unit: 'slug', description: 'Cause', missing: 'total of the group' },
    name: { unit: 'name', description: 'Name of the group or cause' },
    topics: { unit: 'count', description: 'Topics' },
    allTopics: { unit: 'count', description: 'Topics of all groups together' },
  },
  shares: { share: { part: 'topics', whole: 'allTopics', description: 'Share of all topics' } },
});
