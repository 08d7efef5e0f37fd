import { defineSeries } from './series.ts';

/** Under which terms are models published? */
export const licenceClassesDeclared = defineSeries({
  id: 'licence-classes-declared',
  title: 'Licences by class, by snapshot',
  question: 'Under which terms are models published?',
  topic: 'reuse',
  unit: 'share',
  description: 'Share of the models that declare a licence',
  method: 'Models by the class of the licence that they declare, out of those that declare one.',
  by: { name: 'class', text: { unit: 'slug', description: 'Class of the licence' } },
  definitions: { declared: { text: 'Share of the models that declare a licence.' } },
  samples: true,
  readings: [{ table: 'licence-classes', value: 'share', versions: [1] }],
});
