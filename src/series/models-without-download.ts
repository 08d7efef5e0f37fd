import { defineSeries } from './series.ts';

/** What share of the models is never downloaded? */
export const modelsWithoutDownload = defineSeries({
  id: 'models-without-download',
  title: 'Models without a download',
  question: 'What share of the models was not downloaded in 30 days?',
  topic: 'reuse',
  unit: 'share',
  description: 'Share of the models without a download in 30 days',
  method:
    'Models with no download in the last 30 days, as the Hub lists them, out of all models. A published total counts the models with a download; the share is that of the others.',
  definitions: { none: { text: 'No download in 30 days.' } },
  samples: true,
  readings: [{ table: 'population', where: { measure: 'models-without-download' }, value: 'share', versions: [1, 2] }],
  fact: { measure: 'models-with-download', of: 'models', isRest: true, definition: 'none', since: '2026-12-01' },
});
