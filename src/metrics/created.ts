/** When models were created, as the first column of tables that go by it. */
const missing = 'the time of creation is unknown';

/** @param what of whom it is the month, with its verb */
export const monthOfCreation = (what = 'the model was') =>
  ({ unit: 'month', description: `Month in which ${what} created (UTC)`, missing }) as const;

export const yearOfCreation = {
  unit: 'year',
  description: 'Year in which the model was created (UTC)',
  missing,
} as const;
