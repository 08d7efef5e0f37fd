import { defineCount } from '../metric.ts';

/**
 * What lay behind the answered questions of each challenge?
 *
 * Shape   one row per challenge and group of causes, the challenge with most questions first, its most frequent group
 *         first; a group that lay behind none of a challenge's questions has no row, and neither has a challenge
 *         without an answered question
 * Source  topics of the forum with an accepted answer, whose causes readers wrote down in free text; the group of each
 *         is the almanac's reading, `content/labels/root-causes.json`
 */
export const rootCausesByChallenge = defineCount({
  id: 'root-causes-by-challenge',
  topic: 'challenges',
  title: 'Root causes of answered questions, by challenge',
  method:
    'Topics with an accepted answer, by challenge and root cause; where the source names two, the first counts. The source gives the cause as free text, which the almanac assigned to groups; the totals by group equal those of the source. Groups without questions have no row.',
  key: ['challenge', 'group'],
  columns: {
    challenge: { unit: 'slug', description: 'Challenge' },
    name: { unit: 'name', description: 'Name of the challenge' },
    group: { unit: 'slug', description: 'Group of causes' },
    groupName: { unit: 'name', description: 'Name of the group' },
    topics: { unit: 'count', description: 'Answered questions of the challenge with a cause of the group' },
    questions: { unit: 'count', description: 'Answered questions of the challenge' },
  },
  shares: {
    share: { part: 'topics', whole: 'questions', description: 'Share of the challenge’s answered questions' },
  },
});
