/**
 * A stand-in for the forum: the part of Discourse that those without an account can read.
 *
 * Its answers have the fields of the servers' own OpenAPI description, and besides them only `solvedFields`, which a
 * plugin adds. Topics that are not `visible` are in no list, and neither are their posts.
 */
import { forumCategories, syntheticForum } from './forum-content.ts';
import type { ForumCategory, ForumContent, ForumPost, ForumTopic } from './forum-content.ts';
import { FixedWindow, json, row, startServer } from './server.ts';
import type { Answer, Faults, RateLimit, Rows, StandIn } from './server.ts';

export * from './forum-content.ts';

export interface ForumOptions {
  topics?: Rows<ForumTopic>;
  posts?: Rows<ForumPost>;
  /** So many invented topics with their posts, in place of `topics` and `posts`. */
  count?: number;
  faults?: Faults;
  /** The most topics that a page may have; default 100. */
  perPage?: number;
  /** Posts on a page; default 50. */
  postsPerPage?: number;
  /** Whether `before` itself is among the posts, as on older servers; default false. */
  beforeInclusive?: boolean;
  /** Whether a page holds what there is among the next `postsPerPage` ids, thus few posts or none; default false. */
  shortPages?: boolean;
  /** The form of an accepted answer; `off` where the plugin is not there. Default `newer`. */
  acceptedAnswerForm?: 'older' | 'newer' | 'off';
  /** The text of robots.txt. */
  robots?: string;
  rateLimit?: RateLimit;
  keepRequests?: boolean;
  /** The moment that its clock shows. */
  clock?: string;
  /** Topics that are deleted, each with the number of lists of topics that still have it. */
  deleted?: Readonly<Record<number, number>>;
  /** Posts that come while somebody reads, each with the number of lists of topics that do not know it yet. */
  late?: Readonly<Record<number, number>>;
  /** Topics that posts show and no list does. */
  unlisted?: readonly number[];
}

/** What the plugin for accepted answers adds to topics and posts. */
export const solvedFields: readonly string[] = [
  'has_accepted_answer',
  'accepted_answer',
  'accepted_answers',
  'topic_accepted_answer',
  'can_accept_answer',
  'can_unaccept_answer',
];

export const usualRobots = ['/search', '/admin', '/session', '/my', '/g', '/badges', '/tag/*/l', '/*.rss'].reduce(
  (text, path) => `${text}Disallow: ${path}\n`,
  'User-agent: *\n',
);

const withheld = 'Withheld until it has been looked at.';

