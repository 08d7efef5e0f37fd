/** The table that vintages of model types are read from. */
export const createdByType = {
  from: 'models-created',
  reads: ['models'],
  known: ['cf973231'],
  samples: false,
} as const;
