/**
 * How good is a way of coding? Measured on texts that it has not learned from, with random numbers that can be repeated.
 */
import { mean, quantileSorted } from 'd3-array';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import type { ClassifierCard, Estimate } from '../schema/classifier.ts';

export interface Labels {
  /** The place of each text's category. */
  readonly truth: readonly number[];
  /** What each text is about: texts of one topic are kept together, since they say the same twice. */
  readonly groups: readonly string[];
  readonly categories: number;
}

export type SplitOptions = Pick<ClassifierCard['split'], 'repeats' | 'folds' | 'seed'>;

/**
 * Which texts are tested together, repeat by repeat: a fold number for each text.
 *
 * Groups are shuffled and dealt out category by category, each to the fold that has the fewest texts of its category,
 * and then to the smallest: so every fold holds about the same mix, and no topic is on both sides.
 */
export function folds(
  { truth, groups, categories }: Labels,
  { repeats, folds: count, seed }: SplitOptions,
): number[][] {
  const members = textsOf(groups);
  const random = mersenne(seed);
  return Array.from({ length: repeats }, () => {
    const order = shuffled([...members], random);
    order.sort((a, b) => (truth[a[0] ?? 0] ?? 0) - (truth[b[0] ?? 0] ?? 0));
    const has = Array.from({ length: count }, () => new Float64Array(categories + 1));
    const result = new Array<number>(truth.length).fill(-1);
    // Begin elsewhere each time, so that no fold always gets the odd ones.
    const start = uniformInt(random, 0, count - 1);
    for (const texts of order) {
      const category = truth[texts[0] ?? 0] ?? 0;
      let chosen = start;
      for (let step = 0; step < count; step++) {
        const fold = (start + step) % count;
        const [here, best] = [has[fold], has[chosen]];
        if (!here || !best) continue;
        const fewer =
          (here[category] ?? 0) - (best[category] ?? 0) || (here[categories] ?? 0) - (best[categories] ?? 0);
        if (fewer < 0) chosen = fold;
      }
      const fold = has[chosen];
      for (const text of texts) {
        result[text] = chosen;
        const own = truth[text] ?? 0;
        if (fold) {
          fold[own] = (fold[own] ?? 0) + 1;
          fold[categories] = (fold[categories] ?? 0) + 1;
        }
      }
    }
    return result;
  });
}

/** The places of the texts of each group. */
const textsOf = (groups: readonly string[]) => [...Map.groupBy(groups.keys(), (text) => groups[text]).values()];

/** The items at these places. */
export const pick = <Item>(items: readonly Item[], places: readonly number[]): Item[] =>
  places.flatMap((place) => {
    const item = items[place];
    return item === undefined ? [] : [item];
  });

function shuffled<Item>(items: Item[], random: ReturnType<typeof mersenne>): Item[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = uniformInt(random, 0, i);
    const [a, b] = [items[i], items[j]];
    if (a !== undefined && b !== undefined) [items[i], items[j]] = [b, a];
  }
  return items;
}

/** For every repeat and text: a number for each category, the larger the likelier. */
export type Predictions = readonly (readonly Float64Array[])[];

/** A way of coding: it learns from some texts, by their places, and answers for others. */
export type Method = (learnFrom: readonly number[], answerFor: readonly number[]) => readonly Float64Array[];

export function crossValidate(split: readonly (readonly number[])[], method: Method): Predictions {
  return split.map((fold) => {
    const answers: Float64Array[] = [];
    for (const tested of new Set(fold)) {
      const places = [...fold.keys()];
      const answerFor = places.filter((text) => fold[text] === tested);
      const found = method(
        places.filter((text) => fold[text] !== tested),
        answerFor,
      );
      for (const [k, text] of answerFor.entries()) answers[text] = found[k] ?? new Float64Array();
    }
    return answers;
  });
}

