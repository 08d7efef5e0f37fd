/**
 * The classifier: from the title, first post and forum category of a topic to one of the challenge categories, or to none.
 *
 * Two kinds of evidence go into one logistic regression: the points of the dictionary, and words and pairs of words,
 * weighted by how rare they are. It learns from topics that we made up for every category. The labelled texts are few:
 * learning from them as well was measured, and did not help (the card shows both), so they only say how sure the answers
 * may be. Nothing of them can be in the model: it knows no word that our own topics do not have.
 */
import { type ClassifierModel, type Dictionary, ClassifierModel as Model } from '../schema/classifier.ts';
import { parseAs } from '../schema/problem.ts';
import { createLexicon, type Lexicon, dictionaryPoints } from './dictionary.ts';
import { logits, type SparseVector, type Linear, type Sample, softmax, train } from './linear.ts';
import { isForeign, wordsOf } from './text.ts';

export interface Topic {
  readonly title: string;
  /** The first post; may be empty. */
  readonly text: string;
  /** The forum's own category; may be empty. */
  readonly forumCategory: string;
}

export interface Classification {
  /** Null for “unclassified”. */
  readonly category: string | null;
  /** Of the category, or of the best candidate if it is not probable enough. Null where there is nothing to go by. */
  readonly probability: number | null;
  /** The other candidates, the best first; all of them if the topic is unclassified, none where there is nothing to go by. */
  readonly alternatives: readonly { readonly category: string; readonly probability: number }[];
}

/**
 * An answer is given when it is expected to be right at least once in five times: a guess among seventeen would be right
 * once in seventeen. Fixed before it was measured how many topics that leaves out.
 */
export const leastProbability = 0.2;

/**
 * How freely the weights may grow, and how much a point of the dictionary counts beside a word. Chosen on notes of the
 * study's coders on other topics than those with a labelled text, never on the labelled texts.
 */
export const settings = { inverseRegularisation: 10, pointScale: 0.2 } as const;

/** What the classifier sees of a topic. */
export interface RawFeatures {
  /** Words and pairs, with how often they occur; those of the title count twice. */
  readonly words: ReadonlyMap<string, number>;
  readonly points: Float64Array;
  readonly forumCategory: string;
  readonly foreign: boolean;
}

const titleCharacters = 1_000;

export function extractFeatures(lexicon: Lexicon, topic: Topic): RawFeatures {
  const title = wordsOf(topic.title.slice(0, titleCharacters));
  const text = wordsOf(topic.text);
  const words = new Map<string, number>();
  for (const [list, times] of [
    [title, 2],
    [text, 1],
  ] as const) {
    for (const [place, word] of list.entries()) {
      words.set(word, (words.get(word) ?? 0) + times);
      const next = list[place + 1];
      if (next !== undefined) words.set(`${word} ${next}`, (words.get(`${word} ${next}`) ?? 0) + times);
    }
  }
  return {
    words,
    points: dictionaryPoints(lexicon, { title, text, forumCategory: topic.forumCategory }),
    forumCategory: topic.forumCategory,
    foreign: isForeign(`${topic.title.slice(0, titleCharacters)}\n${topic.text}`),
  };
}

/** The words that count, each with its place and its inverse document frequency. */
export interface Vocabulary {
  readonly places: ReadonlyMap<string, number>;
  readonly idf: Float64Array;
}

/** All single words of the texts, and the pairs that at least two of them have. */
export function buildVocabulary(texts: readonly RawFeatures[]): Vocabulary {
  const documents = new Map<string, number>();
  for (const { words } of texts) for (const word of words.keys()) documents.set(word, (documents.get(word) ?? 0) + 1);
  const kept = [...documents].filter(([word, count]) => count > 1 || !word.includes(' ')).map(([word]) => word);
  kept.sort();
  return {
    places: new Map(kept.map((word, place) => [word, place])),
    idf: Float64Array.from(kept, (word) =>
      rounded(1 + Math.log((texts.length + 1) / ((documents.get(word) ?? 0) + 1))),
    ),
  };
}

/** The features of a text: first the points, then the words, which together have length 1. */
export function vectorize({ words, points }: RawFeatures, { places, idf }: Vocabulary): SparseVector {
  const index: number[] = [];
  const value: number[] = [];
  for (const [category, given] of points.entries()) {
    if (given <= 0) continue;
    index.push(category);
    value.push(settings.pointScale * Math.sqrt(given));
  }
  const first = index.length;
  let squares = 0;
  for (const [word, times] of words) {
    const place = places.get(word);
    if (place === undefined) continue;
    const weight = (1 + Math.log(times)) * (idf[place] ?? 0);
    index.push(points.length + place);
    value.push(weight);
    squares += weight * weight;
  }
  const length = Math.sqrt(squares);
  for (let k = first; k < value.length; k++) value[k] = (value[k] ?? 0) / length;
  return { index: Uint32Array.from(index), value: Float64Array.from(value) };
}

/** A text of which the category is known. */
export interface Labelled {
  readonly raw: RawFeatures;
  /** The place of the category in the list. */
  readonly category: number;
}

