import type { Row, Table } from '../../schema/table.ts';
import { difference, type Estimate } from '../../statistics/difference.ts';
import { modelType } from '../columns.ts';
import { defineFinding, endsOf, numberIn, tableOf, textIn, withInterval } from '../metric.ts';

/**
 * Which model types gain among new models, and which lose?
 *
 * Both months are seen from the list that was taken right after them, so that models of both have had the same time to be
 * removed.
 *
 * Shape   one row per model type of either month, in order of the change, the largest gain first
 * Shares  by author; the change by square-and-add of the two intervals
 * Nulls   a type without models in a month has no interval there, nor has its change
 * Refuses without an earlier snapshot of the whole Hub that has the table
 * Source  `types-of-new-models` of this snapshot and of the earlier one
 */
export const typeChanges = defineFinding({
  id: 'type-changes',
  topic: 'models',
  title: 'Model types that gain and lose among new models',
  method:
    'The share of a type among the models of known type that were created in the last whole month before this snapshot, less the same before the earlier snapshot. The intervals take the two months as independent; authors who upload the same types in both make them too wide rather than too narrow.',
  key: ['modelType'],
  figures: [],
  columns: {
    modelType,
    earlierMonth: { unit: 'month', description: 'Last whole month before the earlier snapshot' },
    month: { unit: 'month', description: 'Last whole month before this snapshot' },
    earlierModels: { unit: 'count', description: 'Models of the type created in the earlier month' },
    models: { unit: 'count', description: 'Models of the type created in the month' },
    earlierShare: { unit: 'share', description: 'Share of the models of known type in the earlier month', exact: true },
    share: { unit: 'share', description: 'Share of the models of known type in the month', exact: true },
    ...withInterval(
      'change',
      {
        unit: 'shareChange',
        description: 'Change of the share',
        missing: 'the type has no model in one of the months',
      },
      'square-and-add of cluster-robust intervals',
      { cluster: 'author' },
    ),
  },
  from: ['types-of-new-models'],
  compute: (tables, { previous }) => {
    const now = tableOf(tables, 'types-of-new-models');
    const earlier = previous('types-of-new-models')?.table;
    if (!earlier) return { reason: 'No earlier snapshot of the whole Hub counts the types of new models.' };
    const [earlierMonth, month] = [monthOf(earlier), monthOf(now)];
    if (earlierMonth >= month) return { reason: 'The earlier snapshot has the same last whole month.' };
    const [before, after] = [byType(earlier), byType(now)];
    return [...new Set([...after.keys(), ...before.keys()])]
      .map((modelType): Row => {
        const [then, found] = [before.get(modelType), after.get(modelType)];
        const [one, other] = [then && estimateIn(then), found && estimateIn(found)];
        const change = one && other ? difference(one, other) : undefined;
        const [earlierShare, share] = [then ? numberIn(then, 'share') : 0, found ? numberIn(found, 'share') : 0];
        return {
          modelType,
          earlierMonth,
          month,
          earlierModels: then ? numberIn(then, 'models') : 0,
          models: found ? numberIn(found, 'models') : 0,
          earlierShare,
          share,
          change: share - earlierShare,
          ...endsOf('change', change),
        };
      })
      .sort(
        (a, b) =>
          numberIn(b, 'change') - numberIn(a, 'change') || (textIn(a, 'modelType') < textIn(b, 'modelType') ? -1 : 1),
      );
  },
});

const byType = (table: Table) => new Map(table.rows.map((row) => [textIn(row, 'modelType'), row]));
const monthOf = ({ rows: [first] }: Table) => textIn(first ?? {}, 'month');

/** The share with its interval; undefined where it has none. */
function estimateIn(row: Row): Estimate | undefined {
  const { share: value, shareLow: low, shareHigh: high } = row;
  return typeof value === 'number' && typeof low === 'number' && typeof high === 'number'
    ? { value, low, high }
    : undefined;
}