/** Serves /robots.txt, /site.json, /categories.json, /latest.json, /posts.json and /t/{id}.json. */
export async function startForum(options: ForumOptions): Promise<StandIn> {
  const invented = syntheticForum(options.count ?? 0);
  const { topics, posts }: ForumContent = {
    topics: options.topics ?? invented.topics,
    posts: options.posts ?? invented.posts,
  };
  const { perPage = 100, postsPerPage = 50, beforeInclusive = false, shortPages = false } = options;
  const {
    acceptedAnswerForm = 'newer',
    robots = usualRobots,
    rateLimit,
    deleted = {},
    late = {},
    unlisted = [],
  } = options;
  const solved = acceptedAnswerForm !== 'off';
  const window = rateLimit && new FixedWindow(rateLimit);

  const topicById = new Map<number, ForumTopic>();
  for (let i = 0; i < topics.length; i += 1) topicById.set(row(topics, i).id, row(topics, i));
  const visible = [...topicById.values()].filter((topic) => topic.visible);
  let lists = 0;
  const isThere = ({ id }: ForumTopic) => lists <= (deleted[id] ?? Infinity);
  const isPosted = (place: number) => lists > (late[ids[place] ?? 0] ?? -1);
  let listed = visible;
  const ids: number[] = [];
  /** Positions of the posts of each topic, in order. */
  const postsOf = new Map<number, number[]>();
  for (let i = 0; i < posts.length; i += 1) {
    const { id, topic_id } = row(posts, i);
    ids.push(id);
    const positions = postsOf.get(topic_id);
    if (positions) positions.push(i);
    else postsOf.set(topic_id, [i]);
  }
  const placesOf = (topic: ForumTopic) => (postsOf.get(topic.id) ?? []).filter(isPosted);
  const ofTopic = (topic: ForumTopic) => placesOf(topic).map((place) => row(posts, place));
  const lastOf = (topic: ForumTopic) => {
    const place = placesOf(topic).at(-1);
    return place === undefined ? undefined : row(posts, place);
  };

  function latest(query: URLSearchParams): Answer {
    lists += 1;
    listed = visible.filter((topic) => isThere(topic) && !unlisted.includes(topic.id));
    const wanted = query.get('topic_ids')?.split(',').map(Number);
    const size = Math.min(whole(query.get('per_page')) || 30, perPage);
    const page = whole(query.get('page'));
    const created = query.get('order') === 'created';
    const found = wanted ? listed.filter(({ id }) => wanted.includes(id)) : listed;
    const order = created ? found : found.toSorted((a, b) => compare(lastPosted(b), lastPosted(a)));
    const ascending = query.get('ascending') === 'true';
    const from = page * size;
    // `order=created` without `ascending` begins with the newest; the order by activity already does.
    const slice =
      ascending === created
        ? order.slice(from, from + size)
        : order.slice(Math.max(0, order.length - from - size), Math.max(0, order.length - from)).reverse();
    const next = new URLSearchParams([...query].filter(([name]) => name !== 'page'));
    next.set('page', String(page + 1));
    next.sort();
    return json({
      users: [],
      primary_groups: [],
      topic_list: {
        can_create_topic: false,
        // A full page names a next one, which may be empty; the address it names answers in HTML.
        ...(slice.length === size ? { more_topics_url: `/latest?${next}` } : {}),
        per_page: size,
        topics: slice.map((topic) => listItem(topic)),
      },
    });
  }

  function lastPosted(topic: ForumTopic): string {
    return lastOf(topic)?.created_at ?? topic.created_at;
  }

  function counts(topic: ForumTopic) {
    const number = placesOf(topic).length;
    return { posts_count: number, reply_count: Math.max(0, number - 2), highest_post_number: number };
  }

  function listItem(topic: ForumTopic): Record<string, unknown> {
    const { id, title, created_at, visible, closed, archived, views, like_count, category_id } = topic;
    const lastPoster = lastOf(topic)?.username ?? 'member1';
    return {
      ...{ id, title, fancy_title: escaped(title), slug: slugOf(title), ...counts(topic) },
      ...{ created_at, last_posted_at: lastPosted(topic), bumped: true, bumped_at: lastPosted(topic) },
      ...{ archetype: 'regular', unseen: false, pinned: false, unpinned: null, visible, closed, archived },
      ...{ bookmarked: false, liked: false, tags: tagsOf(topic), tags_descriptions: {}, views, like_count },
      ...{ has_summary: false, last_poster_username: lastPoster, category_id, op_like_count: 0 },
      ...{ pinned_globally: false, featured_link: null },
      ...(solved ? { has_accepted_answer: topic.accepted !== undefined } : {}),
      posters: [
        {
          extras: 'latest single',
          description: 'Original Poster',
          user_id: userId(lastPoster),
          primary_group_id: null,
        },
      ],
    };
  }

  /** Down from `before`, or from the newest: the posts of topics that are listed. */
  function latestPosts(query: URLSearchParams): Answer {
    const newest = ids.at(-1) ?? 0;
    const asked = whole(query.get('before'));
    const highest = asked === 0 ? newest : beforeInclusive ? asked : asked - 1;
    const page: unknown[] = [];
    for (let place = firstAbove(ids, highest) - 1; place >= 0 && page.length < postsPerPage; place -= 1) {
      const post = row(posts, place);
      if (shortPages && post.id <= highest - postsPerPage) break;
      const topic = topicById.get(post.topic_id);
      if (topic?.visible && isThere(topic) && isPosted(place)) page.push(listedPost(post, topic));
    }
    return json({ latest_posts: page });
  }

  function listedPost(post: ForumPost, topic: ForumTopic): Record<string, unknown> {
    const { raw, category_id } = { raw: post.hidden ? withheld : post.raw, category_id: topic.category_id };
    const titles = { topic_title: topic.title, topic_html_title: escaped(topic.title) };
    return {
      ...commonOf(post, topic),
      ...{ name: null, posts_count: counts(topic).posts_count, ...titles, category_id, display_username: null },
      ...{ flair_group_id: null, badges_granted: [], raw, excerpt: escaped(raw.slice(0, 200)), truncated: false },
      ...{ reviewable_id: null, post_url: `/t/${slugOf(topic.title)}/${topic.id}/${post.post_number}` },
    };
  }

  /** What a post has in every answer. */
  function commonOf(post: ForumPost, topic: ForumTopic): Record<string, unknown> {
    const { id, topic_id, post_number, created_at, username, hidden } = post;
    const accepted = topic.accepted === post_number;
    return {
      ...{ id, username, avatar_template: avatar(username), created_at, cooked: cooked(hidden ? withheld : post.raw) },
      ...{ post_number, post_type: 1, updated_at: created_at, reply_count: 0, reply_to_post_number: null },
      ...{ quote_count: 0, incoming_link_count: 0, reads: 5, readers_count: 4, score: 1.2, yours: false, topic_id },
      ...{ topic_slug: slugOf(topic.title), primary_group_name: null, flair_name: null, flair_url: null },
      ...{
        flair_bg_color: null,
        flair_color: null,
        version: 1,
        can_edit: false,
        can_delete: false,
        can_recover: false,
      },
      ...{ can_see_hidden_post: false, can_wiki: false, user_title: null, bookmarked: false, actions_summary: [] },
      ...{ moderator: false, admin: false, staff: false, user_id: userId(username), hidden, trust_level: 1 },
      ...{ deleted_at: null, user_deleted: false, edit_reason: null, can_view_edit_history: true, wiki: false },
      ...{ reviewable_score_count: 0, reviewable_score_pending_count: 0 },
      ...(solved
        ? {
            ...{ can_accept_answer: false, can_unaccept_answer: false, accepted_answer: accepted },
            topic_accepted_answer: topic.accepted !== undefined,
          }
        : {}),
    };
  }

  function oneTopic(id: number): Answer {
    const topic = topicById.get(id);
    if (topic === undefined) return notFound();
    const { title, created_at, views, like_count, visible, closed, archived, category_id } = topic;
    const all = ofTopic(topic);
    const author = all[0]?.username ?? 'member1';
    const answer = all.find((post) => post.post_number === topic.accepted);
    const accepted = answer && { post_number: answer.post_number, username: answer.username, excerpt: '' };
    return json({
      post_stream: {
        posts: all.slice(0, 20).map((post) => ({
          ...commonOf(post, topic),
          ...{ name: post.username, display_username: post.username, link_counts: [], read: true, reviewable_id: 0 },
        })),
        stream: all.map((post) => post.id),
      },
      ...{ timeline_lookup: [[1, 0]], suggested_topics: [], tags: tagsOf(topic), tags_descriptions: {} },
      ...{ id, title, fancy_title: escaped(title), ...counts(topic), created_at, views, like_count },
      ...{ last_posted_at: lastPosted(topic), visible, closed, archived, has_summary: false, archetype: 'regular' },
      ...{ slug: slugOf(title), category_id, word_count: null, deleted_at: null, user_id: userId(author) },
      ...{ featured_link: null, pinned_globally: false, pinned_at: null, pinned_until: null, image_url: null },
      ...{ slow_mode_seconds: 0, draft: null, draft_key: `topic_${id}`, draft_sequence: 0, unpinned: null },
      ...{ pinned: false, current_post_number: 1, deleted_by: null, has_deleted: false, actions_summary: [] },
      ...{ chunk_size: 20, bookmarked: false, bookmarks: [], topic_timer: null, message_bus_last_id: 0 },
      ...{ participant_count: new Set(all.map((post) => post.username)).size, show_read_indicator: false },
      ...{ thumbnails: null, slow_mode_enabled_until: null, details: details(author, all.at(-1)?.username ?? author) },
      ...(acceptedAnswerForm === 'older' && accepted ? { accepted_answer: accepted } : {}),
      ...(acceptedAnswerForm === 'newer'
        ? { has_accepted_answer: accepted !== undefined, accepted_answers: accepted ? [accepted] : [] }
        : {}),
    });
  }

  return startServer((url) => {
    if (window) {
      const { allowed, seconds } = window.take();
      if (!allowed) return slowDown(Math.ceil(seconds));
    }
    const query = url.searchParams;
    switch (url.pathname) {
      case '/robots.txt':
        return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: robots };
      case '/site.json':
        return json(site(listed));
      case '/categories.json':
        return json(categories(listed, query.get('include_subcategories') === 'true'));
      case '/latest.json':
        return latest(query);
      case '/posts.json':
        return latestPosts(query);
      default: {
        const id = /^\/t\/(\d+)\.json$/.exec(url.pathname)?.[1];
        return id === undefined ? notFound() : oneTopic(Number(id));
      }
    }
  }, options);
}

