/**
 * The contents of `content/published/`: numbers and lists that papers printed, as facts with their source; every sentence
 * is ours.
 */
import { z } from 'zod';
import { HubTotals } from './hub-totals.ts';
import { Count, Day, Label, Sentence, Share, Slug, SnapshotId } from './scalars.ts';
import { listBy } from './repeated.ts';

export const Paper = z
  .strictObject({
    id: Slug,
    /** How text calls it: authors and year. */
    name: Label,
    title: Label,
    authors: z.array(Label).min(1),
    /** Where it appeared, when that is known to us; preprints have none. */
    venue: Label.nullable(),
    arxiv: z
      .string()
      .regex(/^\d{4}\.\d{5}$/, 'expected an arXiv number such as 2401.13177')
      .nullable(),
    doi: z
      .string()
      .regex(/^10\.\d{4,}\/\S+$/, 'expected a DOI such as 10.1145/3551349')
      .nullable(),
    /** The replication package, down to the version. */
    package: Label.nullable(),
  })
  .refine(({ arxiv, doi }) => arxiv !== null || doi !== null, 'a paper needs an arXiv number or a DOI to be found by');
export type Paper = z.infer<typeof Paper>;

export const Papers = listBy('id', Paper);

/** What kind of value a claim is about: a factor says how many times as much; the last three are words. */
export const ClaimUnit = z.enum(['count', 'share', 'correlation', 'factor', 'model-type', 'sign', 'verdict']);
export type ClaimUnit = z.infer<typeof ClaimUnit>;

const numeric: Readonly<Partial<Record<ClaimUnit, z.ZodType>>> = {
  count: Count,
  share: Share,
  correlation: z.number().min(-1).max(1),
  factor: z.number().positive(),
};

export const Claim = z
  .strictObject({
    id: Slug,
    paper: Slug,
    /** What is claimed, in our own words. */
    statement: Label,
    value: z.union([z.number(), Label]),
    /** Out of how many; null where the value is not a part of anything. */
    of: Count.positive().nullable(),
    unit: ClaimUnit,
    /** Decimal places that the paper prints, where the number itself does not show them: 0.70. */
    digits: z.int().positive().nullable(),
    /** The paper gives a bound rather than the number itself. */
    bound: z.enum(['at-least']).nullable(),
    /** Printed in the paper, or read in what its authors published beside it. */
    basis: z.enum(['paper', 'repository']),
    /** The population of the number; null where we do not know it. */
    population: Label.nullable(),
    /** What span of time it is about, such as downloads of 30 days or a stock on a day; null where we do not know. */
    window: Label.nullable(),
    /** The days it speaks for: those of a series, or those within which a state was read; null where we do not know. */
    date: z
      .strictObject({ from: Day, to: Day })
      .refine(({ from, to }) => from <= to, 'the days begin after they end')
      .nullable(),
    /** What of population, window and date is not known to us, or not to the day; null where nothing is missing. */
    unknown: Sentence.nullable(),
    /** Why a table does not answer it, for a snapshot in which none does. */
    unchecked: Label,
  })
  .superRefine((claim, context) => {
    const issue = (message: string) => {
      context.addIssue({ code: 'custom', message: `${claim.id}: ${message}` });
    };
    const rule = numeric[claim.unit];
    if (rule ? !rule.safeParse(claim.value).success : typeof claim.value !== 'string')
      issue(`${JSON.stringify(claim.value)} is not a ${claim.unit}`);
    if (claim.of !== null && claim.unit !== 'count') issue('only a count can be a part of a whole');
    if (claim.of !== null && typeof claim.value === 'number' && claim.value > claim.of)
      issue(`the part ${claim.value} is larger than the whole ${claim.of}`);
    if (
      claim.digits !== null &&
      (typeof claim.value !== 'number' || Number(claim.value.toFixed(claim.digits)) !== claim.value)
    )
      issue(`${JSON.stringify(claim.value)} has more than ${claim.digits} decimal places`);
    if (claim.unknown === null && [claim.population, claim.window, claim.date].includes(null))
      issue('population, window or date is empty, and nothing says why');
    if (claim.bound !== null && typeof claim.value !== 'number') issue('a word has no bound');
  });
export type Claim = z.infer<typeof Claim>;

export const Claims = listBy('id', Claim);

/** One number of a table: its column, in the row that has these values. */
export const Indicator = z.strictObject({
  table: Slug,
  column: z.string().min(1),
  where: z.record(z.string(), z.string()),
  /**
   * The column of time of which the newest row is meant: where the table has one for each year or month of creation, or,
   * as a series has, for each day of which there is data.
   */
  newest: z.enum(['year', 'month', 'date']).optional(),
  description: Label,
});
export type Indicator = z.infer<typeof Indicator>;

