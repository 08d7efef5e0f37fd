import { bootstrapSpearman } from '../statistics/bootstrap.ts';
import { benjaminiHochberg } from '../statistics/multiple-testing.ts';
import { spearman } from '../statistics/spearman.ts';
import { defineFinding, tableOf } from './metric.ts';
import { totalsByType } from './type-ranking.ts';

/** Fixed, so that a rebuild gives the same interval to the last digit. */
const seed = 20240131;

/**
 * Are the model types that are uploaded most also those that are talked about most?
 *
 * Shape   one row per scope; `all types` compares the totals of the types that both sides count
 * Units   `n` types compared · `rho` Spearman's rank correlation, ties sharing the mean rank, with its 95 % interval ·
 *         `p` two-sided, `pAdjusted` after Benjamini–Hochberg over the scopes of the table
 * Nulls   none
 * Throws  if the statistics do: on numbers that are none
 * Refuses with fewer than four types in common, or when one side is constant or nearly so
 * Source  `models-created` and `mentions`; all months of each, which need not be the same months
 */
export const hubForumAgreement = defineFinding({
  id: 'hub-forum-agreement',
  title: 'Agreement of Hub and forum on model types',
  method:
    'Spearman rank correlation between models and topics over the model types that both sides count, all months of each. Ties share the mean rank; p from the t distribution; interval from 10,000 bootstrap resamples of the types (percentiles, fixed seed).',
  columns: {
    scope: { unit: 'name', description: 'Which types are compared' },
    n: { unit: 'count', description: 'Model types compared' },
    rho: { unit: 'correlation', description: 'Spearman’s rank correlation' },
    low: { unit: 'correlation', description: 'Lower end of its 95 % interval (bootstrap)' },
    high: { unit: 'correlation', description: 'Upper end of its 95 % interval (bootstrap)' },
    p: { unit: 'probability', description: 'Two-sided p value of no correlation' },
    pAdjusted: { unit: 'probability', description: 'The same after Benjamini–Hochberg over all scopes of this table' },
  },
  from: ['models-created', 'mentions'],
  compute: (tables) => {
    const hub = totalsByType(tableOf(tables, 'models-created'), 'models');
    const forum = totalsByType(tableOf(tables, 'mentions'), 'topics');
    const common = [...hub].flatMap(([type, models]) => {
      const topics = forum.get(type);
      return topics === undefined ? [] : [{ models, topics }];
    });
    const models = common.map((type) => type.models);
    const topics = common.map((type) => type.topics);

    const result = spearman(models, topics);
    if (!result.known) return { refused: result.reason };
    const interval = bootstrapSpearman(models, topics, { seed });
    if (!interval.known) return { refused: interval.reason };
    const { low, high } = interval;
    const [pAdjusted = result.p] = benjaminiHochberg([result.p]);
    return [{ scope: 'all types', n: result.n, rho: result.rho, low, high, p: result.p, pAdjusted }];
  },
});
