/** Tables that only hand coding or hand labelling fills: a list of models or totals of one never does. */
const ofForum = [
  'coder-comparison',
  'coder-performance',
  'coder-confusion',
  'coder-calibration',
  'challenges',
  'benefits',
  'root-causes',
  'root-causes-by-challenge',
  'challenge-by-forum-category',
];

/** The reasons for `absent` of a source about the Hub without hand-made labels. */
export const onlyHandMade = (noForum: string, noCards: string): Record<string, string> => ({
  ...Object.fromEntries(ofForum.map((table) => [table, noForum])),
  'card-detector': noCards,
});
