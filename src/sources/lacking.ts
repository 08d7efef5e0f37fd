/** Reasons for views that a source does not fill at all. */

/** Of a source without a list of models. */
export const noModels = (reason: string) =>
  ({ models: reason, parents: reason, training_data: reason, languages: reason }) as const;

/** Of a source without the forum. */
export const noForum = (reason: string) => ({ topics: reason, codings: reason, mentions: reason }) as const;
