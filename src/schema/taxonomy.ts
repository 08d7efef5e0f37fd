/** What stands in `content/taxonomy/`: categories and sub-categories with names and definitions in our own words. */
import { z } from 'zod';
import { Label, Slug } from './scalars.ts';

const Entry = z.strictObject({
  id: Slug,
  /** The name in the source, or as much of its beginning as tells it apart. */
  sourceName: z.string().min(1),
  name: Label,
  definition: z.string().min(20),
});

export const Category = z.strictObject({ ...Entry.shape, subcategories: z.array(Entry) });
export type Category = z.infer<typeof Category>;

export const Taxonomy = z
  .strictObject({ categories: z.array(Category).min(1) })
  .superRefine(({ categories }, context) => {
    for (const list of [categories, ...categories.map((category) => category.subcategories)]) {
      const ids = list.map(({ id }) => id);
      const twice = ids.find((id, index) => ids.indexOf(id) !== index);
      if (twice) context.addIssue({ code: 'custom', message: `the id ${twice} is used twice` });
    }
  });
export type Taxonomy = z.infer<typeof Taxonomy>;
