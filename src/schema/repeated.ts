import type { z } from 'zod';

/** The first value that stands there again; undefined where each is there once. */
export const repeated = <Value>(values: readonly Value[]): Value | undefined =>
  values.find((value, index) => values.indexOf(value) !== index);

/** One of their fields identifies the items of a list. */
export const unique =
  <Item>(field: keyof Item & string) =>
  (items: readonly Item[], context: z.RefinementCtx<Item[]>): void => {
    const twice = repeated(items.map((item) => item[field]));
    if (twice !== undefined)
      context.addIssue({ code: 'custom', message: `the ${field} ${String(twice)} is used twice` });
  };
