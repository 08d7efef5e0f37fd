/**
 * A part of a capture as a store keeps it: `<capture>/<part>.tar` with its pages, receipts and `done.json`, and beside it
 * `<capture>/<part>.json`, the listing below, which is written last.
 */
import { z } from 'zod';
import { Part } from './capture.ts';
import { Count, Sha256, SnapshotId } from './scalars.ts';

export const KeptPart = z.strictObject({
  capture: SnapshotId,
  part: Part,
  /** Whether the part was walked to its end; one that was not is kept to be gone on with, and replaced by what goes on. */
  done: z.boolean(),
  pages: z.int().positive(),
  rows: Count,
  /** Of the archive. */
  bytes: z.int().positive(),
  sha256: Sha256,
  /** What is in it: `forum-posts/000001.json.gz`, or `list.json` for what is said of the whole capture. */
  files: z
    .array(
      z.strictObject({
        name: z.string().regex(/^([a-z][a-z-]*\/)?[a-z0-9][a-z0-9.-]*$/, 'expected the name of a file of a capture'),
        /** Where its bytes begin in the archive. */
        offset: Count,
        bytes: Count,
        sha256: Sha256,
      }),
    )
    .min(1),
});
export type KeptPart = z.infer<typeof KeptPart>;
