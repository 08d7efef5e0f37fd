/** What it took to fetch a capture: page by page in its receipts, and part by part in the manifest of a snapshot. */
import { z } from 'zod';
import { Count, Instant } from './scalars.ts';

export const Effort = z.strictObject({
  requests: Count,
  /** Waits beside the steady pace: after an answer that was refused or broken, and as the server asked. */
  waits: Count,
  waitSeconds: z.number().nonnegative(),
  /** Answers that refused, by status, such as 429 and 503. */
  refusals: z.record(z.string().regex(/^\d{3}$/), Count),
});
export type Effort = z.infer<typeof Effort>;

/** Several efforts in one. */
export const totalEffort = (efforts: readonly Effort[]): Effort => {
  const total = { requests: 0, waits: 0, waitSeconds: 0, refusals: {} as Record<string, number> };
  for (const { requests, waits, waitSeconds, refusals } of efforts) {
    total.requests += requests;
    total.waits += waits;
    total.waitSeconds = Number((total.waitSeconds + waitSeconds).toFixed(3));
    for (const [status, count] of Object.entries(refusals))
      total.refusals[status] = (total.refusals[status] ?? 0) + count;
  }
  return total;
};

/** How one part of a capture was fetched, as its receipts say. */
export const FetchedPart = z.strictObject({
  part: z.string().min(1),
  /** The servers that were asked; none where files of this machine were taken. */
  origins: z.array(z.string().min(1)),
  pages: Count,
  /** When servers were asked for the first and the last of the pages that are not taken over; null for files. */
  first: Instant.nullable(),
  last: Instant.nullable(),
  effort: Effort,
  /** Pages that took more than is counted: a run was cut off before them, or nobody recorded it yet. */
  pagesNotCounted: Count,
  /** The earlier captures whose pages are taken over (`--since`), newest first. */
  takenOver: z.array(z.strictObject({ capture: z.string().min(1), pages: z.int().positive() })),
  /** The programs that fetched it, each with its commit, and whether it was changed; none where that was not recorded. */
  capturedBy: z.array(z.string().min(1)),
});
export type FetchedPart = z.infer<typeof FetchedPart>;
