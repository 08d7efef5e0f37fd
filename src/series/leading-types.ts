import { typeRules } from './created-by-type.ts';
import { defineSeries } from './series.ts';

/** Which model types lead? */
export const leadingTypes = defineSeries({
  id: 'leading-types',
  title: 'Leading model types, by snapshot',
  question: 'Which model types lead, and since when?',
  topic: 'models',
  figures: [{ chart: 'series', x: 'date', y: 'value', by: 'modelType', first: { column: 'modelType', count: 7 } }],
  unit: 'share',
  description: 'Share of the models of known type',
  method: 'Types that are among the ten with the most models in any snapshot, out of all models of known type.',
  by: { name: 'modelType', text: { unit: 'modelType', description: 'Model type, lower case' } },
  definitions: typeRules,
  noted: ['models-created'],
  samples: true,
  readings: [{ table: 'type-ranking', value: 'hubShare', versions: [1] }],
  leading: { column: 'hubRank', count: 10 },
});
