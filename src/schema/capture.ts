/**
 * What stands in `.capture/<date>/`: the bytes as they came, one gzip file a page, and a receipt beside each.
 *
 *   .capture/2026-11-20/
 *     hub/            000001.json.gz   pages of the list of models, a JSON array each
 *     hub-parquet/    000001.parquet   a dump of the same list, as it was given
 *     cards-parquet/  000001.parquet   card texts, with a column `card`
 *     forum-robots/   000001.txt.gz    the forum's robots.txt
 *     forum-site/     000001.json.gz   its categories
 *     forum-topics/   000001.json.gz   pages of its list of topics, oldest first
 *     forum-posts/    000001.json.gz   pages of its posts, newest first
 *
 * Beside `000001.json.gz` stands its receipt, `000001.receipt.json`, written after it: a page without a receipt was cut
 * off and is fetched again. The last receipt of a part says where the next page begins, so nothing else is needed to go
 * on. A part is whole when `done.json` stands in its folder.
 */
import { z } from 'zod';
import { Count, Instant, Sha256 } from './scalars.ts';

export const parts = [
  'hub',
  'hub-parquet',
  'cards-parquet',
  'forum-robots',
  'forum-site',
  'forum-topics',
  'forum-posts',
] as const;
export const Part = z.enum(parts);
export type Part = z.infer<typeof Part>;

/** What is known of one page that was fetched. */
export const PageReceipt = z.strictObject({
  part: Part,
  /** 1 for the first page of the part. */
  page: z.int().positive(),
  /** Where it came from, without token or other secrets. */
  address: z.string().min(1),
  fetchedAt: Instant,
  status: z.int(),
  /** Bytes as they came, before they were compressed. */
  bytes: Count,
  sha256: Sha256,
  /** Records in the page. */
  rows: Count,
  /** Records that are not what a record must be (no id, or not an object); they are kept, and not counted later. */
  rejected: Count,
  /** Fields that records of the page carry and we do not know, with how many carry them. */
  unknownFields: z.record(z.string(), Count),
  /** Where the page began, and where the next one begins; null at the ends. */
  cursor: z.string().nullable(),
  next: z.string().nullable(),
});
export type PageReceipt = z.infer<typeof PageReceipt>;

/** `done.json`: the part was walked to its end. */
export const PartDone = z.strictObject({ pages: z.int().positive(), rows: Count });
export type PartDone = z.infer<typeof PartDone>;
