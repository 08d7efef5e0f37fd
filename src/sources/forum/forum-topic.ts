/** What a topic is in the forum's list of topics. */
import type { Statement } from '../hub/record.ts';

export const forumTopic = {
  name: ['topic', 'topics'],
  fields: {
    id: { is: 'count', absent: 'unknown', rejected: 'no id', holds: 'its number', columns: ['id'] },
    created_at: {
      is: 'instant',
      absent: 'unknown',
      rejected: 'no time of creation',
      holds: 'when it was created',
      columns: ['created_at'],
    },
    category_id: { is: 'count', absent: 'none', holds: 'the number of its category', columns: ['category'] },
    title: {
      is: 'text',
      personal: true,
      absent: 'none',
      holds: 'its title, searched for model types and not stored',
      columns: [],
    },
    visible: { is: 'flag', absent: 'unknown', holds: 'false if it is unlisted', columns: [] },
    has_accepted_answer: { is: 'flag', absent: 'none', holds: 'whether an answer was accepted', columns: ['answered'] },
    accepted_answer: {
      is: 'object',
      personal: true,
      absent: 'none',
      holds: 'the accepted answer, on older servers',
      columns: [],
    },
    accepted_answers: {
      is: 'list',
      personal: true,
      absent: 'none',
      holds: 'the accepted answers, on newer servers',
      columns: [],
    },
  },
  unread: (
    'fancy_title slug posts_count reply_count highest_post_number image_url last_posted_at bumped bumped_at archetype ' +
    'unseen last_read_post_number unread_posts pinned unpinned closed archived notification_level bookmarked liked ' +
    'views like_count has_summary last_poster_username op_like_count pinned_globally featured_link posters tags ' +
    'tags_descriptions excerpt thumbnails'
  ).split(' '),
} as const satisfies Statement;
