import { defineSeries } from './series.ts';

/** Are the model types that are uploaded most also those that are talked about most? */
export const hubForumCorrelation = defineSeries({
  id: 'hub-forum-correlation',
  title: 'Agreement of Hub and forum on model types, by snapshot',
  question: 'Are the most uploaded model types also the most mentioned ones?',
  topic: 'challenges',
  unit: 'correlation',
  description: 'Spearman’s rank correlation of uploads and mentions, over model types',
  method: 'Rank correlation over the model types that both Hub and forum count, all months of each together.',
  definitions: { 'both-sides': { text: 'Types that both sides count.' } },
  samples: true,
  readings: [
    {
      table: 'hub-forum-agreement',
      where: { scope: 'all types', compares: 'types on both sides, all months' },
      value: 'rho',
      versions: [1],
    },
  ],
});
