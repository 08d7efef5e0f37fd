import type { Row } from '../../schema/table.ts';
import { defineFinding, exactShareOf, shareColumns, tableOf, textIn } from '../metric.ts';

/**
 * How many of the most downloaded models are still among them?
 *
 * Shape   one row per list: the first 10, 100 and 1,000
 * Refuses without an earlier snapshot of the whole Hub that has `top-models`
 * Source  `top-models` of this snapshot and of the newest one before it
 */
export const turnover = defineFinding({
  id: 'turnover',
  topic: 'lineage',
  title: 'The most downloaded models that stayed',
  method:
    'Models among the most downloaded of the earlier snapshot that are among as many of the most downloaded of this one, by name: a renamed model counts as gone. Whether one that left is gone, renamed or only downloaded less, the lists do not say. A list is left out where either snapshot has fewer models.',
  key: ['top'],
  figures: [{ chart: 'bars', x: 'shareStayed', y: 'top' }],
  columns: {
    top: { unit: 'count', description: 'So many of the most downloaded models of either snapshot' },
    stayed: { unit: 'count', description: 'Those of the earlier ones that are among the later' },
    ...shareColumns('shareStayed', 'Share that stayed', { part: 'stayed', whole: 'top', exact: true }),
  },
  from: ['top-models'],
  compute: (tables, { previous }) => {
    const earlier = previous('top-models');
    if (!earlier) return { refused: 'There is no earlier snapshot of the whole Hub to compare with.' };
    const [before, now] = [earlier.table, tableOf(tables, 'top-models')].map(({ rows }) =>
      rows.map((row) => textIn(row, 'model')),
    ) as [string[], string[]];
    const rows = [10, 100, 1000]
      .filter((top) => top <= Math.min(before.length, now.length))
      .map((top): Row => {
        const still = new Set(now.slice(0, top));
        const row = { top, stayed: before.slice(0, top).filter((model) => still.has(model)).length };
        return { ...row, ...exactShareOf(row, 'shareStayed', 'stayed', 'top') };
      });
    return rows.length > 0 ? rows : { refused: 'Fewer than ten models were downloaded.' };
  },
});
