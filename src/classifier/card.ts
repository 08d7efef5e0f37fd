/**
 * The classifier's card: how good it is, measured beside other ways of coding on the same labelled texts.
 *
 * Every text is answered by something that has not learned from it, nor from another text on its topic.
 */
import type {
  ClassifierCard,
  ClassifierModel,
  Dictionary,
  Estimate,
  Examples,
  Measured,
} from '../schema/classifier.ts';
import { cohenKappa } from '../statistics/agreement.ts';
import { wilson } from '../statistics/proportion.ts';
import {
  isAnswered,
  vectorize,
  type Labelled,
  learn,
  leastProbability,
  toModel,
  extractFeatures,
  type Topic,
} from './classifier.ts';
import { createLexicon } from './dictionary.ts';
import {
  accuracy,
  accuracyAmongClassified,
  type Answer,
  answersOf,
  calibration,
  coverage,
  crossValidate,
  errorsOf,
  estimate,
  f1,
  folds,
  macroF1,
  type Measure,
  pick,
  topThree,
} from './evaluate.ts';
import { fitTemperature, logits } from './linear.ts';
import { waysOfCoding } from './ways-of-coding.ts';

/** A text with the category that the study gave it. */
export interface LabelledTopic extends Topic {
  readonly category: string;
  /** The topic's number: texts of one topic are never parted. */
  readonly topic: string;
  /** Whether somebody posted it on the forum, or it is a coder's note on what was posted. */
  readonly kind: 'posts' | 'notes';
}

export interface Material {
  readonly categories: readonly string[];
  readonly dictionary: Dictionary;
  readonly examples: Examples;
  readonly labelled: readonly LabelledTopic[];
  readonly leftOut: readonly { readonly reason: string; readonly texts: number }[];
  readonly source: string;
}

export type CardOptions = Omit<ClassifierCard['split'], 'method'>;

/**
 * The model, and the card that says how good it is.
 *
 * @throws {Error} if a category has no examples or terms, a text has another category, or there are too few texts
 */