/** The weights that follow from texts; the vocabulary is that of `ours`, the made-up ones. */
export function learn(
  ours: readonly Labelled[],
  texts: readonly Labelled[],
  categories: number,
): { vocabulary: Vocabulary; linear: Linear } {
  const vocabulary = buildVocabulary(ours.map(({ raw }) => raw));
  const samples = texts.map(({ raw, category }): Sample => ({
    features: vectorize(raw, vocabulary),
    category,
    weight: 1,
  }));
  const features = categories + vocabulary.idf.length;
  return {
    vocabulary,
    linear: train(samples, { categories, features, inverseRegularisation: settings.inverseRegularisation }),
  };
}

/** What is learned, as it is written down. */
export function toModel({
  vocabulary,
  linear,
  categories,
  dictionary,
  temperature,
}: {
  vocabulary: Vocabulary;
  linear: Linear;
  categories: readonly string[];
  dictionary: Dictionary;
  temperature: number;
}): ClassifierModel {
  const n = categories.length;
  const row = (feature: number) => Array.from(linear.weights.subarray(feature * n, (feature + 1) * n), rounded);
  return {
    about:
      'The weights of the classifier (src/classifier/), made by npm run train. Words are without endings; after its inverse document frequency, each has a number for every category.',
    categories: [...categories],
    leastProbability,
    temperature: rounded(temperature),
    intercept: Array.from(linear.intercept, rounded),
    points: categories.map((_, category) => row(category)),
    words: Object.fromEntries(
      Array.from(vocabulary.places, ([word, place]) => [word, [vocabulary.idf[place] ?? 0, ...row(n + place)]]),
    ),
    dictionary,
  };
}

/** Three digits: more would be noise, and would differ between machines. */
function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000 || 0;
}

/** One line a word, so that a difference between two versions reads as one. */
export function modelText(model: ClassifierModel): string {
  const { words, points, dictionary, ...head } = model;
  const lines = (items: readonly string[]) => `\n${items.join(',\n')}\n`;
  return `${JSON.stringify(head, null, 1).slice(0, -2)},
 "points": [${lines(points.map((row) => JSON.stringify(row)))}],
 "words": {${lines(Object.entries(words).map(([word, row]) => `${JSON.stringify(word)}:${JSON.stringify(row)}`))}},
 "dictionary": ${JSON.stringify(dictionary)}
}
`;
}

/** A model made ready for use. */
export interface Classifier {
  readonly model: ClassifierModel;
  readonly lexicon: Lexicon;
  readonly vocabulary: Vocabulary;
  readonly linear: Linear;
}

/**
 * Makes a model ready for use, as parsed from JSON.
 *
 * @throws {Error} if it is not a model; the sentence says what is wrong with it
 */
export function createClassifier(json: unknown): Classifier {
  const model = parseAs(Model, json, "the classifier's model is not as expected");
  const words = Object.entries(model.words);
  const categories = model.categories.length;
  return {
    model,
    lexicon: createLexicon(model.dictionary, model.categories),
    vocabulary: {
      places: new Map(words.map(([word], place) => [word, place])),
      idf: Float64Array.from(words, ([, [idf = 0]]) => idf),
    },
    linear: {
      categories,
      features: categories + words.length,
      weights: Float64Array.from([...model.points, ...words.map(([, [, ...row]]) => row)].flat()),
      intercept: Float64Array.from(model.intercept),
    },
  };
}

/** Assigns a topic to a category, or to none when unsure. */
export function classifyTopic(classifier: Classifier, topic: Topic): Classification {
  const { model } = classifier;
  const raw = extractFeatures(classifier.lexicon, topic);
  const features = vectorize(raw, classifier.vocabulary);
  if (!isReadable(raw)) return { category: null, probability: null, alternatives: [] };
  const probabilities = softmax(logits(classifier.linear, features), model.temperature);
  const ranked = model.categories
    .map((category, place) => ({ category, probability: probabilities[place] ?? 0 }))
    .sort((a, b) => b.probability - a.probability);
  const [best, ...others] = ranked;
  if (!best) throw new Error('a model without categories: a mistake in the code');
  return isAnswered(raw, best.probability, model.leastProbability)
    ? { category: best.category, probability: best.probability, alternatives: others }
    : { category: null, probability: best.probability, alternatives: ranked };
}

/**
 * The rule by which a topic gets an answer or stays unclassified. Error rates are measured under the same one: those of
 * answers that are forced from every text are others.
 */
export function isAnswered(raw: RawFeatures, probability: number, least: number): boolean {
  return isReadable(raw) && probability >= least;
}

function isReadable(raw: RawFeatures): boolean {
  return !raw.foreign && hasDictionaryTerm(raw);
}

/** Whether there is anything to go by: a term of the dictionary. A forum category alone tells too little. */
export function hasDictionaryTerm({ words, points }: Pick<RawFeatures, 'words' | 'points'>): boolean {
  return words.size > 0 && points.some((value) => value > 0);
}
