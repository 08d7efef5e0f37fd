import { z } from 'zod';

/** The first value that stands there again; undefined where each is there once. */
export const repeated = <Value>(values: readonly Value[]): Value | undefined =>
  values.find((value, index) => values.indexOf(value) !== index);

/** A list of one item or more, which one of their fields identifies. */
export const listBy = <Item extends z.ZodType>(field: keyof z.infer<Item> & string, item: Item) =>
  z
    .array(item)
    .min(1)
    .superRefine((items, context) => {
      const twice = repeated(items.map((each) => each[field]));
      if (twice !== undefined)
        context.addIssue({ code: 'custom', message: `the ${field} ${String(twice)} is used twice` });
    });
