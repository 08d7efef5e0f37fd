/** What is known of the classifier of topics: six tables, filled by the sources from `content/classifier/card.json`. */
import { defineCount } from '../metric.ts';

const tooFew = 'it cannot be told from so few texts';
const measure = (name: string, description: string, missing?: string) => {
  const hole = missing === undefined ? {} : { missing };
  return {
    [name]: {
      unit: 'share',
      description,
      ...hole,
      interval: { low: `${name}Low`, high: `${name}High`, method: 'bootstrap' },
    },
    [`${name}Low`]: { unit: 'share', description: `Lower end of the 95 % interval of ${name}`, ...hole },
    [`${name}High`]: { unit: 'share', description: `Upper end of the 95 % interval of ${name}`, ...hole },
  } as const;
};

/**
 * How well does the classifier do, beside other ways of coding?
 *
 * Shape   one row per way of coding, the classifier first, baselines last
 * Source  labelled texts, none of which the classifier has learned from; see the method
 */
export const coderComparison = defineCount({
  id: 'coder-comparison',
  topic: 'methods',
  about: 'methods',
  title: 'The classifier compared with other methods',
  method:
    'The same labelled texts of challenges for every way of coding. The coder has learned from none of them: its scores are test scores, and other texts of the labelled ones set only how sure it is. Ways that learn from labels learn from the other folds, in repeated stratified cross-validation. Intervals from texts drawn anew, topic by topic. Macro-F1 is the mean of the categories’ F1; top three counts a text as right whose category is among the three most probable.',
  key: ['way'],
  figures: [{ chart: 'intervals', x: 'accuracy', y: 'name' }],
  columns: {
    way: { unit: 'slug', description: 'Way of coding' },
    name: { unit: 'name', description: 'The same in words' },
    ...measure('accuracy', 'Share of the texts put into the right category'),
    ...measure('topThree', 'Share of the texts whose category is among the three most probable'),
    ...measure('macroF1', 'Mean over the categories of F1, the harmonic mean of precision and recall'),
  },
});

/**
 * How well does the classifier know each category?
 *
 * Shape   one row per category, in the order of the taxonomy
 * Source  as for `coder-comparison`
 */
export const coderPerformance = defineCount({
  id: 'coder-performance',
  topic: 'methods',
  about: 'methods',
  title: 'Precision and recall of the classifier, by category',
  method:
    'Precision is the share of what the coder puts into the category that belongs there, recall the share of what belongs there that it finds. From the same test as the comparison; categories of a few texts have intervals that say next to nothing.',
  key: ['category'],
  figures: [
    { title: 'Recall of the classifier, by category', chart: 'intervals', x: 'recall', y: 'category' },
    { title: 'Precision of the classifier, by category', chart: 'intervals', x: 'precision', y: 'category' },
  ],
  columns: {
    category: { unit: 'slug', description: 'Category of challenge' },
    texts: { unit: 'count', description: 'Labelled texts of the category' },
    ...measure('precision', 'Share of what is put there that belongs there', tooFew),
    ...measure('recall', 'Share of what belongs there that is put there', tooFew),
    ...measure('f1', 'Harmonic mean of precision and recall', tooFew),
  },
});

/**
 * What does the classifier mistake for what?
 *
 * Shape   one row per pair of categories, where there is a text
 * Source  as for `coder-comparison`
 */
export const coderConfusion = defineCount({
  id: 'coder-confusion',
  topic: 'methods',
  about: 'methods',
  title: 'Confusion matrix of the classifier',
  method:
    'Labelled texts by the category that they belong to and the one that the coder put them into. Pairs without a text have no row.',
  key: ['category', 'coded'],
  columns: {
    category: { unit: 'slug', description: 'Category that the text belongs to' },
    coded: { unit: 'slug', description: 'Category that the coder put it into' },
    texts: { unit: 'count', description: 'Labelled texts' },
  },
});

