import { max, median, min, quantile } from 'd3-array';
import { type EditionTable, listColumns } from './edition-table.ts';
import { createdByType, typeDefinitions } from './created-by-type.ts';
import { type Vintage, originOf, vintageRule, vintagesOf } from './vintages.ts';

const id = 'vintage-agreement';
const fewest = 20;

/**
 * Do two snapshots count the same models in the months that both saw?
 *
 * Shape   one row for each vintage and the one before it, oldest first; none where their months do not overlap
 * Units   ratios of the later count to the earlier one, by type and month
 */
export const vintageAgreement: EditionTable = {
  id,
  title: 'How far two vintages agree on the months that both saw',
  question: 'Do two snapshots count the same models in the months that both saw?',
  topic: 'methods',
  figures: [],
  method: `Models by type and month of creation, in a vintage and in the one before it: the later count out of the earlier one, for each type and month in which the earlier vintage has at least ${fewest} models. Later vintages lack what was deleted, and tell the types of more models. ${typeDefinitions} ${vintageRule}`,
  key: ['before', 'after'],
  columns: listColumns({
    before: { unit: 'day', description: 'Earlier vintage' },
    after: { unit: 'day', description: 'Later vintage' },
    from: { unit: 'month', description: 'First month that both saw' },
    to: { unit: 'month', description: 'Last month that both saw' },
    typeMonths: { unit: 'count', description: `Types and months of at least ${fewest} models` },
    medianRatio: { unit: 'number', description: 'Median of the later count out of the earlier one' },
    lowerQuartile: { unit: 'number', description: 'Lower quartile of it' },
    upperQuartile: { unit: 'number', description: 'Upper quartile of it' },
  }),
  make: ({ snapshots }) => {
    const vintages = vintagesOf(id, createdByType, snapshots);
    const rows = vintages.flatMap((after, index) => {
      const before = vintages[index - 1];
      if (!before) return [];
      const [then, now] = [countsOf(before), countsOf(after)];
      const months = new Set(after.rows.map(({ month }) => month));
      const both = [...then].filter(([, { month, models }]) => months.has(month) && models >= fewest);
      const ratios = both.map(([key, { models }]) => (now.get(key)?.models ?? 0) / models);
      const [from, to] = [min(both, ([, { month }]) => month), max(both, ([, { month }]) => month)];
      if (from === undefined || to === undefined) return [];
      return [
        {
          before: before.snapshot.date,
          after: after.snapshot.date,
          from,
          to,
          typeMonths: ratios.length,
          medianRatio: median(ratios) ?? null,
          lowerQuartile: quantile(ratios, 0.25) ?? null,
          upperQuartile: quantile(ratios, 0.75) ?? null,
        },
      ];
    });
    return { rows, window: null, ...originOf(vintages) };
  },
};

/** Models of known type by type and month. */
const countsOf = ({ rows }: Vintage) =>
  new Map(
    rows
      .filter(({ modelType }) => modelType !== 'untyped')
      .map(({ month, modelType, models }) => [
        JSON.stringify([modelType, month]),
        { month: String(month), models: Number(models) },
      ]),
  );
