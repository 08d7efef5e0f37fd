/** The contents of `content/labels/`: labels that a person gave to records, to compare with those of a program. */
import { z } from 'zod';
import { repeated } from './repeated.ts';
import { Sha256, type Slug } from './scalars.ts';

/** The sections of a model card, in the order of tables. */
export const cardSections = [
  'intended-use',
  'limitations',
  'training-data',
  'evaluation',
  'licence',
  'how-to-use',
  'citation',
  'environmental-impact',
] as const satisfies readonly z.infer<typeof Slug>[];

export const CardSection = z.enum(cardSections);
export type CardSection = z.infer<typeof CardSection>;

const CardLabel = z.strictObject({
  /** The key of the card in the file that it was read from. */
  card: z.string().min(1),
  /** Whether rules of the detector were built on it, or it measures them. */
  use: z.enum(['build', 'measure']),
  /** The sections on which the card says something. */
  sections: z.array(CardSection),
  /** Whether a template was left unfilled in it. */
  unfilled: z.boolean(),
});

/** `content/labels/card-sections.json`, or the `labels.json` that comes with a set of cards. */
export const CardLabels = z
  .strictObject({
    /** Which file the cards are from. */
    source: z.string().min(1),
    /** The checksum of that file. */
    cards: Sha256,
    /** How the sample was drawn and divided. */
    rule: z.string().min(1),
    /** When a section counts as there, and when a template as left unfilled. */
    codebook: z.record(z.enum([...cardSections, 'unfilled']), z.string().min(1)),
    labels: z.array(CardLabel).min(1, 'expected a label of at least one card'),
  })
  .superRefine(({ labels }, context) => {
    const twice = repeated(labels.map(({ card }) => card));
    if (twice !== undefined) context.addIssue({ code: 'custom', message: `the card ${twice} is labelled twice` });
    for (const { card, sections } of labels)
      if (new Set(sections).size < sections.length)
        context.addIssue({ code: 'custom', message: `a section of the card ${card} is named twice` });
  });
export type CardLabels = z.infer<typeof CardLabels>;
