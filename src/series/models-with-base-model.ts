import { defineSeries } from './series.ts';

/** What share of the models declares a base model? */
export const modelsWithBaseModel = defineSeries({
  id: 'models-with-base-model',
  title: 'Models that declare a base model',
  question: 'What share of the models declares a base model?',
  topic: 'lineage',
  unit: 'share',
  description: 'Share of the models that declare a base model',
  method: 'Models that declare at least one base model out of all models.',
  definitions: { declared: { text: 'At least one base model is declared.' } },
  samples: true,
  readings: [{ table: 'population', where: { measure: 'models-with-base-model' }, value: 'share', versions: [1, 2] }],
  fact: { measure: 'models-with-base-model', of: 'models', definition: 'declared' },
});
