/**
 * The contents of `content/taxonomy/`: categories and sub-categories with names, definitions and hints in our own
 * words, and the guidelines that answer them.
 */
import { z } from 'zod';
import { repeated } from './repeated.ts';
import { Label, Slug } from './scalars.ts';
import { Cell, type Row } from './table.ts';

const Sentences = z.string('expected a sentence').min(20, 'expected a sentence, which has 20 characters at least');
/** A few words that finish a thought; they are set beside each other in a list. */
const Hint = z
  .string('expected a hint')
  .min(10, 'expected a hint of 10 to 120 characters')
  .max(120, 'expected a hint of 10 to 120 characters');

/** A category, `spaces`, or one of its sub-categories, `api-usage/rest-api`. */
export const CategoryPath = z
  .string('expected a category, or a category and one of its sub-categories')
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)?$/,
    'expected a category such as spaces, or a sub-category such as api-usage/rest-api',
  );
export type CategoryPath = z.infer<typeof CategoryPath>;

const notATopic = (issue: { input?: unknown }) =>
  `expected the number of a forum topic, not ${JSON.stringify(issue.input)}`;

const Entry = z.strictObject({
  id: Slug,
  /** The name in the source, or as much of its beginning as identifies it. */
  sourceName: z.string().min(1),
  name: Label,
  definition: Sentences,
  /** What belongs here: situations that we made up. */
  includes: z.array(Hint).min(1, 'expected one hint at least').max(3, 'expected three hints at most'),
  /** What is easily taken for it and belongs elsewhere in the same taxonomy: “`hint`: see `see`”. */
  excludes: z.array(z.strictObject({ hint: Hint, see: CategoryPath })).max(3, 'expected three hints at most'),
  /**
   * Numbers of forum topics that the study puts here, the codebook's own example first. A category's are those that
   * the study puts in none of its sub-categories.
   */
  examples: z.array(z.int({ error: notATopic }).positive({ error: notATopic })),
});

export const Category = z.strictObject({ ...Entry.shape, subcategories: z.array(Entry) });
export type Category = z.infer<typeof Category>;

export const Taxonomy = z
  .strictObject({ categories: z.array(Category).min(1, 'expected one category at least') })
  .superRefine((taxonomy, context) => {
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message });
    };
    const entries = entriesOf(taxonomy);
    const twice = repeated(entries.map(({ path }) => path));
    if (twice !== undefined) refuse(`the id ${twice} is used twice`);
    const known = new Set(entries.map(({ path }) => path));
    for (const { path, entry } of entries) {
      for (const { see } of entry.excludes) {
        if (!known.has(see)) refuse(`${path} sends its reader to ${see}, which is not there`);
        if (see === path) refuse(`${path} sends its reader to itself`);
      }
      const topic = repeated(entry.examples);
      if (topic !== undefined) refuse(`${path} has the topic ${topic} twice`);
    }
  });
export type Taxonomy = z.infer<typeof Taxonomy>;

export const Audience = z.enum(['platform-provider', 'model-provider', 'user', 'researcher'], {
  error: ({ input }) => `there is no audience ${JSON.stringify(input)}`,
});
export type Audience = z.infer<typeof Audience>;

/** The number that shows whether a guideline is followed: one cell of a table. */
export const Indicator = z.strictObject({
  table: Slug,
  /** What the row has in other columns. */
  where: z.record(z.string(), Cell).optional(),
  /** Of the rows that fit, that of the newest month, or of the newest day of a series. Without it, one row fits. */
  newest: z.enum(['month', 'date']).optional(),
  column: z.string().min(1),
  /** What the number shows about the guideline, and what it does not show. */
  reading: Sentences,
});
export type Indicator = z.infer<typeof Indicator>;

export const Guideline = z
  .strictObject({
    id: Slug,
    audience: Audience,
    name: Label,
    text: Sentences,
    /** Who recommends it: the paper; or the almanac, drawing on what the paper found. */
    basis: z.enum(['paper', 'almanac'], { error: 'expected the basis "paper" or "almanac"' }),
    /** Challenges it eases and benefits it furthers. */
    answers: z.array(CategoryPath).min(1, 'expected a challenge or benefit that it answers'),
    indicator: Indicator.nullable(),
    /** Where there is no indicator: why no table of ours shows it. */
    noIndicator: Sentences.optional(),
  })
  .refine(({ indicator, noIndicator }) => (indicator === null) !== (noIndicator === undefined), {
    error: 'expected an indicator, or null and the reason as noIndicator',
  });
