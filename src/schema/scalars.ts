/** The types of single values. Each checks its own rule. */
import { z } from 'zod';

/** A calendar year in UTC, `2023`: text, as months and days are. */
export const Year = z.string().regex(/^[12]\d{3}$/, 'expected a year such as 2023');
export type Year = z.infer<typeof Year>;

/** A calendar month in UTC, `2023-06`. */
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month such as 2023-06');
export type Month = z.infer<typeof Month>;

/** A calendar day in UTC, `2023-06-30`. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;

/** The name of a snapshot: the day its data describe, with `-r2`, `-r3`, … for a correction of it. */
export const SnapshotId = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}(-(?!r\d)[a-z]{2,20})?(-r([2-9]|[1-9]\d+))?$/,
    'expected a snapshot such as 2023-06-30, 2023-06-30-r2 or 2023-06-30-details',
  );
export type SnapshotId = z.infer<typeof SnapshotId>;

/** A DOI, without the address of its resolver: `10.5281/zenodo.1234567`. */
export const Doi = z
  .string()
  .regex(
    /^10\.\d{4,9}\/[-._;()/:A-Za-z0-9]+$/,
    'expected a DOI such as 10.5281/zenodo.1234567, without https://doi.org/',
  );
export type Doi = z.infer<typeof Doi>;

/** How many: whole, never negative. */
export const Count = z.int().nonnegative();

/** A part of a whole, from 0 to 1. Percent signs belong to charts. */
export const Share = z.number().min(0).max(1);

/** A rank correlation, from −1 to 1. */
export const Correlation = z.number().min(-1).max(1);

/** A place in a ranking, 1 for the largest; equal values share the mean of their places, so halves occur. */
export const Rank = z.number().min(1);

/** A name in lower case with hyphens, safe as a file name and in an address. */
export const Slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower case words joined by hyphens');
export type Slug = z.infer<typeof Slug>;

/** A model type as in `config.model_type`, lower case; `untyped` where none is known. */
export const ModelType = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/, 'expected a model type in lower case, such as bert or xlm-roberta');
export type ModelType = z.infer<typeof ModelType>;

/** A label as its source prints it: some text, not padded, without line breaks or marks that steer the writing of it. */
export const Label = z
  .string()
  .regex(/^\S(.{0,200}\S)?$/u, 'expected a short label without line breaks')
  .regex(/^[^\p{Cc}\p{Bidi_Control}]*$/u, 'expected a label without control characters');

/** A moment in UTC, `2026-11-20T04:05:06.000Z`. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;

/** SHA-256 of a file's bytes, in lower-case hexadecimal. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits');

/** A sentence of our own. */
export const Sentence = z.string().min(20).regex(/[.?]$/, 'expected a sentence');
