import { defineCount } from '../metric.ts';

/**
 * Where on the forum do the coded topics stand?
 *
 * Shape   one row per forum category, most codes first
 * Source  topics of the forum, coded by readers
 */
export const challengeByForumCategory = defineCount({
  id: 'challenge-by-forum-category',
  topic: 'challenges',
  title: 'Coded topics and codes, by forum category',
  method:
    'Hand-coded topics and their codes, by forum category. The codes include challenges and benefits, because the source does not separate them by forum category.',
  key: ['forumCategory'],
  figures: [{ chart: 'bars', x: 'codes', y: 'forumCategory' }],
  columns: {
    forumCategory: { unit: 'name', description: 'Forum category' },
    topics: { unit: 'count', description: 'Topics coded' },
    codes: { unit: 'count', description: 'Codes given to them' },
  },
});
