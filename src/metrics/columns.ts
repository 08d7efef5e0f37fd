/** Columns that many tables have, said once: when models were created, their type, and why there is no estimate. */
const missing = 'the time of creation is unknown';

/** @param what of whom it is the month, with its verb */
export const monthOfCreation = (what = 'the model was') =>
  ({ unit: 'month', description: `Month in which ${what} created (UTC)`, missing }) as const;

export const yearOfCreation = {
  unit: 'year',
  description: 'Year in which the model was created (UTC)',
  missing,
} as const;

export const modelType = { unit: 'modelType', description: 'Model type, lower case' } as const;

/** Of tables that count the models of no known type too. */
export const typeOrUntyped = {
  unit: 'modelType',
  description: 'Model type, lower case; untyped where none is known',
} as const;

export const refused = { unit: 'name', description: 'Reason for no estimate', missing: 'estimated' } as const;
