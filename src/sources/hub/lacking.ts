/** Reasons for views that a source does not fill at all. */

/** Of a source without a list of models. */
export const noModels = (reason: string) =>
  ({ models: reason, parents: reason, training_data: reason, languages: reason }) as const;

/** Of a source without the forum. */
export const noForum = (reason: string) => ({ topics: reason, codings: reason, mentions: reason }) as const;

const noDerivatives =
  'A selection lacks the derivatives outside it, and where it was made by recent attention it has the old models that were still built upon and not the others: how soon a model had its first cannot be told.';

/** The tables that a selection cannot have, with the reason. */
export const ofCensusOnly = { 'derivative-lags': noDerivatives, 'first-derivative': noDerivatives };