/** The places of the numbers, that of the largest first; of equal ones the first. */
function ranked(scores: Float64Array): number[] {
  return [...scores.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
}

/** A measure: of the texts that are listed, some of them perhaps twice, in one repeat. Null where it is not defined. */
export type Measure = (answers: readonly Answer[]) => number | null;
export interface Answer {
  readonly truth: number;
  readonly first: number;
  readonly three: readonly number[];
  readonly probability: number;
  /** Whether the answer is given, or the text stays unclassified. */
  readonly answered: boolean;
}

export const accuracy: Measure = (answers) => share(answers, ({ truth, first }) => truth === first);
export const topThree: Measure = (answers) => share(answers, ({ truth, three }) => three.includes(truth));

/** The mean of F1 over the categories that the texts have. */
export const macroF1: Measure = (answers) => {
  const values = [...new Set(answers.map(({ truth }) => truth))].map((category) => f1(category)(answers) ?? 0);
  return mean(values) ?? null;
};

export const f1 =
  (category: number): Measure =>
  (answers) => {
    let [right, said, are] = [0, 0, 0];
    for (const { truth, first } of answers) {
      if (truth === category) are += 1;
      if (first === category) said += 1;
      if (truth === category && first === category) right += 1;
    }
    return are + said === 0 ? null : (2 * right) / (are + said);
  };

/** The share of texts that get an answer at all. */
export const coverage: Measure = (answers) => share(answers, ({ answered }) => answered);

export const accuracyAmongClassified: Measure = (answers) => accuracy(answers.filter(({ answered }) => answered));

/** The answers that follow from the predictions; `isAnswered` says which of them are given, by default all. */
export function answersOf(
  { truth }: Labels,
  predictions: Predictions,
  isAnswered: (text: number, probability: number) => boolean = () => true,
): Answer[][] {
  return predictions.map((texts) =>
    texts.map((scores, text) => {
      const order = ranked(scores);
      const first = order[0] ?? -1;
      const probability = scores[first] ?? 0;
      const answered = isAnswered(text, probability);
      return { truth: truth[text] ?? -1, first, three: order.slice(0, 3), probability, answered };
    }),
  );
}

/** What goes wrong with a category when texts may stay unclassified, in the mean over the repeats, as whole texts. */
export function errorsOf(
  category: number,
  answers: readonly (readonly Answer[])[],
): Omit<ClassifierCard['errors'][number], 'category'> {
  const count = (holds: (answer: Answer) => boolean) =>
    Math.round(answers.flat().filter(holds).length / answers.length);
  return {
    texts: count(({ truth }) => truth === category),
    found: count(({ truth, first, answered }) => truth === category && answered && first === category),
    unclassified: count(({ truth, answered }) => truth === category && !answered),
    others: count(({ truth }) => truth !== category),
    added: count(({ truth, first, answered }) => truth !== category && answered && first === category),
  };
}

/**
 * A measure, as the mean over the repeats, with a 95 % interval: topics are drawn with replacement, as many as there
 * are, with all their texts, and the measure is taken anew; the bounds are the 2.5 % and 97.5 % points. A draw for which
 * the measure is not defined is left out. Null if it is not defined for the texts themselves in any repeat.
 */
export function estimate(
  measure: Measure,
  answers: readonly (readonly Answer[])[],
  groups: readonly string[],
  { resamples, seed }: { resamples: number; seed: number },
): Estimate | null {
  const value = mean(answers, measure);
  if (value === undefined) return null;
  const topics = textsOf(groups);
  const random = mersenne(seed);
  const drawn: number[] = [];
  for (let draw = 0; draw < resamples; draw++) {
    const texts = topics.flatMap(() => topics[uniformInt(random, 0, topics.length - 1)] ?? []);
    const found = mean(answers, (repeat) => measure(texts.flatMap((text) => repeat[text] ?? [])));
    if (found !== undefined) drawn.push(found);
  }
  drawn.sort((a, b) => a - b);
  const [low, high] = [quantileSorted(drawn, 0.025), quantileSorted(drawn, 0.975)];
  return low === undefined || high === undefined ? null : { value, low, high };
}

/** Whether what is called probable is right as often as it says: by fifths of the stated probability. */
export function calibration(answers: readonly (readonly Answer[])[], bins = 5): ClassifierCard['calibration'] {
  const all = answers.flat();
  const table = Array.from({ length: bins }, (_, bin) => {
    const inside = all.filter(({ probability }) => Math.min(bins - 1, Math.floor(probability * bins)) === bin);
    return {
      from: bin / bins,
      to: (bin + 1) / bins,
      texts: inside.length / answers.length,
      stated: mean(inside, ({ probability }) => probability) ?? null,
      right: accuracy(inside),
    };
  });
  const error = table.reduce(
    (sum, { texts, stated, right }) =>
      sum + (texts * answers.length * Math.abs((stated ?? 0) - (right ?? 0))) / all.length,
    0,
  );
  return { error, bins: table };
}

function share(answers: readonly Answer[], holds: (answer: Answer) => boolean): number | null {
  return answers.length === 0 ? null : answers.filter(holds).length / answers.length;
}
