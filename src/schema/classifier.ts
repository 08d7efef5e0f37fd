/** The contents of `content/classifier/`: the classifier's dictionary, its invented examples, the trained model and its card. */
import { z } from 'zod';
import { repeated } from './repeated.ts';
import { Count, Label, Share, Slug } from './scalars.ts';

/** A word or a few; ` .. ` stands for up to five other words in between, in either order. */
const Term = z.string().regex(/^\S+( \S+)*$/, 'expected words parted by single spaces');

/** How much a term says, in points for its category. */
export const tiers = { strong: 3, medium: 1.5, weak: 0.5, against: -2 } as const;
export type Tier = keyof typeof tiers;

export const Dictionary = z
  .strictObject({
    /** Points that a forum category gives by itself; its name in lower case, in words. */
    forumCategories: z.record(z.string().min(1), z.partialRecord(Slug, z.number().positive())),
    /** Terms that tell a category, the surest first; `against` are those that only look like one. */
    categories: z.record(
      Slug,
      z.strictObject({
        strong: z.array(Term),
        medium: z.array(Term),
        weak: z.array(Term),
        against: z.array(Term),
      }),
    ),
  })
  .superRefine(({ categories }, context) => {
    for (const [id, lists] of Object.entries(categories)) {
      const terms = Object.values(lists).flat();
      const twice = repeated(terms);
      if (twice !== undefined)
        context.addIssue({ code: 'custom', message: `${id} has the term ${JSON.stringify(twice)} twice` });
    }
  });
export type Dictionary = z.infer<typeof Dictionary>;

/** Topics as people might write them, made up by us, by category: what the learned part learns from, besides labels. */
export const Examples = z.record(Slug, z.array(z.string().min(10)).min(1));
export type Examples = z.infer<typeof Examples>;

export const ClassifierModel = z
  .strictObject({
    about: z.string().min(1),
    categories: z.array(Slug).min(2),
    /** An answer that is less probable than this is not given. */
    leastProbability: Share,
    /** What the evidence is divided by before it becomes probabilities: above 1 for a model that was too sure. */
    temperature: z.number().positive(),
    intercept: z.array(z.number()),
    /** For each category's points in the dictionary: what they say for every category. */
    points: z.array(z.array(z.number())),
    /** Words and pairs of words, without endings: its rarity, then what it says for every category. */
    words: z.record(z.string().regex(/^\S+( \S+)?$/, 'expected a word or a pair'), z.array(z.number())),
    dictionary: Dictionary,
  })
  .superRefine(({ categories, intercept, points, words, dictionary }, context) => {
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message });
    };
    const n = categories.length;
    if (repeated(categories) !== undefined) refuse('a category is listed twice');
    if (intercept.length !== n || points.length !== n || points.some((row) => row.length !== n))
      refuse(`there are ${n} categories, and not as many numbers for each`);
    const wrong = Object.entries(words).find(([, numbers]) => numbers.length !== n + 1);
    if (wrong) refuse(`${JSON.stringify(wrong[0])} has ${wrong[1].length} numbers, expected ${n + 1}`);
    const missing = categories.find((id) => !dictionary.categories[id]);
    if (missing !== undefined) refuse(`the dictionary has no terms for ${missing}`);
  });
export type ClassifierModel = z.infer<typeof ClassifierModel>;

/** A measured number with its 95 % interval. */
const Estimate = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });
export type Estimate = z.infer<typeof Estimate>;

/** What the labelled texts say of one way of coding. */
const Measured = z.strictObject({
  id: Slug,
  name: Label,
  description: z.string().min(1),
  macroF1: Estimate,
  accuracy: Estimate,
  topThree: Estimate,
});
export type Measured = z.infer<typeof Measured>;

export const ClassifierCard = z.strictObject({
  /** What it is for, and what it must not be used for. */
  purpose: z.string().min(1),
  /** How often the first answer is right: on texts that people posted, on notes that coders took, and on all of them. */
  accuracy: z.array(z.strictObject({ kind: z.enum(['posts', 'notes', 'all']), texts: Count, accuracy: Estimate })),
  limits: z.array(z.string().min(1)).min(1),
  data: z.strictObject({
    source: z.string().min(1),
    texts: Count,
    topics: Count,
    /** Texts that were not used, by reason. */
    leftOut: z.array(z.strictObject({ reason: z.string().min(1), texts: Count })),
    examples: Count,
    terms: Count,
    words: Count,
  }),
  split: z.strictObject({ repeats: Count, folds: Count, seed: Count, resamples: Count, method: z.string().min(1) }),
  /** The classifier first, then what it was compared with. */
  compared: z.array(Measured).min(2),
  /** Null bounds where it varies too little to have any. */
  kappa: z.strictObject({ value: z.number(), low: z.number().nullable(), high: z.number().nullable() }),
  categories: z.array(
    z.strictObject({
      category: Slug,
      texts: Count,
      precision: Estimate.nullable(),
      recall: Estimate.nullable(),
      f1: Estimate.nullable(),
    }),
  ),
  /** How many texts of one category (row) were put into another (column). */
  confusion: z.array(z.array(Count)),
  calibration: z.strictObject({
    /** Mean distance between the stated probability and the share that was right, weighted by texts. */
    error: Share,
    bins: z.array(
      z.strictObject({ from: Share, to: Share, texts: z.number(), stated: Share.nullable(), right: Share.nullable() }),
    ),
  }),
  unclassified: z.strictObject({
    rule: z.string().min(1),
    leastProbability: Share,
    coverage: Estimate,
    accuracyAmongClassified: Estimate,
  }),
  /** What goes wrong under that rule, by category: a text may stay unclassified, and is then neither found nor added. */
  errors: z.array(
    z.strictObject({ category: Slug, texts: Count, found: Count, unclassified: Count, others: Count, added: Count }),
  ),
});
export type ClassifierCard = z.infer<typeof ClassifierCard>;
