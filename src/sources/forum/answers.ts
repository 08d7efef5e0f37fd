/** What is in the answers of the forum. */
import { BrokenAnswer } from '../../io/failures.ts';
import type { Answer } from '../../io/http.ts';
import { isObject, parseJson } from '../hub/pages.ts';

export function topicsIn(value: unknown): { topics: readonly unknown[]; more: boolean } {
  const list = isObject(value) ? value.topic_list : undefined;
  if (!isObject(list) || !Array.isArray(list.topics)) throw new BrokenAnswer('no list of topics');
  return { topics: list.topics, more: typeof list.more_topics_url === 'string' };
}

export function postsIn({ bytes }: Pick<Answer, 'bytes'>): readonly unknown[] {
  const value = parseJson(bytes);
  if (!isObject(value) || !Array.isArray(value.latest_posts)) throw new BrokenAnswer('no list of posts');
  return value.latest_posts;
}

export function idOf(record: unknown, field = 'id'): number | null {
  const id = isObject(record) ? record[field] : undefined;
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : null;
}

export function ids(records: readonly unknown[]): number[] {
  return records.map((record) => idOf(record)).filter((id) => id !== null);
}
