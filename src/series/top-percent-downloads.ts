import { defineSeries } from './series.ts';

/** How much of all downloads goes to the top 1 % of the models? */
export const topPercentDownloads = defineSeries({
  id: 'top-percent-downloads',
  title: 'Downloads of the most downloaded 1 % of models',
  question: 'How much of all downloads goes to the most downloaded 1 % of the models?',
  topic: 'reuse',
  unit: 'share',
  description: 'Share of all downloads that go to the most downloaded 1 % of the models',
  method: 'Downloads of the last 30 days as listed by the Hub, over all models, including those without downloads.',
  definitions: { all: { text: 'Over all models.' } },
  samples: true,
  readings: [
    {
      table: 'concentration',
      where: { measure: 'downloads', population: 'all' },
      value: 'topPercent',
      versions: [1],
    },
  ],
});
