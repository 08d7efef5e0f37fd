/** The ways of coding that are measured beside the classifier, on the same texts. */
import { type Labelled, learn, vectorize } from './classifier.ts';
import { forumCategoryKey } from './dictionary.ts';
import { type Method, pick } from './evaluate.ts';
import { fitTemperature, logits, softmax } from './linear.ts';

export interface WayOfCoding {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly method: Method;
}

/**
 * All of them, the classifier first.
 *
 * @param texts.ours the topics that we made up, and `theirs` the labelled ones, whose categories are the `truth`
 * @param texts.said what the classifier says of the labelled ones
 */
export function waysOfCoding({
  ours,
  theirs,
  truth,
  said,
  categories: n,
}: {
  readonly ours: readonly Labelled[];
  readonly theirs: readonly Labelled[];
  readonly truth: readonly number[];
  readonly said: readonly Float64Array[];
  readonly categories: number;
}): WayOfCoding[] {
  const scaled = (all: readonly Float64Array[], learnFrom: readonly number[], answerFor: readonly number[]) => {
    const temperature = fitTemperature(pick(all, learnFrom), pick(truth, learnFrom));
    return pick(all, answerFor).map((one) => softmax(Float64Array.from(one), temperature));
  };
  const points = theirs.map(({ raw }) => raw.points);
  const ofLinear =
    (
      learnFor: (learnFrom: readonly number[]) => ReturnType<typeof learn>,
      change: (labelled: Labelled) => Labelled = (same) => same,
    ): Method =>
    (learnFrom, answerFor) => {
      const { vocabulary, linear } = learnFor(learnFrom);
      return pick(theirs, answerFor).map((one) => softmax(logits(linear, vectorize(change(one).raw, vocabulary))));
    };
  const wordsOnly = ({ raw, category }: Labelled): Labelled => ({
    raw: { ...raw, points: new Float64Array(n) },
    category,
  });
  /** The forum category as a word of its own, so that a weight can be learned for it. */
  const withForumCategory = ({ raw, category }: Labelled): Labelled => ({
    raw: {
      ...raw,
      points: new Float64Array(n),
      words: new Map([...raw.words, [`forum:${forumCategoryKey(raw.forumCategory)}`, 1]]),
    },
    category,
  });
  const oursWords = ours.map(wordsOnly);
  const learnedWords = learn(oursWords, oursWords, n);

  return [
    {
      id: 'coder',
      name: 'The coder: dictionary and made-up topics',
      description:
        'Logistic regression on the dictionary’s points and on words and pairs of words, learned from topics that we made up. The labelled texts of the other folds set how sure it is.',
      method: (learnFrom, answerFor) => scaled(said, learnFrom, answerFor),
    },
    {
      id: 'coder-and-labels',
      name: 'The same, learning from labelled texts too',
      description: 'The labelled texts of the other folds are learned from like the made-up topics.',
      method: ofLinear((learnFrom) => learn(ours, [...ours, ...pick(theirs, learnFrom)], n)),
    },
    {
      id: 'dictionary',
      name: 'Dictionary alone',
      description: 'The category with the most points in the dictionary, those for its forum category among them.',
      method: (learnFrom, answerFor) => scaled(points, learnFrom, answerFor),
    },
    {
      id: 'words',
      name: 'Words alone, from made-up topics',
      description: 'Logistic regression on words and pairs of words, learned from the topics that we made up.',
      method: ofLinear(() => learnedWords, wordsOnly),
    },
    {
      id: 'words-and-labels',
      name: 'Words alone, from made-up topics and labels',
      description: 'The same, learning from the labelled texts of the other folds too.',
      method: ofLinear(
        (learnFrom) => learn(oursWords, [...oursWords, ...pick(theirs, learnFrom).map(wordsOnly)], n),
        wordsOnly,
      ),
    },
    {
      id: 'labels',
      name: 'Words and forum category, from labels alone',
      description:
        'Logistic regression on words, pairs of words and the forum category, learned from the labelled texts of the other folds and nothing else.',
      method: ofLinear((learnFrom) => {
        const texts = pick(theirs, learnFrom).map(withForumCategory);
        return learn(texts, texts, n);
      }, withForumCategory),
    },
    {
      id: 'forum-category',
      name: 'Baseline: forum category alone',
      description: 'How often each category has the text’s forum category in the other folds, with one more for each.',
      method: (learnFrom, answerFor) => {
        const overall = frequencies(pick(truth, learnFrom), n);
        const keys = theirs.map(({ raw }) => forumCategoryKey(raw.forumCategory));
        return pick(keys, answerFor).map((key) => {
          const alike = learnFrom.filter((text) => keys[text] === key);
          // The most frequent overall decides where the forum category does not.
          const counts = frequencies(pick(truth, alike), n).map((count, c) => count + (overall[c] ?? 0) / 1_000);
          return asShares(counts);
        });
      },
    },
    {
      id: 'most-frequent',
      name: 'Baseline: always the most frequent',
      description: 'The categories in the order of their frequency in the other folds.',
      method: (learnFrom, answerFor) => answerFor.map(() => asShares(frequencies(pick(truth, learnFrom), n))),
    },
  ];
}

function frequencies(truth: readonly number[], categories: number): Float64Array {
  const counts = new Float64Array(categories);
  for (const category of truth) counts[category] = (counts[category] ?? 0) + 1;
  return counts;
}

function asShares(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count + 1e-6, 0);
  return counts.map((count) => (count + 1e-6) / total);
}