export function trainClassifier(
  material: Material,
  options: CardOptions,
): { model: ClassifierModel; card: ClassifierCard } {
  const { categories, dictionary, examples, labelled } = material;
  const n = categories.length;
  const lexicon = createLexicon(dictionary, categories);
  const placeOf = (id: string, what: string) => {
    const place = categories.indexOf(id);
    if (place < 0)
      throw new Error(`${what} is given the category ${JSON.stringify(id)}, which the taxonomy does not have`);
    return place;
  };
  const missing = categories.find((id) => !examples[id]);
  if (missing !== undefined) throw new Error(`there are no examples for ${missing}`);
  const ours = Object.entries(examples).flatMap(([id, texts]) =>
    texts.map((title): Labelled => ({
      raw: extractFeatures(lexicon, { title: '', text: title, forumCategory: '' }),
      category: placeOf(id, 'an example'),
    })),
  );
  const truth = labelled.map(({ category, topic }) => placeOf(category, `a text on topic ${topic}`));
  const groups = labelled.map(({ topic }) => topic);
  if (new Set(groups).size < options.folds)
    throw new Error(`${new Set(groups).size} labelled topics cannot be parted into ${options.folds} folds`);
  const theirs = labelled.map((topic, text): Labelled => ({
    raw: extractFeatures(lexicon, topic),
    category: truth[text] ?? 0,
  }));

  const learned = learn(ours, ours, n);
  const said = theirs.map(({ raw }) => logits(learned.linear, vectorize(raw, learned.vocabulary)));
  const model = toModel({
    ...learned,
    categories,
    dictionary,
    temperature: fitTemperature(said, truth),
  });

  const methods = waysOfCoding({ ours, theirs, truth, said, categories: n });
  const labels = { truth, groups, categories: n };
  const split = folds(labels, options);
  const draws = { resamples: options.resamples, seed: options.seed };
  const mayAnswer = (text: number, probability: number) => {
    const raw = theirs[text]?.raw;
    return raw !== undefined && isAnswered(raw, probability, leastProbability);
  };
  const answered = methods.map(({ method, ...said }) => ({
    said,
    answers: answersOf(labels, crossValidate(split, method), mayAnswer),
  }));
  const measured = (measure: Measure, answers: readonly (readonly Answer[])[]): Estimate => {
    const found = estimate(measure, answers, groups, draws);
    if (!found) throw new Error('a measure of the classifier is not defined: there are too few labelled texts');
    return rounded(found);
  };
  const own = answered[0]?.answers ?? [];
  // Which category comes first does not depend on the fold: the labels only set how sure the classifier is.
  const once = own[0] ?? [];
  const table = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  for (const { truth, first } of once) {
    const row = table[truth];
    if (row) row[first] = (row[first] ?? 0) + 1;
  }
  const kappa = cohenKappa(table);
  if (!kappa.known) throw new Error(`the classifier's kappa is not known: ${kappa.reason}`);
  const { error, bins } = calibration(own);

  const card: ClassifierCard = {
    purpose:
      'An estimate of what kind of challenge a forum topic is about, for counting many topics. It must not be used to judge a single topic or person, as if it were coding by hand, or for benefits.',
    accuracy: (['posts', 'notes', 'all'] as const).flatMap((kind) => {
      const places = [...labelled.keys()].filter((text) => kind === 'all' || labelled[text]?.kind === kind);
      const found = estimate(
        accuracy,
        own.map((repeat) => pick(repeat, places)),
        pick(groups, places),
        draws,
      );
      return found ? [{ kind, texts: places.length, accuracy: rounded(found) }] : [];
    }),
    limits: [
      `It was measured on ${labelled.length} short texts on ${new Set(groups).size} topics, all in English and none newer than June 2023; the intervals are wide, and those of small categories are very wide.`,
      'The labelled texts are examples that the study chose and notes of its coders, clearer than an average post: on whole posts it may do worse.',
      'It has learned from topics made up from the definitions, and from no real post. They were added to once after a first measurement, without looking at the texts that had gone wrong.',
      'The dictionary was written from the definitions and revised on notes of the study’s coders on other topics, never on the labelled texts.',
      'Which of the ways of coding compared here became the coder was decided after seeing these numbers; the best ones differ by less than their intervals.',
    ],
    data: {
      source: material.source,
      texts: labelled.length,
      topics: new Set(groups).size,
      leftOut: material.leftOut.map((left) => ({ ...left })),
      examples: ours.length,
      terms: lexicon.size,
      words: Object.keys(model.words).length,
    },
    split: {
      ...options,
      method:
        'The classifier has learned from none of the labelled texts, so that its scores are test scores: the other folds set only its temperature, which says how sure it is. Ways that learn from labels learn from the other folds, in stratified cross-validation. Topics are dealt out to folds by category, with all their texts. Measures are means over the repeats; 95 % intervals are percentiles over topics drawn with replacement. For precision and recall they are Wilson’s.',
    },
    compared: answered.map(({ said, answers }): Measured => ({
      ...said,
      macroF1: measured(macroF1, answers),
      accuracy: measured(accuracy, answers),
      topThree: measured(topThree, answers),
    })),
    kappa: {
      value: digits(kappa.kappa),
      low: kappa.low === null ? null : digits(kappa.low),
      high: kappa.high === null ? null : digits(kappa.high),
    },
    categories: categories.map((category, place) => {
      const right = table[place]?.[place] ?? 0;
      const are = table[place]?.reduce((sum, count) => sum + count, 0) ?? 0;
      const named = table.reduce((sum, row) => sum + (row[place] ?? 0), 0);
      const found = estimate(f1(place), own.slice(0, 1), groups, draws);
      return {
        category,
        texts: are,
        precision: named === 0 ? null : proportion(right, named),
        recall: are === 0 ? null : proportion(right, are),
        f1: found && rounded(found),
      };
    }),
    confusion: table,
    calibration: {
      error: digits(error),
      bins: bins.map(({ from, to, texts, stated, right }) => ({
        from,
        to,
        texts: digits(texts),
        stated: stated === null ? null : digits(stated),
        right: right === null ? null : digits(right),
      })),
    },
    unclassified: {
      rule: `A topic is unclassified if no category is at least ${leastProbability * 100} % probable, if it has no term of the dictionary, or if it is not in English. The limit was fixed before its effect was measured: an answer should be expected to be right at least once in five times.`,
      leastProbability,
      coverage: measured(coverage, own),
      accuracyAmongClassified: measured(accuracyAmongClassified, own),
    },
    errors: categories.map((category, place) => ({ category, ...errorsOf(place, own) })),
  };
  return { model, card };
}

function proportion(part: number, whole: number): Estimate {
  return rounded({ value: part / whole, ...wilson(part, whole) });
}

function rounded({ value, low, high }: Estimate): Estimate {
  return { value: digits(value), low: digits(low), high: digits(high) };
}

function digits(value: number): number {
  return Math.round(value * 1_000) / 1_000 || 0;
}
