/** What is known of the classifier of topics: six tables, filled by the sources from `content/classifier/card.json`. */
import { defineCount, withInterval } from '../metric.ts';

const tooFew = 'too few texts to estimate';
const measure = (name: string, description: string, missing?: string) =>
  withInterval(name, { unit: 'share', description, ...(missing !== undefined && { missing }) }, 'bootstrap');

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
    'All methods classify the same labelled texts of challenges. The classifier is not trained on them, so its scores are test scores; labelled texts of other folds only calibrate its probabilities. Methods that learn from labels use repeated stratified cross-validation. 95 % CIs are a bootstrap by topic. Macro-F1 is the mean F1 of the categories; top three counts a text as correct if its category is among the three most probable.',
  key: ['way'],
  figures: [{ chart: 'intervals', x: 'accuracy', y: 'name' }],
  columns: {
    way: { unit: 'slug', description: 'Method' },
    name: { unit: 'name', description: 'Name' },
    ...measure('accuracy', 'Accuracy: share of the texts in the correct category'),
    ...measure('topThree', 'Share of the texts whose category is among the three most probable'),
    ...measure('macroF1', 'Mean F1 over the categories'),
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
    'Precision is the share of the texts assigned to the category that belong to it; recall is the share of the texts of the category that are assigned to it. From the same test as the table coder-comparison. Categories with few texts have very wide 95 % CIs.',
  key: ['category'],
  figures: [
    { title: 'Recall of the classifier, by category', chart: 'intervals', x: 'recall', y: 'category' },
    { title: 'Precision of the classifier, by category', chart: 'intervals', x: 'precision', y: 'category' },
  ],
  columns: {
    category: { unit: 'slug', description: 'Category of challenge' },
    texts: { unit: 'count', description: 'Labelled texts of the category' },
    ...measure('precision', 'Precision', tooFew),
    ...measure('recall', 'Recall', tooFew),
    ...measure('f1', 'F1: harmonic mean of precision and recall', tooFew),
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
    'Labelled texts by hand-coded category and by the category that the classifier assigns. Pairs without a text have no row.',
  key: ['category', 'coded'],
  columns: {
    category: { unit: 'slug', description: 'Hand-coded category' },
    coded: { unit: 'slug', description: 'Category that the classifier assigns' },
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
  title: 'Accuracy of the classifier, on posts and on notes',
  method:
    'Share of the labelled texts whose most probable category is that of the study. The classifier is not trained on these texts. The 95 % CIs are a bootstrap by topic. Posts are passages that people wrote on the forum; notes are what coders of the study wrote about a question. Posts are closer to what the classifier is applied to.',
  key: ['kind'],
  figures: [{ chart: 'intervals', x: 'accuracy', y: 'kind' }],
  columns: {
    kind: { unit: 'slug', description: 'Kind of text: posts, notes, or all of them' },
    texts: { unit: 'count', description: 'Labelled texts' },
    ...measure('accuracy', 'Accuracy: share of the texts in the correct category'),
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
    'Labelled texts, classified by the rule that is applied to forum topics: a text can stay unclassified. Labelled texts of the other folds calibrate the probabilities. Counts are rounded means over the repeats.',
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
    found: { unit: 'count', description: 'Labelled texts of the category that are assigned to it' },
    unclassified: { unit: 'count', description: 'Labelled texts of the category that stay unclassified' },
    others: { unit: 'count', description: 'Labelled texts of other categories' },
    added: { unit: 'count', description: 'Labelled texts of other categories that are assigned to it' },
  },
  shares: {
    recall: {
      part: 'found',
      whole: 'texts',
      description: 'Recall: share of the texts of the category that are assigned to it',
    },
    falsePositiveRate: {
      part: 'added',
      whole: 'others',
      description: 'False positive rate: share of the texts of other categories that are assigned to it',
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
    'Labelled texts by the classifier’s probability for its answer: the mean probability, and the share of correct answers. Means over repeated splits of the texts into those that calibrate the probabilities and those that are classified.',
  key: ['from'],
  figures: [{ chart: 'bars', x: 'shareRight', y: 'from' }],
  columns: {
    from: { unit: 'probability', description: 'Lower end of the class of probability' },
    to: { unit: 'probability', description: 'Upper end of the class of probability' },
    stated: {
      unit: 'probability',
      description: 'Mean probability',
      missing: 'no text in the class',
    },
    texts: { unit: 'count', description: 'Texts in the class, mean over the repeats' },
    right: { unit: 'count', description: 'Correct answers, mean over the repeats' },
  },
  shares: { shareRight: { part: 'right', whole: 'texts', description: 'Share of correct answers' } },
});
