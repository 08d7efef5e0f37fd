/** Tables on the classifier, which is measured on hand-coded topics. */
export const classifierTables = [
  'coder-comparison',
  'coder-performance',
  'coder-confusion',
  'classifier-accuracy',
  'classifier-errors',
  'coder-calibration',
];

/** Tables that only hand coding fills: a list of models or totals of one never does. */
export const handCoded = [
  'challenges',
  'benefits',
  'root-causes',
  'root-causes-by-challenge',
  'challenge-by-forum-category',
];

/** The reasons for `absent` of a source without hand-coded topics. */
export const onlyHandCoded = (noForum: string): Record<string, string> =>
  Object.fromEntries([...classifierTables, ...handCoded].map((table) => [table, noForum]));

/** The same of a source without hand-labelled cards too. */
export const onlyHandMade = (noForum: string, noCards: string): Record<string, string> => ({
  ...onlyHandCoded(noForum),
  'card-detector': noCards,
});
