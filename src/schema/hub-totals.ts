/** The contents of `content/published/hub-totals.json`. */
import { z } from 'zod';
import { Count, Day, Label, Sentence, Share, Slug } from './scalars.ts';
import { listBy } from './repeated.ts';

/**
 * Totals of the whole Hub that others printed, each with its source: points of series between snapshots, and what a count
 * can be compared with.
 */
export const HubTotals = z
  .strictObject({
    sources: listBy(
      'id',
      z.strictObject({
        id: Slug,
        name: Label,
        /** Where it can be read, down to the version; null where we do not know. */
        location: Label.nullable(),
      }),
    ),
    totals: z
      .array(
        z
          .strictObject({
            /** The day that it describes. */
            date: Day,
            measure: Slug,
            value: z.number().nonnegative(),
            unit: z.enum(['count', 'share']),
            /** What is counted, or what it is a share of. */
            population: Label,
            source: Slug,
            /** Why it may be off, or cannot be checked; null where nothing is known against it. */
            uncertain: Sentence.nullable(),
          })
          .refine(({ value, unit }) => (unit === 'count' ? Count : Share).safeParse(value).success, {
            error: ({ input }) => {
              const { measure, value, unit } = input as { measure: string; value: number; unit: string };
              return `${measure} is ${value}, which is not a ${unit}`;
            },
          }),
      )
      .min(1),
  })
  .superRefine(({ sources, totals }, context) => {
    const seen = new Set<string>();
    for (const { date, measure, source } of totals) {
      const known = sources.find(({ id }) => id === source);
      if (!known) context.addIssue({ code: 'custom', message: `there is no source ${source}` });
      const key = `${measure} of ${source} on ${date}`;
      if (seen.has(key)) context.addIssue({ code: 'custom', message: `${key} occurs twice` });
      seen.add(key);
    }
    for (const { id, location } of sources)
      if (location === null && totals.some(({ source, uncertain }) => source === id && uncertain === null))
        context.addIssue({
          code: 'custom',
          message: `${id} cannot be found, and a total of it is not marked as uncertain`,
        });
  });
export type HubTotals = z.infer<typeof HubTotals>;
