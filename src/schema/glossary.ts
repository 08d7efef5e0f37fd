/** The contents of `content/glossary.json`: the words of the report that a reader may not know, explained in our own. */
import { z } from 'zod';
import { parseAs } from './problem.ts';
import { repeated } from './repeated.ts';
import { Label, Slug } from './scalars.ts';

export const GlossaryEntry = z.strictObject({
  /** Its place on the page, and the name by which `<Term>` and other entries refer to it. */
  id: Slug,
  term: Label,
  definition: z.string('expected a sentence').min(20, 'expected a sentence, which has 20 characters at least'),
  /** Entries that a reader of this one may want next. */
  see: z.array(Slug),
  /** The names under which tables declare it: the method of an interval, a test, or what corrects its p values. */
  declared: z.array(Label).optional(),
});
export type GlossaryEntry = z.infer<typeof GlossaryEntry>;

export const Glossary = z
  .array(GlossaryEntry)
  .min(1, 'a glossary explains one word at least')
  .superRefine((entries, context) => {
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message });
    };
    const ids = entries.map(({ id }) => id);
    const method = repeated(entries.flatMap(({ declared = [] }) => declared));
    if (method !== undefined) refuse(`the method ${method} is explained twice`);
    const twice = repeated(ids);
    if (twice !== undefined) refuse(`the id ${twice} is used twice`);
    const term = repeated(entries.map((entry) => entry.term.toLowerCase()));
    if (term !== undefined) refuse(`the term ${term} is explained twice`);
    for (const { id, see } of entries) {
      const again = repeated(see);
      if (again !== undefined) refuse(`${id} sends its reader to ${again} twice`);
      for (const other of see) {
        if (other === id) refuse(`${id} sends its reader to itself`);
        else if (!ids.includes(other)) refuse(`${id} sends its reader to ${other}, which is not there`);
      }
    }
  });
export type Glossary = z.infer<typeof Glossary>;

/** The entry that explains a declared method, `Greenwood, log-log` by what stands before its comma; undefined if none does. */
export const methodIn = (entries: readonly GlossaryEntry[], method: string): GlossaryEntry | undefined =>
  entries.find(({ declared = [] }) => declared.some((name) => method === name || method.startsWith(`${name},`)));

/** The glossary as parsed from JSON. @throws {Error} in a sentence that names the entry and what is wrong with it */
export function checkGlossary(value: unknown): Glossary {
  return parseAs(Glossary, value, 'content/glossary.json is not as expected');
}