function notFound(): Answer {
  return json({ errors: ['This address or resource could not be found.'], error_type: 'not_found' }, 404);
}

function slowDown(seconds: number): Answer {
  const code = 'ip_10_secs_limit';
  return {
    status: 429,
    headers: {
      'content-type': 'text/plain',
      'retry-after': String(seconds),
      'discourse-rate-limit-error-code': code,
    },
    body: `Too many requests; try again in ${seconds} seconds.\nError code: ${code}.\n`,
  };
}

/** The whole number that a parameter gives; 0 where it gives none. */
function whole(text: string | null): number {
  return text !== null && /^\d+$/.test(text) ? Number(text) : 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The first place whose id is above `id`, found by halves. */
function firstAbove(ids: readonly number[], id: number): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] ?? 0) > id) high = middle;
    else low = middle + 1;
  }
  return low;
}

function slugOf(title: string): string {
  return (
    title
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'topic'
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function cooked(raw: string): string {
  return raw
    .split('\n\n')
    .map((paragraph) => `<p>${escaped(paragraph)}</p>`)
    .join('\n');
}

function userId(username: string): number {
  return whole(/\d+$/.exec(username)?.[0] ?? null) + 1;
}

function avatar(username: string): string {
  return `/letter_avatar_proxy/v4/letter/${username.charAt(0)}/c2a13f/{size}.png`;
}

function tagsOf(topic: ForumTopic): { id: number; name: string; slug: string }[] {
  return topic.tags.map((name) => ({ id: name.length, name, slug: slugOf(name) }));
}

function details(author: string, last: string): Record<string, unknown> {
  const user = (username: string) => ({
    id: userId(username),
    username,
    name: username,
    avatar_template: avatar(username),
  });
  const refused = (
    'can_edit can_move_posts can_delete can_remove_allowed_users can_create_post can_reply_as_new_topic ' +
    'can_convert_topic can_review_topic can_close_topic can_archive_topic can_split_merge_topic can_edit_staff_notes ' +
    'can_toggle_topic_visibility can_pin_unpin_topic can_moderate_category'
  ).split(' ');
  return {
    ...Object.fromEntries(refused.map((name) => [name, false])),
    ...{ notification_level: 1, can_remove_self_id: -1, participants: [] },
    ...{ created_by: user(author), last_poster: user(last) },
  };
}

/** What a category has in both answers that list them. */
function categoryOf(category: ForumCategory, place: number, topics: readonly ForumTopic[]): Record<string, unknown> {
  const { id, name, slug } = category;
  const topic_count = topics.filter((topic) => topic.category_id === id).length;
  const description = `About ${name}.`;
  const children = forumCategories.filter((other) => other.parent_category_id === id).length;
  return {
    ...{ id, name, color: '0088CC', text_color: 'FFFFFF', style_type: 'square', emoji: null, icon: null, slug },
    ...{ topic_count, post_count: topic_count * 4, position: place, description: escaped(description) },
    ...{ description_text: description, description_excerpt: description, topic_url: `/t/about-${slug}/${id}` },
    ...{ read_restricted: false, permission: 1, notification_level: 1, can_edit: false, topic_template: null },
    ...{ topic_title_placeholder: null, has_children: children > 0, subcategory_count: children || null },
    ...{ sort_order: null, sort_ascending: null, show_subcategory_list: false, num_featured_topics: 3 },
    ...{ default_view: null, subcategory_list_style: 'rows_with_featured_topics', default_top_period: 'all' },
    ...{ default_list_filter: 'all', minimum_required_tags: 0, navigate_to_first_post_after_read: false },
    ...{ uploaded_logo: null, uploaded_logo_dark: null, uploaded_background: null, uploaded_background_dark: null },
  };
}

function categories(topics: readonly ForumTopic[], withChildren: boolean): Record<string, unknown> {
  const one = (category: ForumCategory, place: number): Record<string, unknown> => {
    const children = forumCategories.filter((other) => other.parent_category_id === category.id);
    return {
      ...categoryOf(category, place, topics),
      ...{ topics_day: 0, topics_week: 1, topics_month: 4, topics_year: 50, topics_all_time: 50 },
      subcategory_ids: children.map((child) => child.id),
      ...(withChildren && children.length > 0
        ? { subcategory_list: children.map((child, k) => ({ ...one(child, k), parent_category_id: category.id })) }
        : {}),
    };
  };
  const parents = forumCategories.filter((category) => category.parent_category_id === undefined);
  return { category_list: { can_create_category: false, can_create_topic: false, categories: parents.map(one) } };
}

/** All that the description asks for; of it the categories alone have a meaning here. */
function site(topics: readonly ForumTopic[]): Record<string, unknown> {
  const numbered = (names: string) => Object.fromEntries(names.split(' ').map((name, k) => [name, k + 1]));
  return {
    default_archetype: 'regular',
    notification_types: numbered(
      'mentioned replied quoted edited liked private_message invited_to_private_message invitee_accepted posted ' +
        'moved_post linked granted_badge invited_to_topic custom group_mentioned group_message_summary ' +
        'watching_first_post topic_reminder liked_consolidated post_approved code_review_commit_approved ' +
        'membership_request_accepted membership_request_consolidated bookmark_reminder reaction votes_released ' +
        'event_reminder event_invitation chat_mention chat_message chat_invitation chat_group_mention ' +
        'linked_consolidated watching_category_or_tag',
    ),
    post_types: numbered('regular moderator_action small_action whisper'),
    trust_levels: numbered('newuser basic member regular leader'),
    ...{ groups: [], filters: ['latest', 'new', 'top'], homepage_choices: [], periods: ['all', 'yearly', 'monthly'] },
    ...{ top_menu_items: ['latest'], anonymous_top_menu_items: ['latest'], uncategorized_category_id: 1 },
    ...{ user_field_max_length: 2048, post_action_types: [], topic_flag_types: [], can_create_tag: false },
    ...{ can_tag_topics: false, can_tag_pms: false, tags_filter_regexp: '[<>]', top_tags: [] },
    ...{ topic_featured_link_allowed_category_ids: [], user_themes: [], user_color_schemes: [] },
    ...{ default_light_color_scheme: null, default_dark_color_scheme: null, censored_regexp: [] },
    ...{ custom_emoji_translation: {}, watched_words_replace: null, watched_words_link: null },
    categories: forumCategories.map((category, place) => ({
      ...categoryOf(category, place, topics),
      ...{ allow_global_tags: true, required_tag_groups: [], read_only_banner: null, custom_fields: {} },
      ...(category.parent_category_id === undefined ? {} : { parent_category_id: category.parent_category_id }),
    })),
    ...{ archetypes: [{ id: 'regular', name: 'Regular', options: [] }], user_fields: [], auth_providers: [] },
    ...{ full_name_required_for_signup: false, full_name_visible_in_signup: true, email_configured: true },
    ...{ access_control: { mandatory_acl: {}, banned_acl: {} } },
  };
}
