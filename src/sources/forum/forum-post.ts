/** What a post is in the forum's list of posts. */
import type { Statement } from '../hub/record.ts';

export const forumPost = {
  name: ['post', 'posts'],
  fields: {
    id: { is: 'count', absent: 'unknown', rejected: 'no number', holds: 'its number', columns: [] },
    topic_id: { is: 'count', absent: 'unknown', holds: 'the number of its topic', columns: [] },
    post_number: { is: 'count', absent: 'unknown', holds: 'its position in the topic, from 1', columns: [] },
    created_at: { is: 'instant', absent: 'unknown', holds: 'when it was written', columns: ['first_reply_at'] },
    username: {
      is: 'text',
      personal: true,
      absent: 'none',
      holds: 'its author, compared with others and not stored',
      columns: [],
    },
    accepted_answer: { is: 'flag', absent: 'none', holds: 'whether it was accepted as the answer', columns: [] },
    raw: {
      is: 'text',
      personal: true,
      absent: 'none',
      holds: 'its text, searched for model types and not stored',
      columns: [],
    },
  },
  unread: (
    'name avatar_template cooked post_type posts_count updated_at reply_count reply_to_post_number quote_count ' +
    'incoming_link_count reads readers_count score yours topic_slug topic_title topic_html_title category_id ' +
    'display_username primary_group_name flair_name flair_url flair_bg_color flair_color flair_group_id badges_granted ' +
    'version can_edit can_delete can_recover can_see_hidden_post can_wiki user_title bookmarked actions_summary ' +
    'moderator admin staff user_id hidden trust_level deleted_at user_deleted edit_reason can_view_edit_history wiki ' +
    'excerpt truncated reviewable_id reviewable_score_count reviewable_score_pending_count post_url accepted_answers ' +
    'has_accepted_answer topic_accepted_answer can_accept_answer can_unaccept_answer'
  ).split(' '),
} as const satisfies Statement;
