import { defineSeries } from './series.ts';

/** How are models made from their base models? */
export const relationsDeclared = defineSeries({
  id: 'relations-declared',
  title: 'Relations to base models, by snapshot',
  question: 'How are models made from their base models?',
  topic: 'lineage',
  unit: 'share',
  description: 'Share of the pairs of a model and its base model',
  method:
    'Pairs of a model and a base model in the list, by the relation that the model declares, out of all pairs. The Hub has recorded relations since the second half of 2024; earlier pairs have none.',
  by: { name: 'relation', text: { unit: 'slug', description: 'Relation to the base model; any for all pairs' } },
  definitions: { pairs: { text: 'Share of all pairs.' } },
  samples: true,
  readings: [{ table: 'relations', value: 'share', versions: [1] }],
});
