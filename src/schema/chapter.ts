/** The front matter of `content/chapters/*.mdx`. */
import { z } from 'zod';
import { Slug } from './scalars.ts';

export const Chapter = z.strictObject({
  title: z.string().min(1),
  /** The question that the chapter answers, in one sentence. */
  question: z.string().min(1),
  /** Place in the contents list; 0 is the overview. */
  order: z.int().nonnegative(),
  /** The tables that the chapter shows or quotes. */
  tables: z.array(Slug).min(1),
  /** Whether it has nothing to say of a snapshot without any of these tables, and leads on to one that has some. */
  onlyWithTables: z.boolean().default(false),
});
export type Chapter = z.infer<typeof Chapter>;