const Attribute = z.strictObject({
  id: Slug,
  name: Label,
  /** Named by the paper, or added by the almanac. */
  basis: z.enum(['paper', 'almanac']),
  /** What a machine can see of it; none where it sees nothing. */
  indicators: z.array(Indicator),
  /** What the indicators leave out, or why there are none. */
  reason: Sentence,
});

/** How practitioners choose a model, and by which attributes. */
export const DecisionProcess = z.strictObject({
  paper: Slug,
  /** In the order in which they are gone through. */
  stages: listBy('id', z.strictObject({ id: Slug, name: Label, definition: Sentence })),
  groups: listBy(
    'id',
    z.strictObject({
      id: z.enum(['traditional', 'provenance', 'reproducibility', 'portability', 'risk']),
      name: Label,
      definition: Sentence,
      attributes: listBy('id', Attribute),
    }),
  ),
});
export type DecisionProcess = z.infer<typeof DecisionProcess>;

/** What practitioners said is hard, with what today’s tables show of it. */
export const ReportedChallenges = z.strictObject({
  paper: Slug,
  challenges: listBy(
    'id',
    z.strictObject({
      id: Slug,
      name: Label,
      definition: Sentence,
      /** How many reported it. */
      claim: Slug,
      indicators: z.array(Indicator),
      /** What the indicators leave out, or why there are none. */
      reason: Sentence,
    }),
  ),
});
export type ReportedChallenges = z.infer<typeof ReportedChallenges>;

/** Shares of models with a card, each of a population of its own and by a definition of its own. */
export const CardStock = z.strictObject({
  id: Slug,
  paper: Slug,
  /** What counted as a card. */
  definition: Label,
  /** What the share is a share of. */
  unit: Label,
  /** A claim says all the rest; or the numbers are those that a snapshot was made from. */
  published: z.union([
    z.strictObject({ claim: Slug }),
    z
      .strictObject({
        snapshot: SnapshotId,
        population: Label,
        /** The days within which the state was read; null where we do not know. */
        date: z.strictObject({ from: Day, to: Day }).nullable(),
        withCard: Count,
        models: Count.positive(),
        /** To six places. */
        share: Share,
      })
      .refine(({ withCard, models, share }) => (withCard / models).toFixed(6) === share.toFixed(6), {
        error: ({ input }) => {
          const { withCard, models, share } = input as Record<string, number>;
          return `${withCard} of ${models} is not the share ${share}`;
        },
      }),
  ]),
});
export type CardStock = z.infer<typeof CardStock>;

export const CardStocks = listBy('id', CardStock);

/** Models that state how well they perform, by task. */
export const PerformanceClaims = z.strictObject({
  paper: Slug,
  /** What was counted, and how. */
  method: Sentence,
  tasks: listBy(
    'task',
    z
      .strictObject({ task: Slug, withClaim: Count, models: Count.positive() })
      .refine(({ withClaim, models }) => withClaim <= models, {
        error: ({ input }) => `more models of ${(input as { task: string }).task} make a claim than there are`,
      }),
  ),
});
export type PerformanceClaims = z.infer<typeof PerformanceClaims>;

/** The whole folder: what one file refers to in another must be there. */
export const Published = z
  .strictObject({
    papers: Papers,
    claims: Claims,
    decisionProcess: DecisionProcess,
    reportedChallenges: ReportedChallenges,
    performanceClaims: PerformanceClaims,
    cardStocks: CardStocks,
    hubTotals: HubTotals,
  })
  .superRefine(({ papers, claims, decisionProcess, reportedChallenges, performanceClaims, cardStocks }, context) => {
    const papersOf = [...claims, decisionProcess, reportedChallenges, performanceClaims, ...cardStocks];
    const named = papersOf.map(({ paper }) => paper);
    for (const paper of new Set(named))
      if (!papers.some(({ id }) => id === paper))
        context.addIssue({ code: 'custom', message: `there is no paper ${paper}` });
    const stocks = cardStocks.flatMap(({ id, published }) =>
      'claim' in published ? [{ id, claim: published.claim }] : [],
    );
    for (const { id, claim } of [...reportedChallenges.challenges, ...stocks])
      if (!claims.some((known) => known.id === claim))
        context.addIssue({ code: 'custom', message: `${id} rests on a claim ${claim} that is not there` });
  });
export type Published = z.infer<typeof Published>;
