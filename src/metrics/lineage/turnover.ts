import { sameRepository } from '../../schema/repository-names.ts';
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
  title: 'Most downloaded models that stayed among the most downloaded',
  method:
    'Models among the most downloaded of the earlier snapshot that are also among the same number of most downloaded models of this one, matched by name without regard to case; a model that was listed without an owner has the name of the repository it was moved to, where that is known. A model that left can be deleted, renamed or downloaded less; the lists do not show which. A row is left out where either snapshot has fewer models.',
  key: ['top'],
  figures: [{ chart: 'bars', x: 'shareStayed', y: 'top' }],
  columns: {
    top: { unit: 'count', description: 'Number of most downloaded models compared' },
    stayed: { unit: 'count', description: 'Models in both lists' },
    ...shareColumns('shareStayed', 'Share that stayed', { part: 'stayed', whole: 'top', exact: true }),
  },
  from: ['top-models'],
  compute: (tables, { previous }) => {
    const earlier = previous('top-models');
    if (!earlier) return { reason: 'There is no earlier snapshot of the whole Hub to compare with.' };
    const [before, now] = [earlier.table, tableOf(tables, 'top-models')].map(({ rows }) =>
      rows.map((row) => sameRepository(textIn(row, 'model'))),
    ) as [string[], string[]];
    const rows = [10, 100, 1000]
      .filter((top) => top <= Math.min(before.length, now.length))
      .map((top): Row => {
        const still = new Set(now.slice(0, top));
        const row = { top, stayed: before.slice(0, top).filter((model) => still.has(model)).length };
        return { ...row, ...exactShareOf(row, 'shareStayed', 'stayed', 'top') };
      });
    return rows.length > 0 ? rows : { reason: 'Fewer than ten models were downloaded.' };
  },
});
