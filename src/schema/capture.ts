/**
 * The contents of `.capture/<date>/`: the bytes as they came, one compressed file a page, and a receipt beside each.
 *
 *   .capture/2026-11-20/
 *     capture.json                     the version of this form
 *     hub/            000001.json.zst  pages of the list of models, a JSON array each
 *     list.json                        what the list of models is, where somebody else made it
 *     hub-parquet/    000001.parquet   a file of the same records, as it was given
 *     hub-jsonl/      000001.jsonl     the same, one JSON object a line; compressed by gzip where it came so
 *     hub-csv/        000001.csv       the same, nested fields as JSON in a cell; compressed likewise
 *     cards-parquet/  000001.parquet   card texts, with a column `card`
 *     forum-robots/   000001.txt.gz    the forum's robots.txt
 *     forum-site/     000001.json.gz   its categories
 *     forum-topics/   000001.json.gz   pages of its list of topics, oldest first
 *     forum-posts/    000001.json.gz   pages of its posts, newest first
 *
 * Beside `000001.json.zst` is its receipt, `000001.receipt.json`, written after it: a page without a receipt was cut
 * off and is fetched again. The last receipt of a part says where the next page begins, so nothing else is needed to go
 * on. A part is complete when its folder has `done.json`. Until then it has `left.json`: what was asked since its last page,
 * and whether the run that asked was cut off.
 */
import { z } from 'zod';
import { Effort } from './fetching.ts';
import { Count, Instant, Sha256 } from './scalars.ts';
import { Publication } from './snapshot.ts';

export const parts = [
  'hub',
  'hub-parquet',
  'hub-jsonl',
  'hub-csv',
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
  /** The same of the file that it was compressed to. */
  stored: Sha256.optional(),
  /** Records in the page. */
  rows: Count,
  /** Records that are not what a record must be (no id, or not an object); they are kept, and not counted later. */
  rejected: Count,
  /** Fields that records of the page carry and we do not know, with how many carry them. */
  unknownFields: z.record(z.string(), Count),
  /** Where the page began, and where the next one begins; null at the ends. */
  cursor: z.string().nullable(),
  next: z.string().nullable(),
  /** What it took since the page before it; receipts from before 2.0 do not say. */
  effort: Effort.optional(),
  /** A run was cut off before this page, so that what it asked last is in no receipt. */
  cutOff: z.literal(true).optional(),
  /** The program that fetched it, with its commit. */
  capturedBy: z.string().min(1).optional(),
  /** A file that a service was asked for as its own; other files are what somebody made. */
  ofService: z.literal(true).optional(),
  /** The earlier capture that it was fetched for. */
  takenFrom: z.string().min(1).optional(),
});
export type PageReceipt = z.infer<typeof PageReceipt>;

const aSentence = 'expected a sentence that says which models it represents';

/**
 * `list.json`, beside the parts: what a list of models is that somebody else made. What the Hub answers to ourselves
 * needs none.
 */
export const ListAbout = z
  .strictObject({
    coverage: z.enum(['census', 'sample'], { error: 'expected census or sample' }),
    /** The models that it speaks for, in a sentence. */
    population: z.string({ error: aSentence }).min(1, { error: aSentence }),
    /** For a sample: how it was selected. */
    selection: z.string().min(1, { error: 'expected how it was selected' }).nullable().default(null),
    /** What a reader must know of it besides. */
    limits: z.array(z.string().min(1)).default([]),
    /** Fields that say nothing of the models, since the list was made so that all of them have the same, with the reason. */
    silent: z.record(z.string(), z.string().min(1)).default({}),
    /** Who published it, where and on what terms. */
    publication: Publication.omit({ name: true }).nullable().default(null),
  })
  .refine(({ coverage, selection }) => (coverage === 'sample') === (selection !== null), {
    path: ['selection'],
    error: 'expected how it was selected, of a sample, and nothing of a census',
  });
export type ListAbout = z.infer<typeof ListAbout>;

/**
 * The form in which a capture is written, in `capture.json`. Captures without that file are of version 1, whose receipts say
 * less.
 */
export const captureVersion = 2;
export const CaptureForm = z.looseObject({ version: z.int().positive() });

/** `left.json`: what is in no receipt yet, and whether a run was cut off, so that not all of it is known. */
export const PartLeft = z.strictObject({ effort: Effort, cutOff: z.boolean() });
export type PartLeft = z.infer<typeof PartLeft>;

/** `done.json`: the part was walked to its end. */
export const PartDone = z.strictObject({ pages: z.int().positive(), rows: Count });
export type PartDone = z.infer<typeof PartDone>;
