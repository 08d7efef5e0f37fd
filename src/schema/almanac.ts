/** The contents of `content/almanac.json`: what the report is called, who answers for it, and where they can be reached. */
import { z } from 'zod';

const Name = z.string().regex(/^\S(.*\S)?$/u, 'expected a name in a line');

export const Almanac = z.strictObject({
  name: Name,
  /** An organisation, cited as the author: the people are those of the repository’s history. */
  editor: Name,
  publisher: Name,
  /** An e-mail address, or an https address where questions are answered; null where there is neither. */
  contact: z
    .union([z.email(), z.url({ protocol: /^https$/ })], 'expected an e-mail address, an https address, or null')
    .nullable(),
  /** Where the code and the data are kept; null where that is not public. */
  repository: z.url({ protocol: /^https$/ }).nullable(),
  /** The day of the month on which the schedule captures; without it nothing is expected. */
  captureDay: z.int().min(1).max(28).optional(),
});
export type Almanac = z.infer<typeof Almanac>;

/** The contact under the name that a vocabulary has for addresses of the one kind or the other; nothing where there is none. */
export function contactOf<Url extends string = 'url'>(
  { contact }: Almanac,
  url = 'url' as Url,
): Partial<Record<Url | 'email', string>> {
  if (contact === null) return {};
  return { [contact.startsWith('https:') ? url : 'email']: contact } as Partial<Record<Url | 'email', string>>;
}
