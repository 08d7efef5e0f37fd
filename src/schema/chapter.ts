/** The front matter of `content/chapters/*.mdx`. */
import { z } from 'zod';

export const Chapter = z.strictObject({
  title: z.string().min(1),
  /** The question that the chapter answers, in one sentence. */
  question: z.string().min(1),
  /** Place in the contents list; 0 is the overview. */
  order: z.int().nonnegative(),
});
export type Chapter = z.infer<typeof Chapter>;