/**
 * How often is the classifier right, on posts and on notes?
 *
 * Notes are short and say what the classifier saw in a post; posts are what the classifier meets on the forum, so they come
 * first. It is a test score: nothing is learned from these texts, and the folds set the probabilities only.
 *
 * Shape   one row per kind of text, posts first, all of them last
 * Source  as for `coder-comparison`
 */
export const classifierAccuracy = defineCount({
  id: 'classifier-accuracy',
  topic: 'methods',
  title: 'How often the classifier is right, on posts and on notes',
  method:
    'Share of the labelled texts whose most probable category is that of the study. The classifier has learned nothing from these texts. The intervals are percentiles over topics drawn with replacement. Posts are passages that people wrote on the forum, notes what coders wrote about a question: the posts are closer to what the classifier meets.',
  key: ['kind'],
  figures: [{ chart: 'intervals', x: 'accuracy', y: 'kind' }],
  columns: {
    kind: { unit: 'slug', description: 'Kind of text: posts, notes, or all of them' },
    texts: { unit: 'count', description: 'Labelled texts' },
    ...measure('accuracy', 'Share of the texts put into the right category'),
  },
});

const noTexts = 'no labelled text is of the category';

/**
 * How often does the classifier miss a category, and how often does it add to one, as it is applied?
 *
 * The other tables force an answer from every text. On the forum a topic may stay unclassified, so that less is found and
 * less is added: a correction of counts needs the errors of the rule that made them.
 *
 * Shape   one row per category, in the order of the taxonomy
 * Source  as for `coder-comparison`
 */
export const classifierErrors = defineCount({
  id: 'classifier-errors',
  topic: 'methods',
  title: 'Error rates of the classifier as it is applied, by category',
  method:
    'Labelled texts, classified by the rule that is applied to forum topics: a text may stay unclassified, and is then neither found nor added. The labelled texts of the other folds set the probabilities; counts are rounded means over the repeats.',
  key: ['category'],
  figures: [
    { title: 'Recall of the classifier as it is applied, by category', chart: 'intervals', x: 'recall', y: 'category' },
    {
      title: 'False positive rate of the classifier as it is applied, by category',
      chart: 'intervals',
      x: 'falsePositiveRate',
      y: 'category',
    },
  ],
  columns: {
    category: { unit: 'slug', description: 'Category of challenge' },
    texts: { unit: 'count', description: 'Labelled texts of the category', missing: noTexts },
    found: { unit: 'count', description: 'Labelled texts of the category that are put there' },
    unclassified: { unit: 'count', description: 'Labelled texts of the category that stay unclassified' },
    others: { unit: 'count', description: 'Labelled texts of other categories' },
    added: { unit: 'count', description: 'Labelled texts of other categories that are put there' },
  },
  shares: {
    recall: { part: 'found', whole: 'texts', description: 'Share of the texts of the category that are put there' },
    falsePositiveRate: {
      part: 'added',
      whole: 'others',
      description: 'Share of the texts of other categories that are put there',
    },
  },
});

/**
 * Is the classifier as sure as it may be?
 *
 * Shape   one row per class of stated probability
 * Source  as for `coder-comparison`
 */
export const coderCalibration = defineCount({
  id: 'coder-calibration',
  topic: 'methods',
  about: 'methods',
  title: 'Calibration of the classifier',
  method:
    'Labelled texts by the probability that the coder stated for its answer: the mean of what it stated, and the share of the answers that were right. Means over the repeats of parting the texts into those that set how sure it is and those that it answers.',
  key: ['from'],
  figures: [{ chart: 'bars', x: 'shareRight', y: 'from' }],
  columns: {
    from: { unit: 'probability', description: 'Least probability of the class' },
    to: { unit: 'probability', description: 'Greatest probability of the class' },
    stated: {
      unit: 'probability',
      description: 'Mean probability that was stated',
      missing: 'no text fell into the class',
    },
    texts: { unit: 'count', description: 'Texts of the class, mean over the repeats' },
    right: { unit: 'count', description: 'Those of them that were put right, mean over the repeats' },
  },
  shares: { shareRight: { part: 'right', whole: 'texts', description: 'Share of the answers that were right' } },
});
