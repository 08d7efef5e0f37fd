/** Reasons for views that a source does not fill at all. */

/** Of a source without a list of models. */
export const noModels = (reason: string) =>
  ({ models: reason, parents: reason, training_data: reason, languages: reason, fates: reason }) as const;

/** Of a source without the forum. */
export const noForum = (reason: string) => ({ topics: reason, codings: reason, mentions: reason }) as const;

/** Of a list that no other is compared with. */
export const oneList = 'There is no earlier list of the same source to compare the list with.';

const noDerivatives =
  'A selection lacks the derivatives outside it. If it is selected by recent attention, it also has only those old models that still get derivatives. The time to the first derivative cannot be estimated.';

/** The tables that a selection cannot have, with the reason. */
export const ofCensusOnly = { 'derivative-lags': noDerivatives, 'first-derivative': noDerivatives };