export type Guideline = z.infer<typeof Guideline>;

export const Guidelines = z
  .strictObject({
    /** How we know what the paper recommends: for the reader, beside the list. */
    note: Sentences,
    guidelines: z.array(Guideline).min(1, 'expected one guideline at least'),
  })
  .superRefine(({ guidelines }, context) => {
    const twice = repeated(guidelines.map(({ id }) => id));
    if (twice !== undefined) context.addIssue({ code: 'custom', message: `the id ${twice} is used twice` });
    for (const { id, answers } of guidelines) {
      const path = repeated(answers);
      if (path !== undefined) context.addIssue({ code: 'custom', message: `${id} answers ${path} twice` });
    }
  });
export type Guidelines = z.infer<typeof Guidelines>;

/** What the four files hold. */
export interface Taxonomies {
  readonly challenges: Taxonomy;
  readonly benefits: Taxonomy;
  readonly rootCauses: Taxonomy;
  readonly guidelines: Guidelines;
}

/**
 * The four files, as parsed from JSON, each by itself and against the others.
 *
 * @throws {Error} in a sentence that names the file, the category or guideline, and what is wrong with it
 */
export function checkTaxonomies(files: Readonly<Record<keyof Taxonomies, unknown>>): Taxonomies {
  const checked: Taxonomies = {
    challenges: parsed('challenges.json', Taxonomy, files.challenges),
    benefits: parsed('benefits.json', Taxonomy, files.benefits),
    rootCauses: parsed('root-causes.json', Taxonomy, files.rootCauses),
    guidelines: parsed('guidelines.json', Guidelines, files.guidelines),
  };
  const paths = (taxonomy: Taxonomy) => new Set(entriesOf(taxonomy).map(({ path }) => path));
  const [challenges, benefits] = [paths(checked.challenges), paths(checked.benefits)];
  for (const path of benefits) {
    if (challenges.has(path))
      throw new Error(`${path} is a challenge and a benefit: a guideline that answers it could mean either`);
  }
  for (const { id, answers } of checked.guidelines.guidelines) {
    for (const path of answers) {
      if (!challenges.has(path) && !benefits.has(path))
        throw new Error(`the guideline ${id} answers ${path}, which is neither a challenge nor a benefit`);
    }
  }
  return checked;
}

/**
 * Whether every row of a table of categories is defined.
 *
 * @throws {Error} that names the first row which is not, in `table`, the name of the table and its snapshot
 */
export function checkCounted(table: string, rows: readonly Row[], taxonomy: Taxonomy): void {
  const defined = new Set(entriesOf(taxonomy).map(({ path }) => path));
  for (const { category, subcategory } of rows) {
    const path = [category, subcategory].filter((part) => part !== null).join('/');
    if (!defined.has(path)) throw new Error(`${table} counts ${path}, which content/taxonomy/ does not define`);
  }
}

/** Every category and sub-category with the path that names it. */
function entriesOf({ categories }: Taxonomy): { path: CategoryPath; entry: z.infer<typeof Entry> }[] {
  return categories.flatMap((category) => [
    { path: category.id, entry: category },
    ...category.subcategories.map((entry) => ({ path: `${category.id}/${entry.id}`, entry })),
  ]);
}

function parsed<Shape extends z.ZodType>(file: string, shape: Shape, value: unknown): z.infer<Shape> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => [...place(value, path), message].join(': '));
  throw new Error(`content/taxonomy/${file} is not as expected: ${wrong.join('; ')}`);
}

/** Where in a file an error is, in ids rather than numbers: `api-usage/rest-api`, `definition`. */
function place(value: unknown, path: readonly PropertyKey[]): string[] {
  const ids: string[] = [];
  const keys: string[] = [];
  let inner = value;
  for (const key of path) {
    inner = (inner as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key];
    const id = typeof inner === 'object' && inner !== null && 'id' in inner ? inner.id : undefined;
    if (typeof id === 'string') {
      ids.push(id);
      keys.length = 0; // `categories.3` is said by the id
    } else keys.push(String(key));
  }
  return [ids.join('/'), keys.join('.')].filter((part) => part !== '');
}
