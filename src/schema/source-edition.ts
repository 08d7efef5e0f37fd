/** One published source has several editions: the same files of another day, or a later version of them. */
import { z } from 'zod';
import { repeated } from './repeated.ts';
import { Day, Sha256, Slug } from './scalars.ts';

export const SourceEdition = z.strictObject({
  /** The day that the data describe. */
  date: Day,
  /** The day on which this version was published; that of the data where it is not known. */
  published: Day,
  /** The version of the repository that holds the files; null where it is not known. */
  commit: z
    .string()
    .regex(/^[0-9a-f]{7,40}$/, 'expected a commit of 7 to 40 hexadecimal digits')
    .nullable(),
  /** The files that are read, each with its checksum: another file is another edition. */
  files: z.record(z.string().min(1), Sha256),
});
export type SourceEdition = z.infer<typeof SourceEdition>;

/** `content/source-editions.json`: the editions that the almanac was made from, by source. */
export const SourceEditions = z.record(
  Slug,
  z
    .array(SourceEdition)
    .min(1)
    .superRefine((editions, context) => {
      const twice = repeated(editions.map(({ date }) => date));
      if (twice !== undefined) context.addIssue({ code: 'custom', message: `the edition of ${twice} is listed twice` });
    }),
);
